"""What forms with a version share: refill after a lost session, save with a version, choose after a conflict."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.generic import View

from acties.conflict import Basis, basis_van, botsende_teksten, lees_keuze, vergelijk
from acties.conflictrijen import Rijenstand
from acties.models import Actie
from acties.services import VersieConflict
from acties.toegang import haal_bewerkbaar
from sterkvoornoord.models import Logregel
from sterkvoornoord.toegang import haal_bewaard, terug_of

ANDER_VENSTER = "uzelf, in een ander venster"


def terug_naar(request: HttpRequest, actie: Actie) -> str:
    """Where to go after a change: the page of this site that asked for it, else the page of the actie."""
    return terug_of(request, actie.get_absolute_url())


def context_van(request: HttpRequest, actie: Actie) -> dict:
    """What every page under an actie shows: which one, the way to it, and where to go afterwards."""
    kruimels = [("Acties", reverse("acties:lijst")), (actie.titel, actie.get_absolute_url())]
    return {"actie": actie, "kruimels": kruimels, "terug": terug_naar(request, actie)}


@dataclass(frozen=True)
class Schrijver:
    """Who changed a record since a moment, and when last."""

    namen: tuple[str, ...] = ("iemand anders",)
    op: datetime | None = None

    @property
    def wie(self) -> str:
        return " en ".join(self.namen)

    @property
    def alleen_zelf(self) -> bool:
        """The writer meets nobody but a second window."""
        return self.namen == (ANDER_VENSTER,)

    @property
    def zin(self) -> str:
        if self.alleen_zelf:
            return "U sloeg zelf iets op in een ander venster."
        wie = self.wie[:1].upper() + self.wie[1:]
        return f"{wie} {'sloegen' if len(self.namen) > 1 else 'sloeg'} iets op terwijl u schreef."


def andere_schrijver(record: Model, sinds: datetime | None, gebruiker) -> Schrijver:
    """Who changed `record` since `sinds`; the newest change only when that moment is not known."""
    regels = Logregel.objects.van(record)
    regels = list(regels.filter(timestamp__gt=sinds)[:200]) if sinds else list(regels[:1])
    if not regels:
        return Schrijver()
    namen = dict.fromkeys(
        ANDER_VENSTER if r.actor_id == gebruiker.pk else r.functie or "iemand anders" for r in reversed(regels)
    )
    return Schrijver(tuple(namen), regels[0].timestamp)


class VersieView(View):
    """A page that changes one record by a form that knows which version it shows.

    A subclass says which record (`haal`), which form (`maak_formulier`), how to save it (`bewaar`) and what somebody
    else made of it (`nu`). 404 and 403 as `haal` says; 409 with the choice when somebody else saved first; nothing
    that was typed is lost on the way.
    """

    template_name: str
    #: What is changed here, as a sentence names it.
    wat: str
    #: A form that says what is stored already, such as one that was sent twice, needs no choice.
    klaar_als_gelijk = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.record = self.haal(**kwargs)

    def haal(self, **kwargs: str):
        """The record that the address names, if this account may change it."""
        raise NotImplementedError

    def context(self, record) -> dict:
        """What both pages show: `kruimels`, `terug`, and `bekijk`, the address of the record."""
        raise NotImplementedError

    def maak_formulier(self, gepost: MultiValueDict | None):
        raise NotImplementedError

    def bewaar(self, formulier) -> str:
        """Save the valid form and return the address to go to. Raises what the service raises."""
        raise NotImplementedError

    def leg_vast(self, formulier, teksten: dict[str, str]) -> None:
        """Keep in the history what the writer did not choose, by name of the field in the post."""
        raise NotImplementedError

    def nu(self, record, stand: Rijenstand) -> Rijenstand:
        """Put in `stand` the unbound forms, with the prefixes of the post, of what is stored now."""
        raise NotImplementedError

    def get(self, request, **kwargs: str) -> HttpResponse:
        bewaard = haal_bewaard(request)
        gepost = lees_keuze(MultiValueDict(bewaard)).gepost if bewaard else None
        return self.toon(self.maak_formulier(gepost))

    def post(self, request, **kwargs: str) -> HttpResponse:
        if "stop" in request.POST:
            return self.stop(request.POST)
        keuze = lees_keuze(request.POST)
        if keuze.ontbreekt:
            return self.toon_conflict(self.record, request.POST, ontbreekt=keuze.ontbreekt)
        formulier = self.maak_formulier(keuze.gepost)
        if formulier.is_valid():
            try:
                return redirect(self.bewaar(formulier))
            except VersieConflict as conflict:
                return self.toon_conflict(conflict.record, keuze.gepost)
            except ValidationError as fout:
                formulier.add_error(None, fout)
        elif formulier.gelezen_versie not in (None, self.record.versie):
            # Mend a form that nobody else touched; see first what somebody else made of it otherwise.
            return self.toon_conflict(self.record, keuze.gepost)
        return self.toon(formulier)

    def stop(self, gepost) -> HttpResponse:
        """Leave a conflict without a choice: nothing changes, and the writer's texts go to the history."""
        self.leg_vast(self.maak_formulier(gepost), botsende_teksten(gepost))
        messages.info(self.request, "Er is niets gewijzigd. Uw tekst staat in de geschiedenis.")
        return redirect(self.context(self.record)["terug"])

    def toon(self, formulier, status: int = 200, **extra) -> HttpResponse:
        context = {**self.context(self.record), "form": formulier, **extra}
        return TemplateResponse(self.request, self.template_name, context, status=status)

    def toon_conflict(self, record, gepost, ontbreekt: list[str] = ()) -> HttpResponse:
        """The page of the choice. Of what is posted nothing is saved; all of it is on the page."""
        oud = Basis.lees(gepost.get("vorige_basis" if ontbreekt else "basis", ""))
        stand = self.nu(record, Rijenstand(gepost, oud))
        vergelijking = vergelijk(stand.nu, stand.gepost, stand.basis)
        vergelijking.vanzelf += stand.vanzelf
        if self.klaar_als_gelijk and not (vergelijking.botsingen or vergelijking.vanzelf):
            messages.success(self.request, f"{self.wat.capitalize()} staat al zo opgeslagen.")
            return redirect(self.context(record)["terug"])
        schrijver = andere_schrijver(record, oud.op, self.request.user)
        context = {
            **self.context(record),
            "wat": self.wat,
            "schrijver": schrijver,
            "vergelijking": vergelijking,
            "ontbreekt": ontbreekt,
            "besturing": [
                ("versie", str(record.versie)),
                ("basis", basis_van(*stand.nu).als_tekst()),
                ("vorige_basis", stand.basis.als_tekst()),
                ("niet_gekozen", gepost.get("niet_gekozen", "")),
            ],
            "fout_in_titel": True,
        }
        return TemplateResponse(self.request, "acties/conflict.html", context, status=409)


class ActieView(VersieView):
    """The same for an actie."""

    wat = "deze actie"

    def haal(self, **kwargs: str) -> Actie:
        self.actie = haal_bewerkbaar(self.request.user, kwargs["nummer"])
        return self.actie

    def context(self, record: Actie) -> dict:
        return {**context_van(self.request, record), "bekijk": record.get_absolute_url()}
