"""The component gallery on /stijlgids/. Everything on it is an example; it reads no data."""

import re
from functools import cache

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from sterkvoornoord.huisstijl import KOERS

DELEN = [
    ("kleur", "Kleur en letter"),
    ("codes", "Codes"),
    ("knoppen", "Knoppen en links"),
    ("meldingen", "Meldingen"),
    ("panelen", "Panelen en kerncijfers"),
    ("balken", "Balken en grafieken"),
    ("tabellen", "Tabellen"),
    ("lijsten", "Lijsten en filters"),
    ("formulieren", "Formulieren"),
    ("stromen", "Stappen en taken"),
    ("banen", "Taken op de achtergrond"),
    ("besluiten", "Besluiten en berichten"),
    ("keuren", "Nakijken en vergelijken"),
    ("openbaar", "Openbaar"),
    ("leeg", "Leeg en laden"),
]

# Name of the group, its tokens, and per token its label and use.
KLEUREN = [
    (
        "Petrol: herkenning en actie",
        "--svn-petrol-*",
        {
            "petrol-950": ("950", ""),
            "petrol-900": ("900", "kop en voet"),
            "petrol-700": ("700", "links, knoppen"),
            "petrol-400": ("400", ""),
            "petrol-200": ("200", ""),
            "petrol-50": ("50", "licht paneel"),
        },
    ),
    (
        "Zon en zand: accent en ondergrond",
        "--svn-zon-*, --svn-zand-*",
        {
            "zon-500": ("zon 500", "nooit als tekst"),
            "zon-300": ("zon 300", "markering"),
            "zon-100": ("zon 100", "citaat"),
            "zand-50": ("zand 50", "pagina"),
            "zand-200": ("zand 200", "lijn"),
        },
    ),
]

STANDEN = [
    ("idee", 1),
    ("in_voorbereiding", 4),
    ("in_uitvoering", 12),
    ("doorlopend", 2),
    ("afgerond", 8),
    ("gestopt", 1),
    ("overgedragen", 5),
    ("onbekend", 1),
]


@cache
def tokens() -> dict[str, str]:
    """Return the colour tokens of the portal as they stand in static/css/tokens.css."""
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--svn-([a-z0-9-]+): (#[0-9a-f]{3,6});", css))


def kleuren() -> list[dict]:
    return [
        {
            "naam": naam,
            "tokens": uitleg,
            "kleuren": [
                {"naam": label, "gebruik": gebruik, "waarde": tokens()[token]}
                for token, (label, gebruik) in stalen.items()
            ],
        }
        for naam, uitleg, stalen in KLEUREN
    ]


class ProefForm(forms.Form):
    """One field of each kind; shown bound, so that one of them is in error."""

    naam = forms.CharField(label="Hoe heet uw idee?", help_text="Een korte naam is genoeg.", required=False)
    mail = forms.EmailField(label="E-mailadres")
    begin = forms.CharField(label="Wanneer wilt u beginnen?")
    wijk = forms.ChoiceField(label="Wijk", choices=[(w, w) for w in ("Prinsenhof", "De Heuvel", "Amstelwijk")])
    tekst = forms.CharField(
        label="Wat is er gebeurd?",
        help_text="Twee of drie zinnen.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    voor_wie = forms.MultipleChoiceField(
        label="Voor wie is het?",
        help_text="U mag meer dan één antwoord kiezen.",
        choices=[(w, w) for w in ("Kinderen", "Ouderen", "Iedereen")],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "svn-keuzes--drie"}),
    )
    akkoord = forms.BooleanField(label="Ik heb het nagekeken", required=False)

    def clean_begin(self) -> str:
        raise forms.ValidationError("Deze datum is al geweest. Vul een datum in die nog moet komen.")


class KoersForm(forms.Form):
    """The choice of a koers, shown as pills."""

    koers = forms.ChoiceField(
        label="Koers", choices=[(code, t.label) for code, t in KOERS.items() if code], widget=forms.RadioSelect
    )


@method_decorator(login_not_required, name="dispatch")
class Stijlgids(TemplateView):
    """Every component in each state."""

    template_name = "stijlgids/gids.html"

    def get_context_data(self, **kwargs) -> dict:
        voorbeeld = {
            "mail": "naam@voorbeeld.nl",
            "begin": "1-4-2024",
            "wijk": "De Heuvel",
            "voor_wie": ["Kinderen"],
        }
        return super().get_context_data(
            delen=DELEN,
            kleuren=kleuren(),
            standen=STANDEN,
            kruimels=[("Acties", "#knoppen"), ("Fijn en veilig wonen", "#knoppen")],
            chips=[("In uitvoering", "#lijsten"), ("Fijn en veilig wonen", "#lijsten")],
            proefformulier=ProefForm(voorbeeld, auto_id="gids_%s"),
            koersformulier=KoersForm({"koers": "aandachtspunt"}, auto_id="gids_%s"),
            **kwargs,
        )
