"""The reporting round: who still owes what, and the stand of each opgave."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View

from acties.models import Actie
from acties.models.keuzes import LOPEND
from monitor.forms_ronde import Rondeformulier, Standformulier
from monitor.models import ASPECTEN, OpgaveStand, Rapportageronde, mag_publiceren
from monitor.services import rondes
from opgaven.models import Bemensing, Opgave
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.paginering import GeteldePaginator, paginanummers
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post, haal_bewaard

PER_PAGINA = 15
CONFLICT = (
    "{wie} sloeg iets op terwijl u schreef. Uw tekst staat er nog. Bij elk vak staat wat er nu is opgeslagen. "
    "Moet uw tekst gelden? Sla dan nog eens op."
)


@dataclass
class Rij:
    """What one opgave still owes: its running acties, how many of those by whom, and its stand."""

    opgave: Opgave
    lopend: int = 0
    te_melden: int = 0
    wie: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    stand: OpgaveStand | None = None
    mag: bool = False

    @property
    def gemeld(self) -> int:
        return self.lopend - self.te_melden

    @property
    def is_klaar(self) -> bool:
        return not self.te_melden and self.heeft_stand

    @property
    def heeft_stand(self) -> bool:
        return self.stand is not None and self.stand.is_ingevuld


def rijen_van(ronde: Rapportageronde, gebruiker) -> list[Rij]:
    """What each opgave owes, as far as this account may see its acties. Five queries, whatever there is."""
    rijen = {opgave.pk: Rij(opgave) for opgave in Opgave.objects.all()}
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).order_by()
    for pk, lopend in zichtbaar.lopend().values_list("plan__opgave").annotate(Count("pk")):
        rijen[pk].lopend = lopend
    telling = defaultdict(int)
    open_ = ronde.nog_te_melden(zichtbaar).met_penvoerder()
    for pk, naam, aantal in open_.values_list("plan__opgave", "penvoerder_naam").annotate(Count("pk")):
        rijen[pk].te_melden += aantal
        telling[pk, naam or "nog geen penvoerder"] += aantal
    for (pk, naam), aantal in sorted(telling.items(), key=lambda x: (-x[1], x[0])):
        rijen[pk].partners.append(f"{naam} {aantal}")
    for leider in Bemensing.objects.nu().filter(rol=Bemensing.Rol.PROJECTLEIDER, opgave__isnull=False):
        rijen[leider.opgave_id].wie.append(leider.functie or leider.get_rol_display())
    for stand in ronde.standen.all():
        rijen[stand.opgave_id].stand = stand
    is_open = ronde.status == Rapportageronde.Status.OPEN
    for rij in rijen.values():
        rij.mag = is_open and rondes.mag_invullen(gebruiker, rij.opgave)
    return list(rijen.values())


class Rapportage(RolVereist, TemplateView):
    """The open round, or the newest one that is closed, with what the reader owes on top."""

    template_name = "monitor/rapportage.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get_context_data(self, **kw):
        # "open" sorts after "gesloten".
        ronde = Rapportageronde.objects.order_by("-status", "-peildatum").first()
        context = {"ronde": ronde, "mag_beheren": mag_publiceren(rollen_van(self.request.user))}
        if ronde is None or ronde.status != Rapportageronde.Status.OPEN:
            context["form"] = kw.get("form") or Rondeformulier()
        if ronde is not None:
            context |= self._van_ronde(ronde)
        return super().get_context_data(**kw) | context

    def _van_ronde(self, ronde: Rapportageronde) -> dict:
        rijen = rijen_van(ronde, self.request.user)
        context = {
            "rijen": rijen,
            "lopend": sum(rij.lopend for rij in rijen),
            "te_melden": sum(rij.te_melden for rij in rijen),
            "zonder_stand": sum(not rij.heeft_stand for rij in rijen),
            "aspecten": [
                (aspect, [(rij.opgave.naam, getattr(rij.stand, aspect.veld, "")) for rij in rijen])
                for aspect in ASPECTEN
            ],
            "is_open": ronde.status == Rapportageronde.Status.OPEN,
        }
        context["gemeld"] = context["lopend"] - context["te_melden"]
        if context["is_open"]:
            context |= self._eigen(ronde)
        return context

    def _eigen(self, ronde: Rapportageronde) -> dict:
        eigen = Actie.objects.van(self.request.user)
        telling = eigen.order_by().aggregate(
            lopend=Count("pk", Q(status__in=LOPEND)), open=Count("pk", ronde.is_nog_te_melden())
        )
        te_doen = ronde.nog_te_melden(eigen).order_by("nummer_sortering")
        bladen = GeteldePaginator(te_doen, PER_PAGINA, aantal=telling["open"])
        pagina = bladen.get_page(self.request.GET.get("pagina"))
        return {
            "eigen_lopend": telling["lopend"],
            "eigen_open": telling["open"],
            "page_obj": pagina,
            "paginator": bladen,
            "paginanummers": paginanummers(pagina),
        }


@alleen_post
def open_ronde(request: HttpRequest) -> HttpResponse:
    """Open a round; 403 unless the account may. Wrong days come back in the form."""
    if not mag_publiceren(rollen_van(request.user)):
        raise PermissionDenied
    form = Rondeformulier(request.POST)
    if form.is_valid():
        try:
            ronde = rondes.open_ronde(door=request.user, **form.cleaned_data)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            meld_gedaan(request, f"De ronde {ronde.naam} is open.")
            return redirect("monitor:rapportage")
    if Rapportageronde.objects.open().exists():
        messages.info(request, "Er is al een ronde open. Sluit die eerst.")
        return redirect("monitor:rapportage")
    return Rapportage.as_view()(_als_get(request), form=form)


def _als_get(request: HttpRequest) -> HttpRequest:
    """The same request for the page around a form that came back."""
    request.method = "GET"
    return request


@alleen_post
def sluit_ronde(request: HttpRequest) -> HttpResponse:
    """Close the open round. When there is none any more, that is what was asked."""
    if not mag_publiceren(rollen_van(request.user)):
        raise PermissionDenied
    if ronde := Rapportageronde.objects.open().first():
        rondes.sluit_ronde(ronde=ronde, door=request.user)
        meld_gedaan(request, f"De ronde {ronde.naam} is gesloten. De stand ligt vast.")
    return redirect("monitor:rapportage")


@alleen_post
def herinner(request: HttpRequest) -> HttpResponse:
    """Mail everybody who still owes something in the open round; whoever got one today, gets no other."""
    if not mag_publiceren(rollen_van(request.user)):
        raise PermissionDenied
    ronde = Rapportageronde.objects.open().first()
    if ronde is None:
        messages.info(request, "Er is geen ronde open. Er is niemand gemaild.")
        return redirect("monitor:rapportage")
    if aantal := rondes.herinner_nu(ronde=ronde, door=request.user):
        meld_gedaan(request, f"De herinnering gaat naar {aantal} {'mens' if aantal == 1 else 'mensen'}.")
    else:
        zin = "Wie nog iets moet doen en een account heeft, kreeg vandaag al een herinnering."
        messages.info(request, zin)
    return redirect("monitor:rapportage")


def _haal_opgave(request: HttpRequest, slug: str) -> tuple[Rapportageronde, Opgave]:
    """The open round and an opgave that this account fills in; 404 when there is none, 403 when it may not."""
    opgave = get_object_or_404(Opgave, slug=slug)
    if not rondes.mag_invullen(request.user, opgave):
        raise PermissionDenied
    ronde = Rapportageronde.objects.open().first()
    if ronde is None:
        raise Http404("Er is geen ronde open.")
    return ronde, opgave


class StandInvullen(View):
    """The form of the stand of one opgave. Nobody saved it yet: it begins with the round before."""

    http_method_names = ["get", "head", "post", "options"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.nieuwste = None

    def get(self, request, slug: str) -> HttpResponse:
        ronde, opgave = _haal_opgave(request, slug)
        stand = ronde.standen.filter(opgave=opgave).first()
        bron = stand if stand and stand.versie else rondes.vorige_stand(ronde, opgave)
        begin = {veld: getattr(bron, veld, "") for veld in rondes.VELDEN}
        begin["versie"] = stand.versie if stand else 0
        if bewaard := haal_bewaard(request):
            begin |= {veld: waarden[-1] for veld, waarden in bewaard.items()}
        return self.toon(ronde, opgave, Standformulier(initial=begin))

    def post(self, request, slug: str) -> HttpResponse:
        ronde, opgave = _haal_opgave(request, slug)
        form = Standformulier(request.POST)
        if not form.is_valid():
            return self.toon(ronde, opgave, form)
        waarden = dict(form.cleaned_data)
        try:
            stand = rondes.bewaar_stand(
                ronde=ronde, opgave=opgave, door=request.user, versie=waarden.pop("versie"), waarden=waarden
            )
        except rondes.StandGewijzigd as conflict:
            self.nieuwste = conflict.stand
            form.data = form.data.copy()
            form.data["versie"] = str(conflict.stand.versie)
            form.add_error(None, CONFLICT.format(wie=conflict.stand.ingevuld_als or "Iemand anders"))
            return self.toon(ronde, opgave, form, status=409)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
            return self.toon(ronde, opgave, form)
        over = "" if stand.is_ingevuld else " Nog niet alle vier de onderdelen zijn gekozen."
        meld_gedaan(request, f"De stand van {opgave.naam} is opgeslagen.{over}")
        return redirect("monitor:rapportage")

    def toon(self, ronde: Rapportageronde, opgave: Opgave, form: Standformulier, status: int = 200) -> HttpResponse:
        vorige = rondes.vorige_stand(ronde, opgave)
        context = {
            "ronde": ronde,
            "opgave": opgave,
            "form": form,
            "vorige": vorige,
            "ander": self.nieuwste,
            "aspecten": form.aspecten(vorige, self.nieuwste),
            "teksten": form.teksten(self.nieuwste),
            "kan_ongewijzigd": vorige is not None and vorige.is_ingevuld and form["versie"].value() in (0, "0"),
            "kruimels": [("Rapportage", reverse("monitor:rapportage"))],
        }
        return render(self.request, "monitor/rapportage/stand.html", context, status=status)


@alleen_post
def stand_ongewijzigd(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over the stand of the round before, in one click."""
    ronde, opgave = _haal_opgave(request, slug)
    try:
        rondes.bevestig_stand(ronde=ronde, opgave=opgave, door=request.user)
    except rondes.StandGewijzigd:
        messages.warning(request, "Deze stand is intussen al ingevuld. Er is niets veranderd.")
    except ValidationError as fout:
        messages.warning(request, fout.messages[0])
    else:
        meld_gedaan(request, f"De stand van {opgave.naam} is gelijk aan die van de vorige ronde.")
    return redirect("monitor:rapportage")
