"""What one types during a meeting: a form for each item of the agenda, and one for who is there."""

from datetime import date
from uuid import UUID, uuid4

from django import forms

from acties.forms.basis import Tekst
from governance.models import Aanmelding, Aanwezigheid, Agendapunt, Lidmaatschap
from governance.models.keuzes import Uitkomst
from governance.services.aanwezigheid import OOK, in_een, staat_van
from governance.services.vastleggen import VELDEN
from governance.services.weging import ANDER, MIJN, Botsing, Weging, merk

MAX = 10_000
#: How people write a day, besides what a browser makes of it.
DAGEN = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
GEEN_NAAM = "De functie, geen naam."


class Puntvastlegging(forms.Form):
    """What came of one item, and one action point to add. All fields stand outside the form that posts them."""

    uitkomst = forms.ChoiceField(
        label="Uitkomst", choices=[("", "Nog niet bekend"), *Uitkomst.choices], required=False
    )
    besluittekst = Tekst(label="Wat is er besloten?", rijen=2, max_tekens=MAX)
    verslag = Tekst(label="Verslag", rijen=2, max_tekens=MAX)
    gelezen = forms.CharField(required=False, widget=forms.HiddenInput)
    actiepunt_sleutel = forms.UUIDField(required=False, widget=forms.HiddenInput)
    actiepunt = forms.CharField(label="Nieuw actiepunt", required=False, max_length=2000)
    wie = forms.CharField(label="Wie doet het?", required=False, max_length=200, help_text=GEEN_NAAM)
    uiterlijk = forms.DateField(
        label="Uiterlijk op",
        required=False,
        input_formats=DAGEN,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul de dag in als 31-12-2026."},
    )

    def __init__(self, data=None, *, punt: Agendapunt, leden: list[Lidmaatschap] = ()):
        begin = {veld: getattr(punt, veld) for veld in VELDEN}
        begin |= {"gelezen": als_merken({veld: merk(tekst) for veld, tekst in begin.items()})}
        super().__init__(data, initial={**begin, "actiepunt_sleutel": uuid4()}, prefix=f"p{punt.pk}")
        self.punt, self.leden = punt, leden
        for naam, veld in self.fields.items():
            veld.soms_verplicht = True
            veld.widget.attrs["form"] = "alles"
            if naam == "wie":
                veld.widget.attrs["list"] = "leden"
        leeg = "Nog niet bekend" if punt.vraagt_uitkomst else "Geen besluit"
        self.fields["uitkomst"].choices = [("", leeg), *Uitkomst.choices]

    @classmethod
    def is_gepost(cls, data, punt: Agendapunt) -> bool:
        """Whether the item was on the page that was posted."""
        return f"p{punt.pk}-gelezen" in data

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("actiepunt") and not gegevens.get("wie") and "wie" not in self.errors:
            self.add_error("wie", "Vul in wie dit actiepunt doet.")
        return gegevens

    @property
    def gepost(self) -> dict[str, str]:
        return {veld: self.cleaned_data[veld] for veld in VELDEN}

    @property
    def merken(self) -> dict[str, str]:
        """The mark of what the page showed of each field."""
        return lees_merken(self.cleaned_data["gelezen"])

    @property
    def keuzes(self) -> dict[str, tuple[str, str]]:
        return lees_keuzes(self, VELDEN)

    @property
    def nieuw_actiepunt(self) -> dict | None:
        """The action point that was typed, or None; `wie` is a seat when the words name one."""
        gegevens = self.cleaned_data
        if not gegevens["actiepunt"]:
            return None
        wie = next((lid for lid in self.leden if str(lid) == gegevens["wie"]), gegevens["wie"][:80])
        sleutel: UUID = gegevens["actiepunt_sleutel"] or uuid4()
        dag: date | None = gegevens["uiterlijk"]
        return {"sleutel": sleutel, "tekst": gegevens["actiepunt"], "wie": wie, "uiterlijk": dag}

    def merken_na(self, nu: Agendapunt, overgenomen: list[str]) -> str:
        """The marks for the next save. A field that the page does not show as it is stored keeps the mark it had;
        those in `overgenomen` are shown as they are stored from now on."""
        staat, gepost, merken = {veld: getattr(nu, veld) for veld in VELDEN}, self.gepost, self.merken
        gelijk = [veld for veld in VELDEN if gepost[veld] == staat[veld] or veld in overgenomen]
        return als_merken({v: merk(staat[v]) if v in gelijk else merken.get(v, "") for v in VELDEN})

    def met_label(self, botsing: Botsing) -> dict[str, str]:
        """A clash as the page shows it: with the label of its field, and words for its choices."""
        veld = self.fields[botsing.veld]
        woorden = dict(getattr(veld, "choices", ()))
        return {
            "veld": botsing.veld,
            "label": veld.label,
            "naam": f"{self.prefix}-keuze-{botsing.veld}",
            "mijn": woorden.get(botsing.mijn, botsing.mijn),
            "nu": woorden.get(botsing.nu, botsing.nu),
            "merk": merk(botsing.nu),
        }


def als_merken(merken: dict[str, str]) -> str:
    return ":".join(merken[veld] for veld in VELDEN)


def lees_merken(tekst: str) -> dict[str, str]:
    """Marks that a browser sent back; what cannot be read has none, and then every difference is a clash."""
    delen = tekst.split(":")
    return dict(zip(VELDEN, delen, strict=True)) if len(delen) == len(VELDEN) else {}


