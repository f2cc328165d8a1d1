"""One meeting: to read, to plan and change, and to move from stand to stand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, View

from governance.aanwezigen import aanwezigen_van
from governance.agenda import Agenda, actiepunten_bij, lees_agenda, stukken_van
from governance.forms.vergadering import Vergaderingformulier
from governance.ics import als_ics
from governance.leden import paneel_voor
from governance.models import Actiepunt, Agendapunt, Overlegorgaan, Vergadering
from governance.services import (
    Gewijzigd,
    bewerk_vergadering,
    maak_vergadering,
    verplaats_vergadering,
    zet_stand,
)
from governance.verloop import STAPPEN, verloop_van
from governance.views.invoer import Invoer, gelezen_versie
from governance.views.overleg import VoorIntern
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import alleen_post


def lees(request: HttpRequest, nummer: str) -> Vergadering:
    zichtbaar = Vergadering.objects.zichtbaar_voor(request.user)
    return get_object_or_404(zichtbaar.select_related("orgaan", "verplaatst_naar", "gastheer"), nummer=nummer)


def lees_om_te_wijzigen(request: HttpRequest, nummer: str) -> Vergadering:
    """The meeting; 404 when it is not visible, 403 when it is but may not be changed."""
    vergadering = lees(request, nummer)
    if not Vergadering.objects.bewerkbaar_door(request.user).filter(pk=vergadering.pk).exists():
        raise PermissionDenied
    return vergadering


def kruimels(orgaan: Overlegorgaan | None, vergadering: Vergadering | None = None) -> list[tuple[str, str]]:
    pad = [("Wie gaat waarover?", reverse("overleg:gids"))]
    if orgaan:
        pad.append((orgaan.naam, orgaan.get_absolute_url()))
    return [*pad, (vergadering.dag_in_woorden, vergadering.get_absolute_url())] if vergadering else pad


class VergaderingDetail(VoorIntern, DetailView):
    template_name = "governance/vergadering.html"
    context_object_name = "vergadering"

    def get_object(self, queryset=None) -> Vergadering:
        zichtbaar = Vergadering.objects.zichtbaar_voor(self.request.user)
        eerder = zichtbaar.geldig().filter(orgaan=OuterRef("orgaan"), datum__lt=OuterRef("datum"))
        eerder = eerder.order_by("-datum", "-pk")
        met_vorige = zichtbaar.select_related("orgaan", "verplaatst_naar", "gastheer").annotate(
            vorige_nummer=Subquery(eerder.values("nummer")[:1]), vorige_datum=Subquery(eerder.values("datum")[:1])
        )
        return get_object_or_404(met_vorige, nummer=self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        vergadering, gebruiker = self.object, self.request.user
        orgaan, rollen = vergadering.orgaan, rollen_van(gebruiker)
        agenda, aanwezigen = lees_agenda(vergadering, gebruiker), aanwezigen_van(vergadering)
        return super().get_context_data(
            kruimels=kruimels(orgaan),
            agenda=agenda,
            stukken=stukken_van(agenda),
            **bij_de_agenda(vergadering, agenda, gebruiker),
            aanwezigen=aanwezigen,
            paneel=paneel_voor(vergadering, aanwezigen, gebruiker),
            voorbij=vergadering.datum < timezone.localdate(),
            stappen=verloop_van(vergadering),
            volgende=STAPPEN.get(vergadering.status) if rollen.programmateam else None,
            mag_bewerken=rollen.programmateam,
            ziet_concepten=rollen.ziet_alles,
            mag_verbeteren=rollen.programmateam and vergadering.is_concept_verslag,
            mag_inbrengen=mag_inbrengen(rollen, vergadering),
            **kwargs,
        )


def bij_de_agenda(vergadering: Vergadering, agenda: Agenda, gebruiker) -> dict:
    """The actiepunten of a meeting, and what the items are about that are on every agenda: the meeting before this
    one, and what is still to be done from earlier ones."""
    uit = actiepunten_bij(vergadering, agenda, Actiepunt.objects.zichtbaar_voor(gebruiker))
    if agenda.heeft_vast(Agendapunt.Vast.BESLUITENLIJST) and vergadering.vorige_nummer:
        uit["vorige"] = Vergadering(nummer=vergadering.vorige_nummer, datum=vergadering.vorige_datum)
    return uit


def mag_inbrengen(rollen: Rollen, vergadering: Vergadering) -> bool:
    """Who may put an item on this agenda: see `governance.services.agenda`."""
    if rollen.programmateam:
        return vergadering.heeft_open_agenda
    return rollen.partner_id is not None and vergadering.status == Vergadering.Status.GEPLAND


class VergaderingNieuw(Invoer):
    """Plan a meeting; ``?orgaan=algemeen-bestuur`` fills in the body."""

    template_name = "governance/vergaderingformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.programmateam

    def haal(self, request, **kwargs):
        self.orgaan = Overlegorgaan.objects.filter(slug=request.GET.get("orgaan", "")).first()

    def formulier(self, **kwargs):
        return Vergaderingformulier(initial={"orgaan": self.orgaan}, **kwargs)

    def bewaar(self, form):
        form.neem_versie()
        vergadering = maak_vergadering(door=self.request.user, vaste_punten=True, **form.cleaned_data)
        zin = f"Vergadering {vergadering.nummer} is gemaakt, als concept. Zet nu de punten op de agenda."
        return zin, reverse("vergaderingen:agenda", args=[vergadering.nummer])

    def context(self):
        return {"kruimels": kruimels(self.orgaan)}


class VergaderingBewerken(Invoer):
    template_name = "governance/vergaderingformulier.html"

    def haal(self, request, nummer):
        self.vergadering = lees_om_te_wijzigen(request, nummer)

    def formulier(self, **kwargs):
        return Vergaderingformulier(instance=lees(self.request, self.vergadering.nummer), **kwargs)

    def bewaar(self, form):
        versie, velden = form.neem_versie(), form.cleaned_data
        velden.pop("orgaan")
        oud, wie = self.vergadering, {"vergadering": self.vergadering, "door": self.request.user, "versie": versie}
        if velden["datum"] != oud.datum and oud.status != Vergadering.Status.CONCEPT:
            nieuw = verplaats_vergadering(**wie, **velden)
            return f"De vergadering is verplaatst naar {nieuw.dag_in_woorden}.", nieuw.get_absolute_url()
        bewerk_vergadering(**wie, **velden)
        return f"Vergadering {oud.nummer} is opgeslagen.", oud.get_absolute_url()

    def context(self):
        vergadering = self.vergadering
        return {"object": vergadering, "kruimels": kruimels(vergadering.orgaan, vergadering)}


@alleen_post
def stand(request: HttpRequest, nummer: str) -> HttpResponse:
    """Move a meeting to the stand in `naar`; says why when that cannot be done (any more)."""
    vergadering = lees_om_te_wijzigen(request, nummer)
    try:
        nu = zet_stand(
            vergadering=vergadering,
            door=request.user,
            versie=gelezen_versie(request),
            naar=request.POST.get("naar", ""),
        )
    except Gewijzigd:
        messages.warning(
            request, "Iemand anders heeft deze vergadering net gewijzigd. Er is niets gebeurd. Kijk of het nog klopt."
        )
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, f"De vergadering staat nu op “{nu.get_status_display()}”.")
    return redirect(vergadering)


class VergaderingIcs(VoorIntern, View):
    """The meeting for one's own calendar."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, nummer: str) -> HttpResponse:
        vergadering = lees(request, nummer)
        antwoord = HttpResponse(als_ics(vergadering), content_type="text/calendar; charset=utf-8")
        antwoord["Content-Disposition"] = f'attachment; filename="{vergadering.nummer}.ics"'
        return antwoord
