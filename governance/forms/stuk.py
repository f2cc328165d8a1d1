"""The forms of a paper: a new one with its file, and what one is called."""

from django import forms
from django.conf import settings

from governance.forms.versie import VersieForm
from governance.models import Stuk

BESLOTEN = "Dit stuk is besloten"
UITLEG_BESLOTEN = "Alleen leden van het overleg en het programmateam zien het dan, ook als het punt zelf open is."


class NieuwStuk(forms.Form):
    """One file at a time: when one is refused, the others are there already. `kiest` says who decides on besloten."""

    bestand = forms.FileField(
        label="Kies een bestand",
        max_length=300,
        allow_empty_file=True,  # said in other words by the service
        widget=forms.FileInput({"accept": ",".join(f".{soort.label}" for soort in Stuk.Soort)}),
        error_messages={
            "required": "Kies een bestand.",
            "invalid": "Kies een bestand.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
    )
    titel = forms.CharField(
        label="Titel",
        max_length=160,
        required=False,
        help_text="Zo staat het stuk op de agenda. Leeg: de naam van het bestand.",
        error_messages={"max_length": "Houd de titel korter dan 160 tekens."},
    )
    besloten = forms.BooleanField(label=BESLOTEN, required=False, help_text=UITLEG_BESLOTEN)

    def __init__(self, *args, kiest: bool, **kw):
        super().__init__(*args, **kw)
        self.fields["bestand"].help_text = (
            f"Een pdf, een bestand van Word, Excel, PowerPoint of LibreOffice, of een foto. "
            f"Hoogstens {settings.STUK_MAX_MB} MB."
        )
        if not kiest:
            del self.fields["besloten"]


class Stukformulier(VersieForm):
    class Meta:
        model = Stuk
        fields = ["titel", "besloten"]
        labels = {"besloten": BESLOTEN}
        help_texts = {"titel": "Zo staat het stuk op de agenda.", "besloten": UITLEG_BESLOTEN}
        error_messages = {"titel": {"required": "Vul een titel in."}}

    def __init__(self, *args, kiest: bool, **kw):
        super().__init__(*args, **kw)
        self.eigen = {"kiest": kiest}
        if not kiest:
            del self.fields["besloten"]
