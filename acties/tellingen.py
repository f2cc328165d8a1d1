"""Counts of acties for the pages of the frame: two queries, whatever the number of opgaven and doelen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from acties.models import Actie, Dwarsverband
from acties.models.keuzes import LOPEND
from opgaven.models import Doel, Opgave, Uitvoeringsplan


@dataclass(frozen=True)
class Stand:
    """Acties of one opgave, plan or doel, counted per status."""

    per_status: Counter = field(default_factory=Counter)
    #: Asks for `dwars`, which most pages of one doel never need.
    tel_dwars: Callable[[], int] = field(default=lambda: 0, repr=False)

    @property
    def dwars(self) -> int:
        """Acties of another doel that serve this one too; 0 for anything but a doel."""
        return self.tel_dwars()

    @property
    def paren(self) -> list[tuple[str, int]]:
        """Pairs (status, number), as the bar takes them."""
        return list(self.per_status.items())

    @property
    def totaal(self) -> int:
        return self.per_status.total()

    @property
    def lopend(self) -> int:
        return sum(self.per_status[status] for status in LOPEND)


class Telling:
    """All counts that one visitor may know; what the visitor may not see is not counted either."""

    def __init__(self, gebruiker):
        self._zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).order_by()

    @cached_property
    def _per_record(self) -> dict[tuple[type, int], Counter]:
        velden = ("plan__opgave", "plan", "doel", "status")
        tellers: dict[tuple[type, int], Counter] = {}
        for opgave, plan, doel, status, aantal in self._zichtbaar.values_list(*velden).annotate(n=Count("pk")):
            for sleutel in ((Opgave, opgave), (Uitvoeringsplan, plan), (Doel, doel)):
                tellers.setdefault(sleutel, Counter())[status] += aantal
        return tellers

    @cached_property
    def _dwars(self) -> dict[int, int]:
        verbanden = Dwarsverband.objects.filter(actie__in=self._zichtbaar.values("pk")).order_by()
        return dict(verbanden.values_list("doel").annotate(n=Count("pk")))

    def van(self, record: Opgave | Uitvoeringsplan | Doel) -> Stand:
        """Return the counts of `record`; zeros when it has no acties that the visitor may see."""
        per_status = self._per_record.get((type(record), record.pk), Counter())
        return Stand(per_status, lambda: self.dwars_van(record) if isinstance(record, Doel) else 0)

    def dwars_van(self, doel: Doel) -> int:
        """Acties of another doel that serve this one too."""
        return self._dwars.get(doel.pk, 0)
