"""The form of the follow-up of a recommendation."""

from acties.models import Actie
from governance.forms.agendapunt import NummersVeld
from governance.forms.versie import KIES, VersieForm
from governance.models import Aanbeveling, Besluit


class Opvolgformulier(VersieForm):
    """How far it is, who takes it up, what happens with it, and by which besluiten and acties."""

    besluiten = NummersVeld(
        soort="vastgesteld besluit",
        label="Door welke besluiten?",
        help_text="De nummers, zoals AB-2024-07, met een komma ertussen.",
    )
    acties = NummersVeld(
        soort="actie", label="Door welke acties?", help_text="De nummers, zoals 3.22, met een komma ertussen."
    )

    class Meta:
        model = Aanbeveling
        fields = ["status", "eigenaar", "partner", "opvolging"]
        labels = {
            "status": "Hoe staat het ermee?",
            "eigenaar": "Wie pakt het op?",
            "partner": "Van welke organisatie?",
            "opvolging": "Wat gebeurt ermee?",
        }
        error_messages = {"status": KIES, "partner": KIES}

    field_order = ["status", "eigenaar", "partner", "opvolging", "besluiten", "acties"]

    def __init__(self, *args, gebruiker, **kw):
        super().__init__(*args, **kw)
        self.eigen = {"gebruiker": gebruiker}
        velden = self.fields
        velden["besluiten"].rijen = Besluit.objects.vastgesteld()
        velden["acties"].rijen = Actie.objects.zichtbaar_voor(gebruiker)
        velden["partner"].empty_label = "Geen"
        velden["opvolging"].widget.attrs["rows"] = 4
        for veld in ("eigenaar", "partner", "opvolging"):
            velden[veld].soms_verplicht = True
        for veld in ("besluiten", "acties"):
            self.initial[veld] = list(getattr(self.instance, veld).all())
