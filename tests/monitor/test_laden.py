"""Loading the real programme: acceptance numbers, repeatable, all or nothing, and the portal's own changes kept."""

import copy
import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from acties.models import Actie, Betrokkenheid, Geldstroom, Onderdeel, Prestatie, RaaktPlan, Verhaal
from governance.models import Besluit, Lidmaatschap, Overlegorgaan, Vergadering
from monitor.laden import PROGRAMMA, laad_programma
from opgaven.models import Bemensing, Doel, Gebied, Onderwerp, Opgave, Programma, Uitvoeringsplan
from sterkvoornoord.laden import LaadFout
from sterkvoornoord.models import Herkomst, Logregel, Partner, PartnerAlias

pytestmark = pytest.mark.django_db


@pytest.fixture
def gegevens():
    return json.loads(PROGRAMMA.read_text(encoding="utf-8"))


@pytest.fixture
def bestand(tmp_path):
    def schrijf(inhoud) -> str:
        pad = tmp_path / "programma.json"
        pad.write_text(inhoud if isinstance(inhoud, str) else json.dumps(inhoud), encoding="utf-8")
        return pad

    return schrijf


def _alles() -> dict[str, list]:
    """Every row of every loaded model, to see that nothing changed."""
    modellen = (
        Partner,
        PartnerAlias,
        Programma,
        Opgave,
        Doel,
        Actie,
        Betrokkenheid,
        Prestatie,
        Bemensing,
        Overlegorgaan,
        Lidmaatschap,
        Vergadering,
        Besluit,
        Herkomst,
        Logregel,
    )
    return {m.__name__: list(m.objects.order_by("pk").values()) for m in modellen}


def test_de_aantallen_kloppen(programma):
    aantallen = {
        model.__name__: model.objects.count()
        for model in (Opgave, Doel, Onderwerp, Uitvoeringsplan, Partner, Bemensing, Actie, Onderdeel, Verhaal)
    }
    assert aantallen == {
        "Opgave": 3, "Doel": 18, "Onderwerp": 15, "Uitvoeringsplan": 4, "Partner": 70, "Bemensing": 25, "Actie": 65,
        "Onderdeel": 28, "Verhaal": 3,
    }  # fmt: skip
    assert Gebied.objects.wijken().count() == 2
    assert Prestatie.objects.filter(onderdeel=None).count() == 36
    assert Prestatie.objects.exclude(onderdeel=None).count() == 18
    assert Geldstroom.objects.exclude(eenheidsbedrag=None).count() == 1


PER_VELD = {
    "plan__slug": "fijn-en-veilig-wonen 38, jeugd-en-onderwijs 12, financiele-zelfredzaamheid 10, jongeren 5",
    "status": "in_uitvoering 31, afgerond 23, overgedragen 5, in_voorbereiding 4, doorlopend 1, onbekend 1",
    "uitkomst": "loopt 29, gerealiseerd 22, deels 7, onbekend 3, niet_haalbaar 2, gestopt 1, afgelast 1",
    "vervolg": "geen 26, in_de_lijn 16, nieuw_plan 13, onderzoeken 7, uitbreiden 2, opschalen 1",
}


@pytest.mark.parametrize("veld", PER_VELD)
def test_de_verdeling_van_de_acties_klopt(programma, veld):
    verwacht = {woord: int(aantal) for woord, aantal in (deel.split() for deel in PER_VELD[veld].split(", "))}
    assert Counter(Actie.objects.values_list(veld, flat=True)) == verwacht


def test_verbanden_van_de_acties_kloppen(programma):
    acties = Actie.objects.all()
    assert acties.filter(doel=None).count() == 3
    assert acties.filter(doel_afgeleid=True).count() == 9
    assert acties.exclude(dwarsverbanden=None).distinct().count() == 23
    assert RaaktPlan.objects.values("actie").distinct().count() == 11
    assert acties.exclude(bestemmingen=None).distinct().count() == 31
    assert acties.exclude(gebieden=None).distinct().count() == 5
    assert acties.filter(betrokkenheden=None).count() == 10
    assert acties.exclude(inwonersbetrokkenheid="").count() == 23
    assert acties.filter(resultaat="").count() == 2
    assert acties.exclude(status_gedrukt=None).exclude(status_gedrukt="").count() == 59
    assert acties.filter(status_gedrukt="").get().bron_code == "B3-03"


def test_er_is_geen_penvoerder_verzonnen(programma):
    assert not Betrokkenheid.objects.filter(rol=Betrokkenheid.Rol.PENVOERDER).exists()
    assert Betrokkenheid.objects.filter(rol=Betrokkenheid.Rol.UITVOERDER).count() == 10
    assert Actie.objects.zonder_penvoerder().count() == 65
    assert not Actie.objects.filter(zonder_penvoerder_reden="").exists()


def test_nummers_zoals_afgesproken(programma):
    nummers = dict(Actie.objects.values_list("bron_code", "nummer"))
    assert [nummers[c] for c in ("B2-01", "B2-12", "J-1", "J-5", "B3-10", "B4-22", "B4-38")] == [
        "1.01", "1.12", "1.13", "1.17", "2.10", "3.22", "3.38"
    ]  # fmt: skip
    assert Doel.objects.get(nummer="3.6").bron_code == "FVW-6"


def test_een_datum_is_niet_preciezer_dan_de_bron(programma):
    looptijd = {a.bron_code: a.looptijd for a in Actie.objects.all()}
    assert looptijd["B4-22"] == "vanaf 16 mei 2024"
    assert looptijd["B3-05"] == "2023 tot en met 2024"
    assert looptijd["B4-08"] == "vanaf juli 2023"
    assert looptijd["B4-05"] == ""


