"""Forms of the import: the file, and which column is what."""

from django import forms

from monitor.importeren.cellen import jaar_in, lees_cel
from monitor.importeren.koppelen import Koppeling
from monitor.importeren.tabel import MAX_BYTES, Tabel
from monitor.models import Indicator

KOLOM, VAST, KOP = "kolom", "vast", "kop"
#: A form with more fields than Django reads in one go helps nobody either.
MAX_KEUZES = 400


class Bestandformulier(forms.Form):
    bestand = forms.FileField(
        label="Bestand met cijfers",
        help_text="CSV of Excel (.xlsx), hoogstens 20 MB. Bijvoorbeeld van CBS StatLine.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg.",
            "invalid": "Kies een bestand.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
        max_length=200,
    )

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 20 MB. Kies bij de bron minder jaren of gebieden.")
        return bestand


class Koppelformulier(forms.Form):
    """Asks for the column of the area, where the year stands, the source, and per column its indicator."""

    gebied = forms.TypedChoiceField(label="In welke kolom staat het gebied?", coerce=int)
    jaarsoort = forms.ChoiceField(
        label="Waar staat het jaar?",
        choices=[
            (KOLOM, "In een kolom"),
            (VAST, "Alle cijfers gaan over 1 jaar"),
            (KOP, "Boven de kolommen met cijfers"),
        ],
        widget=forms.RadioSelect,
    )
    jaarkolom = forms.TypedChoiceField(
        label="Kolom met het jaar, als het in een kolom staat", coerce=int, empty_value=None, required=False
    )
    jaarkolom.soms_verplicht = True
    jaar = forms.IntegerField(
        label="Jaar van alle cijfers, als dat 1 jaar is",
        required=False,
        min_value=1990,
        max_value=2100,
        error_messages={
            "invalid": "Vul een jaar in, zoals 2023.",
            "min_value": "Vul een jaar in vanaf 1990.",
            "max_value": "Vul een jaar in tot en met 2100.",
        },
    )
    jaar.soms_verplicht = True
    bron = forms.CharField(
        label="Waar komen de cijfers vandaan?",
        max_length=160,
        help_text="Dit staat straks bij elk cijfer. Bijvoorbeeld: CBS, Kerncijfers wijken en buurten.",
        error_messages={"required": "Vul in waar de cijfers vandaan komen."},
    )

    def __init__(self, data=None, *, tabel: Tabel, koppeling: Koppeling, indicatoren: list[Indicator]):
        super().__init__(data, initial=_begin(tabel, koppeling))
        self.tabel = tabel
        kolommen = [(plek, f"{naam[:80]} (kolom {plek + 1})") for plek, naam in enumerate(tabel.kop)]
        self.fields["gebied"].choices = kolommen
        self.fields["jaarkolom"].choices = [("", "Kies een kolom"), *kolommen]
        keuzes = [("", "Niet overnemen"), *_per_doel(indicatoren)]
        # What is tied already stands there, also when a choice has to be left out.
        plekken = [plek for plek in range(len(tabel.kop)) if plek in koppeling.kolommen or _heeft_cijfers(tabel, plek)]
        self.kolomvelden = {plek: f"kolom_{plek}" for plek in plekken[:MAX_KEUZES]}
        for plek, naam in self.kolomvelden.items():
            self.fields[naam] = forms.ChoiceField(
                label=f"Indicator voor {tabel.kop[plek][:120]}",
                choices=keuzes,
                required=False,
                initial=koppeling.kolommen.get(plek, ""),
            )

    @property
    def hoofdvelden(self) -> list[forms.BoundField]:
        return [self[naam] for naam in ("gebied", "jaarsoort", "jaarkolom", "jaar", "bron")]

    @property
    def kolommen(self) -> list[tuple[str, list[str], forms.BoundField]]:
        """Per column its head, some of its cells, and the choice of an indicator."""
        return [
            (self.tabel.kop[plek], _voorbeelden(self.tabel, plek), self[naam])
            for plek, naam in self.kolomvelden.items()
        ]

    def clean(self):
        gegevens = super().clean()
        soort = gegevens.get("jaarsoort")
        gekozen = {plek: gegevens[naam] for plek, naam in self.kolomvelden.items() if gegevens.get(naam)}
        if not gekozen:
            self.add_error(None, "Kies bij minstens 1 kolom een indicator.")
        if soort == KOLOM and gegevens.get("jaarkolom") is None:
            self.add_error("jaarkolom", "Kies de kolom waarin het jaar staat.")
        if soort == VAST and gegevens.get("jaar") is None and "jaar" not in self.errors:
            self.add_error("jaar", "Vul het jaar in waar alle cijfers over gaan.")
        for plek, code in gekozen.items():
            if plek in (gegevens.get("gebied"), gegevens.get("jaarkolom") if soort == KOLOM else None):
                self.add_error(self.kolomvelden[plek], "In deze kolom staat het gebied of het jaar.")
            elif soort == KOP and jaar_in(self.tabel.kop[plek]) is None:
                self.add_error(self.kolomvelden[plek], "Boven deze kolom staat geen jaar.")
            elif soort != KOP and list(gekozen.values()).count(code) > 1:
                self.add_error(self.kolomvelden[plek], "Deze indicator koos u bij meer dan 1 kolom.")
        gegevens["kolommen"] = gekozen
        return gegevens

    def koppeling(self) -> Koppeling:
        """The ties that were chosen; only of a valid form."""
        gegevens = self.cleaned_data
        soort = gegevens["jaarsoort"]
        return Koppeling(
            gebied=gegevens["gebied"],
            bron=gegevens["bron"],
            jaarkolom=gegevens["jaarkolom"] if soort == KOLOM else None,
            jaar=gegevens["jaar"] if soort == VAST else None,
            kolommen=gegevens["kolommen"],
        )


def _begin(tabel: Tabel, koppeling: Koppeling) -> dict:
    kolommen = koppeling.kolommen or range(len(tabel.kop))
    soort = VAST
    if koppeling.jaarkolom is not None:
        soort = KOLOM
    elif koppeling.jaar is None and any(jaar_in(tabel.kop[plek]) for plek in kolommen):
        soort = KOP
    return {
        "gebied": koppeling.gebied,
        "jaarsoort": soort,
        "jaarkolom": koppeling.jaarkolom,
        "jaar": koppeling.jaar,
        "bron": koppeling.bron,
    }


def _per_doel(indicatoren: list[Indicator]) -> list[tuple[str, list[tuple[str, str]]]]:
    groepen: dict[str, list[tuple[str, str]]] = {}
    for indicator in indicatoren:
        groepen.setdefault(f"Doel {indicator.doel.nummer}", []).append((indicator.code, str(indicator)))
    return list(groepen.items())


def _heeft_cijfers(tabel: Tabel, plek: int) -> bool:
    return any(lees_cel(cellen[plek]).waarde is not None for _, cellen in tabel.rijen[:200])


def _voorbeelden(tabel: Tabel, plek: int) -> list[str]:
    return [cellen[plek][:30] for _, cellen in tabel.rijen[:200] if cellen[plek]][:3]
