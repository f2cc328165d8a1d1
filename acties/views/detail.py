"""The page of one actie."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from acties.dossier import dossier_van, uitleg_bij_koers
from acties.forms.voortgang import VoortgangForm
from acties.models import Actie, Initiatief, Voortgang
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import rollen_van


def _aantal(rijen, per: str) -> Coalesce:
    """Number of `rijen` that share `per`, as a subquery; 0 when there are none."""
    return Coalesce(
        Subquery(rijen.order_by().values(per).annotate(aantal=Count("*")).values("aantal"), IntegerField()), 0
    )


@method_decorator(login_not_required, name="dispatch")
class ActieDetail(DetailView):
    """Everything the portal knows about one actie; 404 for who may not see it."""

    template_name = "acties/detail.html"
    slug_field = slug_url_kwarg = "nummer"

    def get_queryset(self):
        gebruiker = self.request.user
        sleutel = Concat(Value(f"{Actie._meta.label_lower}:"), Cast(OuterRef("pk"), CharField()))
        bewerkbaar = Actie.objects.bewerkbaar_door(gebruiker)
        return (
            Actie.objects.zichtbaar_voor(gebruiker)
            .annotate(
                mag_bewerken=Exists(bewerkbaar.filter(pk=OuterRef("pk"))),
                uit_idee=Subquery(
                    Initiatief.objects.zichtbaar_voor(gebruiker).filter(actie=OuterRef("pk")).values("nummer")[:1]
                ),
                openbaar_idee=Subquery(
                    Initiatief.objects.openbaar().filter(actie=OuterRef("pk")).values("nummer")[:1]
                ),
                aantal_berichten=_aantal(Voortgang.objects.geldig().filter(actie=OuterRef("pk")), "actie"),
                aantal_wijzigingen=_aantal(Logregel.objects.filter(bij=sleutel), "bij"),
            )
            .select_related("plan__opgave", "doel__opgave", "onderwerp")
        )

    def get_context_data(self, **kw):
        actie, gebruiker = self.object, self.request.user
        opgave, lijst = actie.plan.opgave, reverse("acties:lijst")
        dossier = dossier_van(actie, gebruiker, alle_berichten=self.request.GET.get("berichten") == "alle")
        if actie.mag_bewerken:
            kw["form"] = VoortgangForm(
                actie=actie,
                laatste=dossier.berichten[0] if dossier.berichten else None,
                met_penvoerder=dossier.penvoerder is not None,
            )
        return super().get_context_data(
            **kw,
            kruimels=[(_("Acties"), lijst), (opgave.naam, f"{lijst}?opgave={opgave.code}")],
            opgave=opgave,
            dossier=dossier,
            verwijzingen=dossier.verwijzingen,
            verouderd=actie.loopt and (actie.dagen_oud or 0) > settings.ACTUEEL_DAGEN,
            uitleg=uitleg_bij_koers(actie, dossier.berichten),
            intern=rollen_van(gebruiker).intern,
            leest_aantekening=actie.aantekening_leesbaar_voor(gebruiker),
        )