def lees_keuzes(form: forms.Form, velden) -> dict[str, tuple[str, str]]:
    """Per field that clashed: whose text stays, and the mark of the other text as it was shown."""
    gekozen = {}
    for veld in velden:
        keuze, _, gezien = form.data.get(f"{form.prefix}-keuze-{veld}", "").partition(":")
        if keuze in (MIJN, ANDER):
            gekozen[veld] = (keuze, gezien)
    return gekozen


#: What a member said beforehand, as what is recorded when nobody says otherwise.
VOORAF = {
    Aanmelding.Stand.KOMT: Aanwezigheid.Stand.AANWEZIG,
    Aanmelding.Stand.KOMT_NIET: Aanwezigheid.Stand.AFWEZIG,
    Aanmelding.Stand.VERVANGEN: Aanwezigheid.Stand.VERVANGEN,
}
STANDEN = dict(Aanwezigheid.Stand.choices)


class Aanwezigheidformulier(forms.Form):
    """Who is there: for each seat present, absent, or somebody instead.

    A seat that was not recorded yet shows what its member answered to the invitation. Like an item, each seat travels
    with a mark of what was stored when the page was made.
    """

    ook_aanwezig = Tekst(label="Wie is er nog meer?", rijen=2, max_tekens=1000, help_text="Functies, geen namen.")
    gelezen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, vergadering, leden: list[Lidmaatschap]):
        self.leden, self.botsingen = leden, []
        staat = {**{str(lid.pk): "" for lid in leden}, **staat_van(vergadering)}
        begin = {"ook_aanwezig": vergadering.ook_aanwezig, "gelezen": als_sleutels(staat)}
        super().__init__(data, initial=begin, prefix="er")
        gezegd = {rij.gebruiker_id: rij for rij in vergadering.aanmeldingen.all()}
        #: Whether the page shows answers that were given beforehand.
        self.vooraf_ingevuld = False
        for lid in leden:
            stand, _, vervanger = staat[str(lid.pk)].partition("|")
            if not stand and (rij := gezegd.get(lid.gebruiker_id)):
                stand, vervanger, self.vooraf_ingevuld = VOORAF[rij.stand], rij.vervanger, True
            self.fields[f"stand{lid.pk}"] = forms.ChoiceField(
                label=str(lid),
                choices=[("", "Nog niet bekend"), *Aanwezigheid.Stand.choices],
                required=False,
                initial=stand,
            )
            self.fields[f"vervanger{lid.pk}"] = forms.CharField(
                label=f"Vervanger van {lid}", required=False, max_length=120, initial=vervanger
            )
        for veld in self.fields.values():
            veld.soms_verplicht = True
            veld.widget.attrs["form"] = "alles"

    @property
    def regels(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"stand{lid.pk}"], self[f"vervanger{lid.pk}"]) for lid in self.leden]

    @property
    def gepost(self) -> dict[str, str]:
        """What was filled in of the seats that were on the page, to weigh."""
        data, uit = self.cleaned_data, {OOK: self.cleaned_data["ook_aanwezig"]}
        for lid in self.leden:
            if self.add_prefix(f"stand{lid.pk}") in self.data:
                uit[str(lid.pk)] = in_een(data[f"stand{lid.pk}"], data[f"vervanger{lid.pk}"])
        return uit

    @property
    def merken(self) -> dict[str, str]:
        delen = (deel.partition("=") for deel in self.cleaned_data["gelezen"].split(":"))
        return {sleutel: merk_ for sleutel, _, merk_ in delen}

    @property
    def keuzes(self) -> dict[str, tuple[str, str]]:
        return lees_keuzes(self, [OOK, *(str(lid.pk) for lid in self.leden)])

    def neem_over(self, uit: Weging, staat: dict[str, str]) -> None:
        """Let the next save count from what is stored now. A seat that the page does not show as it is stored keeps
        the mark it had; what clashed is asked about."""
        self.botsingen = [self._met_label(botsing) for botsing in uit.botsingen]
        gepost, merken = self.gepost, self.merken
        gelijk = [s for s in gepost if gepost[s] == staat[s] or s in uit.overgenomen]
        self.data = self.data.copy()
        nieuw = {**merken, **{sleutel: merk(staat[sleutel]) for sleutel in gelijk}}
        self.data[self.add_prefix("gelezen")] = ":".join(f"{s}={m}" for s, m in nieuw.items())

    def _met_label(self, botsing: Botsing) -> dict[str, str]:
        label = "Wie is er nog meer" if botsing.veld == OOK else self.fields[f"stand{botsing.veld}"].label
        return {
            "label": label,
            "naam": f"{self.prefix}-keuze-{botsing.veld}",
            "mijn": _in_woorden(botsing.mijn),
            "nu": _in_woorden(botsing.nu),
            "merk": merk(botsing.nu),
        }


def als_sleutels(staat: dict[str, str]) -> str:
    return ":".join(f"{sleutel}={merk(tekst)}" for sleutel, tekst in staat.items())


def _in_woorden(tekst: str) -> str:
    """A stand as a person reads it; another text as it is."""
    stand, _, vervanger = tekst.partition("|")
    if stand not in STANDEN:
        return tekst
    return f"{STANDEN[stand]} door {vervanger}" if vervanger else STANDEN[stand]
