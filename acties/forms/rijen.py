"""The rows of an actie on its edit page: partners, milestones and results."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from acties.models import Actie, Betrokkenheid, Mijlpaal, Prestatie
from acties.services.bewerken import VERANTWOORDELIJK
from acties.services.rijen import RijWijziging
from sterkvoornoord.datumveld import Datum, DatumVeld
from sterkvoornoord.models import Partner

LEGE_RIJEN = 2
MEESTE_RIJEN = 40
DATUM = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}


class RijForm(forms.ModelForm):
    """One row. Constraints over rows are for the formset and the service: they see all of them."""

    #: Field that names the row in a sentence.
    naamveld: str
    use_required_attribute = False

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        for veld in self.fields.values():
            veld.soms_verplicht = True  # the page says once what is required

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass

    @property
    def rijnaam(self) -> str:
        return str(self.instance) if self.instance.pk else ""

    @property
    def zichtbaar(self) -> list[forms.BoundField]:
        """What the page shows of the row, without the tick that removes it."""
        return [bf for bf in self.visible_fields() if bf.name != "DELETE"]

    def wijzigingen(self) -> dict:
        """New values of the columns that changed."""
        return {naam: self.cleaned_data[naam] for naam in self.changed_data if naam in self._meta.fields}


class BetrokkenheidForm(RijForm):
    naamveld = "partner"
    van = forms.DateField(label="Van", **DATUM)
    tot = forms.DateField(label="Tot (eerste dag zonder deze rol)", **DATUM)

    class Meta:
        model = Betrokkenheid
        # Hours are not here: a partner is asked for those, and says yes or no (acties.inzet).
        fields = ["partner", "rol", "inzet", "van", "tot"]

    def __init__(self, *args, partners: list[tuple], beheert: bool, **kw):
        super().__init__(*args, **kw)
        self.fields["partner"].choices = partners
        if beheert:
            return
        if self.instance.rol in VERANTWOORDELIJK and self.instance.pk:
            for veld in self.fields.values():
                veld.disabled = True
        else:
            gewoon = [keuze for keuze in Betrokkenheid.Rol.choices if keuze[0] not in VERANTWOORDELIJK]
            self.fields["rol"].choices = gewoon

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("van") and gegevens.get("tot") and gegevens["tot"] < gegevens["van"]:
            self.add_error("tot", "De einddatum ligt voor de begindatum. Kies een latere dag.")
        return gegevens


class MijlpaalForm(RijForm):
    naamveld = "titel"
    gepland = DatumVeld(label="Gepland op, zo precies als bekend", einde=True, help_text="")
    bereikt_op = forms.DateField(label="Bereikt op", **DATUM)

    class Meta:
        model = Mijlpaal
        fields = ["titel", "toelichting", "bereikt_op"]

    field_order = ("titel", "toelichting", "gepland", "bereikt_op")

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.initial["gepland"] = Datum(self.instance.datum, self.instance.precisie)

    def wijzigingen(self) -> dict:
        gewijzigd = super().wijzigingen()
        if "gepland" in self.changed_data:
            gepland = self.cleaned_data["gepland"]
            gewijzigd |= {"datum": gepland.datum, "precisie": gepland.precisie}
        return gewijzigd


class PrestatieForm(RijForm):
    naamveld = "omschrijving"

    class Meta:
        model = Prestatie
        fields = ["omschrijving", "waarde", "streefwaarde", "eenheid", "periode", "bron"]
        localized_fields = ["waarde", "streefwaarde"]
        labels = {"waarde": "Gehaald", "streefwaarde": "Afgesproken"}

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        for naam in self.Meta.localized_fields:
            self.fields[naam].widget.attrs["inputmode"] = "decimal"
            if (waarde := self.initial.get(naam)) is not None:
                self.initial[naam] = waarde.normalize() if waarde % 1 else int(waarde)

    def clean(self):
        gegevens = super().clean()
        if not self.errors and gegevens.get("waarde") is None and gegevens.get("streefwaarde") is None:
            self.add_error("waarde", "Vul in wat er gehaald is, of wat er is afgesproken.")
        return gegevens


class Rijen(BaseInlineFormSet):
    """The rows of one part. `kop` names it on the page; `wijzigingen` is what the service gets."""

    def validate_unique(self):
        pass

    def wijzigingen(self) -> list[RijWijziging]:
        uit = []
        for formulier in self.forms:
            pk = formulier.instance.pk
            if self.can_delete and self._should_delete_form(formulier):
                if pk:
                    uit.append(RijWijziging(self.model, pk, None))
            elif formulier.has_changed() and (velden := formulier.wijzigingen()):
                uit.append(RijWijziging(self.model, pk, velden))
        return uit

    def noem(self, waarde: str) -> str:
        """What a row is called whose naming field holds `waarde` in a post."""
        keuzes = getattr(self.empty_form.fields[self.form.naamveld], "choices", ())
        return next((str(woord) for code, woord in keuzes if code and str(code) == waarde), waarde[:80])

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Haal deze rij weg"
            if any(veld.disabled for veld in form.fields.values()):
                form.fields["DELETE"].disabled = True

    def rij_op(self, plek: int, record) -> RijForm:
        """An unbound form of `record` with the prefix of the row on `plek` in a post."""
        formulier = self.form(instance=record, prefix=self.add_prefix(plek), auto_id=self.auto_id, **self.form_kwargs)
        self.add_fields(formulier, 0)
        return formulier


class PartnerRijen(Rijen):
    def clean(self):
        super().clean()
        over = [f for f in self.forms if f.cleaned_data.get("partner") and not self._should_delete_form(f)]
        gezien = set()
        for formulier in over:
            sleutel = (formulier.cleaned_data["partner"], formulier.cleaned_data.get("rol"))
            if sleutel in gezien:
                formulier.add_error("rol", "Deze partner heeft deze rol al.")
            gezien.add(sleutel)
        penvoerders = [f for f in over if f.cleaned_data.get("rol") == Betrokkenheid.Rol.PENVOERDER]
        for formulier in penvoerders[1:]:
            formulier.add_error("rol", "Er is hoogstens een penvoerder. Geef de andere eerst een andere rol.")
        if len(penvoerders) > 1 or len(gezien) < len(over):
            raise ValidationError("Kijk de rollen van de partners na.")


def rijen_van(ouder, formulier: type[RijForm], formset=Rijen, *, meeste: int = MEESTE_RIJEN, nieuwe_weg: bool = False):
    """The class of a formset for the rows of the model `ouder`; `nieuwe_weg`: new ones can be ticked away as well."""
    return inlineformset_factory(
        ouder,
        formulier._meta.model,
        form=formulier,
        formset=formset,
        extra=LEGE_RIJEN,
        max_num=meeste,
        absolute_max=meeste + LEGE_RIJEN,
        can_delete=True,
        can_delete_extra=nieuwe_weg,
    )


PartnerFormset = rijen_van(Actie, BetrokkenheidForm, PartnerRijen)
MijlpaalFormset = rijen_van(Actie, MijlpaalForm)
PrestatieFormset = rijen_van(Actie, PrestatieForm)


def partnerkeuzes() -> list[tuple]:
    """Partners to choose from, read once for all rows."""
    return [("", "Kies een partner"), *Partner.objects.values_list("pk", "naam")]
