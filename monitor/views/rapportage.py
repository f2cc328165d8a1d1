"""The page of the reporting round: who still owes what, opening, closing, and reminding."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from acties.models import Actie
from acties.models.keuzes import LOPEND, Koers
from acties.views.voortgang import lees_nummer
from monitor.forms_ronde import Rondeformulier
from monitor.models import ASPECTEN, Nazicht, OpgaveStand, Rapportageronde, leiding, mag_publiceren
from monitor.models.ronde import Aspect
from monitor.rondestappen import eerste_bestuursvergadering, stappen
from monitor.services import rondes
from opgaven.models import Bemensing, Opgave
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.paginering import GeteldePaginator, paginanummers
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post

PER_PAGINA = 15
#: So many earlier rounds are named: five years.
EERDERE = 10


@dataclass
class Nakijker:
    """A partner that leads an opgave; `op` is when it read the stand, `oud` when the stand changed after that."""

    partner_id: int
    naam: str
    ingevuld: bool
    op: datetime | None = None
    oud: bool = False

    @property
    def kan(self) -> bool:
        return self.ingevuld and (self.op is None or self.oud)


@dataclass
class Rij:
    """What one opgave still owes: its running acties, how many of those by whom, and its stand."""

    opgave: Opgave
    lopend: int = 0
    te_melden: int = 0
    wie: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    stand: OpgaveStand | None = None
    #: That of the round before.
    vorige: OpgaveStand | None = None
    mag: bool = False
    is_open: bool = False
    #: Of each partner that leads the opgave, whether it read the stand.
    nazichten: list[Nakijker] = field(default_factory=list)

    @property
    def na_te_kijken(self) -> list[str]:
        """The partners that have yet to read a stand that is filled in."""
        return [nakijker.naam for nakijker in self.nazichten if nakijker.kan]

    @property
    def gemeld(self) -> int:
        return self.lopend - self.te_melden

    @property
    def is_klaar(self) -> bool:
        return not self.te_melden and self.heeft_stand

    @property
    def heeft_stand(self) -> bool:
        return self.stand is not None and self.stand.is_ingevuld

    @property
    def stap(self) -> str:
        """How far its stand is, in a word."""
        if self.heeft_stand:
            return "klaar"
        return "bezig" if self.stand is not None and self.stand.versie else "open"

    def oordeel(self, aspect: Aspect) -> tuple[str, str, str]:
        """Name of the opgave, its judgement, and that of the round before as a word."""
        was = getattr(self.vorige, aspect.veld, "")
        return self.opgave.naam, getattr(self.stand, aspect.veld, ""), Koers(was).label if was else ""


def met_stand(ronde: Rapportageronde, gebruiker) -> dict[int, Rij]:
    """Each opgave with its stand and the one before it, by primary key: two queries."""
    is_open = ronde.status == Rapportageronde.Status.OPEN
    rijen = {
        opgave.pk: Rij(opgave, mag=is_open and rondes.mag_invullen(gebruiker, opgave), is_open=is_open)
        for opgave in Opgave.objects.all()
    }
    for stand in ronde.standen_en_vorige():
        rij = rijen[stand.opgave_id]
        if stand.ronde_id == ronde.pk:
            rij.stand = stand
        else:
            rij.vorige = stand
    return rijen


def rijen_van(ronde: Rapportageronde, gebruiker) -> list[Rij]:
    """What each opgave owes, as far as this account may see its acties. Six queries, whatever there is."""
    rijen = met_stand(ronde, gebruiker)
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
    _met_leiding(ronde, rijen)
    return list(rijen.values())


def _met_leiding(ronde: Rapportageronde, rijen: dict[int, Rij]) -> None:
    """Of each opgave its projectleiders, and whether the partners that lead it read its stand: two queries."""
    gelezen = {(n.stand_id, n.partner_id): n for n in Nazicht.objects.filter(stand__ronde=ronde)}
    for leider in leiding().select_related("partner").order_by("partner__naam", "pk"):
        rij = rijen[leider.van_opgave]
        if leider.rol == Bemensing.Rol.PROJECTLEIDER:
            rij.wie.append(leider.functie or leider.get_rol_display())
        elif leider.partner_id not in {nakijker.partner_id for nakijker in rij.nazichten}:
            nakijker = Nakijker(leider.partner_id, leider.partner.naam, rij.heeft_stand)
            if rij.stand and (nazicht := gelezen.get((rij.stand.pk, leider.partner_id))):
                nakijker.op, nakijker.oud = nazicht.op, nazicht.versie != rij.stand.versie
            rij.nazichten.append(nakijker)


def tabs(rijen: Iterable[Rij], ronde: Rapportageronde) -> list[tuple[str, str, str]]:
    """Name, address and step of each opgave: to its form for who fills it in, to its stand for who reads."""
    van = f"?ronde={ronde.pk}" if ronde.status != Rapportageronde.Status.OPEN else ""
    return [
        (
            rij.opgave.naam,
            reverse(f"monitor:{'opgavestand-invullen' if rij.mag else 'opgavestand'}", args=[rij.opgave.slug]) + van,
            rij.stap,
        )
        for rij in rijen
    ]


def gekozen_ronde(request: HttpRequest) -> Rapportageronde | None:
    """The round in the address, else the open or newest one; 404 when the one in the address is not there."""
    if not (gevraagd := request.GET.get("ronde")):
        return Rapportageronde.objects.huidige()
    pk = lees_nummer(gevraagd)
    return get_object_or_404(Rapportageronde.objects.zichtbaar_voor(request.user), pk=pk or 0)


class Rapportage(RolVereist, TemplateView):
    """The open round, or the newest one that is closed, with what the reader owes on top."""

    template_name = "monitor/rapportage.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get_context_data(self, **kw):
        ronde = gekozen_ronde(self.request)
        context = {"ronde": ronde, "mag_beheren": mag_publiceren(rollen_van(self.request.user))}
        if ronde is None or not Rapportageronde.objects.open().exists():
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
            "aspecten": [(aspect, [rij.oordeel(aspect) for rij in rijen]) for aspect in ASPECTEN],
            "tabs": tabs(rijen, ronde),
            "eerdere": Rapportageronde.objects.filter(peildatum__lt=ronde.peildatum)[:EERDERE],
            "stappen": stappen(ronde, timezone.localdate(), eerste_bestuursvergadering(ronde.peildatum)),
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
