"""Two people write about one actie: the second sees both, chooses, and nothing is lost."""

import json
import re

import pytest
from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from acties.conflict import Basis, basis_van, lees_keuze, lees_niet_gekozen, vergelijk
from acties.models import Actie, Koers, Status, Voortgang
from sterkvoornoord.huisstijl import koers_pil
from sterkvoornoord.models import Logregel
from tests.acties.pagina import formulier

GOED, LET, STUUR = Koers.VOLGENS_VERWACHTING, Koers.AANDACHTSPUNT, Koers.BIJSTUREN


def adres(actie):
    return reverse("acties:voortgang", args=[actie.nummer])


@pytest.fixture
def mijn(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def zijn(als_client, trekker):
    return als_client(trekker)


@pytest.fixture
def botsing(mijn, zijn, actie):
    """Both opened the form; the trekker saved first, the projectleider sends now. Returns the second's answer."""
    mijn.post(adres(actie), {"versie": 1, "status": Status.IN_UITVOERING, "koers": GOED, "toelichting": "Begin."})
    mijne, zijne = formulier(mijn.get(adres(actie))), formulier(zijn.get(adres(actie)))
    zijne |= {"toelichting": "Er kwamen gemiddeld 4 mensen.", "koers": LET, "oorzaak": "Weinig ruimte"}
    zijne |= {"maatregel": "Zoeken"}
    assert zijn.post(adres(actie), zijne).status_code == 302
    return mijn.post(adres(actie), mijne | {"toelichting": "We hangen posters op in 3 talen. <b>"})


def test_de_tweede_ziet_beide_teksten_en_er_is_niets_van_hem_opgeslagen(botsing, actie):
    html = botsing.content.decode()
    assert botsing.status_code == 409
    assert "Fout: twee mensen wijzigden deze actie" in html
    assert "Er is nog niets van u opgeslagen" in html
    assert "<ins>Er kwamen gemiddeld 4 mensen.</ins>" in html
    assert "<ins>We hangen posters op in 3 talen. &lt;b&gt;</ins>" in html
    assert "Trekker van Vidomes sloeg iets op terwijl u schreef" in html
    assert Voortgang.objects.count() == 2
    assert Actie.objects.get(pk=actie.pk).versie == 3


def test_wat_maar_een_van_beiden_wijzigde_gaat_vanzelf(botsing):
    rijen = {v.label: (v.was, v.wordt, v.van_mij, v.van_ander) for v in botsing.context["vergelijking"].vanzelf}
    assert rijen["Koers"] == (koers_pil(GOED), koers_pil(LET), False, True)
    assert rijen["Wat is de oorzaak?"] == ("", "Weinig ruimte", False, True)
    assert [b.naam for b in botsing.context["vergelijking"].botsingen] == ["toelichting"]


def verstuur(client, actie, antwoord, **kw):
    return client.post(adres(actie), formulier(antwoord) | kw)


def test_samenvoegen_bewaart_de_nagelezen_tekst_en_wat_vanzelf_ging(botsing, mijn, actie):
    assert formulier(botsing)["samen-toelichting"] == [
        "We hangen posters op in 3 talen. <b> Er kwamen gemiddeld 4 mensen."
    ]
    assert verstuur(mijn, actie, botsing).status_code == 302
    rij = Voortgang.objects.nieuwste_van(actie)
    assert rij.toelichting == "We hangen posters op in 3 talen. <b> Er kwamen gemiddeld 4 mensen."
    assert (rij.koers, rij.oorzaak, rij.maatregel) == (LET, "Weinig ruimte", "Zoeken")
    assert (rij.gemeld_als, Actie.objects.get(pk=actie.pk).versie) == ("Projectleider wonen", 4)


def test_mijn_tekst_kiezen_laat_de_andere_melding_staan(botsing, mijn, actie):
    verstuur(mijn, actie, botsing, **{"keuze-toelichting": "mijn"})
    teksten = list(Voortgang.objects.geldig().order_by("pk").values_list("toelichting", flat=True))
    assert teksten == ["Begin.", "Er kwamen gemiddeld 4 mensen.", "We hangen posters op in 3 talen. <b>"]


def test_de_andere_tekst_kiezen_voegt_geen_melding_toe_en_bewaart_de_mijne(botsing, mijn, actie, projectleider):
    antwoord = verstuur(mijn, actie, botsing, **{"keuze-toelichting": "ander"})
    assert antwoord.status_code == 302
    assert Voortgang.objects.count() == 2
    regel = Logregel.objects.van(actie).first()
    assert regel.changes == {"toelichting": ["We hangen posters op in 3 talen. <b>", "Er kwamen gemiddeld 4 mensen."]}
    assert (regel.additional_data["niet_gekozen"], regel.actor) == (True, projectleider)
    assert "uw tekst is bewaard" in mijn.get(antwoord.url).content.decode().lower()


def test_een_derde_die_ertussen_komt_geeft_weer_een_keuze_en_niets_gaat_verloren(
    botsing, mijn, actie, als_client, programmateam
):
    derde = als_client(programmateam)
    derde.post(adres(actie), formulier(derde.get(adres(actie))) | {"toelichting": "Tekst van de derde."})
    tweede = verstuur(mijn, actie, botsing, **{"samen-toelichting": "Nagelezen tekst."})
    assert tweede.status_code == 409
    html = tweede.content.decode()
    assert "Nagelezen" in html and "derde." in html and "Programmamanager" in html
    assert verstuur(mijn, actie, tweede, **{"samen-toelichting": "Van drie mensen."}).status_code == 302
    assert Voortgang.objects.nieuwste_van(actie).toelichting == "Van drie mensen."


def test_een_tekst_die_de_eerste_ronde_niet_gekozen_is_komt_na_de_tweede_toch_in_de_geschiedenis(
    botsing, mijn, actie, als_client, programmateam
):
    derde = als_client(programmateam)
    derde.post(adres(actie), formulier(derde.get(adres(actie))) | {"toelichting": "Tekst van de derde."})
    tweede = verstuur(mijn, actie, botsing, **{"keuze-toelichting": "ander"})
    assert tweede.status_code == 409
    assert verstuur(mijn, actie, tweede).status_code == 302
    niet_gekozen = [r.changes for r in Logregel.objects.van(actie) if (r.additional_data or {}).get("niet_gekozen")]
    assert niet_gekozen[0]["toelichting"][0] == "We hangen posters op in 3 talen. <b>"


def test_stoppen_wijzigt_niets_en_bewaart_mijn_tekst(botsing, mijn, actie, projectleider):
    antwoord = verstuur(mijn, actie, botsing, stop="1")
    assert antwoord.status_code == 302
    assert (Voortgang.objects.count(), Actie.objects.get(pk=actie.pk).versie) == (2, 3)
    regel = Logregel.objects.van(actie).first()
    assert regel.changes["toelichting"][0] == "We hangen posters op in 3 talen. <b>"
    assert (regel.additional_data["niet_gekozen"], regel.actor) == (True, projectleider)
    assert "Uw tekst staat in de geschiedenis" in mijn.get(antwoord.url).content.decode()


def test_zonder_keuze_komt_de_keuze_terug_met_wat_er_stond(botsing, mijn, actie):
    velden = formulier(botsing) | {"samen-toelichting": "Al nagelezen."}
    del velden["keuze-toelichting"]
    antwoord = mijn.post(adres(actie), velden)
    assert antwoord.status_code == 409
    html = antwoord.content.decode()
    assert "U koos nog niet" in html and "Al nagelezen." in html
    assert Voortgang.objects.count() == 2


def test_een_samengevoegde_tekst_die_te_lang_is_blijft_staan(botsing, mijn, actie):
    antwoord = verstuur(mijn, actie, botsing, **{"samen-toelichting": "x" * 4001})
    assert antwoord.status_code == 200
    assert "toelichting" in antwoord.context["form"].errors
    assert "x" * 4001 in antwoord.content.decode()
    assert verstuur(mijn, actie, antwoord, toelichting="Korter.").status_code == 302


def test_als_beiden_een_andere_koers_kozen_is_dat_een_keuze_zonder_voorkeur(mijn, zijn, actie):
    mijne, zijne = formulier(mijn.get(adres(actie))), formulier(zijn.get(adres(actie)))
    zijn.post(adres(actie), zijne | {"koers": GOED})
    antwoord = mijn.post(adres(actie), mijne | {"koers": STUUR, "oorzaak": "Brand", "maatregel": "Blussen"})
    (b,) = antwoord.context["vergelijking"].botsingen
    assert (b.naam, b.mijn, b.ander) == ("koers", koers_pil(STUUR), koers_pil(GOED))
    assert (b.keuze, b.is_tekst) == ("", False)
    assert mijn.post(adres(actie), formulier(antwoord)).status_code == 409
    verstuur(mijn, actie, antwoord, **{"keuze-koers": "mijn"})
    rij = Voortgang.objects.nieuwste_van(actie)
    assert (rij.koers, rij.oorzaak, rij.maatregel) == (STUUR, "Brand", "Blussen")


def test_zonder_botsing_is_opslaan_genoeg(mijn, zijn, actie):
    mijne, zijne = formulier(mijn.get(adres(actie))), formulier(zijn.get(adres(actie)))
    zijn.post(adres(actie), zijne | {"koers": LET, "oorzaak": "Weinig ruimte", "maatregel": "Zoeken"})
    antwoord = mijn.post(adres(actie), mijne | {"toelichting": "Mijn tekst."})
    assert antwoord.status_code == 409
    assert not antwoord.context["vergelijking"].botsingen
    assert "Er botst niets" in antwoord.content.decode()
    verstuur(mijn, actie, antwoord)
    rij = Voortgang.objects.nieuwste_van(actie)
    assert (rij.koers, rij.toelichting) == (LET, "Mijn tekst.")


@pytest.mark.parametrize(
    "basis", ["", "{", "[]", "null", '{"op": 3, "velden": 4}', "[" * 100_000, '{"op":"x","velden":{}}']
)
def test_zonder_leesbare_basis_is_elk_verschil_een_keuze(basis, mijn, zijn, actie):
    zijn.post(adres(actie), {"versie": 1, "status": Status.AFGEROND, "toelichting": "Klaar."})
    velden = {"versie": 1, "status": Status.IN_UITVOERING, "koers": GOED, "toelichting": "Loopt.", "basis": basis}
    antwoord = mijn.post(adres(actie), velden)
    assert antwoord.status_code == 409
    assert {b.naam for b in antwoord.context["vergelijking"].botsingen} >= {"status", "koers", "toelichting"}
    assert Voortgang.objects.count() == 1


def test_een_koers_die_niet_bestaat_blijft_tekst_en_wordt_pas_bij_opslaan_geweigerd(mijn, zijn, actie):
    mijne, zijne = formulier(mijn.get(adres(actie))), formulier(zijn.get(adres(actie)))
    zijn.post(adres(actie), zijne | {"koers": GOED})
    antwoord = mijn.post(adres(actie), mijne | {"koers": "<script>"})
    assert antwoord.status_code == 409
    assert "<script>" not in re.sub(r"<script src=[^>]*>", "", antwoord.content.decode())
    tweede = verstuur(mijn, actie, antwoord, **{"keuze-koers": "mijn"})
    assert "koers" in tweede.context["form"].errors
    assert Voortgang.objects.count() == 1


def test_een_verzonnen_keuze_telt_niet(botsing, mijn, actie):
    voor = Voortgang.objects.count()
    assert verstuur(mijn, actie, botsing, **{"keuze-toelichting": "alles"}).status_code == 409
    assert verstuur(mijn, actie, botsing, botst=["toelichting", "bestaat_niet"]).status_code == 409
    assert Voortgang.objects.count() == voor


# ── The machinery by itself ──────────────────────────────────────────────────


class Proef(forms.Form):
    titel = forms.CharField(required=False)
    kleur = forms.ChoiceField(choices=[("", "geen"), ("r", "rood"), ("b", "blauw")], required=False)
    wijken = forms.MultipleChoiceField(
        choices=[(c, c.upper()) for c in "abcd"], required=False, widget=forms.CheckboxSelectMultiple
    )
    vink = forms.BooleanField(required=False)
    dag = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d"))


def proef(**kw):
    return Proef(initial=kw)


def vergeleken(was, mijn, ander):
    gepost = MultiValueDict(basis_van(mijn).velden)
    return vergelijk([ander], gepost, basis_van(was))


def test_vinkjes_botsen_nooit():
    v = vergeleken(proef(wijken=["a", "b"]), proef(wijken=["a", "c"]), proef(wijken=["a", "b", "d"]))
    assert not v.botsingen
    assert v.waarden["wijken"] == ["a", "c", "d"]
    assert (v.vanzelf[0].was, v.vanzelf[0].wordt) == ("A, B", "A, C, D")


def test_een_vink_die_een_ander_zette_komt_mee():
    v = vergeleken(proef(vink=False), proef(vink=False), proef(vink=True))
    assert v.waarden["vink"] == ["on"]
    assert (v.vanzelf[0].was, v.vanzelf[0].wordt) == ("nee", "ja")


WAARDEN = st.fixed_dictionaries(
    {
        "titel": st.sampled_from(["", "een", "twee", "een twee"]),
        "kleur": st.sampled_from(["", "r", "b"]),
        "wijken": st.lists(st.sampled_from("abcd"), unique=True),
        "vink": st.booleans(),
        "dag": st.sampled_from([None, "2024-11-07", "2025-01-01"]),
    }
)


@given(was=WAARDEN, mijn=WAARDEN, ander=WAARDEN)
def test_wat_een_van_beiden_wijzigde_wint_en_wat_niemand_wijzigde_blijft(was, mijn, ander):
    v = vergeleken(proef(**was), proef(**mijn), proef(**ander))
    uitslag = v.waarden
    namen = {b.naam for b in v.botsingen}
    ruw = [basis_van(proef(**x)).velden for x in (was, mijn, ander)]
    for naam in Proef.base_fields:
        w, m, a = (sorted(r[naam]) for r in ruw)
        if m == a:
            assert sorted(uitslag.get(naam, [])) == m
        elif w == m:
            assert sorted(uitslag.get(naam, [])) == a
        elif w == a:
            assert sorted(uitslag.get(naam, [])) == m
        else:
            assert naam in namen or naam == "wijken"


def test_de_basis_komt_heel_terug():
    basis = basis_van(proef(titel="‮ <b> 🙂", dag="2024-11-07"))
    assert Basis.lees(basis.als_tekst()) == basis


@pytest.mark.parametrize("tekst", ["", "{", "[1]", "3", '"x"', "[" * 100_000])
def test_wat_niet_gekozen_is_en_niet_te_lezen_telt_als_niets(tekst):
    assert lees_niet_gekozen(tekst) == {}


def test_een_gewone_verzending_blijft_zoals_ze_was():
    gepost = MultiValueDict({"titel": ["x"]})
    assert lees_keuze(gepost).gepost is gepost


def test_de_keuze_voor_de_ander_raakt_alleen_dat_veld():
    basis = json.dumps({"op": None, "velden": {"begin_0": ["1"], "begin_1": ["2"], "begin_precisie": ["dag"]}})
    gepost = MultiValueDict(
        {"botst": ["begin"], "keuze-begin": ["ander"], "begin_0": ["9"], "begin_precisie": ["jaar"], "basis": [basis]}
    )
    uit = lees_keuze(gepost)
    assert (uit.gepost["begin_0"], uit.gepost["begin_1"], uit.gepost["begin_precisie"]) == ("1", "2", "jaar")
    assert lees_niet_gekozen(uit.gepost["niet_gekozen"]) == {}  # only texts are kept
