"""What the page shows of the filters: ticks and lists with their counts, chips to drop one, ways to sort."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acties.facetten import Facetten
from acties.filters import GEEN, ActieFilter

#: Columns of the table that sort, in the order of the page.
KOLOMMEN = ("actie", "koers", "status", "penvoerder", "bijgewerkt")
#: Ways to sort where the heads of the table are out of sight, in the words of what comes first.
SORTEERKEUZES = {
    "": gettext_lazy("Koers: bijsturen eerst"),
    "bijgewerkt": gettext_lazy("Oudste stand eerst"),
    "-bijgewerkt": gettext_lazy("Nieuwste stand eerst"),
    "actie": gettext_lazy("Naam: van A tot Z"),
    "status": gettext_lazy("Status"),
    "penvoerder": gettext_lazy("Penvoerder"),
    "nummer": gettext_lazy("Nummer"),
}


@dataclass(frozen=True, slots=True)
class Optie:
    """One value of a filter, how many acties it gives, and whether it is chosen."""

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
    """Everything beside and above the list, made from the filters and their counts."""

    def __init__(self, filterset: ActieFilter, facetten: Facetten):
        self.filter, self.facetten = filterset, facetten
        self.vraag = filterset.vraag
        self.fouten = [(fout, _adres(filterset.vraag_zonder(fout.sleutel))) for fout in filterset.fouten]

    @property
    def zoektekst(self) -> str:
        return self.filter.data.get("q", "")[:200]

    @property
    def plan(self) -> str:
        return self.filter.gekozen.get("plan", "")

    def vinkjes(self) -> list[Optie]:
        namen = ["van_mij", "geen_actuele_stand"] if self.filter.aangemeld else ["geen_actuele_stand"]
        return [
            Optie(
                self.filter.naamvorm(naam),
                str(self.filter.filters[self.filter.naamvorm(naam)].label),
                self.facetten.telling(naam)[True],
                naam in self.filter.gekozen,
            )
            for naam in namen
        ]

    def groepen(self) -> list[Groep]:
        """Filters of which several values may be ticked; a status that no visible actie has is left out."""
        return [
            self._groep("opgave", lambda o: True),
            self._groep("status", lambda o: self.facetten.komt_voor("status", o.waarde)),
            self._groep("koers", lambda o: True),
        ]

    def keuzelijsten(self) -> list[Groep]:
        """Filters with one value. A doel without acties stays in view, a partner or wijk without does not."""
        return [
            self._groep("doel", lambda o: True, _("Alle doelen")),
            self._groep("partner", lambda o: o.aantal, _("Alle partners")),
            self._groep("wijk", lambda o: True, _("Alle wijken")),
        ]

    def _groep(self, naam: str, tonen: Callable[[Optie], Any], leeg: str = "") -> Groep:
        veld = self.filter.form.fields[naam]
        telling = self.facetten.telling(naam)
        gekozen = self.filter.data.getlist(naam)
        opties = (
            Optie(waarde, str(label), telling[waarde], waarde in gekozen) for waarde, label in veld.choices if waarde
        )
        return Groep(naam, str(veld.label), [o for o in opties if o.gekozen or tonen(o)], leeg)

    def zonder_wijk(self) -> int:
        """When a wijk is chosen: how many acties name none, and so cannot be found by wijk."""
        wijk = self.filter.gekozen.get("wijk", GEEN)
        return self.facetten.telling("wijk")[GEEN] if wijk != GEEN else 0

    def chips(self) -> list[tuple[str, str]]:
        """Every chosen value, with the address of the list that drops just that value."""
        return [
            (label, _adres(self.filter.vraag_zonder(sleutel, waarde)))
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

    # Sorting ----------------------------------------------------------------------------------------------

    @property
    def sorteer(self) -> str:
        """The way the list is sorted, as in the address: "koers" when nothing is asked."""
        return self.filter.data.get("sorteer") or "koers"

    def koppen(self) -> list[Kolomkop]:
        """The heads of the table; a second press on the same one sorts the other way round."""
        labels = self.filter.filters["sorteer"].sleutels
        koppen = []
        for naam in KOLOMMEN:
            vraag = self.vraag.copy()
            vraag["sorteer"] = f"-{naam}" if self.sorteer == naam else naam
            richting = {naam: "ascending", f"-{naam}": "descending"}.get(self.sorteer, "")
            koppen.append(Kolomkop(naam, str(labels[naam].label), vraag, richting))
        return koppen

    def sorteerkeuzes(self) -> list[Optie]:
        nu = "" if self.sorteer == "koers" else self.sorteer
        keuzes = dict(SORTEERKEUZES)
        if nu not in keuzes and "sorteer" in self.filter.form.cleaned_data:
            keuzes[nu] = dict(self.filter.filters["sorteer"].extra["choices"]).get(nu, nu)
        return [Optie(waarde, str(label), None, waarde == nu) for waarde, label in keuzes.items()]

    @property
    def gesorteerd_op(self) -> str:
        naam = self.sorteer.split(",")[0].removeprefix("-")
        sleutel = self.filter.filters["sorteer"].sleutels.get(naam)
        return str(sleutel.label).lower() if sleutel else ""


def _adres(vraag: QueryDict) -> str:
    lijst = reverse("acties:lijst")
    return f"{lijst}?{vraag.urlencode()}" if vraag else lijst


def _als_lijst(waarde: Any) -> Iterable[str]:
    return waarde if isinstance(waarde, list) else [waarde]
