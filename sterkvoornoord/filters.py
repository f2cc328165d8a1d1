"""One FilterSet for page, export and API: filters that answer with a condition instead of a filtered list.

django-filter reads and checks the query; each filter's condition is a method of the FilterSet that returns a Q,
by the name of the filter, as ``clean_<field>`` is in a form. So a list, its counts per filter value, its export
and the API cannot differ in what a filter means.

What does not belong in the address is never ignored in silence: while one filter is wrong the answer is empty,
and `fouten` says in words what is wrong.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OrderBy, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, FilterSet, OrderingFilter

MAX_ZOEKTEKST = 200
#: Options of a field that one searches with, in a filter or in a form.
ZOEKVELD: dict[str, Any] = {
    "max_length": MAX_ZOEKTEKST,
    "error_messages": {
        "max_length": _("gebruik hoogstens %(limit_value)s tekens."),
        "null_characters_not_allowed": _("deze tekens kunnen wij niet lezen."),
    },
}
#: What a filter with choices says of a value that is none of them.
KEUZE_ONBEKEND = {
    "invalid_choice": _("deze keuze bestaat niet."),
    "invalid_list": _("deze keuze bestaat niet."),
    "null_characters_not_allowed": _("deze keuze bestaat niet."),
}


def kebab(naam: str) -> str:
    """``van_mij`` as ``van-mij``: the key in the address of a page."""
    return naam.replace("_", "-")


def camel(naam: str) -> str:
    """``van_mij`` as ``vanMij``: the key in a call to the API."""
    return re.sub(r"_(\w)", lambda deel: deel[1].upper(), naam)


def zonder_lege(vraag: QueryDict) -> QueryDict | None:
    """The query without the keys that say nothing, as a form sends for what is not filled in; None when all do."""
    schoon = vraag.copy()
    for sleutel, waarden in vraag.lists():
        schoon.setlist(sleutel, [waarde for waarde in waarden if waarde])
        if not schoon.getlist(sleutel):
            del schoon[sleutel]
    return None if schoon == vraag else schoon


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong with one filter: its key in the address, its label, and the reason in words."""

    sleutel: str
    label: str
    reden: str


class Filterset(FilterSet):
    """FilterSet whose filters are conditions; see the text on top of this module.

    A filter `status` needs a method ``voorwaarde_status(waarde) -> Q``; only the one `Sortering` does without.
    `naamvorm` makes the keys of the query out of the Python names: kebab-case, or for the API::

        class ActieApiFilter(ActieFilter):
            naamvorm = staticmethod(camel)
    """

    naamvorm: Callable[[str], str] = staticmethod(kebab)

    @classmethod
    def get_filters(cls):
        return {cls.naamvorm(naam): filter_ for naam, filter_ in super().get_filters().items()}

    @cached_property
    def gekozen(self) -> dict[str, Any]:
        """The valid values in use, by the Python name of their filter; sorting is not one of them."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return {
            self.filters[sleutel].field_name: waarde
            for sleutel, waarde in self.form.cleaned_data.items()
            if waarde not in (None, "", [], ()) and not isinstance(self.filters[sleutel], Sortering)
        }

    @cached_property
    def voorwaarden(self) -> dict[str, Q]:
        """The condition of every filter in use, by its Python name."""
        return {naam: getattr(self, f"voorwaarde_{naam}")(waarde) for naam, waarde in self.gekozen.items()}

    @cached_property
    def fouten(self) -> list[Fout]:
        """What is wrong with the query, filter by filter; empty when all is well."""
        if not self.is_bound:
            return []
        return [
            Fout(sleutel, str(self.filters[sleutel].label), " ".join(redenen))
            for sleutel, redenen in self.errors.items()
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every condition, then the order; nothing at all while a filter is wrong."""
        if self.fouten:
            return queryset.none()
        return self.zet_volgorde(queryset.filter(*self.voorwaarden.values()))

    @cached_property
    def sortering(self) -> list[str]:
        """The names to sort by, each with a minus when the other way round; the standard when none is asked."""
        sleutel, filter_ = self._sorteerfilter
        gevraagd = self.form.cleaned_data.get(sleutel) if self.form.is_valid() else None
        return [naam for naam in gevraagd or [] if naam] or [filter_.standaard]

    def zet_volgorde(self, queryset: QuerySet) -> QuerySet:
        """`queryset`, of which the conditions do not matter, in the order that was asked."""
        _sleutel, filter_ = self._sorteerfilter
        return filter_.filter(queryset, self.sortering)

    @cached_property
    def _sorteerfilter(self) -> tuple[str, "Sortering"]:
        return next((sleutel, f) for sleutel, f in self.filters.items() if isinstance(f, Sortering))

    @cached_property
    def vraag(self) -> QueryDict:
        """The query without what is empty or unknown, for links that keep the filters."""
        schoon = QueryDict(mutable=True)
        for sleutel in self.filters:
            if waarden := [w for w in self.data.getlist(sleutel) if w]:
                schoon.setlist(sleutel, waarden)
        return schoon

    def vraag_zonder(self, sleutel: str, waarde: str | None = None) -> QueryDict:
        """`vraag` without one value of a filter, or without that filter when `waarde` is None."""
        rest = self.vraag.copy()
        over = [w for w in rest.getlist(sleutel) if waarde is not None and w != waarde]
        rest.setlist(sleutel, over) if over else rest.pop(sleutel, None)
        return rest


class ZoekFilter(CharFilter):
    """The field in which one types what one looks for."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Zoeken"), **ZOEKVELD, **kwargs})


class JaVeld(forms.Field):
    """A tick in an address: ``1``, ``true`` or ``ja`` is on; ``0``, ``false``, ``nee`` or nothing is off."""

    default_error_messages = {"ongeldig": _("kies ja of nee.")}

    def to_python(self, value) -> bool | None:
        tekst = str(value or "").strip().lower()
        if tekst in ("", "0", "false", "nee"):
            return None
        if tekst in ("1", "true", "ja"):
            return True
        raise ValidationError(self.error_messages["ongeldig"], code="ongeldig")


class JaFilter(BooleanFilter):
    """Narrows the list when it is on, and does nothing when it is off."""

    field_class = JaVeld

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Sorteersleutel:
    """One way to sort: its label, what it compares, and where rows without a value stand when ascending."""

    label: Any
    expressie: Any
    leeg: str = "achter"  # "achter": last whichever way; "voor": first, and last when descending

    def volgorde(self, aflopend: bool) -> OrderBy:
        voorop = self.leeg == "voor" and not aflopend
        return OrderBy(self.expressie, descending=aflopend, **{"nulls_first" if voorop else "nulls_last": True})


class Sortering(OrderingFilter):
    """OrderingFilter over named expressions: ``?sorteer=koers``, or ``-koers`` the other way round.

    `standaard` is the order without a choice; `slot` is a unique field that keeps equal rows, and so pages, in order.
    """

    def __init__(self, sleutels: Mapping[str, Sorteersleutel], *, standaard: str, slot: str, **kwargs):
        self.sleutels, self.standaard, self.slot = sleutels, standaard, slot
        super().__init__(
            fields=list(sleutels),
            field_labels={naam: sleutel.label for naam, sleutel in sleutels.items()},
            **kwargs,
        )

    def filter(self, qs: QuerySet, value) -> QuerySet:
        return qs.order_by(*(self._volgorde(naam) for naam in value or [self.standaard]), self.slot)

    def _volgorde(self, naam: str) -> OrderBy:
        return self.sleutels[naam.removeprefix("-")].volgorde(naam.startswith("-"))
