"""What a colleague fills in to make an actie of an initiatief: it begins with what the submitter wrote."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from acties.forms.basis import Tekst
from acties.forms.bewerken import DATUMS, NAAST_ELKAAR, per_opgave, plannen_voor
from acties.forms.rijen import BetrokkenheidForm, PartnerRijen, partnerkeuzes, rijen_van
from acties.forms.samengesteld import Samengesteld
from acties.initiatieven.meegaan import Meegaan, Urenwens
from acties.inzet.forms import UREN
from acties.models import Actie, Betrokkenheid, Bijlage, Deelname, Initiatief, Zichtbaarheid
from acties.models.keuzes import Betrokkenheidsniveau
from acties.services import RijWijziging
from opgaven.models import Doel, Gebied, Uitvoeringsplan
from sterkvoornoord.datumveld import Datum, DatumVeld
from sterkvoornoord.getallen import toon_euro
from sterkvoornoord.models import Gebruiker


class OmzetForm(forms.Form):
    """The facts of the actie, and what to say to the submitter."""

    titel = forms.CharField(
        max_length=120, label="Naam van de actie", error_messages={"required": "Vul een naam voor de actie in."}
    )
    omschrijving = Tekst(label="Wat is het?", rijen=4)
    beoogd_resultaat = Tekst(label="Wat willen we bereiken?")
    plan = forms.ModelChoiceField(
        Uitvoeringsplan.objects.none(),
        label="Uitvoeringsplan",
        empty_label="Kies een plan",
        error_messages={"required": "Kies het plan waar de actie in komt."},
    )
    doel = forms.ModelChoiceField(
        Doel.objects.none(), label="Doel", error_messages={"required": "Kies het doel waar de actie bij hoort."}
    )
    begin = DatumVeld(label="Begin")
    gebieden = forms.ModelMultipleChoiceField(
        Gebied.objects.wijken(), label="In welke wijken?", required=False, widget=NAAST_ELKAAR
    )
    betrokkenheid_niveau = forms.ChoiceField(
        label="Hoe ver doen bewoners mee?",
        required=False,
        choices=[("", "Niet bekend"), *Betrokkenheidsniveau.choices],
    )
    inwonersbetrokkenheid = Tekst(label="Hoe doen bewoners mee?")
    zichtbaarheid = forms.ChoiceField(label="Wie ziet deze actie?", choices=Zichtbaarheid.choices)
    bedrag_mee = forms.BooleanField(
        label="Neem het gevraagde bedrag mee",
        required=False,
        help_text="Het komt bij het geld van de actie te staan als begroot; wie het betaalt, is nog niet bekend.",
    )
    stukken = forms.ModelMultipleChoiceField(
        Bijlage.objects.none(),
        label="Welke stukken gaan mee?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies alleen stukken zonder namen, adressen en gezichten: zij blijven bij de actie bewaard.",
    )
    tekst = Tekst(
        label="Bericht aan de indiener",
        max_tekens=2000,
        help_text="De indiener hoort in elk geval dat het idee een actie is geworden.",
    )

    def __init__(self, *args, initiatief: Initiatief, door: Gebruiker, doelen: list[Doel] | None, **kw):
        kw["initial"] = _van(initiatief)
        super().__init__(*args, **kw)
        loopt = plannen_voor(door).exclude(stand=Uitvoeringsplan.Stand.AFGELOPEN)
        plan, doel = self.fields["plan"], self.fields["doel"]
        plan.queryset, doel.queryset = loopt, Doel.objects.filter(opgave__in=loopt.values("opgave"))
        opgaven = {p.opgave_id for p in loopt}
        lijst = doel.queryset.select_related("opgave") if doelen is None else doelen
        eigen_doelen = [rij for rij in lijst if rij.opgave_id in opgaven]
        doel.choices = [("", "Kies een doel"), *per_opgave(eigen_doelen)]
        keuzes = [(p.pk, str(p)) for p in loopt]
        plan.choices = [("", "Kies een plan"), *keuzes]
        # Of an opgave with one plan there is nothing to choose.
        eigen = [p.pk for p in loopt if p.opgave_id == initiatief.opgave_id]
        self.initial["plan"] = eigen[0] if len(eigen) == 1 else None
        if not initiatief.mag_openbaar:
            self.fields["zichtbaarheid"].choices = [k for k in Zichtbaarheid.choices if k[0] != Zichtbaarheid.OPENBAAR]
            self.fields["zichtbaarheid"].help_text = "De indiener gaf geen toestemming voor de website."
        self._wat_meegaat(initiatief)
        for veld in self.fields.values():
            veld.soms_verplicht = True  # the page says once what is required

    def _wat_meegaat(self, initiatief: Initiatief) -> None:
        if initiatief.bedrag:
            self.fields["bedrag_mee"].label = f"Neem het gevraagde bedrag mee: {toon_euro(initiatief.bedrag)}"
        else:
            del self.fields["bedrag_mee"]
        stukken = list(initiatief.bijlagen.all())
        if stukken:
            self.fields["stukken"].queryset = initiatief.bijlagen.all()
            self.fields["stukken"].choices = [(rij.pk, rij.naam) for rij in stukken]
        else:
            del self.fields["stukken"]

    def feiten(self) -> dict:
        """Values per column of the actie."""
        los = ("begin", "gebieden", "tekst", "bedrag_mee", "stukken")
        uit = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in los}
        datum: Datum = self.cleaned_data["begin"]
        return uit | dict(zip(DATUMS["begin"], (datum.datum, datum.precisie), strict=True))


def _van(initiatief: Initiatief) -> dict:
    """What the form begins with. Who takes part stays with the initiatief: residents write names there."""
    gebied = initiatief.gebied
    return {
        "titel": initiatief.titel,
        "omschrijving": initiatief.wat,
        "beoogd_resultaat": initiatief.waarom,
        "doel": initiatief.doel_id,
        "begin": Datum(initiatief.begindatum, initiatief.begin_precisie),
        "gebieden": [gebied.pk] if gebied and gebied.soort == Gebied.Soort.WIJK else [],
        "inwonersbetrokkenheid": initiatief.inwonersbetrokkenheid,
        "bedrag_mee": True,
        "zichtbaarheid": Zichtbaarheid.OPENBAAR if initiatief.mag_openbaar else Zichtbaarheid.INTERN,
    }


class NieuwePartnerForm(BetrokkenheidForm):
    """A partner of the new actie, with the hours that are asked of it once the actie is there."""

    uren = forms.IntegerField(
        label="Uren per jaar om te vragen",
        required=False,
        help_text="De partner krijgt een bericht en moet ja zeggen.",
        **UREN,
    )
    field_order = ("partner", "rol", "inzet", "uren", "van", "tot")


class NieuwePartners(rijen_van(Actie, NieuwePartnerForm, PartnerRijen)):  # type: ignore[misc]
    """Partners of an actie that is not there yet: every row that names a partner is new."""

    extra = 4

    def uren(self) -> list[Urenwens]:
        """The hours to ask, of the rows that name a partner."""
        gegevens = [formulier.cleaned_data for formulier in self.forms]
        return [
            Urenwens(rij["partner"], rij["rol"], rij["uren"], rij["inzet"])
            for rij in gegevens
            if rij.get("partner") and rij.get("uren") and not rij.get("DELETE")
        ]

    def wijzigingen(self) -> list[RijWijziging]:
        namen = [naam for naam in self.form._meta.fields if naam != self.fk.name]
        gegevens = [formulier.cleaned_data for formulier in self.forms]
        return [
            RijWijziging(self.model, None, {naam: rij[naam] for naam in namen})
            for rij in gegevens
            if rij.get("partner") and not rij.get("DELETE")
        ]


class Omzetten(Samengesteld):
    """The panel as one form: the facts of the actie and its partners."""

    def __init__(
        self,
        gepost=None,
        *,
        initiatief: Initiatief,
        door: Gebruiker,
        doelen: list[Doel] | None = None,
        deelnames: Sequence[Deelname] = (),
    ):
        # `doelen`: all of them, where the page has read them already; the partners of `deelnames` are proposed.
        self.hoofd = OmzetForm(gepost, initiatief=initiatief, door=door, doelen=doelen, auto_id="o_%s")
        rollen = [{"rol": Betrokkenheid.Rol.PENVOERDER}, {"rol": Betrokkenheid.Rol.COORDINATOR}]
        if gepost is None and initiatief.partner_id:
            rollen[0]["partner"] = initiatief.partner_id
        steun = Betrokkenheid.Rol.ONDERSTEUNER
        rollen += [
            {"rol": steun, "partner": rij.partner_id, "inzet": rij.brengt} for rij in deelnames if rij.partner_id
        ]
        self.partners = NieuwePartners(
            gepost,
            prefix="partners",
            instance=Actie(),
            initial=rollen,
            form_kwargs={"partners": partnerkeuzes(), "beheert": True},
            auto_id="o_%s",
        )
        self.partners.extra = max(NieuwePartners.extra, len(rollen))
        self.record, self.lijsten = initiatief, (self.partners,)

    def eerst(self) -> list[forms.BoundField]:
        """The fields that are always there to read."""
        namen = ("titel", "omschrijving", "beoogd_resultaat", "plan", "doel", "zichtbaarheid")
        return [self.hoofd[naam] for naam in namen]

    def meer(self) -> dict:
        """The fields that are folded away, unless they hold something of the idea or are wrong."""
        namen = ("begin", "gebieden", "betrokkenheid_niveau", "inwonersbetrokkenheid")
        velden = [self.hoofd[naam] for naam in namen]
        leeg = (None, "", [], Datum())
        return {"velden": velden, "open": any(veld.errors or veld.value() not in leeg for veld in velden)}

    def mee(self) -> list[forms.BoundField]:
        """What of the idea may go along: the amount and the attachments, where there are any."""
        return [self.hoofd[naam] for naam in ("bedrag_mee", "stukken") if naam in self.hoofd.fields]

    def wat_meegaat(self) -> Meegaan:
        """The choices about hours, money and attachments."""
        velden = self.hoofd.cleaned_data
        return Meegaan(self.partners.uren(), bool(velden.get("bedrag_mee")), list(velden.get("stukken") or ()))

    def partnerrijen(self) -> list[dict]:
        """The rows with what each is for; those after the first are folded until they hold something."""
        koppen = ["Penvoerder", "Coördinator", *["Nog een partner"] * len(self.partners.forms)]
        return [
            {"kop": kop, "formulier": rij, "open": nr == 0 or bool(rij.errors or rij["partner"].value())}
            for nr, (kop, rij) in enumerate(zip(koppen, self.partners.forms, strict=False))
        ]

    def add_error(self, _veld: None, fout: ValidationError) -> None:
        """Put the errors of the service with their fields; columns of the date with the date."""
        if not hasattr(fout, "error_dict"):
            self.hoofd.add_error(None, fout)
            return
        for kolom, fouten in fout.error_dict.items():
            naam = "begin" if kolom in DATUMS["begin"] else kolom
            self.hoofd.add_error(naam if naam in self.hoofd.fields else None, fouten)
