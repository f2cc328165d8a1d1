"""The home page: what the programme is, how it stands, and how to join in."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from governance.agendaweken import eerstvolgende
from monitor import uitgelicht
from opgaven.models import Programma


@method_decorator(login_not_required, name="dispatch")
class Home(TemplateView):
    """Public, and the same for everybody."""

    template_name = "monitor/home.html"

    def get_context_data(self, **kw):
        stand, per_opgave = uitgelicht.standen()
        resultaten, voorbeelden = uitgelicht.uitgelicht()
        kaarten, met_verhalen = uitgelicht.uit_de_wijk(resultaten)
        opgavekaarten = uitgelicht.opgavekaarten(per_opgave, resultaten, voorbeelden)
        return super().get_context_data(
            **kw,
            programma=Programma.objects.first(),
            opgavekaarten=opgavekaarten,
            aantal_doelen=sum(kaart.opgave.aantal_doelen for kaart in opgavekaarten),
            kaarten=kaarten,
            met_verhalen=met_verhalen,
            stand=stand,
            agenda=eerstvolgende(uitgelicht.KAARTEN),
        )
