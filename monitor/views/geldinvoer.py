"""Money: the pages on which one amount is added, changed and removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import CreateView, DeleteView, UpdateView

from acties.models import Geldstroom
from monitor.geldformulier import Geldformulier, Verwijderformulier
from monitor.views.geld import ALLES, mag_invoeren
from sterkvoornoord.models import Logregel
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist, haal_bewaard
from sterkvoornoord.wijzigingen import in_woorden, momenten

#: How much of its history the page of one row shows.
MOMENTEN = 5


def naar_lijst() -> str:
    return f"{reverse('monitor:geld')}?verdeling={ALLES}"


def kruimels() -> list[tuple[str, str]]:
    return [("Dashboard", reverse("monitor:dashboard")), ("Verdeling van gelden", reverse("monitor:geld"))]


def is_verwijderd(request: HttpRequest, pk: int) -> bool:
    """Whether the amount was there and was removed; told only to who keeps amounts."""
    if not mag_invoeren(rollen_van(request.user)):
        return False
    weg = Logregel.objects.filter(
        content_type__app_label="acties",
        content_type__model="geldstroom",
        object_id=pk,
        action=Logregel.Action.DELETE,
    )
    return weg.exists()


class GeldInvoer(RolVereist):
    """What adding and changing share: who may, the form, and where one lands."""

    model = Geldstroom
    form_class = Geldformulier
    template_name = "monitor/geldstroom.html"
    http_method_names = ["get", "head", "post", "options"]

    def mag(self, rollen: Rollen) -> bool:
        return mag_invoeren(rollen)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"gebruiker": self.request.user}
        if self.request.method in ("GET", "HEAD") and (bewaard := haal_bewaard(self.request)):
            kwargs["initial"] = kwargs.get("initial", {}) | {
                naam: waarden if naam == "ontvangers" else waarden[0] for naam, waarden in bewaard.items() if waarden
            }
        return kwargs

    def get_context_data(self, **kw):
        return super().get_context_data(**kw, kruimels=kruimels())

    def form_valid(self, form):
        antwoord = super().form_valid(form)
        messages.success(self.request, "Het bedrag is opgeslagen.")
        return antwoord

    def get_success_url(self) -> str:
        return naar_lijst()


class GeldNieuw(GeldInvoer, CreateView):
    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)


class EenBedrag(RolVereist):
    """One amount that is there: who may see it but not change it gets 403, who may not see it 404.

    Two people who send at once do so one after the other, so that the second sees what the first did.
    """

    model = Geldstroom
    http_method_names = ["get", "head", "post", "options"]

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get_object(self, queryset=None) -> Geldstroom:
        zichtbaar = Geldstroom.objects.zichtbaar_voor(self.request.user)
        rij = get_object_or_404(zichtbaar, pk=self.kwargs["pk"])
        if not Geldstroom.objects.bewerkbaar_door(self.request.user).filter(pk=rij.pk).exists():
            raise PermissionDenied
        return rij

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        list(Geldstroom.objects.select_for_update().filter(pk=self.kwargs["pk"]).values_list("pk"))
        return super().post(request, *args, **kwargs)

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if not is_verwijderd(request, self.kwargs["pk"]):
                raise
            return self.al_weg(request)

    def al_weg(self, request: HttpRequest) -> HttpResponse:
        """Answer to an old link, a second tab or a second click."""
        messages.info(request, "Dit bedrag is al verwijderd.")
        return redirect(naar_lijst())

    def get_context_data(self, **kw):
        regels = Logregel.objects.get_for_object(self.object)
        verteld = in_woorden(self.object, regels, momenten(regels)[:MOMENTEN])
        return super().get_context_data(**kw, momenten=verteld)


class GeldBewerken(EenBedrag, GeldInvoer, UpdateView):
    """Change one amount."""

    def al_weg(self, request: HttpRequest) -> HttpResponse:
        """Who was still writing gets the text back, to keep it as a new amount."""
        if request.method != "POST":
            return super().al_weg(request)
        form = Geldformulier(request.POST, gebruiker=request.user)
        form.add_error(
            None,
            "Iemand verwijderde dit bedrag terwijl u schreef. Toch houden? Sla het dan op als nieuw bedrag.",
        )
        context = {"form": form, "kruimels": kruimels(), "actie_url": reverse("monitor:geld-nieuw")}
        return render(request, self.template_name, context, status=409)


class GeldVerwijderen(EenBedrag, DeleteView):
    """Say what goes, and remove it when that is confirmed; the history keeps what stood there."""

    form_class = Verwijderformulier
    template_name = "monitor/geldstroom_weg.html"
    context_object_name = "rij"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def get_context_data(self, **kw):
        hier = (str(self.object), reverse("monitor:geldstroom", args=[self.object.pk]))
        return super().get_context_data(**kw, kruimels=[*kruimels(), hier])

    def form_valid(self, form) -> HttpResponse:
        self.object.ontvangers.clear()  # so the history tells who they were
        self.object.delete()
        messages.success(self.request, f"Het bedrag “{self.object}” is verwijderd.")
        return redirect(naar_lijst())
