"""The guide "wie gaat waarover", one body, and one meeting. For everyone with a role."""

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from governance.agenda import lees_agenda
from governance.gids import maak_gids, zetels_op
from governance.models import Actiepunt, Besluit, Overlegorgaan, Vergadering
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist


class VoorIntern(RolVereist):
    """For everyone with a role; others get 403."""

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern


class OpDatum(VoorIntern):
    """Reads ``?op=2023-05-01``: the page as it was that day. What is no date is said, and today is shown."""

    def lees_datum(self) -> dict:
        vandaag, gevraagd = timezone.localdate(), self.request.GET.get("op", "").strip()
        try:
            datum = date.fromisoformat(gevraagd) if gevraagd else vandaag
        except ValueError:
            return {"op": vandaag, "toen": False, "datumfout": True}
        return {"op": datum, "toen": datum != vandaag, "datumfout": False}


class Gids(OpDatum, TemplateView):
    template_name = "governance/gids.html"

    def get_context_data(self, **kwargs):
        datum = self.lees_datum()
        return super().get_context_data(**datum, gids=maak_gids(self.request.user, datum["op"]), **kwargs)


class OrgaanDetail(OpDatum, DetailView):
    template_name = "governance/orgaan.html"
    context_object_name = "orgaan"

    def get_queryset(self):
        zichtbaar = Overlegorgaan.objects.zichtbaar_voor(self.request.user)
        return zichtbaar.select_related("opvolger", "opgave", "organisator").prefetch_related("voorgangers")

    def get_context_data(self, **kwargs):
        datum, gebruiker, orgaan = self.lees_datum(), self.request.user, self.object
        return super().get_context_data(
            **datum,
            kruimels=[("Wie gaat waarover?", reverse("overleg:gids"))],
            leden=zetels_op([orgaan], datum["op"])[orgaan.pk],
            gestopt=orgaan.gestopt_op(datum["op"]) or orgaan.onzeker_op(datum["op"]),
            vergaderingen=Vergadering.objects.zichtbaar_voor(gebruiker).filter(orgaan=orgaan),
            besluiten=Besluit.objects.zichtbaar_voor(gebruiker).filter(orgaan=orgaan)[:10],
            **kwargs,
        )


class VergaderingDetail(VoorIntern, DetailView):
    template_name = "governance/vergadering.html"
    context_object_name = "vergadering"

    def get_object(self, queryset=None) -> Vergadering:
        zichtbaar = Vergadering.objects.zichtbaar_voor(self.request.user).select_related("orgaan")
        return get_object_or_404(zichtbaar, nummer=self.kwargs["nummer"])

    def get_context_data(self, **kwargs):
        vergadering, gebruiker = self.object, self.request.user
        orgaan = vergadering.orgaan
        actiepunten = Actiepunt.objects.zichtbaar_voor(gebruiker).filter(vergadering=vergadering)
        return super().get_context_data(
            kruimels=[
                ("Wie gaat waarover?", reverse("overleg:gids")),
                (orgaan.naam, orgaan.get_absolute_url()),
            ],
            agenda=lees_agenda(vergadering, gebruiker),
            actiepunten=actiepunten.select_related("gebruiker", "partner"),
            leden=zetels_op([orgaan], vergadering.datum)[orgaan.pk],
            voorbij=vergadering.datum < timezone.localdate(),
            mag_vastleggen=rollen_van(gebruiker).programmateam,
            **kwargs,
        )
