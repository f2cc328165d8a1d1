"""The pages of a submitter, without an account: the form in four steps, and the page on which it is followed.

Who has the secret link has the page; a wrong link answers like one that never was. No CSRF token is asked: these
pages do nothing with the rights of an account, and a session cookie that is SameSite=Lax does not come along with
a form of another site. So a form that lay open for days, or a browser without cookies, loses nothing.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from acties.initiatieven import concepten, grenzen, openbaar, post, services, sleutels
from acties.initiatieven.forms import LAATSTE, STAPPEN, BerichtForm, StapForm
from acties.initiatieven.samenvatting import samenvatting, samenvatting_van
from acties.initiatieven.spoor import spoor_van
from acties.initiatieven.stand import stand_van
from acties.models import Concept, Indiener, Initiatief, InitiatiefStatus
from acties.models.initiatief import TALEN
from acties.models.initiatiefkeuzes import IN_TE_TREKKEN, NIET_OPENBAAR
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.taal import InTaal as Vertaald
from sterkvoornoord.taal import gekozen_taal

TE_VAAK = gettext_lazy(
    "Dit is van dit adres te vaak gedaan. Uw tekst staat hier nog. Wacht een uur en probeer het dan opnieuw."
)


def geheim(antwoord: HttpResponseBase) -> HttpResponseBase:
    """The address opens the page: nobody finds it, and it goes nowhere, not even to the log of our own files."""
    antwoord["X-Robots-Tag"] = "noindex"
    antwoord["Referrer-Policy"] = "strict-origin"
    return antwoord


def onbekende_link(request: HttpRequest) -> HttpResponseBase:
    """What opens nothing, the same whatever was wrong; in every language, as nobody knows which one is read."""
    delen = []
    for taal, _naam in TALEN:
        with translation.override(taal):
            uitleg = _(
                "De link klopt niet, of hij is vervangen of gewist. U deed niets verkeerd. Kijk in uw nieuwste mail."
            )
            delen.append(
                {
                    "taal": taal,
                    "dir": "rtl" if translation.get_language_bidi() else "ltr",
                    "kop": _("Deze link werkt niet"),
                    "uitleg": uitleg,
                    "knop": _("Mail het programmateam"),
                }
            )
    return geheim(render(request, "acties/initiatieven/onbekend.html", {"delen": delen}, status=404))


@method_decorator([csrf_exempt, never_cache, login_not_required], name="dispatch")
class InTaal(Vertaald, TemplateView):
    """A page in the language of the submitter, from its first word to its last; never kept, never indexed."""

    http_method_names = ["get", "head", "post", "options"]
    #: The secret part of the link that the page was opened with.
    sleutel = ""

    def taal(self) -> str:
        """The language that the visitor asks for, else that of what the link opens, else Dutch."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        try:
            self.bereid_voor(**kwargs)
        except Http404:
            if "sleutel" not in kwargs:
                raise
            return onbekende_link(request)
        antwoord = super().dispatch(request, *args, **kwargs)
        return geheim(antwoord) if self.sleutel else antwoord

    def bereid_voor(self, **kwargs) -> None:
        """Find what the link opens; Http404 when it opens nothing."""

    def get_context_data(self, **kwargs):
        kwargs["sleutel"] = self.sleutel
        return super().get_context_data(**kwargs)


