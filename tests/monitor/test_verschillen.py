"""What changed since the edition before: which one that is, what counts, and in whose words."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from acties.models import Actie, Koers, Status
from monitor import opmaak
from monitor.models import Publicatie
from monitor.projectenboek.boek import maak_boek
from monitor.projectenboek.stukken import stukken
from monitor.projectenboek.verschillen import Verschillen, Wijziging, kort, vergelijk
from tests import factories
from tests.monitor.boektekst import boektekst
from tests.monitor.conftest import vries

pytestmark = pytest.mark.django_db

VOORJAAR = {"titel": "Projectenboek voorjaar 2026", "peildatum": date(2026, 5, 1)}


@pytest.fixture
def vorige(inhoud, programmateam) -> dict:
    """The edition of the spring, kept as it was made."""
    inhoud = copy.deepcopy(inhoud) | {"titel": VOORJAAR["titel"], "peildatum": "2026-05-01"}
    _bewaar(inhoud, programmateam, **VOORJAAR)
    return inhoud


def _bewaar(inhoud, programmateam, **kw) -> Publicatie:
    publicatie = factories.maak_publicatie(aangevraagd_door=programmateam, **kw)
    Publicatie.objects.filter(pk=publicatie.pk).update(inhoud=inhoud)
    return publicatie


def _nummer(titel):
    return Actie.objects.get(titel=titel).nummer


def test_eerste_editie_zegt_dat_zij_de_eerste_is(inhoud):
    assert inhoud["verschillen"]["vorige"] is None
    assert "Dit is de eerste editie. Er is nog geen eerdere om mee te vergelijken." in _regels(inhoud)


def _regels(inhoud):
    return boektekst(opmaak.als_html(inhoud)).splitlines()


def _van_naar(nummer, van, naar):
    return {"nummer": nummer, "van": van[0], "naar": naar[0], "van_woord": van[1], "naar_woord": naar[1]}


def test_nieuw_afgerond_andere_status_andere_koers_en_weg(vorige, klein_programma):
    oud, nu = _nummer("Flatcoach"), timezone.localdate()
    Actie.objects.filter(titel="Vrije tijd").update(status=Status.AFGEROND)
    Actie.objects.filter(titel="Tuinkamer van Noord").update(status=Status.DOORLOPEND, koers=Koers.VOLGENS_VERWACHTING)
    factories.maak_actie(opgave=klein_programma, titel="Moestuin")
    Actie.objects.filter(titel="Flatcoach").update(zichtbaarheid="intern")
    inhoud = vries(nu)
    kamer, vrij = _nummer("Tuinkamer van Noord"), _nummer("Vrije tijd")
    assert inhoud["verschillen"] == {
        "vorige": {"titel": "Projectenboek voorjaar 2026", "peildatum": "2026-05-01"},
        "nieuw": [_nummer("Moestuin")],
        "afgerond": [_van_naar(vrij, ("idee", "Idee"), ("afgerond", "Afgerond"))],
        "status": [_van_naar(kamer, ("in_uitvoering", "In uitvoering"), ("doorlopend", "Doorlopend"))],
        "koers": [_van_naar(kamer, ("bijsturen", "Bijsturen"), ("volgens_verwachting", "Volgens verwachting"))],
        "weg": [{"nummer": oud, "titel": "Flatcoach"}],
    }
    regels = _regels(inhoud)
    assert regels[regels.index("Niet meer in dit boek") + 1] == f"{oud} Flatcoach"
    assert maak_boek(inhoud, "abc").verschillen.zin == (
        "Vergeleken met Projectenboek voorjaar 2026, stand 1 mei 2026. 1 actie is nieuw, 1 actie is afgerond, "
        "1 actie kreeg een andere status, 1 actie kreeg een andere koers en 1 actie staat er niet meer in."
    )


def test_gelijk_gebleven(vorige):
    assert maak_boek(vries(), "abc").verschillen.zin.endswith("Er is niets veranderd.")


def test_afgeronde_actie_die_haar_koers_kwijt_is_telt_een_keer(vorige):
    Actie.objects.filter(titel="Tuinkamer van Noord").update(status=Status.AFGEROND, koers="")
    verschillen = vries()["verschillen"]
    assert len(verschillen["afgerond"]) == 1
    assert verschillen["koers"] == []


def test_koers_die_er_voor_het_eerst_is_was_geen_koers(vorige):
    vorige["acties"][0]["koers"] = ""
    (rij,) = vergelijk(vorige, vries())["koers"]
    assert (rij["van_woord"], rij["naar_woord"]) == ("geen koers", "Bijsturen")


def test_woorden_van_toen_blijven_die_van_toen(vorige):
    vorige["woorden"]["status"]["idee"] = "Plan"
    Actie.objects.filter(titel="Vrije tijd").update(status=Status.AFGEROND)
    assert vergelijk(vorige, vries())["afgerond"][0]["van_woord"] == "Plan"


def test_concept_van_dezelfde_editie_en_later_en_mislukt_tellen_niet_als_vorige(vorige, inhoud, programmateam):
    anders = copy.deepcopy(inhoud) | {"acties": []}
    _bewaar(anders, programmateam)  # the concept of this half year that was made before
    _bewaar(anders, programmateam, titel="Projectenboek voorjaar 2099", peildatum=date(2099, 5, 1))
    mislukt = _bewaar(anders, programmateam, titel="Projectenboek najaar 2025", peildatum=date(2026, 6, 1))
    Publicatie.objects.filter(pk=mislukt.pk).update(status=Publicatie.Status.MISLUKT)
    assert vries()["verschillen"]["vorige"]["titel"] == VOORJAAR["titel"]


def test_vorige_editie_van_een_ouder_schema(inhoud, programmateam):
    pad = Path(__file__).with_name("gegevens") / "projectenboek-schema-1.json"
    oud = json.loads(pad.read_text())
    _bewaar(oud, programmateam, titel="Projectenboek voorjaar 2025", peildatum=date(2025, 5, 1))
    verschillen = vries()["verschillen"]
    assert verschillen["vorige"]["titel"] == oud["titel"]
    assert len(verschillen["weg"]) == len(oud["acties"])


def test_wat_vastgesteld_is_gaat_voor_een_later_concept(vorige, inhoud, programmateam):
    _bewaar(
        inhoud | {"titel": "Projectenboek zomer 2026"},
        programmateam,
        titel="Projectenboek zomer 2026",
        peildatum=date(2026, 7, 1),
    )
    assert vries()["verschillen"]["vorige"]["titel"] == "Projectenboek zomer 2026"
    factories.maak_publicatie(
        aangevraagd_door=programmateam, fase="vastgesteld", inhoud=vorige | {"titel": "Vastgesteld boek"},
        **VOORJAAR | {"titel": "Vastgesteld boek", "periode_van": date(2025, 1, 1)},
    )  # fmt: skip
    assert vries()["verschillen"]["vorige"]["titel"] == "Vastgesteld boek"


def test_lijst_zegt_hetzelfde_als_het_boek(vorige, inhoud):
    Actie.objects.filter(titel="Vrije tijd").update(status=Status.AFGEROND)
    nu = vries()
    assert kort(nu["verschillen"]) == maak_boek(nu, "abc").verschillen.zin
    assert kort(inhoud["verschillen"]) == ""
    assert kort(None) == ""


def test_grote_lijst_van_wijzigingen_wordt_verdeeld(inhoud):
    kaarten = [Wijziging(f"3.{nr}", f"Actie {nr}", f"actie-3-{nr}") for nr in range(1, 601)]
    boek = maak_boek(inhoud, "abc")
    boek.verschillen = Verschillen("Het vorige boek", "1 mei 2026", {"nieuw": kaarten, "weg": kaarten[:2]})

    def delen(per):
        return [stuk.waarden for stuk in stukken(boek, per) if stuk.naam == "Wat er veranderde"]

    assert [len(regels) for waarden in delen(25) for _, regels in waarden["groepen"]] == [200, 200, 200, 2]
    assert [waarden["vervolg"] for waarden in delen(25)] == [False, True, True, True]
    (geheel,) = delen(None)
    assert [(kop, len(regels)) for kop, regels in geheel["groepen"]] == [("Nieuw", 600), ("Niet meer in dit boek", 2)]