@pytest.mark.parametrize("naam", ["SenW", "S&W", "s & w", "Sport en Welzijn", "SPORT EN WELZIJN"])
def test_elke_naam_vindt_dezelfde_partner(programma, naam):
    gevonden = set(Partner.objects.zoek(naam).values_list("slug", flat=True))
    assert "sport-en-welzijn" in gevonden


def test_tweede_keer_laden_verandert_niets_en_zegt_dat(programma):
    voor = _alles()
    uit = StringIO()
    call_command("laad_programma", stdout=uit)
    assert "Er is niets veranderd." in uit.getvalue()
    assert _alles() == voor


def test_laden_staat_in_de_geschiedenis(programma):
    regel = Logregel.objects.van(Actie.objects.get(nummer="3.22")).last()
    assert regel.functie == "Systeem: programma geladen"
    assert regel.changes["titel"][1] == "Plek om elkaar te ontmoeten: de Tuinkamer van Noord"


def test_wat_het_portaal_wijzigde_blijft(programma, gegevens, bestand):
    actie = Actie.objects.get(bron_code="B4-22")
    actie.titel = "Tuinkamer"
    actie.save()
    for rij in gegevens["acties"]:
        if rij["code"] == "B4-22":
            rij["titel"], rij["locatie"] = "Een andere titel", "Sporthal"
    lader = laad_programma(bestand(gegevens))
    actie.refresh_from_db()
    assert actie.titel == "Tuinkamer", "both changed: the portal wins"
    assert actie.locatie == "Sporthal", "only the source changed: taken over"
    assert lader.behouden == ["actie B4-22: titel"]


def test_wat_in_het_portaal_is_weggehaald_komt_niet_terug(programma):
    Actie.objects.get(bron_code="B4-05").delete()
    laad_programma()
    assert not Actie.objects.filter(bron_code="B4-05").exists()
    assert Actie.objects.count() == 64


def _zonder_titel(g):
    del g["acties"][3]["titel"]


def _onbekende_partner(g):
    g["acties"][5]["partners"].append("bestaat-niet")


def _onbekende_status(g):
    g["acties"][0]["status"] = "bijna_klaar"


def _dubbele_code(g):
    g["acties"][1]["code"] = g["acties"][0]["code"]


def _tekst_als_getal(g):
    g["acties"][4]["prestaties"] = [dict(g["acties"][2]["prestaties"][0], waarde="n.v.t.")]


def _datum_bestaat_niet(g):
    g["acties"][0]["periode_van"] = "2024-02-31"


def _lijst_ontbreekt(g):
    del g["partners"]


def _nul_teken(g):
    g["acties"][0]["omschrijving"] = "a\x00b"


def _te_lang(g):
    g["acties"][0]["titel"] = "x" * 121


def _einde_voor_begin(g):
    g["acties"][0]["periode_van"], g["acties"][0]["periode_tot"] = "2024", "2023"


@pytest.mark.parametrize(
    ("breek", "woorden"),
    [
        (_zonder_titel, ["acties[3] (B2-04)", "titel", "ontbreekt"]),
        (_onbekende_partner, ["acties[5] (B2-06)", "partners", "bestaat-niet"]),
        (_onbekende_status, ["acties[0] (B2-01)", "status", "bijna_klaar", "in_uitvoering"]),
        (_dubbele_code, ["acties[1] (B2-01)", "twee keer"]),
        (_tekst_als_getal, ["acties[4] (B2-05) prestaties[0]", "waarde", "geen getal"]),
        (_datum_bestaat_niet, ["acties[0] (B2-01)", "2024-02-31", "bestaande datum"]),
        (_lijst_ontbreekt, ["partners", "ontbreekt"]),
        (_nul_teken, ["acties[0] (B2-01)", "omschrijving"]),
        (_te_lang, ["acties[0] (B2-01)", "titel"]),
        (_einde_voor_begin, ["acties[0] (B2-01)", "einddatum"]),
    ],
)
def test_een_kapot_bestand_verandert_niets_en_zegt_wat_en_waar(programma, gegevens, bestand, breek, woorden):
    kapot = copy.deepcopy(gegevens)
    # Something good stands before the fault, so that "nothing changed" is more than "nothing was reached".
    kapot["programma"]["waarom"] = "Een andere reden."
    kapot.get("partners", [{}])[0]["naam"] = "Een andere naam"
    breek(kapot)
    voor = _alles()
    with pytest.raises(CommandError) as fout:
        call_command("laad_programma", str(bestand(kapot)), stdout=StringIO())
    for woord in woorden:
        assert woord in str(fout.value)
    assert _alles() == voor


@pytest.mark.parametrize(
    ("inhoud", "woord"), [("{", "geen JSON"), ("[]", "lijst"), ("", "geen JSON"), ("[" * 100_000, "diep")]
)
def test_iets_anders_dan_het_programma_wordt_geweigerd(bestand, inhoud, woord):
    with pytest.raises(LaadFout, match=woord):
        laad_programma(bestand(inhoud))


def test_een_bestand_dat_er_niet_is(tmp_path):
    with pytest.raises(CommandError, match="bestaat niet"):
        call_command("laad_programma", str(tmp_path / "weg.json"), stdout=StringIO())


def test_geen_tekst_maar_bytes(tmp_path):
    pad = tmp_path / "x.json"
    pad.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(LaadFout, match="UTF-8"):
        laad_programma(pad)
