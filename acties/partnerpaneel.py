"""What the list of partners shows of its filters: ticks, chips to drop one, and heads that sort."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from acties.filters_partners import PartnerFilter


@dataclass(frozen=True, slots=True)
class Keuze:
    """One value of a filter and whether it is chosen."""

    waarde: str
    label: str
    gekozen: bool


class Partnerpaneel:
    def __init__(self, filterset: PartnerFilter):
        self.filter = filterset
        self.vraag = filterset.vraag
        self.zoektekst = filterset.data.get("q", "")[:200]

    def groepen(self) -> Iterator[tuple[str, str, list[Keuze]]]:
        """The filters to tick: key, title and values."""
        for sleutel in ("opgave", "soort", "rol"):
            veld, gekozen = self.filter.form.fields[sleutel], self.filter.data.getlist(sleutel)
            yield sleutel, str(veld.label), [Keuze(w, str(label), w in gekozen) for w, label in veld.choices]

    def chips(self) -> Iterator[tuple[str, QueryDict]]:
        """Every chosen value, with the query that drops just that value."""
        for naam, waarden in self.filter.gekozen.items():
            if naam == "q":
                yield _("‘%(woorden)s’") % {"woorden": waarden}, self.filter.vraag_zonder("q")
                continue
            labels = dict(self.filter.form.fields[naam].choices)
            for waarde in waarden:
                yield str(labels[waarde]), self.filter.vraag_zonder(naam, waarde)

    def koppen(self) -> Iterator[tuple[str, str, QueryDict, str]]:
        """Heads of the table that sort: key, title, the query of a press, and the direction now ("" when none)."""
        nu = self.filter.data.get("sorteer") or "partner"
        for naam, eerst in (("partner", ""), ("soort", ""), ("acties", "-")):
            vraag = self.vraag.copy()
            omgekeerd = {"": "-", "-": ""}[eerst]
            vraag["sorteer"] = f"{omgekeerd if nu == f'{eerst}{naam}' else eerst}{naam}"
            richting = {naam: "ascending", f"-{naam}": "descending"}.get(nu, "")
            yield naam, str(self.filter.filters["sorteer"].sleutels[naam].label), vraag, richting
