"""Pages of the partners: all of them, and one with its acties and roles. Public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, ListView

from acties import partnerdossier, partnerlijst
from acties.filters_partners import PartnerFilter
from acties.partnerpaneel import Partnerpaneel
from opgaven.models import Bemensing
from sterkvoornoord.export import SOORTEN, exporteer
from sterkvoornoord.models import Partner
from sterkvoornoord.rollen import rollen_van

#: Why an organisation is listed that takes part in no actie.
_ROLZIN = {
    Partner.Rol.DEELNEMER: gettext_lazy("Werkt mee in Noord, maar staat nog bij geen actie."),
    Partner.Rol.VOORBEELD: gettext_lazy("Diende als voorbeeld voor het programma."),
    Partner.Rol.BRON: gettext_lazy("Staat hier als bron van kennis."),
    Partner.Rol.KANAAL: gettext_lazy("Een middel om mensen in de wijk te bereiken."),
    Partner.Rol.OMGEVING: gettext_lazy("Komt in de plannen voor, maar werkt niet zelf mee."),
}
_BESTUUR = (Bemensing.Rol.VOORZITTER, Bemensing.Rol.BESTUURSLID)


@method_decorator(login_not_required, name="dispatch")
class PartnerList(ListView):
    """All partners that pass the filters, on one page: a directory is searched by eye too.

    ``?export=csv`` or ``xlsx`` is the same list as a file.
    """

    template_name = "acties/partners/lijst.html"
    context_object_name = "partners"

    def get(self, request, *args, **kwargs):
        partners = partnerlijst.partners_voor(request.user)
        self.filter = PartnerFilter(request.GET, partners, request=request)
        self.exportfout = ""
        return self.exporteer(request.GET["export"]) if "export" in request.GET else super().get(request)

    def exporteer(self, soort: str) -> HttpResponseBase:
        """The file; or the page with what is wrong and status 400."""
        if soort in SOORTEN and not self.filter.fouten:
            return exporteer(soort, "partners", partnerlijst.KOLOMMEN, self.get_queryset())
        if soort not in SOORTEN:
            self.exportfout = _("Dit soort bestand maken wij niet. Kies Excel of CSV.")
        antwoord = super().get(self.request)
        antwoord.status_code = 400
        return antwoord

    def get_queryset(self):
        return partnerlijst.met_opgaven(self.filter.qs, self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            paneel=Partnerpaneel(self.filter),
            meldingen=[self.exportfout] if self.exportfout else [],
            fout_in_titel=bool(self.filter.fouten or self.exportfout),
            intern=rollen_van(self.request.user).intern,
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class PartnerDetail(DetailView):
    template_name = "acties/partners/detail.html"
    queryset = Partner.objects.select_related("onderdeel_van").prefetch_related("aliassen", "onderdelen")

    def get_context_data(self, **kwargs):
        partner, gebruiker = self.object, self.request.user
        rollen = rollen_van(gebruiker)
        deelnames = partnerdossier.deelnames(partner, gebruiker)
        nu, eerder = partnerdossier.rollen(partner)
        inzet = partnerdossier.inzet_van(deelnames, gebruiker)
        return super().get_context_data(
            kruimels=[(_("Partners"), reverse("partners:lijst"))],
            inleiding=inleiding(partner, len(deelnames), nu),
            deelnames=deelnames,
            inzet=inzet,
            toont_uren=any(d.uren is not None or d.geleverd is not None or d.gevraagd for d in deelnames),
            intern=rollen.intern,
            rollen=nu,
            functies=partnerdossier.functies(nu),
            eerdere_rollen=eerder,
            meldingen=partnerdossier.meldingen(partner, gebruiker),
            accounts=partnerdossier.accounts(partner) if rollen.intern else None,
            mag_beheren=rollen.beheerder,
            **kwargs,
        )


def inleiding(partner: Partner, aantal: int, rollen: list[partnerdossier.Rol]) -> str:
    """The answer of the page in one or two sentences: in how many acties, and what it leads."""
    zinnen = []
    if aantal:
        zinnen.append(ngettext("Doet mee aan %(n)d actie.", "Doet mee aan %(n)d acties.", aantal) % {"n": aantal})
    else:
        zinnen.append(str(_ROLZIN[partner.rol]))
    trekt = [rol.waar for rol in rollen if rol.bemensing.rol == Bemensing.Rol.TREKKER and rol.waar]
    if trekt:
        zinnen.append(_("Is trekker van %(waar)s.") % {"waar": _(" en ").join(dict.fromkeys(trekt))})
    if any(rol.bemensing.rol in _BESTUUR for rol in rollen):
        zinnen.append(_("Zit in het bestuur."))
    return " ".join(zinnen)
