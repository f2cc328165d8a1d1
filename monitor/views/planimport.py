"""Importing the tables of a plan: choose a file, look at what would happen row by row, and save.

Between looking and saving nothing is kept here: what was read travels in the form, signed, and is compared again with
the portal when somebody saves.
"""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from acties.planimport.opslaan import Soort, importeer
from acties.planimport.regels import Gelezen, Planrij
from monitor.importeren.formulieren import Bestandformulier
from monitor.importeren.plantabel import SOORTEN, PlanFout, lees_plan
from monitor.importeren.tabel import LeesFout
from monitor.views.importeren import MagImporteren
from opgaven.models import Uitvoeringsplan
from sterkvoornoord.laden import LaadFout
from sterkvoornoord.meldingen import meld_gedaan

ZOUT, GELDIG = "monitor.planimport", 24 * 3600
#: More does not fit in a form (DATA_UPLOAD_MAX_MEMORY_SIZE).
MAX_PAK = 700_000
KERNEN = (
    (Soort.NIEUW, "Nieuw", "plus", "staan nog niet in het portaal"),
    (Soort.GELIJK, "Gelijk", "equal", "er verandert niets"),
    (Soort.ANDERS, "Anders", "pencil", "het portaal blijft zo"),
    (Soort.WEG, "Weggehaald", "player-skip-forward", "komen niet terug"),
)


class Planformulier(Bestandformulier):
    plan = forms.ModelChoiceField(
        Uitvoeringsplan.objects.order_by("opgave__nummer", "pk"),
        to_field_name="slug",
        label="Bij welk plan hoort de tabel?",
        help_text="Alleen als het bestand dat niet zegt.",
        empty_label="Dat staat in het bestand",
        required=False,
        error_messages={"invalid_choice": "Kies iets uit de lijst."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        veld = self.fields["bestand"]
        veld.label = "Bestand met het plan"
        veld.help_text = "Word (.docx), Excel (.xlsx), CSV of tekst, hoogstens 20 MB."
        veld.widget.attrs["accept"] = ",".join(SOORTEN)


@method_decorator(never_cache, name="dispatch")
class PlanImporteren(MagImporteren, FormView):
    template_name = "monitor/importeren/plan.html"
    form_class = Planformulier

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._bewaar(request) if "pak" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        bestand, plan = form.cleaned_data["bestand"], form.cleaned_data["plan"]
        try:
            gelezen = lees_plan(bestand, naam=bestand.name, slug=plan and plan.slug)
            uitslag = importeer(gelezen, bestand=bestand.name, proef=True)
            pak = _pak_in(gelezen, bestand.name)
        except (LeesFout, LaadFout) as fout:
            form.add_error("plan" if isinstance(fout, PlanFout) else "bestand", str(fout))
            return self.form_invalid(form)
        kernen = [(len(uitslag.van(soort)), naam, icoon, bij) for soort, naam, icoon, bij in KERNEN]
        context = {"uitslag": uitslag, "bestand": bestand.name, "pak": pak, "kernen": kernen, "nieuw": kernen[0][0]}
        return render(self.request, "monitor/importeren/plan_nakijken.html", context)

    def _bewaar(self, request: HttpRequest) -> HttpResponse:
        """Save what was looked at. What somebody else made of it meanwhile is not made again."""
        try:
            gelezen, naam = _pak_uit(request.POST["pak"])
            nieuw = importeer(gelezen, bestand=naam, door=request.user).van(Soort.NIEUW)
        except (LeesFout, LaadFout) as fout:
            messages.warning(request, f"Er is niets veranderd. {fout}")
            return redirect("monitor:importeren-plan")
        if not nieuw:
            meld_gedaan(request, "Er is niets veranderd: alle acties staan er al.")
            return redirect("monitor:importeren-plan")
        meld_gedaan(request, f"{len(nieuw)} {'actie is' if len(nieuw) == 1 else 'acties zijn'} gemaakt, als concept.")
        plannen = {rij.plan.slug for rij in gelezen.rijen}
        return redirect(reverse("acties:lijst") + (f"?plan={plannen.pop()}" if len(plannen) == 1 else ""))


def _pak_in(gelezen: Gelezen, naam: str) -> str:
    rijen = [asdict(rij) | {"plan": rij.plan.slug} for rij in gelezen.rijen]
    pak = signing.dumps([naam, rijen, gelezen.twijfels], salt=ZOUT, compress=True)
    if len(pak) > MAX_PAK:
        raise LeesFout("Dit plan is te groot om hier na te kijken. Deel het bestand op per bijlage.")
    return pak


def _pak_uit(pak: str) -> tuple[Gelezen, str]:
    try:
        naam, rijen, twijfels = signing.loads(pak, salt=ZOUT, max_age=GELDIG)
    except signing.BadSignature as fout:
        raise LeesFout("Wat u wilde opslaan, is te oud. Kies het bestand opnieuw.") from fout
    plannen = {plan.slug: plan for plan in Uitvoeringsplan.objects.select_related("opgave")}
    if not all(rij["plan"] in plannen for rij in rijen):
        raise LeesFout("Een van de plannen is er niet meer. Kies het bestand opnieuw.")
    return Gelezen([Planrij(**rij | {"plan": plannen[rij["plan"]]}) for rij in rijen], twijfels), naam
