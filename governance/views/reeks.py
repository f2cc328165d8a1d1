"""A series of meetings from a rhythm: first the days that it gives, then the meetings."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from governance.forms.reeks import Reeksformulier
from governance.models import Overlegorgaan
from governance.ritme import zonder_rooster
from governance.services.reeksen import maak_reeks
from governance.views.overleg import VoorIntern
from governance.views.vergaderingen import kruimels
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.toegang import haal_bewaard


class Reeks(VoorIntern, View):
    http_method_names = ["get", "head", "post", "options"]

    def haal(self, request: HttpRequest, slug: str) -> Overlegorgaan:
        orgaan = get_object_or_404(Overlegorgaan.objects.zichtbaar_voor(request.user), slug=slug)
        if not rollen_van(request.user).programmateam:
            raise PermissionDenied
        return orgaan

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        orgaan, data = self.haal(request, slug), None
        if bewaard := haal_bewaard(request):
            data = request.POST.copy()
            for veld, waarden in bewaard.items():
                data.setlist(veld, waarden)
        return self.toon(orgaan, Reeksformulier(data, orgaan=orgaan))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        orgaan = self.haal(request, slug)
        form = Reeksformulier(request.POST, orgaan=orgaan)
        if not form.is_valid() or "maak" not in request.POST:
            return self.toon(orgaan, form)
        dagen = form.gekozen(request.POST.getlist("dag"))
        if not dagen:
            form.add_error(None, "Kies ten minste een dag.")
            return self.toon(orgaan, form)
        try:
            nieuw = maak_reeks(door=request.user, orgaan=orgaan, dagen=dagen, **form.velden)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
            return self.toon(orgaan, form)
        zin = "Er is 1 vergadering gemaakt" if len(nieuw) == 1 else f"Er zijn {len(nieuw)} vergaderingen gemaakt"
        meld_gedaan(request, f"{zin}, als concept.")
        return redirect(orgaan)

    def toon(self, orgaan: Overlegorgaan, form: Reeksformulier) -> HttpResponse:
        gekozen = self.request.POST.getlist("dag") if "maak" in self.request.POST else None
        vrij = [dag for dag in form.dagen if not dag.bezwaar]
        onbekend = []
        if form.dagen and form.cleaned_data.get("schoolvakanties"):
            onbekend = zonder_rooster(form.dagen[0].datum, form.dagen[-1].datum)
        context = {
            "orgaan": orgaan,
            "form": form,
            "dagen": [
                (d, d.datum.isoformat() in gekozen if gekozen is not None else not d.bezwaar) for d in form.dagen
            ],
            "aantal_vrij": len(vrij),
            "onbekend": onbekend,
            "kruimels": kruimels(orgaan),
        }
        return render(self.request, "governance/reeks.html", context)
