"""What the lists of this layer share: filters, pages, and the same list as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView

from governance.views.overleg import VoorIntern
from sterkvoornoord.export import SOORTEN, Kolom, exporteer
from sterkvoornoord.filterpaneel import Filterpaneel
from sterkvoornoord.filters import Filterset
from sterkvoornoord.paginering import kies_pagina, paginanummers

PER_PAGINA = 25


class Lijst(VoorIntern, TemplateView):
    """A list with filters. ``?export=csv`` or ``xlsx`` is the same list as a file, called `bestand`.

    A subclass says what may be read (`te_lezen`) and what its rows still need for the page (`vul_aan`).
    """

    filterset: type[Filterset]
    paneel: type[Filterpaneel]
    kolommen: list[Kolom]
    bestand: str

    def te_lezen(self) -> QuerySet:
        raise NotImplementedError

    def vul_aan(self, rijen: list) -> dict[str, Any]:
        """Give the rows of this page what the template asks of them; returns more context."""
        return {}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.filter = self.filterset(request.GET, self.te_lezen(), request=request)
        soort = request.GET.get("export")
        self.meldingen: list[str] = []
        if soort in SOORTEN and not self.filter.fouten:
            return exporteer(soort, self.bestand, self.kolommen, self.filter.qs)
        if soort is not None and soort not in SOORTEN:
            self.meldingen.append("Dit soort bestand maken wij niet. Kies Excel of CSV.")
        antwoord = super().get(request)
        if soort is not None:
            antwoord.status_code = 400
        return antwoord

    def get_context_data(self, **kwargs):
        pagina, melding = kies_pagina(Paginator(self.filter.qs, PER_PAGINA), self.request.GET.get("pagina", "1"))
        rijen = list(pagina)
        return super().get_context_data(
            paneel=self.paneel(self.filter),
            kruimels=[("Wie gaat waarover?", reverse("overleg:gids"))],
            rijen=rijen,
            page_obj=pagina,
            paginator=pagina.paginator,
            paginanummers=paginanummers(pagina),
            meldingen=[*self.meldingen, *([melding] if melding else [])],
            fout_in_titel=bool(self.filter.fouten or self.meldingen),
            **self.vul_aan(rijen),
            **kwargs,
        )
