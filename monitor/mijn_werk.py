"""Mijn werk: what this account has to report, oldest stand first, and what it reported just now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils import timezone
from django.views.generic import TemplateView

from acties.initiatieven.werkbank import Klok, klok
from acties.models import Actie, Initiatief, Voortgang
from acties.models.actie import heeft_geen_actuele_stand
from acties.models.keuzes import LOPEND
from governance.models import Actiepunt, Vergadering
from monitor.models import Rapportageronde
from sterkvoornoord.paginering import GeteldePaginator, paginanummers
from sterkvoornoord.rollen import rollen_van

PER_PAGINA = 15
#: Up to which hour a greeting holds.
GROETEN = [(6, "Goedenacht"), (12, "Goedemorgen"), (18, "Goedemiddag"), (24, "Goedenavond")]


def groet(nu: datetime) -> str:
    """The greeting that fits the local hour of `nu`."""
    uur = timezone.localtime(nu).hour
    return next(woord for tot, woord in GROETEN if uur < tot)


@dataclass(frozen=True)
class Stand:
    """Of some acties: how many run, and how many of those have no stand or one that is too old."""

    totaal: int
    lopend: int
    te_melden: int

    @property
    def actueel(self) -> int:
        return self.lopend - self.te_melden

    @classmethod
    def van(cls, acties) -> "Stand":
        """Count `acties`, a QuerySet, in one query."""
        tellingen = {
            "totaal": Count("pk"),
            "lopend": Count("pk", Q(status__in=LOPEND)),
            "te_melden": Count("pk", heeft_geen_actuele_stand()),
        }
        return cls(**acties.order_by().aggregate(**tellingen))


def laatste_meldingen(acties):
    """The newest valid reports on `acties`, a QuerySet."""
    meldingen = Voortgang.objects.geldig().filter(actie__in=acties.order_by().values("pk"))
    return meldingen.select_related("actie").order_by("-pk")[:5]


def eigen_actiepunten(gebruiker):
    """What meetings asked of `gebruiker`, oldest term first."""
    punten = Actiepunt.objects.zichtbaar_voor(gebruiker).van(gebruiker).lopend().met_orgaan()
    return punten.order_by(F("uiterlijk").asc(nulls_last=True), "pk")


def eigen_verslagen(gebruiker):
    """Meetings of which `gebruiker` can still say whether the verslag is right, first day to do so on top."""
    rijen = Vergadering.objects.zichtbaar_voor(gebruiker).na_te_kijken_door(gebruiker).select_related("orgaan")
    return rijen.order_by(F("reageren_tot").asc(nulls_last=True), "pk")[:PER_PAGINA]


def eigen_initiatieven(gebruiker) -> list[tuple[Initiatief, Klok | None]]:
    """Ideas of which the submitter waits for `gebruiker`, first term first, each with its clock."""
    rollen = rollen_van(gebruiker)
    if not (rollen.programmateam or rollen.opgaven):
        return []
    rijen = Initiatief.objects.vraagt_aandacht().aan(gebruiker).order_by(F("besluit_voor").asc(nulls_last=True), "pk")
    return [(rij, klok(rij)) for rij in rijen[:PER_PAGINA]]


class MijnWerk(TemplateView):
    """The page on which everybody who signs in lands: what to report, or where to read for who reports nothing."""

    template_name = "monitor/mijn_werk.html"

    def get_context_data(self, **kw):
        gebruiker, nu = self.request.user, timezone.now()
        eigen = Actie.objects.van(gebruiker)
        stand = Stand.van(eigen)
        context = {
            "groet": groet(nu),
            "vandaag": timezone.localdate(nu),
            "rollen": rollen_van(gebruiker),
            "actueel_dagen": settings.ACTUEEL_DAGEN,
            "stand": stand,
            "actiepunten": eigen_actiepunten(gebruiker)[:PER_PAGINA],
            "initiatieven": eigen_initiatieven(gebruiker),
            "verslagen": eigen_verslagen(gebruiker),
            "ronde": Rapportageronde.objects.zichtbaar_voor(gebruiker).open().first(),
        }
        if stand.totaal:
            context |= self._meldwerk(eigen, stand)
        else:
            zichtbaar = Actie.objects.zichtbaar_voor(gebruiker)
            context |= {"programma": Stand.van(zichtbaar), "laatste": laatste_meldingen(zichtbaar)}
        return super().get_context_data(**kw) | context

    def _meldwerk(self, eigen, stand: Stand) -> dict:
        te_melden = eigen.zonder_actuele_stand().order_by(F("stand_op").asc(nulls_first=True), "nummer_sortering")
        eigen_meldingen = Voortgang.objects.ongedaan_te_maken_door(self.request.user)
        bladen = GeteldePaginator(te_melden, PER_PAGINA, aantal=stand.te_melden)
        pagina = bladen.get_page(self.request.GET.get("pagina"))
        return {
            "pagina": pagina,
            "paginanummers": paginanummers(pagina),
            "zojuist": eigen_meldingen.select_related("actie").order_by("-pk")[:10],
            "laatste": laatste_meldingen(eigen),
        }
