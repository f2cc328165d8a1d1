"""The list of acties: filters, counts, sorting, pages and downloads; public, as far as the acties are."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import ListView

from acties.export import kolommen, rijen
from acties.facetten import Facetten
from acties.filterpaneel import Actiepaneel
from acties.filters import ActieFilter
from acties.models import Actie
from acties.models.keuzes import LOPEND
from sterkvoornoord.export import SOORTEN, exporteer
from sterkvoornoord.filters import zonder_lege
from sterkvoornoord.paginering import GeteldePaginator, kies_pagina, paginanummers
from sterkvoornoord.rollen import rollen_van

#: What a row shows; plain values, because instances cost more than the query.
VELDEN = ("nummer", "titel", "zichtbaarheid", "status", "koers", "stand_op", "doel__nummer", "doel__korte_naam")


@method_decorator(login_not_required, name="dispatch")
class ActieLijst(ListView):
    """`/acties/`; with ``?export=csv`` or ``xlsx`` the same acties as a file, all pages of them."""

    template_name = "acties/lijst.html"
    paginate_by = 25
    page_kwarg = "pagina"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.filter = ActieFilter(request.GET, queryset=Actie.objects.zichtbaar_voor(request.user), request=request)
        self.exportfout = ""
        if "export" in request.GET:
            return self.exporteer(request.GET["export"])
        if (schoon := zonder_lege(request.GET)) is not None:
            # The form sends every field; the address that people keep and share says only what was chosen.
            return redirect(f"{request.path}?{schoon.urlencode()}" if schoon else request.path)
        return super().get(request, *args, **kwargs)

    def exporteer(self, soort: str) -> HttpResponseBase:
        """The file; or the page with what is wrong and status 400, because half a file is worse than none."""
        if soort in SOORTEN and not self.filter.fouten:
            return exporteer(soort, "acties", kolommen(rollen_van(self.request.user)), rijen(self.filter.qs))
        if soort not in SOORTEN:
            self.exportfout = _("Dit soort bestand maken wij niet. Kies Excel of CSV.")
        antwoord = super().get(self.request)
        antwoord.status_code = 400
        return antwoord

    def get_queryset(self):
        return self.filter.qs.values("pk")

    def paginate_queryset(self, queryset, page_size):
        self.facetten = Facetten(self.filter)
        paginator = GeteldePaginator(queryset, page_size, aantal=self.facetten.gevonden)
        pagina, self.paginafout = kies_pagina(paginator, self.request.GET.get(self.page_kwarg, "1"))
        # The database sorts keys only, and looks up what a row shows for one page of them.
        acties = self.filter.zet_volgorde(Actie.objects.filter(pk__in=pagina.object_list).met_penvoerder())
        pagina.object_list = [_rij(waarden) for waarden in acties.values(*VELDEN, "penvoerder_naam")]
        return paginator, pagina, pagina.object_list, pagina.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "paneel": Actiepaneel(self.filter, self.facetten),
            "facetten": self.facetten,
            "paginanummers": paginanummers(context["page_obj"]),
            "meldingen": [tekst for tekst in (self.exportfout, self.paginafout) if tekst],
            "fout_in_titel": bool(self.filter.fouten or self.exportfout),
        }


def _rij(waarden: dict) -> dict:
    """The values of one row with what the template would otherwise work out for each of them."""
    waarden["url"] = reverse("acties:detail", args=[waarden["nummer"]])
    waarden["loopt"] = waarden["status"] in LOPEND
    waarden["dagen"] = (timezone.localdate() - waarden["stand_op"]).days if waarden["stand_op"] else None
    return waarden
