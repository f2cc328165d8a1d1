"""The form for one amount of money: for what, from whom, for whom, and how much."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Max

from acties.models import Actie, Geldstroom
from opgaven.models import Opgave
from sterkvoornoord.bedragveld import BedragVeld
from sterkvoornoord.models import Logregel
from sterkvoornoord.partnerveld import PartnersVeld
from sterkvoornoord.rollen import rollen_van

ONBEKEND = "Leeg betekent: niet bekend. Is het niets? Vul dan 0 in."
KIES = {"invalid_choice": "Kies iets uit de lijst."}


class Gelezen(forms.ModelForm):
    """Remembers in `gelezen` the newest entry of the history that the reader saw.

    So nobody overwrites or removes what somebody else has just changed; sent again, it is meant.
    """

    gelezen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: What to tell who had not seen the newest state.
    gewijzigd = ""

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        if self.instance.pk:
            self.initial["gelezen"] = Signer(salt="geld").sign(self._nieuwste())

    def _nieuwste(self) -> int:
        """Key of the newest entry in the history of the row; 0 when it has none."""
        regels = Logregel.objects.get_for_object(self.instance).order_by()
        return regels.aggregate(nr=Max("pk"))["nr"] or 0

    def clean(self):
        gegevens = super().clean()
        if self.instance.pk:
            self._clean_gelezen()
        return gegevens

    def _clean_gelezen(self) -> None:
        nieuwste = self._nieuwste()
        try:
            gelezen = int(Signer(salt="geld").unsign(self.data.get("gelezen", "")))
        except (BadSignature, ValueError):
            gelezen = -1
        if gelezen == nieuwste:
            return
        self.data = self.data.copy()
        self.data["gelezen"] = Signer(salt="geld").sign(nieuwste)
        raise ValidationError(self.gewijzigd)


class Verwijderformulier(Gelezen):
    """Asks nothing; refuses to remove what the reader has not seen as it is now."""

    gewijzigd = (
        "Iemand anders wijzigde dit bedrag terwijl u keek. Er is niets verwijderd. Bekijk hieronder wat er nu staat. "
        "Wilt u het nog steeds verwijderen? Klik dan opnieuw."
    )

    class Meta:
        model = Geldstroom
        fields: list[str] = []


class Geldformulier(Gelezen):
    """Add or change a Geldstroom; what the account may not choose is not in its lists."""

    gewijzigd = (
        "Iemand anders wijzigde dit bedrag terwijl u schreef. Er is niets opgeslagen. Bekijk hieronder wat er is "
        "gewijzigd. Klopt wat u invulde nog steeds? Sla het dan opnieuw op."
    )
    begroot = BedragVeld(label="Begroot", help_text=f"Hoeveel geld is er nodig? {ONBEKEND}")
    toegezegd = BedragVeld(label="Toegezegd", help_text=f"Hoeveel is er beloofd? {ONBEKEND}")
    besteed = BedragVeld(label="Besteed", help_text=f"Hoeveel is er tot nu toe uitgegeven? {ONBEKEND}")
    eenheidsbedrag = BedragVeld(
        label="Bedrag per eenheid", help_text="Alleen als u geen totaal weet. Dit bedrag telt nergens bij op."
    )
    ontvangers = PartnersVeld(
        label="Wie krijgt het geld?",
        help_text="Typ een paar letters en kies een naam. Meer partners? Na het opslaan zijn er nieuwe lege vakken. "
        "Bij meer partners samen staat het bedrag bij “nog niet verdeeld”.",
    )

    class Meta:
        model = Geldstroom
        fields = [
            "opgave",
            "actie",
            "jaar",
            "bron",
            "soort",
            "omschrijving",
            "ontvangers",
            "begroot",
            "toegezegd",
            "besteed",
            "eenheidsbedrag",
            "eenheid",
            "periode",
        ]
        labels = {"omschrijving": "Waarvoor is het geld?"}
        help_texts = {
            "actie": "Leeg: het geld is nog niet verdeeld over acties.",
            "jaar": "Leeg: het jaar is niet bekend.",
            "bron": "Een organisatie, fonds of regeling, bijvoorbeeld Gemeente.",
        }
        error_messages = {
            "opgave": {"required": "Kies een opgave.", **KIES},
            "actie": KIES,
            "bron": {"required": "Vul in wie betaalt."},
        }
        widgets = {"bron": forms.TextInput(attrs={"list": "bronnen", "autocomplete": "off"})}

    def __init__(self, *args, gebruiker, **kw):
        super().__init__(*args, **kw)
        rollen = rollen_van(gebruiker)
        opgaven, acties = Opgave.objects.all(), Actie.objects.zichtbaar_voor(gebruiker)
        if not rollen.programmateam:
            opgaven, acties = opgaven.filter(pk__in=rollen.opgaven), acties.filter(plan__opgave__in=rollen.opgaven)
        self.bronnen = sorted(set(Geldstroom.objects.order_by().values_list("bron", flat=True)), key=str.casefold)
        self.fields["opgave"].queryset = opgaven
        self.fields["opgave"].empty_label = "Kies een opgave"
        if len(opgaven) == 1 and not self.instance.pk:
            self.initial.setdefault("opgave", opgaven[0].pk)
        self.fields["actie"].queryset = acties.order_by("nummer_sortering").only("nummer", "titel", "plan")
        self.fields["actie"].empty_label = "Nog niet verdeeld over acties"
        jaar = self.fields["jaar"] = forms.IntegerField(
            label="Jaar",
            required=False,
            min_value=1990,
            max_value=2100,
            help_text=self.fields["jaar"].help_text,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 6}),
        )
        grens = "Vul een jaar in tussen 1990 en 2100."
        jaar.error_messages |= {"invalid": grens}
        for toets in jaar.validators:
            toets.message = grens

    def clean_bron(self) -> str:
        """One source, one spelling: the one that is there already."""
        bron = " ".join(self.cleaned_data["bron"].split())
        return next((bekend for bekend in self.bronnen if bekend.casefold() == bron.casefold()), bron)

    def clean(self):
        gegevens = super().clean()
        actie, opgave = gegevens.get("actie"), gegevens.get("opgave")
        if actie and opgave and actie.plan.opgave_id != opgave.pk:
            self.add_error("actie", "Deze actie hoort bij een andere opgave. Kies een andere actie of opgave.")
        if "eenheidsbedrag" not in self.errors:
            if gegevens.get("eenheidsbedrag") is not None and not gegevens.get("eenheid"):
                self.add_error("eenheid", "Vul in waar het bedrag voor is, bijvoorbeeld per school per jaar.")
            if gegevens.get("eenheid") and gegevens.get("eenheidsbedrag") is None:
                self.add_error("eenheidsbedrag", "Vul het bedrag per eenheid in, of haal de eenheid weg.")
        return gegevens
