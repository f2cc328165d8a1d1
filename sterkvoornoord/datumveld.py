"""A date in three boxes, day, month and year, that may be known to the month or the year only."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sterkvoornoord.datums import Precisie, lees_datum

VROEGSTE_JAAR, LAATSTE_JAAR = 1990, 2100


@dataclass(frozen=True)
class Datum:
    """A date and how precisely it is known; `datum` is None when it is not known at all."""

    datum: date | None = None
    precisie: str = Precisie.DAG

    @property
    def vakken(self) -> list[int | None]:
        """Day, month and year as somebody would write them: what is not known stays empty."""
        if self.datum is None:
            return [None, None, None]
        dag = self.datum.day if self.precisie == Precisie.DAG else None
        maand = self.datum.month if self.precisie != Precisie.JAAR else None
        return [dag, maand, self.datum.year]


class DatumWidget(forms.MultiWidget):
    """Three boxes side by side, each with a label of its own."""

    template_name = "componenten/datum.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        vak = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__([forms.TextInput(attrs={**vak, "maxlength": n}) for n in (2, 2, 4)], attrs)

    def decompress(self, value: Datum | None) -> list[int | None]:
        return (value or Datum()).vakken


class DatumVeld(forms.MultiValueField):
    """Gives a `Datum`. `einde` fills up a date of month or year with its last day instead of its first."""

    widget = DatumWidget

    def __init__(self, *, einde: bool = False, **kw):
        self.einde = einde
        grenzen = [(1, 31, "dag"), (1, 12, "maand"), (VROEGSTE_JAAR, LAATSTE_JAAR, "jaar")]
        kw.setdefault("help_text", _("Weet u de dag of de maand niet? Laat dat vak dan leeg."))
        super().__init__([_vak(*grens) for grens in grenzen], require_all_fields=False, required=False, **kw)

    def compress(self, data_list: list[int | None]) -> Datum:
        dag, maand, jaar = data_list or [None, None, None]
        if not any((dag, maand, jaar)):
            return Datum()
        if not jaar:
            raise ValidationError(_("Vul ook het jaar in, bijvoorbeeld 2024."), code="jaar")
        if dag and not maand:
            raise ValidationError(_("Vul ook de maand in, of haal de dag weg."), code="maand")
        tekst = f"{jaar:04}" + (f"-{maand:02}" if maand else "") + (f"-{dag:02}" if dag else "")
        try:
            return Datum(*lees_datum(tekst, einde=self.einde))
        except ValueError:
            raise ValidationError(
                _("Deze dag bestaat niet. Kijk de dag en de maand na."), code="bestaat_niet"
            ) from None


def _vak(laagste: int, hoogste: int, naam: str) -> forms.IntegerField:
    fout = {
        "dag": _("Vul bij dag een getal in van 1 tot en met 31."),
        "maand": _("Vul bij maand een getal in van 1 tot en met 12."),
        "jaar": _("Vul het jaar in met vier cijfers, bijvoorbeeld 2024."),
    }[naam]
    meldingen = dict.fromkeys(("invalid", "min_value", "max_value"), fout)
    return forms.IntegerField(min_value=laagste, max_value=hoogste, required=False, error_messages=meldingen)
