"""Importing measurements: choose a file, tie its columns, look at what would happen, and save."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from monitor.importeren.formulieren import Bestandformulier, Koppelformulier
from monitor.importeren.koppelen import Koppeling
from monitor.importeren.tabel import LeesFout, Tabel
from monitor.importeren.voorstel import Soort, Voorstel, maak_voorstel
from monitor.models import Importbestand, Indicator, mag_importeren
from monitor.services import importeren as services
from monitor.services import inlezen
from monitor.services.taken import veeg
from sterkvoornoord.paginering import kies_pagina, paginanummers
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post

PER_PAGINA = 50
#: More questions than this nobody answers: the file or its columns are wrong.
MAX_VRAGEN = 60
#: Per kind of line: name, icon and what it means.
SOORTEN = {
    Soort.NIEUW: ("Nieuw", "plus", "staan nog niet in het portaal"),
    Soort.GEWIJZIGD: ("Gewijzigd", "pencil", "er verandert iets"),
    Soort.GELIJK: ("Gelijk", "equal", "er verandert niets"),
    Soort.TWIJFEL: ("Twijfel", "help-circle", "wij vragen het u"),
    Soort.OVERGESLAGEN: ("Overgeslagen", "player-skip-forward", "leeg, of niet te plaatsen"),
    Soort.FOUT: ("Fout", "alert-octagon", "eerst verbeteren"),
}


class MagImporteren(RolVereist):
    """The programmateam imports; a file is read once and then belongs to all of them."""

    http_method_names = ["get", "head", "post", "options"]

    def mag(self, rollen: Rollen) -> bool:
        return mag_importeren(rollen)


@method_decorator(never_cache, name="dispatch")
class Importeren(MagImporteren, FormView):
    """Step 1: choose a file. Shows which files wait, and what was imported before."""

    template_name = "monitor/importeren/kiezen.html"
    form_class = Bestandformulier

    def form_valid(self, form):
        bestand = form.cleaned_data["bestand"]
        try:
            rij = inlezen.neem_aan(bestand=bestand, naam=bestand.name, door=self.request.user)
        except LeesFout as fout:
            form.add_error("bestand", str(fout))
            return self.form_invalid(form)
        return redirect("monitor:import" if rij.koppeling or rij.loopt else "monitor:import-koppelen", rij.pk)

    def get_context_data(self, **kwargs):
        bestanden = Importbestand.objects.zonder_inhoud()
        return super().get_context_data(
            **kwargs,
            open_bestanden=bestanden.open()[:10],
            lezend=bestanden.lopend()[:10],
            ingevoerd=bestanden.filter(status=Importbestand.Status.INGEVOERD)[:10],
        )


class MetBestand(MagImporteren):
    """A page about one file that is still open; one that is over shows what became of it."""

    def dispatch(self, request, *args, **kwargs):
        if request.method.lower() not in self.http_method_names:
            return self.http_method_not_allowed(request)
        # After the rule about roles: who may not import does not learn which files there are.
        if self.test_func():
            self.importbestand = get_object_or_404(Importbestand.objects.defer("ruw"), pk=kwargs["pk"])
            if not self.importbestand.is_open and not self.mag_gesloten(request):
                messages.warning(request, "Dit bestand is al ingevoerd, geannuleerd of verlopen.")
                return redirect("monitor:importeren")
            if self.importbestand.is_open:
                self.tabel = Tabel.uit_json(self.importbestand.inhoud)
        return super().dispatch(request, *args, **kwargs)

    def mag_gesloten(self, request: HttpRequest) -> bool:
        return False


@method_decorator(never_cache, name="dispatch")
class Koppelen(MetBestand, FormView):
    """Step 2: which column is what. It is remembered for files with the same head."""

    template_name = "monitor/importeren/koppelen.html"
    form_class = Koppelformulier

    def get_form(self, form_class=None):
        koppeling = services.eerste_koppeling(importbestand=self.importbestand, tabel=self.tabel)
        return Koppelformulier(
            self.request.POST or None,
            tabel=self.tabel,
            koppeling=koppeling,
            indicatoren=list(Indicator.objects.in_gebruik().select_related("doel")),
        )

    def form_valid(self, form):
        try:
            services.koppel(
                importbestand=self.importbestand, koppeling=form.koppeling(), tabel=self.tabel, door=self.request.user
            )
        except ValidationError as fout:
            messages.warning(self.request, fout.message)
            return redirect("monitor:importeren")
        return redirect("monitor:import", self.importbestand.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, bestand=self.importbestand, tabel=self.tabel)


@method_decorator(never_cache, name="dispatch")
class Nakijken(MetBestand, TemplateView):
    """Step 3: line by line what will happen; pressing the button at the end is step 4."""

    #: What one may still look at when the file is not open: it is being read, could not be read, or was saved.
    TE_ZIEN = {
        Importbestand.Status.WACHT: "lezen",
        Importbestand.Status.BEZIG: "lezen",
        Importbestand.Status.MISLUKT: "mislukt",
        Importbestand.Status.INGEVOERD: "klaar",
    }

    def mag_gesloten(self, request: HttpRequest) -> bool:
        return request.method in ("GET", "HEAD") and self.importbestand.status in self.TE_ZIEN

    def get_template_names(self):
        bestand = self.importbestand
        if bestand.loopt and self.request.headers.get("HX-Request"):
            return ["monitor/importeren/stand.html"]
        return [f"monitor/importeren/{'nakijken' if bestand.is_open else self.TE_ZIEN[bestand.status]}.html"]

    def get(self, request, *args, **kwargs):
        bestand = self.importbestand
        if bestand.loopt:
            veeg(Importbestand)
        elif request.headers.get("HX-Request"):
            # The page that waited goes on to what came of it.
            return HttpResponse(headers={"HX-Redirect": bestand.get_absolute_url()})
        if bestand.is_open and bestand.koppeling is None:
            return redirect("monitor:import-koppelen", bestand.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            rij = services.voer_in(
                importbestand=self.importbestand,
                afdruk=request.POST.get("afdruk", ""),
                overnemen=request.POST.getlist("overnemen"),
                door=request.user,
            )
        except ValidationError as fout:
            messages.error(request, fout.message)
            return redirect("monitor:import", self.importbestand.pk)
        messages.success(request, _gedaan(rij))
        return redirect("monitor:import", rij.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, bestand=self.importbestand)
        if not self.importbestand.is_open:
            return context
        voorstel = maak_voorstel(self.tabel, Koppeling.uit_json(self.importbestand.koppeling))
        return {**context, "tabel": self.tabel, "voorstel": voorstel, **_lijst(self.request, voorstel)}


def _gedaan(rij: Importbestand) -> str:
    nieuw, veranderd = rij.uitkomst["toegevoegd"], rij.uitkomst["veranderd"]
    if not nieuw and not veranderd:
        return "Er is niets veranderd: alles stond er al."
    return f"Opgeslagen: {nieuw} nieuw, {veranderd} gewijzigd."


def _lijst(request: HttpRequest, voorstel: Voorstel) -> dict:
    """The lines that the page shows: of one kind when that is asked, fifty at a time."""
    gevraagd = request.GET.get("soort", "")
    soort = Soort(gevraagd) if gevraagd in set(Soort) else None
    regels = voorstel.van(soort) if soort else voorstel.regels
    pagina, fout = kies_pagina(Paginator(regels, PER_PAGINA), request.GET.get("pagina", "1"))
    twijfels = voorstel.van(Soort.TWIJFEL)
    fouten = voorstel.tellingen[Soort.FOUT]
    return {
        "kernen": [(soort, voorstel.tellingen[soort], *tekst) for soort, tekst in SOORTEN.items()],
        "soort": soort,
        "regels": [(regel, *SOORTEN[regel.soort][:2]) for regel in pagina],
        "page_obj": pagina,
        "paginator": pagina.paginator,
        "paginanummers": paginanummers(pagina),
        "paginafout": fout,
        "twijfels": twijfels[:MAX_VRAGEN],
        "twijfels_meer": max(0, len(twijfels) - MAX_VRAGEN),
        "fouten": fouten,
        "kan_opslaan": not fouten and bool(voorstel.verandert or twijfels),
    }


@alleen_post
def annuleer(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a file that was read; nothing of it was saved."""
    if not mag_importeren(rollen_van(request.user)):
        raise PermissionDenied
    importbestand = get_object_or_404(Importbestand.objects.zonder_inhoud(), pk=pk)
    try:
        services.annuleer(importbestand=importbestand, door=request.user)
        messages.success(request, "Het bestand is weggegooid. Er is niets opgeslagen.")
    except ValidationError as fout:
        messages.warning(request, fout.message)
    return redirect("monitor:importeren")
