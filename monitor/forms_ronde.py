"""Forms of the reporting round: its days, and the stand of an opgave with its risks."""

from collections.abc import Sequence

from django import forms

from acties.forms.basis import Tekst, VersieForm
from acties.forms.rijen import LEGE_RIJEN, RijForm, rijen_van
from acties.forms.samengesteld import Samengesteld
from acties.models.keuzes import VRAAGT_UITLEG, Koers
from monitor.models import ASPECTEN, OpgaveStand, Profiel, Risico
from monitor.models.risico import profiel_van
from monitor.models.ronde import Aspect
from monitor.services.rondes import NIET_OVERNEMEN, RISICOVELDEN, VELDEN

GEEN_DATUM = "Vul de datum in als dag, maand en jaar, zoals 8-11-2026."
MEESTE_RISICOS = 12
#: The bestuur reads a handful of changes, no list.
MEESTE_WIJZIGINGEN = 5


def _dag(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        error_messages={"required": GEEN_DATUM, "invalid": GEEN_DATUM},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class Rondeformulier(forms.Form):
    peildatum = _dag("Peildatum")
    deadline = _dag("Uiterste dag om te melden")


def _keuze(label: str) -> forms.ChoiceField:
    veld = forms.ChoiceField(
        label=label,
        choices=Koers.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies een antwoord uit de lijst."},
    )
    # It may stay open for a while, but in the end it is asked for.
    veld.soms_verplicht = True
    return veld


class StandForm(VersieForm):
    """The words of a stand. What is not chosen yet may be saved; what is not as expected needs its reason.

    `voorstellen` are lines about changes that were reported. What is ticked and what is typed is saved as one text,
    a line for each; a saved line that is no proposal (any more) stands in the text.
    """

    versie = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    totaalbeeld = _keuze("Totaalbeeld")
    totaalbeeld_uitleg = Tekst(label="Uitleg bij totaalbeeld", soms_verplicht=True)
    bestuur = _keuze("Bestuur en externe partijen")
    bestuur_uitleg = Tekst(label="Uitleg bij bestuur en externe partijen", soms_verplicht=True)
    planning = _keuze("Planning")
    planning_uitleg = Tekst(label="Uitleg bij planning", soms_verplicht=True)
    budget = _keuze("Budget")
    budget_uitleg = Tekst(label="Uitleg bij budget", soms_verplicht=True)
    risicoprofiel = Tekst(label="Toelichting op de risico's", help_text="Als er iets bij de tabel te zeggen is.")
    voorstellen = forms.MultipleChoiceField(
        label="Wat moet het bestuur weten?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Deze melding is intussen weg. Kijk de lijst na."},
    )
    belangrijkste_wijzigingen = Tekst(
        label="Andere belangrijke wijzigingen", help_text="Schrijf elke wijziging op een eigen regel."
    )
    besluitvorming = Tekst(label="Besluitvorming", help_text="Welk besluit is genomen of nodig?")
    afwijking = Tekst(label="Afwijking van het plan")

    def __init__(self, gepost=None, *, waarden: dict[str, str], voorstellen: Sequence[tuple[str, str]]):
        bekend = {regel for regel, _ in voorstellen}
        regels = waarden["belangrijkste_wijzigingen"].splitlines()
        getypt = "\n".join(regel for regel in regels if regel not in bekend)
        gekozen = [regel for regel in regels if regel in bekend]
        super().__init__(gepost, initial=waarden | {"voorstellen": gekozen, "belangrijkste_wijzigingen": getypt})
        self.fields["voorstellen"].choices = [(regel, regel) for regel, _ in voorstellen]
        self.voorstellen_bij = dict(voorstellen)

    def clean(self):
        for aspect in ASPECTEN:
            if self.cleaned_data.get(aspect.veld) in VRAAGT_UITLEG and not self.cleaned_data.get(aspect.uitleg, "x"):
                self.add_error(aspect.uitleg, "Schrijf waarom het niet volgens verwachting gaat, en wat u eraan doet.")
        if (aantal := len(self.cleaned_data.get("voorstellen", ()))) > MEESTE_WIJZIGINGEN:
            self.add_error("voorstellen", f"U koos er {aantal}. Kies er hoogstens {MEESTE_WIJZIGINGEN}.")
        return self.cleaned_data

    @property
    def waarden(self) -> dict[str, str]:
        """What the service saves."""
        regels = [*self.cleaned_data["voorstellen"], self.cleaned_data["belangrijkste_wijzigingen"]]
        velden = {veld: self.cleaned_data[veld] for veld in VELDEN}
        return velden | {"belangrijkste_wijzigingen": "\n".join(regel for regel in regels if regel)}

    def aspecten(self, vorige: OpgaveStand | None) -> list[tuple[Aspect, forms.BoundField, forms.BoundField, str]]:
        """Of each aspect: what it is, its two fields, and the answer of the round before."""
        return [
            (aspect, self[aspect.veld], self[aspect.uitleg], getattr(vorige, aspect.veld, "")) for aspect in ASPECTEN
        ]

    def voorstelkeuzes(self) -> list[tuple]:
        """Each proposal as its tick, with the day on which it was reported."""
        return [(keuze, self.voorstellen_bij[keuze.data["value"]]) for keuze in self["voorstellen"]]


