"""What is asked when somebody wants a new edition."""

from datetime import date
from typing import Any

from django import forms

from monitor.models import Publicatie


class NieuweEditie(forms.Form):
    """Which kind, and for a monitor on which day it becomes public, when that is known."""

    soort = forms.ChoiceField(
        choices=Publicatie.Soort.choices,
        required=False,
        error_messages={"invalid_choice": "Kies Projectenboek of Monitor."},
    )
    publicatiedatum = forms.DateField(
        required=False, error_messages={"invalid": "Vul de datum in als dag, maand en jaar, zoals 8-11-2026."}
    )

    @property
    def gegevens(self) -> dict[str, Any]:
        """The arguments of the service; a day of publication belongs to a monitor only."""
        soort = self.cleaned_data["soort"] or Publicatie.Soort.PROJECTENBOEK
        dag: date | None = self.cleaned_data["publicatiedatum"]
        return {"soort": soort, "publicatiedatum": dag if soort == Publicatie.Soort.MONITOR else None}
