"""The overview of who answers for what and with how many hours."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView

from acties.inzet.filters import InzetFilter, Inzetpaneel
from acties.inzet.overzicht import KOLOMMEN, Inzetoverzicht
from acties.inzet.views import VoorIntern
from sterkvoornoord.export import SOORTEN, exporteer
from sterkvoornoord.models import Partner
from sterkvoornoord.paginering import kies_pagina, paginanummers

PER_PAGINA = 25


class Overzicht(VoorIntern, TemplateView):
    """`/inzet/`; with ``export=csv`` or ``xlsx`` the lines of the partners as a file."""

    template_name = "acties/inzet/overzicht.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.filter = InzetFilter(request.GET, Partner.objects.all(), request=request)
        self.overzicht = Inzetoverzicht(
            request.user,
            self.filter.qs,
            jaar=self.filter.gekozen_jaar,
            opgaven=self.filter.gekozen.get("opgave", ()),
        )
        self.meldingen: list[str] = []
        soort = request.GET.get("export")
        if soort in SOORTEN and not self.filter.fouten:
            return exporteer(soort, f"inzet-{self.overzicht.jaar}", KOLOMMEN, self.regels())
        if soort is not None and soort not in SOORTEN:
            self.meldingen.append("Dit soort bestand maken wij niet. Kies Excel of CSV.")
        antwoord = super().get(request, *args, **kwargs)
        if soort is not None:
            antwoord.status_code = 400
        return antwoord

    def regels(self):
        return self.filter.sorteer_regels(self.overzicht.regels())

    def get_context_data(self, **kwargs):
        regels = [] if self.filter.fouten else self.regels()
        pagina, melding = kies_pagina(Paginator(regels, PER_PAGINA), self.request.GET.get("pagina", "1"))
        return super().get_context_data(
            kruimels=[("Partners", reverse("partners:lijst"))],
            paneel=Inzetpaneel(self.filter),
            overzicht=self.overzicht,
            regels=list(pagina),
            page_obj=pagina,
            paginator=pagina.paginator,
            paginanummers=paginanummers(pagina),
            jaar=str(self.overzicht.jaar),
            meldingen=[*self.meldingen, *([melding] if melding else [])],
            fout_in_titel=bool(self.filter.fouten or self.meldingen),
            **kwargs,
        )