class RisicoForm(RijForm):
    naamveld = "omschrijving"

    class Meta:
        model = Risico
        fields = list(RISICOVELDEN)
        labels = {"omschrijving": "Wat kan er misgaan?", "maatregel": "Wat doen wij eraan?"}
        error_messages = {
            "omschrijving": {"required": "Schrijf wat er mis kan gaan, of vink aan dat de rij weg kan."},
            "kans": {"required": "Kies hoe groot de kans is."},
            "gevolg": {"required": "Kies hoe groot het gevolg is."},
        }

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        for naam in ("kans", "gevolg"):
            self.fields[naam].choices = [("", "Kies"), *self.fields[naam].choices[1:]]

    @property
    def rijnaam(self) -> str:
        return super().rijnaam or self.initial.get("omschrijving", "")

    def clean(self):
        gegevens = super().clean()
        kans, gevolg = gegevens.get("kans"), gegevens.get("gevolg")
        if kans and gevolg and profiel_van(kans, gevolg) is Profiel.HOOG and not gegevens.get("maatregel"):
            self.add_error("maatregel", "Dit is een hoog risico. Schrijf wat u eraan doet.")
        return gegevens


RisicoFormset = rijen_van(OpgaveStand, RisicoForm, meeste=MEESTE_RISICOS, nieuwe_weg=True)


class Standformulier(Samengesteld):
    """The stand of an opgave with its risks. Nobody saved it yet: it begins with that of the round before."""

    def __init__(
        self,
        gepost=None,
        *,
        stand: OpgaveStand,
        vorige: OpgaveStand | None = None,
        voorstellen: Sequence[tuple[str, str]] = (),
    ):
        begint = not stand.versie
        bron = vorige if begint else stand
        waarden = {veld: getattr(bron, veld, "") for veld in VELDEN} | (NIET_OVERNEMEN if begint else {})
        self.record = stand
        self.hoofd = StandForm(gepost, waarden=waarden, voorstellen=voorstellen)
        # Not where something is posted: against it every row would seem to have changed a little.
        begin = begint and vorige and gepost is None
        eerder = list(vorige.risicos.values(*RISICOVELDEN)) if begin else []
        self.risicos = RisicoFormset(gepost, instance=stand, prefix="risicos", initial=eerder)
        self.risicos.extra = LEGE_RIJEN + len(eerder)
        self.lijsten = (self.risicos,)
        if gepost is None:
            self.hoofd.zet_versie(stand.versie, *self.risicos.forms)
