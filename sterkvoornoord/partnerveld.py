"""Choose partners out of many: tick off who is chosen, and type the name of who comes in addition.

A list of seventy boxes is no use on a phone. The box to type in offers the names as the browser does (a datalist), and
works without any script; another spelling that we know counts too.
"""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError

from sterkvoornoord.models import Partner, PartnerAlias
from sterkvoornoord.tekst import zoeksleutel

#: Empty boxes below what is chosen.
LEGE_VAKKEN = 2


class Partnerkeuze(forms.CheckboxSelectMultiple):
    """Ticks for who is chosen, then boxes to type in; all under one name."""

    template_name = "componenten/partnerkeuze.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        opties = [optie for _, groep, _ in widget["optgroups"] for optie in groep]
        bekend = {str(optie["value"]) for optie in opties}
        getypt = [tekst for tekst in widget["value"] or [] if tekst.strip() and tekst not in bekend]
        return context | {
            "gekozen": [optie for optie in opties if optie["selected"]],
            "namen": [optie["label"] for optie in opties],
            "vakken": [*getypt, *[""] * LEGE_VAKKEN],
        }


class PartnersVeld(forms.ModelMultipleChoiceField):
    """Gives partners; takes their keys and, in any spelling that we know, their names."""

    widget = Partnerkeuze

    def __init__(self, **kw):
        kw.setdefault("required", False)
        super().__init__(Partner.objects.only("naam", "sleutel"), **kw)

    def clean(self, value):
        getypt = [tekst for tekst in map(str.strip, map(str, value or [])) if tekst]
        namen = [tekst for tekst in getypt if not tekst.isdecimal()]
        gevonden = self._zoek(namen) if namen else {}
        fouten = [_fout(naam, gevonden[zoeksleutel(naam)]) for naam in namen if len(gevonden[zoeksleutel(naam)]) != 1]
        if fouten:
            raise ValidationError(fouten, code="onbekend")
        sleutels = {str(pk) for naam in namen for pk in gevonden[zoeksleutel(naam)]}
        return super().clean(sorted(sleutels | {tekst for tekst in getypt if tekst.isdecimal()}))

    @staticmethod
    def _zoek(namen: list[str]) -> dict[str, set[int]]:
        """Keys of the partners that go by each of the names; a name goes before another spelling."""
        gezocht = {zoeksleutel(naam) for naam in namen}
        gevonden: dict[str, set[int]] = defaultdict(set)
        for sleutel, pk in Partner.objects.filter(sleutel__in=gezocht).values_list("sleutel", "pk"):
            gevonden[sleutel].add(pk)
        over = gezocht - gevonden.keys()
        for sleutel, pk in PartnerAlias.objects.filter(sleutel__in=over).values_list("sleutel", "partner"):
            gevonden[sleutel].add(pk)
        return gevonden


def _fout(naam: str, gevonden: set[int]) -> str:
    if gevonden:
        return f"Meer partners heten “{naam}”. Kies een naam uit de lijst."
    return f"Wij kennen geen partner “{naam}”. Kies een naam uit de lijst, of maak het vak leeg."
