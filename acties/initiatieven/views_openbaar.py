"""Ideas on the website, for everybody and in three languages: the list, one idea, and taking part in it."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from acties.filters_ideeen import IdeeFilter
from acties.initiatieven import grenzen, meedoen, sleutels
from acties.initiatieven.coalities import coalities, deelnames_van
from acties.initiatieven.forms import gebiednaam
from acties.initiatieven.forms_meedoen import MeedoenForm, PartnerForm, velden_van
from acties.initiatieven.openbaar import vertel
from acties.initiatieven.views import TE_VAAK, InTaal, gekozen_taal
from acties.models import Actie, Deelname, Initiatief, InitiatiefStatus
from acties.models.initiatiefkeuzes import OP_DE_WEBSITE
from sterkvoornoord.paginering import kies_pagina, paginanummers
from sterkvoornoord.rollen import rollen_van

PER_PAGINA = 20


def openbare_ideeen():
    """What is on the website, with all that the pages tell of it."""
    return Initiatief.objects.openbaar().met_aantal().select_related("gebied", "doel__opgave", "opgave")


def met_plek(idee: Initiatief) -> Initiatief:
    """The words of `vertel`, and where it is."""
    idee.waar = gebiednaam(idee.gebied) if idee.gebied else ""
    return vertel(idee)


class Openbaar(InTaal):
    """A page that anybody may find; its language is in the address and goes along with its links."""

    def taal(self) -> str:
        return gekozen_taal(self.request) or "nl"

    def naar(self, naam: str, *args) -> HttpResponseRedirect:
        return redirect(reverse(f"ideeen:{naam}", args=args) + self.taalvraag())


class Ideeen(Openbaar):
    """The list. Filters are a form in the address; per doel it says who joins around it."""

    template_name = "acties/ideeen/lijst.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        filter_ = IdeeFilter(self.request.GET, openbare_ideeen(), request=self.request)
        # All of them: the coalitions are of every page of the list.
        alle = [] if filter_.fouten else list(filter_.qs)
        pagina, melding = kies_pagina(Paginator(alle, PER_PAGINA), self.request.GET.get("pagina", "1"))
        vraag = filter_.vraag.copy()
        if self.taal() != "nl":
            vraag["taal"] = self.taal()
        return super().get_context_data(
            ideeen=[met_plek(idee) for idee in pagina],
            filter=filter_,
            coalities=coalities(alle),
            page_obj=pagina,
            paginator=pagina.paginator,
            paginanummers=paginanummers(pagina),
            melding=melding,
            vraag=vraag,
            gefilterd=bool(filter_.gekozen),
            fout_in_titel=bool(filter_.fouten),
            **kwargs,
        )


class MetIdee(Openbaar):
    """A page of one idea on the website; of one that was merged, the page of the other."""

    def lees(self, nummer: str) -> HttpResponse | None:
        """Find the idea; a redirect when another took its place, Http404 when it is not on the website."""
        self.idee = openbare_ideeen().filter(nummer=nummer).first()
        if self.idee is None:
            ander = get_object_or_404(
                Initiatief.objects.openbaar(),
                dubbelen__nummer=nummer,
                dubbelen__status=InitiatiefStatus.SAMENGEVOEGD,
                dubbelen__openbaar_titel__gt="",
            )
            return self.naar("detail", ander.nummer)
        met_plek(self.idee)
        return None

    @property
    def partner(self):
        """The partner of the account, when it holds that role today; else None."""
        heeft = self.request.user.is_authenticated and rollen_van(self.request.user).partner_id
        return self.request.user.partner if heeft else None

    def eigen_deelname(self) -> Deelname | None:
        if self.partner is None:
            return None
        return self.idee.deelnames.tellen().filter(partner=self.partner).first()


class Idee(MetIdee):
    template_name = "acties/ideeen/detail.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, nummer: str, **kwargs):
        return self.lees(nummer) or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        namen = [naam for rij in deelnames_van([self.idee]) if (naam := rij.openbare_naam)]
        return super().get_context_data(
            idee=self.idee,
            namen=namen,
            zonder_naam=self.idee.aantal - len(namen),
            actie=Actie.objects.zichtbaar_voor(AnonymousUser()).filter(pk=self.idee.actie_id).first(),
            kan_meedoen=meedoen.is_open(self.idee),
            eigen=self.eigen_deelname(),
            **kwargs,
        )


class Meedoen(MetIdee):
    """Take part: a visitor with a mail to confirm, a partner with an account at once."""

    template_name = "acties/ideeen/meedoen.html"

    def get(self, request, *args, nummer: str, **kwargs):
        if (anders := self.lees(nummer)) is not None:
            return anders
        if not meedoen.is_open(self.idee) or self.eigen_deelname():
            return self.naar("detail", nummer)
        return self.toon(self.soort_form()())

    def soort_form(self):
        return PartnerForm if self.partner else MeedoenForm

    def post(self, request, *args, nummer: str, **kwargs):
        if (anders := self.lees(nummer)) is not None:
            return anders
        daad = request.POST.get("daad", "")
        if daad.startswith("taal-"):
            return self.toon(self.soort_form()(request.POST).zonder_fouten())
        if daad == "stop":
            return self.stop()
        formulier = self.soort_form()(request.POST)
        if not formulier.is_valid():
            return self.toon(formulier)
        if not grenzen.mag(request, "meedoen", formulier.cleaned_data.get("email", "")):
            formulier.add_error(None, TE_VAAK)
            return self.toon(formulier, status=429)
        try:
            return self.doe_mee(formulier)
        except ValidationError as fout:
            formulier.add_error(None, fout.messages[0])
            return self.toon(formulier)

    def doe_mee(self, formulier) -> HttpResponse:
        vast = {"initiatief": self.idee, "velden": velden_van(formulier), "taal": self.taal()}
        if self.partner:
            meedoen.doe_mee_als_partner(door=self.request.user, **vast)
            messages.success(self.request, _("Uw organisatie doet mee."))
        else:
            meedoen.meld_aan(**vast)
            # The same for every address, whether it takes part already or not.
            zin = _("Bijna klaar: kijk in uw mail en open de link. Pas daarna doet u mee.")
            messages.success(self.request, zin)
        return self.naar("detail", self.idee.nummer)

    def stop(self) -> HttpResponse:
        if (eigen := self.eigen_deelname()) is not None:
            meedoen.stop(deelname=eigen)
            messages.success(self.request, _("Uw organisatie doet niet meer mee."))
        return self.naar("detail", self.idee.nummer)

    def toon(self, formulier, *, status: int = 200) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=formulier, idee=self.idee, partner=self.partner), status=status
        )


class MijnDeelname(InTaal):
    """The secret page of who takes part. A button confirms: a program that only looks at links confirms nothing."""

    template_name = "acties/ideeen/deelname.html"

    def bereid_voor(self, sleutel: str) -> None:
        self.sleutel = sleutel
        self.deelname = sleutels.zoek(Deelname.objects.select_related("initiatief", "partner"), sleutel)
        if self.deelname is None:
            raise Http404

    def taal(self) -> str:
        return gekozen_taal(self.request) or self.deelname.taal

    def post(self, request, *args, **kwargs):
        daad = request.POST.get("daad", "")
        if daad.startswith("taal-"):
            Deelname.objects.filter(pk=self.deelname.pk).update(taal=self.taal())
            return self.terug()
        try:
            if daad == "bevestig":
                meedoen.bevestig(deelname=self.deelname)
                messages.success(request, _("Dank u wel. U doet mee."))
            elif daad in ("naam", "geen-naam") and self.deelname.bevestigd_op:
                meedoen.zet_naam(deelname=self.deelname, mag=daad == "naam")
                messages.success(request, _("Dat is aangepast."))
            elif daad == "stop":
                meedoen.stop(deelname=self.deelname)
                messages.success(request, _("U doet niet meer mee. Wij hebben uw gegevens gewist."))
                return redirect(reverse("ideeen:lijst") + self.taalvraag())
        except meedoen.KanNiet as fout:
            messages.error(request, fout.messages[0])
        return self.terug()

    def terug(self) -> HttpResponse:
        return redirect("ideeen:deelname", self.sleutel)

    def get_context_data(self, **kwargs):
        idee = self.deelname.initiatief
        return super().get_context_data(
            deelname=self.deelname,
            idee=idee,
            open=meedoen.is_open(idee),
            stand=OP_DE_WEBSITE.get(idee.status, _("Dit idee is gestopt.")),
            **kwargs,
        )
