"""Where colleagues handle initiatieven: the list with what is late, and beside it the one that is open."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from acties.initiatieven import antwoordconcepten, openbaar, services
from acties.initiatieven.export import ERBIJ as VOOR_EXPORT
from acties.initiatieven.export import KOLOMMEN
from acties.initiatieven.forms_behandelen import (
    SNEL,
    VOORBEELDEN,
    AntwoordForm,
    LinkForm,
    NotitieForm,
    SamenvoegForm,
    ToewijsForm,
    voorbeeld,
)
from acties.initiatieven.forms_omzetten import Omzetten
from acties.initiatieven.forms_openbaar import OpenbaarForm
from acties.initiatieven.samenvatting import samenvatting_van
from acties.initiatieven.stand import stand_van
from acties.models import Actie, Antwoordconcept, Bijlage, Deelname, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatief import InitiatiefQuerySet
from acties.models.initiatiefkeuzes import STAPPEN
from sterkvoornoord.export import SOORTEN, exporteer
from sterkvoornoord.paginering import GeteldePaginator, kies_pagina, paginanummers
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, haal_bewaard

PER_PAGINA = 20
MAX_ZOEK = 200
#: What the page of one initiatief tells besides its own columns.
ERBIJ = (
    "gebied",
    "doel__opgave",
    "opgave",
    "behandelaar",
    "partner",
    "ingevoerd_door",
    "samengevoegd_met",
    "indiener",
)
#: The views of the list: key, name and which rows.
WEERGAVEN = {
    "laat": ("Te laat", lambda rijen, wie: rijen.te_laat()),
    "mij": ("Van mij", lambda rijen, wie: rijen.van(wie)),
    "wacht": ("Wacht op indiener", lambda rijen, wie: rijen.wacht_op_indiener()),
    "bellen": ("Nog bellen", lambda rijen, wie: rijen.te_bellen()),
    "open": ("In behandeling", lambda rijen, wie: rijen.in_behandeling()),
    "alles": ("Alles", lambda rijen, wie: rijen),
}


#: Which form of the page an act belongs to, when it has no form of its own.
FORMULIER_VAN = {"concept": "antwoord"}


@dataclass(frozen=True)
class Klok:
    """How long there is: the class, icon and words of it."""

    soort: str
    icoon: str
    tekst: str
    #: Days of the term that are over, and how many it has; 0 when it stands still.
    voorbij: int = 0
    dagen: int = 0


def klok(initiatief: Initiatief) -> Klok | None:
    """The clock of an initiatief; None when nobody owes the submitter anything."""
    if not initiatief.is_in_behandeling:
        return None
    if (dag := initiatief.termijn) is None:
        return Klok("stil", "player-pause", "klok staat stil, wacht op indiener")
    over = (dag - timezone.localdate()).days
    begin = timezone.localdate(initiatief.ingediend_op)
    duur = {"voorbij": min((timezone.localdate() - begin).days, (dag - begin).days), "dagen": (dag - begin).days}
    if over < 0:
        return Klok("laat", "hourglass", f"{-over} {'dag' if over == -1 else 'dagen'} te laat", **duur)
    tekst = "vandaag" if over == 0 else f"nog {over} {'dag' if over == 1 else 'dagen'}"
    return Klok("bijna" if over <= settings.INITIATIEF_BIJNA_DAGEN else "", "clock", tekst, **duur)


@method_decorator(never_cache, name="dispatch")
class Werkbank(RolVereist, TemplateView):
    """The list; without an initiatief in the address nothing is open beside it."""

    template_name = "acties/initiatieven/werkbank.html"
    http_method_names = ["get", "head", "options"]

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get(self, request, *args, **kwargs):
        if (soort := request.GET.get("export")) in SOORTEN:
            rijen = self.kies(Initiatief.objects.zichtbaar_voor(request.user))[2]
            return exporteer(soort, "initiatieven", KOLOMMEN, rijen.met_aantal().select_related(*VOOR_EXPORT))
        return super().get(request, *args, **kwargs)

    def kies(self, zichtbaar) -> tuple[str, str, InitiatiefQuerySet]:
        """The view and the words that were asked for, and the rows of both, what is due first on top."""
        weergave = self.request.GET.get("weergave", "open")
        if weergave not in WEERGAVEN:
            weergave = "open"
        zoek = self.request.GET.get("q", "").replace("\0", "").strip()[:MAX_ZOEK]
        rijen = WEERGAVEN[weergave][1](zichtbaar, self.request.user)
        if zoek:
            rijen = rijen.filter(Q(titel__icontains=zoek) | Q(nummer__icontains=zoek))
        return weergave, zoek, rijen.order_by(F("besluit_voor").asc(nulls_last=True), "-pk")

    def get_context_data(self, **kwargs):
        rollen = rollen_van(self.request.user)
        zichtbaar = Initiatief.objects.zichtbaar_voor(self.request.user)
        weergave, zoek, rijen = self.kies(zichtbaar)
        tellingen = self._weergaven(zichtbaar, weergave)
        aantal = rijen.count() if zoek else next(n for sleutel, _n, n in tellingen["weergaven"] if sleutel == weergave)
        paginator = GeteldePaginator(rijen.select_related("doel", "behandelaar"), PER_PAGINA, aantal=aantal)
        pagina, waarschuwing = kies_pagina(paginator, self.request.GET.get("pagina", "1"))
        vraag = self.request.GET.copy()
        for sleutel in ("pagina", "voorbeeld", "export"):
            vraag.pop(sleutel, None)
        return super().get_context_data(
            rijen=[(rij, klok(rij)) for rij in pagina],
            page_obj=pagina,
            paginator=paginator,
            paginanummers=paginanummers(pagina),
            waarschuwing=waarschuwing,
            **tellingen,
            weergave=weergave,
            weergave_naam=WEERGAVEN[weergave][0],
            zoek=zoek,
            vraag=vraag,
            vult_in_voor_beller=rollen.programmateam or bool(rollen.opgaven),
            **kwargs,
        )

    def _weergaven(self, zichtbaar, gekozen: str) -> dict:
        """Key, name and number of each view, and what is near or past its term, in one query."""
        kiezen = {sleutel: kies for sleutel, (_naam, kies) in WEERGAVEN.items()}
        kiezen["aandacht"] = lambda rijen, wie: rijen.vraagt_aandacht()
        aantallen = zichtbaar.aggregate(
            **{
                sleutel: Count("pk", filter=Q(pk__in=kies(Initiatief.objects.all(), self.request.user).values("pk")))
                for sleutel, kies in kiezen.items()
            }
        )
        return {
            "weergaven": [
                (sleutel, naam, aantallen[sleutel])
                for sleutel, (naam, _kies) in WEERGAVEN.items()
                if sleutel != "bellen" or aantallen[sleutel] or gekozen == sleutel
            ],
            "aantal_laat": aantallen["laat"],
            "aantal_bijna": aantallen["aandacht"] - aantallen["laat"] - aantallen["bellen"],
            "bijna_dagen": settings.INITIATIEF_BIJNA_DAGEN,
        }


class WerkbankDetail(Werkbank):
    """One initiatief to read: what it asks and how it stands, and for who handles it the forms."""

    def dispatch(self, request, *args, **kwargs):
        # After the rule about roles: who may not come in does not learn which numbers there are.
        if self.test_func():
            self.lees()
        return super().dispatch(request, *args, **kwargs)

    def lees(self) -> None:
        """Find the initiatief; Http404 when the account may not see it."""
        eigen = Initiatief.objects.bewerkbaar_door(self.request.user).filter(pk=OuterRef("pk"))
        concept = Antwoordconcept.objects.filter(initiatief=OuterRef("pk"), door=self.request.user)
        rijen = (
            Initiatief.objects.zichtbaar_voor(self.request.user)
            .annotate(
                mag_behandelen=Exists(eigen),
                concept_tekst=Subquery(concept.values("tekst")[:1]),
                concept_naar=Subquery(concept.values("naar")[:1]),
                heeft_deelnames=Exists(Deelname.objects.filter(initiatief=OuterRef("pk"))),
                heeft_dubbelen=Exists(Initiatief.objects.filter(samengevoegd_met=OuterRef("pk"))),
                heeft_bijlagen=Exists(Bijlage.objects.filter(initiatief=OuterRef("pk"))),
            )
            .met_aantal()
            .select_related(*ERBIJ)
            .prefetch_related("log")
        )
        self.initiatief = get_object_or_404(rijen, nummer=self.kwargs["nummer"])
        self.mag_behandelen = self.initiatief.mag_behandelen
        self._lees_delen()

    def _lees_delen(self) -> None:
        """Read the parts that there are; most ideas have none of these, and then nothing is asked for."""
        delen = {
            "bijlagen": Bijlage.objects.all(),
            "dubbelen": Initiatief.objects.all(),
            "deelnames": Deelname.objects.select_related("partner"),
        }
        for naam, rijen in delen.items():
            if getattr(self.initiatief, f"heeft_{naam}"):
                prefetch_related_objects([self.initiatief], Prefetch(naam, rijen))
            else:
                self.initiatief._prefetched_objects_cache[naam] = rijen.none()

    def get_context_data(self, **kwargs):
        initiatief = self.initiatief
        if self.mag_behandelen:
            kwargs.setdefault("antwoord", self.leeg_antwoord())
            kwargs.setdefault("notitie", NotitieForm())
            kwargs.setdefault("link", LinkForm(initial={"oude": initiatief.sleutel_hash}))
            kwargs.setdefault("toewijzen", ToewijsForm(initiatief=initiatief))
            kwargs.setdefault("samenvoegen", SamenvoegForm(door=self.request.user))
            kwargs.setdefault("openbaar", OpenbaarForm(initial=openbaar.begin(initiatief)))
            rijen = list(initiatief.deelnames.all())
            kwargs["deelnames"] = [rij for rij in rijen if rij.bevestigd_op]
            kwargs["onbevestigd"] = len(rijen) - len(kwargs["deelnames"])
            if initiatief.status == InitiatiefStatus.TOEGEKEND and initiatief.actie_id is None:
                doelen = kwargs["toewijzen"].doelen
                tellen = [rij for rij in kwargs["deelnames"] if rij.telt]
                vast = {"initiatief": initiatief, "door": self.request.user}
                kwargs.setdefault("omzetten", Omzetten(**vast, doelen=doelen, deelnames=tellen))
        return super().get_context_data(
            initiatief=initiatief,
            klok=klok(initiatief),
            stand=stand_van(initiatief),
            feiten=samenvatting_van(initiatief),
            mag_behandelen=self.mag_behandelen,
            **self._voorbeelden(),
            indiener=getattr(initiatief, "indiener", None) if self.mag_behandelen else None,
            bijlagen=initiatief.bijlagen.all() if self.mag_behandelen or self._is_eigen() else [],
            actie=self._actie(),
            dubbelen=list(initiatief.dubbelen.all()) if self.mag_behandelen else [],
            **self._log(initiatief),
            **kwargs,
        )

    def _voorbeelden(self) -> dict:
        """The texts to begin with whose step may be taken now: good news without its step would mislead."""
        kan = AntwoordForm(initiatief=self.initiatief).stappen() if self.mag_behandelen else ()
        return {
            "voorbeelden": [(sleutel, naam) for sleutel, (naam, stap, _tekst) in VOORBEELDEN.items() if stap in kan],
            "snel": [rij for rij in SNEL if VOORBEELDEN[rij[0]][1] in kan],
        }

    def leeg_antwoord(self) -> AntwoordForm:
        """It begins with the text that was asked for, else with what the colleague kept for later."""
        rij = self.initiatief
        begin = voorbeeld(rij, self.request.GET.get("voorbeeld", ""))
        if not begin and rij.concept_tekst:
            naar = rij.concept_naar if rij.concept_naar in STAPPEN[rij.status] else ""
            begin = {"tekst": rij.concept_tekst, "naar": naar}
        return AntwoordForm(initiatief=rij, bewaard=rij.concept_tekst or "", initial=begin)

    def _actie(self) -> Actie | None:
        """What it became, for who may see that."""
        if self.initiatief.actie_id is None:
            return None
        return Actie.objects.zichtbaar_voor(self.request.user).filter(pk=self.initiatief.actie_id).first()

    def _is_eigen(self) -> bool:
        partner = self.initiatief.partner_id
        return partner is not None and partner == self.request.user.partner_id

    def _log(self, initiatief: Initiatief) -> dict:
        """The log, newest first: messages for who handles it and whose idea it is, notes for who handles it."""
        regels = list(initiatief.log.all())[::-1]
        notities = [regel for regel in regels if regel.soort == InitiatiefLog.Soort.NOTITIE]
        return {
            "logboek": [regel for regel in regels if regel not in notities],
            "ziet_teksten": self.mag_behandelen or self._is_eigen(),
            "notities": notities if self.mag_behandelen else [],
        }


class Behandelen(WerkbankDetail):
    """The acts of who handles it. What is refused comes back with its text, and so does what signing out cut off."""

    http_method_names = ["get", "head", "post", "options"]

    def lees(self) -> None:
        super().lees()
        if not self.mag_behandelen:
            raise PermissionDenied("U behandelt dit initiatief niet.")

    def get(self, request, *args, **kwargs):
        bewaard = haal_bewaard(request)
        if bewaard is None:
            return redirect(self.initiatief)
        data = request.POST.copy()
        for veld, waarden in bewaard.items():
            data.setlist(veld, waarden)
        formulieren = {FORMULIER_VAN.get(daad, daad): form for daad, form in self.formulieren(data).items()}
        return self.render_to_response(self.get_context_data(**formulieren))

    def post(self, request, *args, **kwargs):
        daad = request.POST.get("daad", "")
        formulieren = self.formulieren(request.POST)
        if daad not in formulieren:
            return redirect(self.initiatief)
        formulier = formulieren[daad]
        doe = getattr(self, daad)
        try:
            if formulier.is_valid():
                messages.success(request, doe(formulier))
                # Who passed it on to another opgave may not see it any more.
                mag = Initiatief.objects.zichtbaar_voor(request.user).filter(pk=self.initiatief.pk).exists()
                return redirect(self.initiatief if mag else "initiatieven:lijst")
        except services.NietMeer as fout:
            # The form starts again from where the initiatief is now, with the text that was typed.
            messages.error(request, fout.messages[0])
            self.lees()
            formulier = AntwoordForm(initiatief=self.initiatief, initial={"tekst": formulier.cleaned_data["tekst"]})
        except antwoordconcepten.AnderVenster as fout:
            formulier.data = {**request.POST.dict(), "gelezen": antwoordconcepten.merk(fout.nu)}
            formulier.add_error(None, fout)
        except ValidationError as fout:
            formulier.add_error(None, fout)
        return self.render_to_response(self.get_context_data(**{FORMULIER_VAN.get(daad, daad): formulier}))

    def formulieren(self, data) -> dict:
        """The form that was sent, filled in."""
        daad = data.get("daad", "")
        soorten = {
            "antwoord": lambda: AntwoordForm(data, initiatief=self.initiatief),
            "concept": lambda: AntwoordForm(data, initiatief=self.initiatief),
            "notitie": lambda: NotitieForm(data),
            "toewijzen": lambda: ToewijsForm(data, initiatief=self.initiatief),
            "samenvoegen": lambda: SamenvoegForm(data, door=self.request.user),
            "link": lambda: LinkForm(data),
            "omzetten": lambda: Omzetten(data, initiatief=self.initiatief, door=self.request.user),
        }
        return {daad: soorten[daad]()} if daad in soorten else {}

    def antwoord(self, formulier: AntwoordForm) -> str:
        door, velden = self.request.user, dict(formulier.cleaned_data)
        velden.pop("gelezen")
        with transaction.atomic():
            if velden["naar"]:
                services.neem_stap(initiatief=self.initiatief, door=door, **velden)
            else:
                services.schrijf(initiatief=self.initiatief, door=door, tekst=velden["tekst"])
            antwoordconcepten.wis(initiatief=self.initiatief, door=door)
        return "Uw antwoord is opgeslagen. De indiener ziet het op de eigen pagina."

    def concept(self, formulier: AntwoordForm) -> str:
        velden = formulier.cleaned_data
        bewaard = antwoordconcepten.bewaar(
            initiatief=self.initiatief,
            door=self.request.user,
            tekst=velden["tekst"],
            naar=velden["naar"],
            gelezen=velden["gelezen"],
        )
        if not bewaard:
            return "Er is geen concept meer bij dit idee."
        return "Uw concept is bewaard. Alleen u ziet het; de indiener krijgt nog niets."

    def notitie(self, formulier: NotitieForm) -> str:
        services.noteer(initiatief=self.initiatief, door=self.request.user, tekst=formulier.cleaned_data["notitie"])
        return "Uw notitie is opgeslagen. Alleen collega’s zien die."

    def link(self, formulier: LinkForm) -> str:
        velden = formulier.cleaned_data
        if services.geef_nieuwe_link(initiatief=self.initiatief, door=self.request.user, **velden):
            return "Er gaat een nieuwe link naar het e-mailadres van de indiener. De oude link werkt niet meer."
        return "Er was al een nieuwe link gestuurd. Er is niets veranderd."

    def samenvoegen(self, formulier: SamenvoegForm) -> str:
        met = services.voeg_samen(dubbel=self.initiatief, met=formulier.cleaned_data["nummer"], door=self.request.user)
        return f"Samengevoegd met {met.nummer}. De indiener hoort voortaan wat er met dat idee gebeurt."

    def omzetten(self, formulier: Omzetten) -> str:
        velden = formulier.cleaned_data
        actie = services.zet_om(
            initiatief=self.initiatief,
            door=self.request.user,
            feiten=formulier.hoofd.feiten(),
            gebieden=velden["gebieden"],
            partners=formulier.rijen(),
            meegaan=formulier.wat_meegaat(),
            tekst=velden["tekst"],
        )
        return f"Actie {actie.nummer} is gemaakt. De indiener leest dat op de eigen pagina."

    def toewijzen(self, formulier: ToewijsForm) -> str:
        services.wijs_toe(initiatief=self.initiatief, door=self.request.user, **formulier.cleaned_data)
        return "Opgeslagen wie dit behandelt en bij welk doel het hoort."
