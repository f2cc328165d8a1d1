"""The guide "wie gaat waarover" and one body. For everyone with a role."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from governance.gids import Zoekvraag, maak_gids, zetels_op
from governance.models import Agendapunt, Besluit, Focusonderwerp, Overlegorgaan, Vergadering
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
        datum, vraag = self.lees_datum(), self.request.GET
        zoek = Zoekvraag(**{veld: vraag.get(veld, "").strip()[:200] for veld in ("q", "soort", "opgave")})
        return super().get_context_data(
            **datum,
            gids=maak_gids(self.request.user, datum["op"], zoek),
            zoek=zoek,
            soorten=Overlegorgaan.Soort.choices,
            focus=Focusonderwerp.objects.zichtbaar_voor(self.request.user).op(datum["op"]),
            **kwargs,
        )


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
            **self.voorraad(),
            besluiten=Besluit.objects.zichtbaar_voor(gebruiker).filter(orgaan=orgaan)[:10],
            **kwargs,
        )

    def voorraad(self) -> dict:
        """What waits for a meeting of the body, and what this account may do about it."""
        gebruiker, rollen = self.request.user, rollen_van(self.request.user)
        loopt = not self.object.gestopt_op(timezone.localdate())
        wachtend = Agendapunt.objects.wachtend().filter(orgaan=self.object, bovenliggend=None)
        te_zien = wachtend.zichtbaar_voor(gebruiker).select_related("inbrengende_partner").order_by("volgorde", "pk")
        mag_inbrengen = loopt and (rollen.programmateam or rollen.partner_id is not None)
        return {
            "voorraad": te_zien,
            "eigen_punten": set(wachtend.bewerkbaar_door(gebruiker).values_list("pk", flat=True)),
            "mag_inbrengen": mag_inbrengen,
            "mag_plannen": loopt and rollen.programmateam and bool(self.object.afkorting),
        }
