"""The edit page of an actie: its facts, and the rows of its parts, as one form."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError

from acties.forms.basis import Tekst, VersieForm
from acties.forms.rijen import MijlpaalFormset, PartnerFormset, PrestatieFormset, partnerkeuzes
from acties.forms.samengesteld import Samengesteld
from acties.models import Actie, Betrokkenheid
from acties.services.bewerken import FEITEN, LIJSTEN, mag_beheren
from opgaven.models import Doel, Gebied, Onderwerp, Uitvoeringsplan
from sterkvoornoord.datumveld import Datum, DatumVeld
from sterkvoornoord.rollen import rollen_van

#: Date fields of the form, and the columns that each fills.
DATUMS = {"begin": ("begindatum", "begin_precisie"), "eind": ("einddatum", "eind_precisie")}
NAAST_ELKAAR = forms.CheckboxSelectMultiple(attrs={"class": "svn-keuzes--twee"})
VINKJES = {"widget": NAAST_ELKAAR, "required": False}


class ActieForm(VersieForm, forms.ModelForm):
    """The facts of an actie. Status and koers are not here: they move by a report."""

    titel = forms.CharField(max_length=120, label="Titel", error_messages={"required": "Vul een titel in."})
    omschrijving = Tekst(label="Wat is het?", rijen=4)
    beoogd_resultaat = Tekst(label="Wat willen we bereiken?")
    resultaat = Tekst(label="Wat is er al bereikt?")
    begin = DatumVeld(label="Begin")
    eind = DatumVeld(label="Einde", einde=True)
    ook_doelen = forms.ModelMultipleChoiceField(Doel.objects.none(), label="Ook voor deze doelen", **VINKJES)
    gebieden = forms.ModelMultipleChoiceField(Gebied.objects.wijken(), label="In welke wijken?", **VINKJES)
    inwonersbetrokkenheid = Tekst(label="Hoe doen bewoners mee?")
    zonder_penvoerder_reden = Tekst(
        label="Waarom zonder penvoerder?",
        rijen=2,
        soms_verplicht=True,
        help_text="Alleen nodig als de actie loopt en niemand penvoerder is.",
    )

    class Meta:
        model = Actie
        fields = [
            "titel",
            "omschrijving",
            "beoogd_resultaat",
            "resultaat",
            "plan",
            "doel",
            "onderwerp",
            "ook_doelen",
            "gebieden",
            "locatie",
            "betrokkenheid_niveau",
            "inwonersbetrokkenheid",
            "uitkomst",
            "vervolg",
            "bestemmingen",
            "zonder_penvoerder_reden",
            "uren_nodig",
            "zichtbaarheid",
        ]
        widgets = {"bestemmingen": NAAST_ELKAAR}
        labels = {
            "plan": "Uitvoeringsplan",
            "doel": "Doel",
            "onderwerp": "Onderwerp",
            "uitkomst": "Wat kwam eruit?",
            "vervolg": "Hoe gaat het verder?",
            "bestemmingen": "Waar gaat het verder?",
            "uren_nodig": "Hoeveel uur per jaar is er nodig?",
            "zichtbaarheid": "Wie ziet deze actie?",
        }

    def __init__(self, *args, beheert: bool, plannen, **kw):
        super().__init__(*args, **kw)
        self.initial |= {naam: Datum(*(getattr(self.instance, k) for k in DATUMS[naam])) for naam in DATUMS}
        doelen = Doel.objects.select_related("opgave")
        self.fields["doel"].queryset = self.fields["ook_doelen"].queryset = doelen
        keuzes = per_opgave(doelen)
        self.fields["doel"].choices = [("", "Nog geen doel"), *keuzes]
        self.fields["ook_doelen"].choices = keuzes
        self.fields["onderwerp"].queryset = Onderwerp.objects.all()
        self.fields["onderwerp"].empty_label = "Geen onderwerp"
        self.fields["betrokkenheid_niveau"].choices = [
            ("", "Niet bekend"),
            *[keuze for keuze in self.fields["betrokkenheid_niveau"].choices if keuze[0]],
        ]
        self.fields["plan"].queryset = plannen
        self.fields["plan"].empty_label = None
        for veld in self.fields.values():
            veld.soms_verplicht = True  # the page says once that only the title is required
        if not beheert:
            del self.fields["plan"], self.fields["zichtbaarheid"]

    def clean(self):
        gegevens = super().clean()
        begin, eind = gegevens.get("begin"), gegevens.get("eind")
        if begin and eind and begin.datum and eind.datum and eind.datum < begin.datum:
            self.add_error("eind", "De einddatum ligt voor de begindatum. Kies een latere einddatum.")
        return gegevens

    def wijzigingen(self) -> dict:
        """New values per column or list that changed."""
        uit = {naam: self.cleaned_data[naam] for naam in self.changed_data if naam in FEITEN | LIJSTEN}
        for naam, kolommen in DATUMS.items():
            if naam in self.changed_data:
                datum = self.cleaned_data[naam]
                uit |= dict(zip(kolommen, (datum.datum, datum.precisie), strict=True))
        return uit


def per_opgave(doelen) -> list[tuple[str, list[tuple]]]:
    return [
        (opgave.naam, [(doel.pk, str(doel)) for doel in groep])
        for opgave, groep in groupby(doelen, key=lambda doel: doel.opgave)
    ]


class Bewerkformulier(Samengesteld):
    """The whole page as one form: the facts and three lists of rows."""

    def __init__(self, gepost=None, *, actie: Actie, gebruiker):
        self.actie = actie
        self.beheert = mag_beheren(actie=actie, door=gebruiker)
        # The models that the forms write on are their own: the page goes on showing what is stored.
        self.hoofd = ActieForm(
            gepost,
            instance=Actie.objects.select_related("plan").get(pk=actie.pk),
            beheert=self.beheert,
            plannen=plannen_voor(gebruiker),
            auto_id="f_%s",
        )
        gedeeld = {"instance": actie, "auto_id": "f_%s"}
        rechten = {"partners": partnerkeuzes(), "beheert": self.beheert}
        betrokken = Betrokkenheid.objects.select_related("partner")
        self.partners = PartnerFormset(gepost, prefix="partners", queryset=betrokken, form_kwargs=rechten, **gedeeld)
        self.mijlpalen = MijlpaalFormset(gepost, prefix="mijlpalen", **gedeeld)
        self.prestaties = PrestatieFormset(gepost, prefix="prestaties", **gedeeld)
        self.record, self.lijsten = actie, (self.partners, self.mijlpalen, self.prestaties)
        if gepost is None:
            self.hoofd.zet_versie(actie.versie, *[f for lijst in self.lijsten for f in lijst.forms])

    def wijzigingen(self) -> dict:
        return self.hoofd.wijzigingen()

    def add_error(self, _veld: None, fout: ValidationError) -> None:
        """Put the errors of the service with their fields; columns of a date with that date."""
        if not hasattr(fout, "error_dict"):
            self.hoofd.add_error(None, fout)
            return
        van_kolom = {kolom: naam for naam, kolommen in DATUMS.items() for kolom in kolommen}
        for kolom, fouten in fout.error_dict.items():
            naam = van_kolom.get(kolom, kolom)
            self.hoofd.add_error(naam if naam in self.hoofd.fields else None, fouten)

    @cached_property
    def secties(self) -> list[dict]:
        """The folded sections of the page, open where something is wrong."""
        return [sectie | {"open": any(bf.errors for bf in sectie["velden"])} for sectie in self._secties()]

    def _secties(self) -> Iterator[dict]:
        f = self.hoofd
        indeling = [
            ("Doel en plan", ("plan", "doel", "onderwerp", "ook_doelen")),
            ("Wanneer en waar", ("begin", "eind", "gebieden", "locatie")),
            ("Bewoners", ("betrokkenheid_niveau", "inwonersbetrokkenheid")),
            ("Uren", ("uren_nodig",)),
            ("Uitkomst en vervolg", ("uitkomst", "vervolg", "bestemmingen")),
            ("Zichtbaarheid", ("zichtbaarheid",)),
        ]
        for kop, namen in indeling:
            if velden := [f[naam] for naam in namen if naam in f.fields]:
                yield {"kop": kop, "velden": velden}


def plannen_voor(gebruiker):
    """Plans that an account may put an actie in."""
    rollen = rollen_van(gebruiker)
    plannen = Uitvoeringsplan.objects.select_related("opgave")
    return plannen if rollen.programmateam else plannen.filter(opgave__in=rollen.opgaven)
