"""What the page of a list shows of its filters: chips to drop one, what is wrong, heads that sort, values to tick."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from sterkvoornoord.filters import Filterset


@dataclass(frozen=True, slots=True)
class Optie:
    """One value of a filter, how many rows it gives (None: not counted), and whether it is chosen."""

    waarde: str
    label: str
    aantal: int | None
    gekozen: bool


@dataclass(frozen=True, slots=True)
class Groep:
    """The values of one filter; `leeg` is the choice for all of them, in a list to choose one from."""

    sleutel: str
    titel: str
    opties: list[Optie]
    leeg: str = ""


@dataclass(frozen=True, slots=True)
class Kolomkop:
    """The head of a column: its key, the query that sorts by it, and how it is sorted now ("" when it is not)."""

    sleutel: str
    titel: str
    vraag: QueryDict
    richting: str


class Filterpaneel:
    """Everything beside and above a list, made from its filters. `route` names the list, `kolommen` what sorts.

    A name in `kolommen` that starts with a minus sorts the other way round at the first press.
    """

    route: str
    kolommen: tuple[str, ...]

    def __init__(self, filterset: Filterset):
        self.filter = filterset
        self.vraag = filterset.vraag
        self.fouten = [(fout, self._adres(filterset.vraag_zonder(fout.sleutel))) for fout in filterset.fouten]

    @property
    def zoektekst(self) -> str:
        return self.filter.data.get("q", "")[:200]

    def opties(self, naam: str, telling: Counter | None = None) -> list[Optie]:
        """Every value of the filter, with its count in `telling`."""
        gekozen = self.filter.data.getlist(naam)
        return [
            Optie(waarde, str(label), None if telling is None else telling[waarde], waarde in gekozen)
            for waarde, label in self.filter.form.fields[naam].choices
            if waarde
        ]

    def titel(self, naam: str) -> str:
        return str(self.filter.form.fields[naam].label)

    # Chips ------------------------------------------------------------------------------------------------

    def chips(self) -> list[tuple[str, str]]:
        """Every chosen value, with the address of the list that drops just that value."""
        return [
            (label, self._adres(self.filter.vraag_zonder(sleutel, waarde)))
            for sleutel, waarde, label in self._gekozen_waarden()
        ]

    def _gekozen_waarden(self) -> Iterator[tuple[str, str | None, str]]:
        for naam, waarde in self.filter.gekozen.items():
            sleutel = self.filter.naamvorm(naam)
            if naam == "q":
                yield sleutel, None, _("‘%(woorden)s’") % {"woorden": waarde}
            elif waarde is True:
                yield sleutel, None, str(self.filter.filters[sleutel].label)
            else:
                labels = dict(self.filter.form.fields[sleutel].choices)
                for deel in dict.fromkeys(_als_lijst(waarde)):
                    yield sleutel, deel, str(labels[deel])

    def _adres(self, vraag: QueryDict) -> str:
        lijst = reverse(self.route)
        return f"{lijst}?{vraag.urlencode()}" if vraag else lijst

    # Sorting ----------------------------------------------------------------------------------------------

    @property
    def sorteer(self) -> str:
        """The way the list is sorted, as in the address; the standard when nothing is asked."""
        return self.filter.data.get("sorteer") or self.filter.filters["sorteer"].standaard

    def koppen(self) -> list[Kolomkop]:
        """The heads of the table; a second press on the same one sorts the other way round."""
        sleutels = self.filter.filters["sorteer"].sleutels
        koppen = []
        for eerst in self.kolommen:
            naam, vraag = eerst.removeprefix("-"), self.vraag.copy()
            anders = naam if eerst.startswith("-") else f"-{naam}"
            vraag["sorteer"] = anders if self.sorteer == eerst else eerst
            richting = {naam: "ascending", f"-{naam}": "descending"}.get(self.sorteer, "")
            koppen.append(Kolomkop(naam, str(sleutels[naam].label), vraag, richting))
        return koppen

    @property
    def gesorteerd_op(self) -> str:
        naam = self.sorteer.split(",")[0].removeprefix("-")
        sleutel = self.filter.filters["sorteer"].sleutels.get(naam)
        return str(sleutel.label).lower() if sleutel else ""


def _als_lijst(waarde: Any) -> Iterable[str]:
    return waarde if isinstance(waarde, list) else [waarde]
