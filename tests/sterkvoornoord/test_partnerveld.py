"""Choosing partners: by key, by name and by another spelling; nothing typed is lost."""

import pytest
from django import forms
from django.http import QueryDict

from sterkvoornoord.models import PartnerAlias
from sterkvoornoord.partnerveld import LEGE_VAKKEN, PartnersVeld
from tests.factories import maak_partner


class Proef(forms.Form):
    wie = PartnersVeld()


@pytest.fixture
def partners(db):
    welzijn, dak = maak_partner(naam="Sport en Welzijn"), maak_partner(naam="Dak")
    for naam, partner in (("S&W", welzijn), ("Buurthuis", welzijn), ("buurt-huis", dak), ("Dak", welzijn)):
        alias = PartnerAlias(partner=partner, naam=naam)
        alias.full_clean()
        alias.save()
    return welzijn, dak


def kies(*waarden: str) -> Proef:
    data = QueryDict(mutable=True)
    data.setlist("wie", list(waarden))
    return Proef(data)


def test_een_naam_een_andere_spelling_en_een_vinkje_zijn_dezelfde_partner(partners):
    welzijn, dak = partners
    for waarden in (["Sport en Welzijn"], ["s & w"], [str(welzijn.pk)], [str(welzijn.pk), " SPORT EN WELZIJN ", ""]):
        formulier = kies(*waarden)
        assert formulier.is_valid(), formulier.errors
        assert list(formulier.cleaned_data["wie"]) == [welzijn]
    # A name goes before another spelling: Dak is a partner of its own.
    assert set(kies("dak", "S&W").fields["wie"].clean(["dak", "S&W"])) == {welzijn, dak}


def test_niemand_kiezen_mag(partners):
    assert kies("", "").is_valid() and not kies().fields["wie"].clean([]).exists()


@pytest.mark.parametrize(
    ("getypt", "zin"), [("Vidoms", "Wij kennen geen partner “Vidoms”"), ("Buurthuis", "Meer partners heten")]
)
def test_een_onbekende_of_dubbele_naam_blijft_staan_met_wat_er_mis_is(partners, getypt, zin):
    formulier = kies(str(partners[1].pk), getypt, "<b>")
    assert not formulier.is_valid() and zin in str(formulier.errors["wie"])
    html = str(formulier["wie"])
    assert f'value="{getypt}"' in html and html.count(" checked") == 1 and "<b>" not in html
    assert html.count('type="text"') == 2 + LEGE_VAKKEN


def test_de_lijst_om_uit_te_kiezen_is_een_lijst_van_de_browser(partners):
    html = str(Proef()["wie"])
    assert html.count('type="checkbox"') == 0 and html.count("<option") == 2
    assert html.count('list="id_wie_namen"') == LEGE_VAKKEN