class Formulier(InTaal):
    """A step of the form. What was typed is kept before anything else happens, right or wrong."""

    template_name = "acties/initiatieven/stap.html"
    concept: Concept | None = None

    def bereid_voor(self, sleutel: str = "") -> None:
        self.sleutel = sleutel
        if sleutel:
            self.concept = concepten.zoek(sleutel)
            if self.concept is None:
                raise Http404
        gevraagd = self.request.GET.get("stap", "")
        self.stap = int(gevraagd) if gevraagd in map(str, STAPPEN) else 0

    def taal(self) -> str:
        return gekozen_taal(self.request) or (self.concept.taal if self.concept else "nl")

    def get(self, request, *args, **kwargs):
        if self.concept is None:
            return self.toon(concepten.formulier(None, 1, begin=concepten.eerste_antwoorden(self._voorinvuller())), 1)
        if self.concept.initiatief_id:
            return redirect("initiatieven:volg", self.sleutel)
        verst = concepten.eerste_open(self.concept)
        if not 1 <= self.stap <= verst:
            return redirect(self.adres(verst))
        if "nakijken" in request.GET:
            formulier = concepten.formulier(self.concept, self.stap, nakijken=True)
        else:
            formulier = concepten.formulier(self.concept, self.stap).zonder_fouten()
        return self.toon(formulier, self.stap, later="later" in request.GET)

    def _voorinvuller(self):
        """The account whose name the form starts with; a colleague fills it in for somebody else."""
        return self.request.user

    def post(self, request, *args, **kwargs):
        stap = (self.stap or 1) if self.concept else 1
        if self.concept and self.concept.initiatief_id:
            return redirect("initiatieven:volg", self.sleutel)
        naar = request.POST.get("naar", "volgende")
        velden = concepten.lees_stap(request.POST, stap)
        formulier = STAPPEN[stap](request.POST)
        if "controle" in formulier.errors:
            return self.toon(formulier, stap)
        if self.concept is None:
            taal = naar.removeprefix("taal-")
            if naar.startswith("taal-") and taal in dict(TALEN) and not any(any(w) for w in velden.values()):
                return redirect(f"{reverse('initiatieven:nieuw')}?taal={taal}")
            if not grenzen.mag(request, "begin"):
                formulier.add_error(None, TE_VAAK)
                return self.toon(formulier, stap, status=429)
            namens = self.namens()
            door = request.user if request.user.is_authenticated else None
            self.concept, self.sleutel = concepten.begin(taal=self.taal(), door=door, namens=namens)
        self.concept = concepten.bewaar(self.concept, stap, velden)
        return self.ga(naar, stap, formulier)

    def namens(self) -> bool:
        """Somebody of the programme office, who writes down what a caller tells."""
        rollen = rollen_van(self.request.user)
        return rollen.programmateam or bool(rollen.opgaven)

    def ga(self, naar: str, stap: int, formulier: StapForm) -> HttpResponse:
        """On to where the pressed button leads; forward only when the step is right."""
        taal = naar.removeprefix("taal-")
        if naar.startswith("taal-") and taal in dict(TALEN):
            Concept.objects.filter(pk=self.concept.pk).update(taal=taal)
            return redirect(self.adres(stap))
        if naar == "later":
            return self.bewaar_voor_later(stap)
        if naar == "bijlagen":
            return redirect("initiatieven:bijlagen", self.sleutel)
        if naar == "vorige" and stap > 1:
            return redirect(self.adres(stap - 1))
        if naar.startswith("stap-") and naar.removeprefix("stap-") in map(str, STAPPEN):
            return redirect(self.adres(int(naar.removeprefix("stap-"))))
        if not formulier.is_valid():
            return self.toon(formulier, stap)
        if stap < LAATSTE:
            return redirect(self.adres(stap + 1))
        return self.verstuur(formulier)

    def bewaar_voor_later(self, stap: int) -> HttpResponse:
        """Show the link; mail it too when the visitor gave an address."""
        wie = concepten.formulier(self.concept, 1)
        email = wie.cleaned_data.get("email", "") if wie.is_bound and (wie.is_valid() or wie.cleaned_data) else ""
        if email and grenzen.mag(self.request, "mail", email):
            post.concept(self.concept, email, self.adres(stap))
        return redirect(f"{self.adres(stap)}&later=1")

    def verstuur(self, formulier: StapForm) -> HttpResponse:
        open_ = concepten.eerste_open(self.concept)
        if open_ != LAATSTE:
            return redirect(f"{self.adres(open_)}&nakijken=1")
        email = concepten.formulier(self.concept, 1).data.get("email", "")
        if not grenzen.mag(self.request, "verstuur", email):
            formulier.add_error(None, TE_VAAK)
            return self.toon(formulier, LAATSTE, status=429)
        door = self.request.user if self.request.user.is_authenticated else None
        if concepten.dien_in(self.concept, door=door) is None:
            return redirect(f"{self.adres(concepten.eerste_open(self.concept))}&nakijken=1")
        return redirect("initiatieven:volg", self.sleutel)

    def adres(self, stap: int) -> str:
        return f"{reverse('initiatieven:verder', args=[self.sleutel])}?stap={stap}"

    def toon(self, formulier: StapForm, stap: int, *, status: int = 200, later: bool = False) -> HttpResponse:
        context = self.get_context_data(
            form=formulier,
            stap=stap,
            stappen=[(nummer, form.titel) for nummer, form in STAPPEN.items()],
            laatste=LAATSTE,
            concept=self.concept,
            actie=self.adres(stap) if self.sleutel else "",
            samenvatting=samenvatting(self.concept) if stap == LAATSTE and self.concept else [],
            bijlagen=self.concept.bijlagen.all() if stap in (3, LAATSTE) and self.concept else [],
            later=later,
            namens=self.namens(),
            antwoord_werkdagen=settings.INITIATIEF_ANTWOORD_WERKDAGEN,
            besluit_weken=settings.INITIATIEF_BESLUIT_WEKEN,
            link=settings.SITE_URL.rstrip("/") + self.adres(stap) if later else "",
        )
        return self.render_to_response(context, status=status)


class MetInitiatief(InTaal):
    """A page of the secret link of an initiatief."""

    def bereid_voor(self, sleutel: str, **kwargs) -> None:
        self.sleutel = sleutel
        self.initiatief = sleutels.zoek(
            Initiatief.objects.select_related("gebied", "doel", "opgave", "behandelaar", "samengevoegd_met"), sleutel
        )
        if self.initiatief is None:
            raise Http404
        self.indiener = Indiener.objects.filter(initiatief=self.initiatief).first()

    def taal(self) -> str:
        return gekozen_taal(self.request) or self.initiatief.taal

    def terug(self) -> HttpResponse:
        return redirect("initiatieven:volg", self.sleutel)


