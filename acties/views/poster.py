"""An actie as a poster (A4) or a flyer (A5), to print and hang up or hand out."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from acties.models import Actie, Betrokkenheid, Zichtbaarheid

#: What can be printed: key in the address, its name, and the paper.
VORMEN = {"poster": gettext_lazy("Poster (A4)"), "flyer": gettext_lazy("Flyer (A5)")}

#: Who is named on it; the others are on the page of the actie.
GENOEMD = (Betrokkenheid.Rol.PENVOERDER, Betrokkenheid.Rol.COORDINATOR, Betrokkenheid.Rol.UITVOERDER)


@method_decorator(login_not_required, name="dispatch")
class ActiePoster(DetailView):
    """What everybody may know of an actie; 404 for any other, also for who may see it: paper has no access rules."""

    template_name = "acties/poster.html"
    slug_field = slug_url_kwarg = "nummer"

    def get_queryset(self):
        openbaar = Actie.objects.filter(zichtbaarheid=Zichtbaarheid.OPENBAAR)
        return openbaar.select_related("plan__opgave", "doel").prefetch_related("gebieden")

    def get_context_data(self, **kw):
        actie, vorm = self.object, self.request.GET.get("vorm", "")
        nu = Q(tot__isnull=True) | Q(tot__gt=timezone.localdate())
        wie = actie.betrokkenheden.filter(nu, rol__in=GENOEMD).order_by("partner__naam")
        waar = [gebied.naam for gebied in actie.gebieden.all()]
        return super().get_context_data(
            **kw,
            kruimels=[(_("Acties"), reverse("acties:lijst")), (actie.titel, actie.get_absolute_url())],
            vormen=list(VORMEN.items()),
            vorm=vorm if vorm in VORMEN else "poster",
            waar=", ".join([*waar, *([actie.locatie] if actie.locatie else [])]),
            wie=", ".join(dict.fromkeys(wie.values_list("partner__naam", flat=True))),
            adres=self.request.build_absolute_uri(actie.get_absolute_url()).split("://")[1],
        )
