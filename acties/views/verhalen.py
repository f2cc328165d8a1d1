"""Stories of residents and partners."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from acties.models import Actie, Verhaal
from sterkvoornoord.paginering import paginanummers


@method_decorator(login_not_required, name="dispatch")
class VerhaalLijst(ListView):
    """Public: stories with consent. Who reads intern sees the others too, marked, after them."""

    template_name = "acties/verhalen.html"
    context_object_name = "verhalen"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        gebruiker = self.request.user
        acties = Actie.objects.zichtbaar_voor(gebruiker).only("nummer", "titel")
        return (
            Verhaal.objects.zichtbaar_voor(gebruiker)
            .select_related("doel__opgave")
            .prefetch_related(Prefetch("acties", acties))
            .order_by(F("toestemming").desc(nulls_last=True), "-pk")
        )

    def get_context_data(self, **kw):
        context = super().get_context_data(**kw)
        return context | {"paginanummers": paginanummers(context["page_obj"])}