class Volg(MetInitiatief):
    """Where it is, what happens next and before when; write, withdraw, or have the link sent again."""

    template_name = "acties/initiatieven/volg.html"

    def get(self, request, *args, **kwargs):
        self.onthoud_taal()
        return super().get(request, *args, **kwargs)

    def onthoud_taal(self) -> None:
        if (taal := gekozen_taal(self.request)) and taal != self.initiatief.taal:
            Initiatief.objects.filter(pk=self.initiatief.pk).update(taal=taal)

    def post(self, request, *args, **kwargs):
        if request.POST.get("daad", "").startswith("taal-"):
            # With what was typed so far, which nobody sent yet.
            self.onthoud_taal()
            begonnen = BerichtForm(initial={"tekst": request.POST.get("tekst", "")})
            return self.render_to_response(self.get_context_data(form=begonnen))
        daden = {
            "bericht": self.schrijf,
            "intrekken": self.trek_in,
            "link": self.stuur_link,
            "website": self.zet_op_website,
            "geen-website": self.haal_van_website,
        }
        daad = daden.get(request.POST.get("daad", ""))
        return daad() if daad else self.terug()

    def schrijf(self) -> HttpResponse:
        formulier = BerichtForm(self.request.POST)
        if not grenzen.mag(self.request, "bericht", self.initiatief.nummer):
            formulier.add_error(None, TE_VAAK)
            return self.render_to_response(self.get_context_data(form=formulier), status=429)
        try:
            if formulier.is_valid():
                services.schrijf(initiatief=self.initiatief, tekst=formulier.cleaned_data["tekst"])
                messages.success(self.request, _("Uw bericht is verstuurd."))
                return self.terug()
        except ValidationError as fout:
            formulier.add_error(None, fout.messages[0])
        return self.render_to_response(self.get_context_data(form=formulier))

    def trek_in(self) -> HttpResponse:
        try:
            services.trek_in(
                initiatief=self.initiatief, reden=self.request.POST.get("reden", "").replace("\0", "")[:500]
            )
            messages.success(self.request, _("Uw idee is ingetrokken."))
        except services.NietMeer as fout:
            messages.error(self.request, fout.messages[0])
        return self.terug()

    def stuur_link(self) -> HttpResponse:
        if not grenzen.mag(self.request, "mail", self.initiatief.nummer):
            messages.error(self.request, TE_VAAK)
        elif post.link_opnieuw(self.initiatief):
            messages.success(self.request, _("De mail met de link is onderweg."))
        return self.terug()

    def zet_op_website(self) -> HttpResponse:
        openbaar.geef_toestemming(initiatief=self.initiatief)
        messages.success(self.request, _("Dank u wel. Wij kijken er eerst naar. Daarna staat uw idee op de website."))
        return self.terug()

    def haal_van_website(self) -> HttpResponse:
        openbaar.haal_af(initiatief=self.initiatief, door=None)
        messages.success(self.request, _("Uw idee staat niet (meer) op de website."))
        return self.terug()

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", BerichtForm())
        initiatief = self.initiatief
        volgt = initiatief.samengevoegd_met or initiatief
        return super().get_context_data(
            initiatief=initiatief,
            op_website=volgt if volgt.openbaar_op else None,
            kan_op_website=volgt.status not in NIET_OPENBAAR,
            # Who filled it in for a caller goes on from here.
            behandelt=Initiatief.objects.bewerkbaar_door(self.request.user).filter(pk=initiatief.pk).exists(),
            aantal=volgt.deelnames.tellen().count(),
            indiener=self.indiener,
            stand=stand_van(initiatief, heeft_email=bool(self.indiener and self.indiener.email)),
            feiten=samenvatting_van(initiatief),
            bijlagen=initiatief.bijlagen.all(),
            spoor=spoor_van(initiatief),
            teksten=[t for t in (initiatief.wat, initiatief.waarom, initiatief.deelnemers) if t],
            berichten=[regel for regel in initiatief.log.voor_indiener() if regel.tekst],
            in_te_trekken=initiatief.status in IN_TE_TREKKEN,
            schrijfbaar=initiatief.status not in (InitiatiefStatus.ONBEVESTIGD, InitiatiefStatus.VERVALLEN),
            **kwargs,
        )


class Bevestig(MetInitiatief):
    """The link in the mail. A button does it: a program that only looks at links in mail confirms nothing."""

    template_name = "acties/initiatieven/bevestig.html"

    def bereid_voor(self, sleutel: str, handtekening: str) -> None:
        super().bereid_voor(sleutel)
        if self.indiener is None or not sleutels.klopt(self.initiatief, self.indiener.email, handtekening):
            raise Http404

    def get(self, request, *args, **kwargs):
        if self.initiatief.status != InitiatiefStatus.ONBEVESTIGD:
            return self.terug()
        return super().get(request, *args, initiatief=self.initiatief)

    def post(self, request, *args, **kwargs):
        services.bevestig(initiatief=self.initiatief)
        messages.success(request, _("Dank u wel. Uw idee is nu bij ons binnen."))
        return self.terug()
