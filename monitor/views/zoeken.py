"""The page that searches everything. Public; what is intern is found by who may see it."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from acties.filters import hoogstens_zoveel_woorden
from monitor.bedoelde import bedoelde
from monitor.zoeken import KORT, SOORTEN, Resultaat, Zoeker
from sterkvoornoord.filters import MAX_ZOEKTEKST, ZOEKVELD


class ZoekForm(forms.Form):
    q = forms.CharField(required=False, validators=[hoogstens_zoveel_woorden], **ZOEKVELD)
    soort = forms.ChoiceField(
        required=False,
        choices=[(sleutel, naam) for sleutel, (naam, _icoon) in SOORTEN.items()],
        error_messages={"invalid_choice": _("deze soort bestaat niet.")},
    )
    precies = forms.CharField(required=False)


@method_decorator(login_not_required, name="dispatch")
class Zoeken(TemplateView):
    """`/zoeken/?q=`; `soort` shows one kind of hits, `precies` takes the spelling as it is."""

    template_name = "monitor/zoeken.html"

    def get_context_data(self, **kwargs):
        form = ZoekForm(self.request.GET)
        context = super().get_context_data(**kwargs)
        context["vraag"] = self.request.GET.get("q", "")[:MAX_ZOEKTEKST]
        if not form.is_valid():
            fouten = [reden for redenen in form.errors.values() for reden in redenen]
            return context | {"fouten": fouten, "fout_in_titel": True}
        if not form.cleaned_data["q"]:
            return context
        zoeker = Zoeker(self.request.user)
        resultaat = zoeker.zoek(form.cleaned_data["q"])
        if not resultaat.aantal and not form.cleaned_data["precies"]:
            resultaat = self._verbeterd(zoeker, resultaat)
        return context | {
            "resultaat": resultaat,
            "verbeterd": resultaat.vraag != form.cleaned_data["q"],
            "soort": form.cleaned_data["soort"],
            "KORT": KORT,
        }

    @staticmethod
    def _verbeterd(zoeker: Zoeker, niets: Resultaat) -> Resultaat:
        """What the nearest spelling finds; nothing, as before, when that finds nothing either."""
        beter = bedoelde(niets.vraag, zoeker.bekende_teksten())
        gevonden = zoeker.zoek(beter) if beter else niets
        return gevonden if gevonden.aantal else niets
