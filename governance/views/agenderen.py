"""The page with which who handles an initiatief puts it on an agenda."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from acties.models import Initiatief
from governance.forms.agenderen import Agendeerformulier
from governance.services import agendeer
from governance.services.agenderen import mag_op_agenda, waar_in_woorden
from governance.views.invoer import Invoer


class Agenderen(Invoer):
    """What is not ready for a meeting goes back to the page of the initiatief, which says how it stands."""

    template_name = "governance/agendeerformulier.html"

    def haal(self, request: HttpRequest, nummer: str) -> None:
        zichtbaar = Initiatief.objects.zichtbaar_voor(request.user).select_related("doel")
        self.initiatief = get_object_or_404(zichtbaar, nummer=nummer)
        if not Initiatief.objects.bewerkbaar_door(request.user).filter(pk=self.initiatief.pk).exists():
            raise PermissionDenied("U behandelt dit initiatief niet.")

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.haal(request, **kwargs)
        if not mag_op_agenda(self.initiatief, staat_erop=self.initiatief.agendapunten.open().exists()):
            messages.warning(request, "Dit idee kan nu niet op een agenda. Hieronder ziet u hoe het ervoor staat.")
            return redirect(self.initiatief)
        return super().get(request, **kwargs)

    def formulier(self, **kwargs) -> Agendeerformulier:
        return Agendeerformulier(initiatief=self.initiatief, gebruiker=self.request.user, **kwargs)

    def bewaar(self, form: Agendeerformulier) -> tuple[str, str]:
        velden = dict(form.cleaned_data)
        orgaan, vergadering = velden.pop("waar")
        punt = agendeer(
            initiatief=self.initiatief, door=self.request.user, orgaan=orgaan, vergadering=vergadering, **velden
        )
        return f"Het idee staat op de agenda: {waar_in_woorden(punt)}.", self.initiatief.get_absolute_url()

    def context(self) -> dict:
        kruimels = [
            ("Initiatieven", reverse("initiatieven:lijst")),
            (self.initiatief.nummer, self.initiatief.get_absolute_url()),
        ]
        return {"initiatief": self.initiatief, "kruimels": kruimels}
