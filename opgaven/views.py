"""Pages of the frame: the opgaven with who leads them, and the doelen. Public."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from opgaven.models import Bemensing, Doel, Opgave, Programma


@method_decorator(login_not_required, name="dispatch")
class OpgaveList(ListView):
    template_name = "opgaven/lijst.html"
    queryset = Opgave.objects.prefetch_related("doelen", "plannen")

    def get_context_data(self, **kwargs):
        return super().get_context_data(programma=Programma.objects.first(), **kwargs)


@method_decorator(login_not_required, name="dispatch")
class OpgaveDetail(DetailView):
    template_name = "opgaven/detail.html"
    queryset = Opgave.objects.prefetch_related(Prefetch("doelen", Doel.objects.prefetch_related("onderwerpen")))

    def get_context_data(self, **kwargs):
        bemensing = list(
            Bemensing.objects.nu()
            .filter(Q(opgave=self.object) | Q(plan__opgave=self.object))
            .select_related("partner", "plan")
        )
        plannen = [
            {"plan": plan, "bemensing": [rij for rij in bemensing if rij.plan_id == plan.pk]}
            for plan in self.object.plannen.all()
        ]
        return super().get_context_data(
            kruimels=[(_("Wat doen we"), reverse("opgaven:lijst"))],
            plannen=plannen,
            bemensing=[rij for rij in bemensing if rij.plan_id is None],
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class DoelList(ListView):
    template_name = "opgaven/doelen.html"
    queryset = Opgave.objects.prefetch_related("doelen")
    context_object_name = "opgaven"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["doelen"] = [doel for opgave in context["opgaven"] for doel in opgave.doelen.all()]
        return context


@method_decorator(login_not_required, name="dispatch")
class DoelDetail(DetailView):
    template_name = "opgaven/doel.html"
    queryset = Doel.objects.select_related("opgave").prefetch_related("onderwerpen")
    slug_field = slug_url_kwarg = "nummer"

    def get_context_data(self, **kwargs):
        opgave = self.object.opgave
        kruimels = [(_("Doelen"), reverse("doelen:lijst")), (opgave.naam, opgave.get_absolute_url())]
        return super().get_context_data(kruimels=kruimels, **kwargs)
