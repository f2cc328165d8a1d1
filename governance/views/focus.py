"""What the bestuur focuses on: the list, and the form to make or change a subject."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from governance.forms.focus import Focusformulier
from governance.models import Focusonderwerp, Lidmaatschap
from governance.services import bewaar_focus
from governance.views.invoer import Invoer
from governance.views.overleg import VoorIntern
from sterkvoornoord.rollen import Rollen, rollen_van


def te_lezen(gebruiker):
    """What `gebruiker` may read, with the opgaven and the working group."""
    leden = Prefetch("werkgroep", Lidmaatschap.objects.select_related("partner", "orgaan"))
    return Focusonderwerp.objects.zichtbaar_voor(gebruiker).prefetch_related("opgaven", leden)


class FocusList(VoorIntern, TemplateView):
    """What is in focus now or will be, and below it what was."""

    template_name = "governance/focus.html"

    def get_context_data(self, **kwargs):
        alle = list(te_lezen(self.request.user))
        return super().get_context_data(
            kruimels=[("Wie gaat waarover?", reverse("overleg:gids"))],
            groepen=[
                ("Nu en straks", [focus for focus in alle if not focus.is_voorbij]),
                ("Geweest", [focus for focus in reversed(alle) if focus.is_voorbij]),
            ],
            mag_bewerken=rollen_van(self.request.user).programmateam,
            **kwargs,
        )


class FocusNieuw(Invoer):
    template_name = "governance/focusformulier.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.programmateam

    def haal(self, request, **kwargs):
        pass

    def formulier(self, **kwargs):
        return Focusformulier(**kwargs)

    def bewaar(self, form):
        form.neem_versie()
        focus = bewaar_focus(door=self.request.user, **form.cleaned_data)
        return f"“{focus.titel}” is nu een focusonderwerp.", focus.get_absolute_url()

    def context(self):
        return {"kruimels": [("Waar let het bestuur op?", reverse("focus:lijst"))]}


class FocusBewerken(Invoer):
    template_name = "governance/focusformulier.html"

    def haal(self, request, pk):
        self.focus = get_object_or_404(te_lezen(request.user), pk=pk)
        if not Focusonderwerp.objects.bewerkbaar_door(request.user).filter(pk=pk).exists():
            raise PermissionDenied

    def formulier(self, **kwargs):
        return Focusformulier(instance=get_object_or_404(te_lezen(self.request.user), pk=self.focus.pk), **kwargs)

    def bewaar(self, form):
        wie = {"focus": self.focus, "door": self.request.user, "versie": form.neem_versie()}
        focus = bewaar_focus(**wie, **form.cleaned_data)
        return f"“{focus.titel}” is opgeslagen.", focus.get_absolute_url()

    def context(self):
        return {"object": self.focus, "kruimels": [("Waar let het bestuur op?", reverse("focus:lijst"))]}
