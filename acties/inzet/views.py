"""Pages about the hours of one actie: how it stands, asking, answering, and what was delivered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from acties.inzet import services
from acties.inzet.forms import AntwoordForm, GeleverdForm, UrenForm, VraagForm
from acties.inzet.stand import Partnerstand
from acties.models import Actie, Betrokkenheid, GeleverdeUren, Inzetafspraak
from acties.services.bewerken import mag_beheren
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, alleen_post, haal_bewaard


class VoorIntern(RolVereist):
    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern


def haal_actie(gebruiker, nummer: str) -> Actie:
    """The actie for who may see it, with `mag_bewerken`; Http404 otherwise."""
    bewerkbaar = Actie.objects.bewerkbaar_door(gebruiker).filter(pk=OuterRef("pk"))
    rijen = Actie.objects.zichtbaar_voor(gebruiker).annotate(mag_bewerken=Exists(bewerkbaar))
    return get_object_or_404(rijen.select_related("plan__opgave"), nummer=nummer)


def kruimels(actie: Actie, *, uren: bool = True) -> list[tuple[str, str]]:
    pad = [("Acties", reverse("acties:lijst")), (actie.titel, actie.get_absolute_url())]
    return [*pad, ("Uren van partners", pagina_van(actie))] if uren else pad


def pagina_van(actie: Actie) -> str:
    return reverse("inzet:actie", args=[actie.nummer])


@method_decorator(never_cache, name="dispatch")
class ActieUren(VoorIntern, TemplateView):
    """Every partner of an actie: what was agreed and asked, what it answered, and what it delivered this year."""

    template_name = "acties/inzet/actie.html"

    def get_context_data(self, nummer: str, **kw):
        gebruiker, jaar = self.request.user, timezone.localdate().year
        actie = haal_actie(gebruiker, nummer)
        accounts = Gebruiker.objects.filter(partner=OuterRef("partner"), is_active=True)
        zichtbaar = Inzetafspraak.objects.zichtbaar_voor(gebruiker)
        rijen = (
            actie.betrokkenheden.select_related("partner")
            .annotate(heeft_account=Exists(accounts))
            .prefetch_related(
                Prefetch("afspraken", zichtbaar),
                Prefetch("geleverd", GeleverdeUren.objects.filter(jaar=jaar)),
            )
        )
        rollen = rollen_van(gebruiker)
        standen = sorted((Partnerstand.van(rij, jaar) for rij in rijen), key=Partnerstand.volgorde)
        beheert = mag_beheren(actie=actie, door=gebruiker)
        leest_alles = rollen.ziet_alles or rollen.bestuur or beheert or actie.mag_bewerken
        for stand in standen:
            stand.is_eigen = rollen.partner_id == stand.betrokkenheid.partner_id
            stand.leest = leest_alles or stand.is_eigen
        return super().get_context_data(
            actie=actie,
            jaar=jaar,
            standen=standen,
            beheert=beheert,
            kruimels=kruimels(actie, uren=False),
            **kw,
        )


@method_decorator(never_cache, name="dispatch")
class Urenpagina(VoorIntern, View):
    """A page with one form. What is typed stays, also when a service refuses it (409: somebody else was first)."""

    template_name: str
    http_method_names = ["get", "head", "post", "options"]

    def haal(self, **kwargs) -> None:
        """Find what the address names; Http404 when it is not visible, PermissionDenied when it may not be changed."""
        raise NotImplementedError

    def formulier(self, data=None) -> UrenForm | None:
        raise NotImplementedError

    def bewaar(self, form) -> str:
        """Save the valid form and return what to tell."""
        raise NotImplementedError

    def context(self) -> dict:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.haal(**kwargs)
        bewaard = haal_bewaard(request)
        if bewaard is None:
            return self.leeg()
        data = request.POST.copy()
        for veld, waarden in bewaard.items():
            data.setlist(veld, waarden)
        return self.toon(self.formulier(data))

    def leeg(self) -> HttpResponse:
        """The page before anything was typed."""
        return self.toon(self.formulier())

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.haal(**kwargs)
        form, status = self.formulier(request.POST), 200
        if form.is_valid():
            try:
                messages.success(request, self.bewaar(form))
                return redirect(self.terug())
            except services.NietMeer as fout:
                form.neem_fout(fout)
                status = 409
            except ValidationError as fout:
                form.neem_fout(fout)
        return self.toon(form, status)

    def terug(self) -> str:
        return pagina_van(self.actie)

    def toon(self, form, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "actie": self.actie,
            "kruimels": kruimels(self.actie),
            "terug": self.terug(),
            "fout_in_titel": bool(form and form.is_bound and form.errors),
            **self.context(),
        }
        return render(self.request, self.template_name, context, status=status)


class PartnerVanActie(Urenpagina):
    """A page about one partner of an actie."""

    def haal(self, nummer: str, pk: int) -> None:
        self.actie = haal_actie(self.request.user, nummer)
        rijen = Betrokkenheid.objects.select_related("partner", "actie__plan").filter(actie=self.actie)
        self.betrokkenheid = get_object_or_404(rijen, pk=pk)
        if not self.mag_hier():
            raise PermissionDenied

    def mag_hier(self) -> bool:
        raise NotImplementedError

    def context(self) -> dict:
        return {"betrokkenheid": self.betrokkenheid, "partner": self.betrokkenheid.partner}


class Vragen(PartnerVanActie):
    """Ask a partner for hours."""

    template_name = "acties/inzet/vragen.html"

    def mag_hier(self) -> bool:
        return self.actie.mag_bewerken

    def formulier(self, data=None) -> VraagForm:
        nieuwste = self.betrokkenheid.afspraken.first()
        begin = {"gezien": services.laatste(self.betrokkenheid), "uren": self.betrokkenheid.uren_per_jaar}
        if nieuwste is not None:
            begin |= {"uren": nieuwste.voorstel_uren or nieuwste.uren, "toelichting": nieuwste.toelichting}
        elif self.betrokkenheid.inzet:
            begin["toelichting"] = self.betrokkenheid.inzet
        return VraagForm(data, initial=begin)

    def bewaar(self, form: VraagForm) -> str:
        services.vraag(betrokkenheid=self.betrokkenheid, door=self.request.user, **form.cleaned_data)
        return f"Gevraagd aan {self.betrokkenheid.partner}. Pas na een ja is het afgesproken."

    def context(self) -> dict:
        open_ = self.betrokkenheid.afspraken.open().first()
        return super().context() | {"open": open_}


class Geleverd(PartnerVanActie):
    """Say what a partner delivered in a year; `?jaar=` is another one than this."""

    template_name = "acties/inzet/geleverd.html"

    def haal(self, nummer: str, pk: int) -> None:
        super().haal(nummer, pk)
        self.vandaag = timezone.localdate()
        gevraagd = self.request.GET.get("jaar", "")
        self.jaar = int(gevraagd) if gevraagd.isdecimal() and len(gevraagd) == 4 else self.vandaag.year
        if not services.EERSTE_JAAR <= self.jaar <= self.vandaag.year:
            raise Http404

    def mag_hier(self) -> bool:
        return services.mag_melden(betrokkenheid=self.betrokkenheid, door=self.request.user)

    def formulier(self, data=None) -> GeleverdForm:
        nu = self.betrokkenheid.geleverd.filter(jaar=self.jaar).first()
        return GeleverdForm(data, jaar=self.jaar, vandaag=self.vandaag, nu=nu)

    def bewaar(self, form: GeleverdForm) -> str:
        services.meld_geleverd(
            betrokkenheid=self.betrokkenheid, door=self.request.user, jaar=self.jaar, **form.cleaned_data
        )
        return f"De uren van {self.betrokkenheid.partner} in {self.jaar} zijn opgeslagen."

    def context(self) -> dict:
        jaren = range(self.vandaag.year, services.EERSTE_JAAR - 1, -1)
        return super().context() | {"jaar": self.jaar, "jaren": jaren}


class Afspraak(Urenpagina):
    """One question, to read; with the form for who may answer it or record the answer."""

    template_name = "acties/inzet/afspraak.html"
    http_method_names = ["get", "head", "options"]

    def haal(self, pk: int) -> None:
        gebruiker = self.request.user
        rijen = Inzetafspraak.objects.zichtbaar_voor(gebruiker).select_related(
            "betrokkenheid__partner", "betrokkenheid__actie__plan__opgave"
        )
        self.afspraak = get_object_or_404(rijen, pk=pk)
        rij = self.afspraak.betrokkenheid
        self.actie = rij.actie
        self.is_eigen = rollen_van(gebruiker).partner_id == rij.partner_id
        self.namens = not self.is_eigen and mag_beheren(actie=self.actie, door=gebruiker)

    def formulier(self, data=None) -> AntwoordForm | None:
        if data is None and not ((self.is_eigen or self.namens) and self.afspraak.is_gevraagd):
            return None
        return AntwoordForm(data, afspraak=self.afspraak)

    def context(self) -> dict:
        partner = self.afspraak.betrokkenheid.partner
        return {"afspraak": self.afspraak, "partner": partner, "namens": self.namens, "is_eigen": self.is_eigen}


class Antwoord(Afspraak):
    """Answer, or record what the partner said; an answer that is refused comes back with its text."""

    http_method_names = ["get", "head", "post", "options"]

    def haal(self, pk: int) -> None:
        super().haal(pk)
        if not (self.is_eigen or self.namens):
            raise PermissionDenied("Alleen de partner aan wie het gevraagd is, antwoordt.")

    def leeg(self) -> HttpResponse:
        return redirect(self.afspraak)

    def bewaar(self, form: AntwoordForm) -> str:
        services.antwoord(afspraak=self.afspraak, door=self.request.user, namens=self.namens, **form.gegevens())
        if form.cleaned_data["antwoord"] == "ja":
            return f"Afgesproken: {self.afspraak.uren} uur per jaar."
        return "Uw nee is opgeslagen. Wie het vroeg, krijgt bericht." if self.is_eigen else "Het nee is vastgelegd."

    def terug(self) -> str:
        return self.afspraak.get_absolute_url() if self.is_eigen else pagina_van(self.actie)


def _druk(request: HttpRequest, pk: int, daad, zin: str) -> HttpResponse:
    """A button on a question: 404 for who may not see it, else what the service says."""
    rijen = Inzetafspraak.objects.zichtbaar_voor(request.user).select_related("betrokkenheid__actie")
    afspraak = get_object_or_404(rijen, pk=pk)
    versie = request.POST.get("versie", "")
    try:
        daad(
            afspraak=afspraak,
            door=request.user,
            versie=int(versie) if versie.isdecimal() and len(versie) < 10 else 0,
        )
        messages.success(request, zin)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(pagina_van(afspraak.betrokkenheid.actie))


@alleen_post
def intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    return _druk(request, pk, services.trek_in, "De vraag is ingetrokken.")


@alleen_post
def overnemen(request: HttpRequest, pk: int) -> HttpResponse:
    return _druk(request, pk, services.neem_over, "Afgesproken. De partner krijgt bericht.")
