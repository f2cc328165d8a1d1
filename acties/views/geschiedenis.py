"""Who changed what of an actie, and when."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView

from acties.models import Actie, Inzetafspraak
from sterkvoornoord.models import Logregel
from sterkvoornoord.paginering import paginanummers
from sterkvoornoord.rollen import Rollen
from sterkvoornoord.toegang import RolVereist
from sterkvoornoord.wijzigingen import in_woorden, momenten


class ActieGeschiedenis(RolVereist, ListView):
    """Every change of an actie and its parts, in moments. For who holds a role; 404 for what one may not see."""

    template_name = "acties/geschiedenis.html"
    paginate_by = 20
    page_kwarg = "pagina"

    def mag(self, rollen: Rollen) -> bool:
        # Looked up first: what one may not see is a 404, whoever asks.
        return bool(self.actie) and rollen.intern

    @cached_property
    def actie(self) -> Actie:
        zichtbaar = Actie.objects.zichtbaar_voor(self.request.user)
        return get_object_or_404(
            zichtbaar.select_related("plan__opgave", "doel", "onderwerp"), nummer=self.kwargs["nummer"]
        )

    @cached_property
    def regels(self):
        # What one partner was asked and answered is not for another to read, neither here.
        mag = Inzetafspraak.objects.zichtbaar_voor(self.request.user).order_by().values("pk")
        gevraagd = Q(content_type__app_label="acties", content_type__model="inzetafspraak")
        return Logregel.objects.van(self.actie).exclude(gevraagd & ~Q(object_id__in=mag))

    def get_queryset(self):
        return momenten(self.regels)

    def get_context_data(self, **kw):
        context = super().get_context_data(**kw)
        actie = self.actie
        leest = actie.aantekening_leesbaar_voor(self.request.user)
        context["momenten"] = in_woorden(
            actie,
            self.regels,
            context["object_list"],
            verborgen=() if leest else ("aantekening",),
            bekend=(actie.plan, actie.plan.opgave, actie.doel, actie.onderwerp),
        )
        return context | {
            "actie": actie,
            "kruimels": [("Acties", reverse("acties:lijst")), (actie.titel, actie.get_absolute_url())],
            "paginanummers": paginanummers(context["page_obj"]),
        }
