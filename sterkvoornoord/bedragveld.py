"""An amount in euros as people in the Netherlands write it: "€ 1.000,50", "1000,5", "1.000,-"."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sterkvoornoord.getallen import toon_getal

#: What fits in a column of 12 digits with 2 decimals.
HOOGSTE = Decimal("9999999999.99")
_BEDRAG = re.compile(r"(?P<heel>\d+|\d{1,3}(?:\.\d{3})+)(?:,(?P<cent>\d{1,2}|-+)?)?")


def lees_bedrag(tekst: str) -> Decimal:
    """Read an amount; a dot only separates thousands. ValueError, with a sentence for its writer, on anything else."""
    kaal = re.sub(r"^(€|eur(o)?)|euro$|\s", "", re.sub(r"\s", "", tekst.lower()))
    if kaal.startswith(("-", "−")):
        raise ValueError(_("Een bedrag is nooit lager dan 0. Haal het minteken weg."))
    if deel := _BEDRAG.fullmatch(kaal):
        cent = (deel["cent"] or "").strip("-")
        return Decimal(f"{deel['heel'].replace('.', '')}.{cent or 0}")
    if re.fullmatch(r"\d+\.\d{1,2}", kaal):
        raise ValueError(_("Schrijf centen met een komma, bijvoorbeeld 1.000,50."))
    if re.fullmatch(r"[\d.]+,\d{3,}", kaal):
        raise ValueError(_("Achter de komma staan hoogstens twee cijfers. Schrijf duizend als 1.000."))
    raise ValueError(_("Schrijf een bedrag in cijfers, bijvoorbeeld 1.000 of 1.000,50."))


class BedragVeld(forms.Field):
    """Gives a Decimal of at most two decimals, or None when nothing was written: that is unknown, not zero."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20, "size": 16})

    def __init__(self, **kw):
        kw.setdefault("required", False)
        super().__init__(**kw)
        self.validators.append(MaxValueValidator(HOOGSTE, gettext_lazy("Dit bedrag is te groot.")))

    def to_python(self, value) -> Decimal | None:
        if value is None or not str(value).strip():
            return None
        try:
            return lees_bedrag(str(value))
        except ValueError as fout:
            raise ValidationError(str(fout), code="bedrag") from fout

    def prepare_value(self, value):
        return toon_getal(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
