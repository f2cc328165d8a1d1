"""What the page of the acties shows of its filters: ticks and lists with their counts, chips, ways to sort."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acties.facetten import Facetten
from acties.filters import GEEN, ActieFilter
from sterkvoornoord.filterpaneel import Filterpaneel, Groep, Optie

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


class Actiepaneel(Filterpaneel):
    """Everything beside and above the list of acties, made from the filters and their counts."""

    route = "acties:lijst"
    kolommen = ("actie", "koers", "status", "penvoerder", "bijgewerkt")

    def __init__(self, filterset: ActieFilter, facetten: Facetten):
        super().__init__(filterset)
        self.facetten = facetten

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
        opties = self.opties(naam, self.facetten.telling(naam))
        return Groep(naam, self.titel(naam), [o for o in opties if o.gekozen or tonen(o)], leeg)

    def zonder_wijk(self) -> int:
        """When a wijk is chosen: how many acties name none, and so cannot be found by wijk."""
        wijk = self.filter.gekozen.get("wijk", GEEN)
        return self.facetten.telling("wijk")[GEEN] if wijk != GEEN else 0

    def sorteerkeuzes(self) -> list[Optie]:
        nu = "" if self.sorteer == "koers" else self.sorteer
        keuzes = dict(SORTEERKEUZES)
        if nu not in keuzes and "sorteer" in self.filter.form.cleaned_data:
            keuzes[nu] = dict(self.filter.filters["sorteer"].extra["choices"]).get(nu, nu)
        return [Optie(waarde, str(label), None, waarde == nu) for waarde, label in keuzes.items()]
