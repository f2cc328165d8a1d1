"""What surrounds the acties in a snapshot: only what everybody may see, in the words of the pages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Zichtbaarheid
from monitor import opmaak
from monitor.bevriezen import als_json
from monitor.geld import Bedragen
from monitor.models import Meting
from opgaven.models import Bemensing
from tests import factories
from tests.monitor.boektekst import boektekst
from tests.monitor.conftest import vries

pytestmark = pytest.mark.django_db


def _cijfer(inhoud, nummer):
    return next(rij for rij in inhoud["cijfers"] if rij["doel"] == nummer)


ALLES = {"totaalbeeld": "aandachtspunt", "totaalbeeld_uitleg": "Het loopt later.", "bestuur": "volgens_verwachting"}
ALLES |= {"planning": "volgens_verwachting", "budget": "bijsturen", "budget_uitleg": "Er is te weinig."}


@pytest.fixture
def rondes(klein_programma):
    """A round of the spring, one of the autumn, and one that is still to come."""
    dagen = {"voorjaar 2026": (4, "gesloten"), "najaar 2026": (10, "gesloten"), "voorjaar 2099": (1, "open")}
    return {
        naam: factories.maak_ronde(
            naam=naam,
            vanaf=date(int(naam[-4:]), maand, 1),
            peildatum=date(int(naam[-4:]), maand, 20),
            status=status,
        )
        for naam, (maand, status) in dagen.items()
    }


def test_stand_is_die_van_de_nieuwste_ronde_tot_de_peildatum(klein_programma, rondes):
    for naam, ronde in rondes.items():
        gemeld = factories.maak_opgavestand(
            ronde=ronde,
            opgave=klein_programma,
            **ALLES,
            risicoprofiel=f"Risico van {naam}.",
            belangrijkste_wijzigingen="- De kamer is open\n\n– Het loket is dicht",
        )
        gemeld.risicos.create(omschrijving=f"Klein in {naam}", kans="klein", gevolg="klein")
        gemeld.risicos.create(omschrijving=f"Groot in {naam}", kans="groot", gevolg="groot", maatregel="Zoeken")
    (stand,) = vries(date(2026, 11, 25))["standen"]
    assert (stand["opgave"], stand["ronde"]) == (klein_programma.code, "Rapportage najaar 2026")
    assert stand["peildatum"] == "2026-10-20"
    assert [(a["naam"], a["woord"], a["toelichting"]) for a in stand["aspecten"]] == [
        ("Totaalbeeld", "Aandachtspunt", "Het loopt later."),
        ("Bestuur en externe partijen", "Volgens verwachting", ""),
        ("Planning", "Volgens verwachting", ""),
        ("Budget", "Bijsturen", "Er is te weinig."),
    ]
    assert stand["teksten"][0] == {"kop": "Toelichting op de risico’s", "tekst": "Risico van najaar 2026."}
    assert [(r["omschrijving"], r["profiel_woord"], r["maatregel"]) for r in stand["risicos"]] == [
        ("Groot in najaar 2026", "Hoog", "Zoeken"),
        ("Klein in najaar 2026", "Laag", ""),
    ]
    assert stand["voorbeeld"] is False
    assert stand["wijzigingen"] == ["De kamer is open", "Het loket is dicht"]
    assert vries(date(2026, 5, 1))["standen"][0]["ronde"] == "Rapportage voorjaar 2026"
    assert vries(date(2026, 1, 1))["standen"] == []


def test_stand_die_niet_af_is_is_niet_gemeld(klein_programma, rondes):
    """Nor does the stand of an earlier round take its place: it would pass for the one of now."""
    factories.maak_opgavestand(ronde=rondes["voorjaar 2026"], opgave=klein_programma, **ALLES)
    half = factories.maak_opgavestand(
        ronde=rondes["najaar 2026"],
        opgave=klein_programma,
        **ALLES | {"planning": ""},
        risicoprofiel="Nog een ontwerp",
    )
    inhoud = vries(date(2026, 11, 25))
    assert inhoud["standen"] == []
    assert "Nog een ontwerp" not in als_json(inhoud).decode()
    assert "Voor deze opgave is nog geen stand gemeld." in boektekst(opmaak.als_html(inhoud))
    half.planning = "volgens_verwachting"
    half.save()
    assert [stand["opgave"] for stand in vries(date(2026, 11, 25))["standen"]] == [klein_programma.code]


@pytest.mark.parametrize("toestemming", [None, False])
def test_verhaal_zonder_toestemming_staat_er_niet_in(klein_programma, toestemming):
    factories.maak_verhaal(titel="Mag niet", acties=[Actie.objects.first()], toestemming=toestemming)
    assert vries()["verhalen"] == []


def test_verhaal_noemt_alleen_openbare_acties(klein_programma):
    open_, dicht = Actie.objects.get(titel="Flatcoach"), factories.maak_actie(opgave=klein_programma, titel="Dicht")
    Actie.objects.filter(pk=dicht.pk).update(zichtbaarheid=Zichtbaarheid.INTERN)
    verhaal = factories.maak_verhaal(
        titel="Mag wel", tekst="Zo ging het.", doel=open_.doel, acties=[dicht, open_], toestemming=True
    )
    verhaal.aantekening = "ALLEEN VOOR BEHEER"
    verhaal.save()
    assert vries()["verhalen"] == [
        {
            "titel": "Mag wel",
            "wie": "een bewoner",
            "tekst": "Zo ging het.",
            "doel_nummer": open_.doel.nummer,
            "acties": [open_.nummer],
        }
    ]


def test_verhaal_dat_alleen_over_een_interne_actie_gaat_noemt_haar_niet(klein_programma):
    actie = factories.maak_actie(opgave=klein_programma, titel="Dicht", zichtbaarheid=Zichtbaarheid.INTERN)
    factories.maak_verhaal(acties=[actie], toestemming=True)
    inhoud = vries()
    assert [verhaal["acties"] for verhaal in inhoud["verhalen"]] == [[]]
    assert actie.nummer not in als_json(inhoud).decode()


def test_geld_van_een_actie_die_niet_openbaar_is_telt_niet_mee(klein_programma):
    open_ = Actie.objects.get(titel="Flatcoach")
    dicht = factories.maak_actie(opgave=klein_programma, zichtbaarheid=Zichtbaarheid.CONCEPT)
    factories.maak_geldstroom(actie=open_, begroot="100.10", toegezegd="60.05", bron="Geheime gever")
    factories.maak_geldstroom(opgave=klein_programma, begroot=50)
    factories.maak_geldstroom(actie=dicht, begroot=999_999)
    inhoud = vries()
    (rij,) = inhoud["geld"]
    bedragen = Bedragen(**rij["bedragen"])
    assert bedragen.begroot == Decimal("150.10")
    assert (bedragen.ongedekt, bedragen.onzeker) == (Decimal("40.05"), Decimal(50))
    assert "Geheime gever" not in als_json(inhoud).decode()


def test_bedrag_per_eenheid_wordt_geteld_en_niet_opgeteld(klein_programma):
    factories.maak_geldstroom(opgave=klein_programma, eenheidsbedrag=5000, eenheid="euro per school")
    (rij,) = vries()["geld"]
    assert rij["per_eenheid"] == 1
    assert Bedragen(**rij["bedragen"]).leeg


def test_bemensing_van_nu_als_functie(klein_programma, projectleider):
    partner = factories.maak_partner(naam="Woej")
    plan = klein_programma.plannen.first()
    factories.maak_bemensing(plan=plan, partner=partner, rol=Bemensing.Rol.TREKKER, functie="bestuurder")
    gisteren = timezone.localdate() - timedelta(days=1)
    factories.maak_bemensing(opgave=klein_programma, partner=partner, functie="directeur", tot=gisteren)
    rijen = [rij for rij in vries()["bemensing"] if rij["partner"] == "Woej"]
    assert rijen == [
        {
            "opgave": klein_programma.code,
            "plan": plan.korte_naam,
            "rol": "Trekker",
            "functie": "bestuurder",
            "partner": "Woej",
            "aantal": None,
        }
    ]


def test_partners_staan_er_eenmaal_in_op_naam(klein_programma):
    for actie in Actie.objects.filter(titel__in=["Flatcoach", "Vrije tijd"]):
        for naam in ("Élan", "Zorg"):
            partner = factories.maak_partner(naam=naam) if actie.titel == "Flatcoach" else None
            partner = partner or Betrokkenheid.objects.get(partner__naam=naam).partner
            factories.maak_betrokkenheid(actie=actie, partner=partner)
    assert [rij["naam"] for rij in vries()["partners"]] == ["Bibliotheek", "Élan", "Fonds", "Vidomes", "Zorg"]
    assert {rij["soort"] for rij in vries()["partners"]} == {"Organisatie"}


def test_cijfer_van_een_doel_zegt_wat_de_kloof_deed(klein_programma, gebieden_met_kloof):
    doel = klein_programma.doelen.first()
    assert _cijfer(vries(), doel.nummer) == {
        "doel": doel.nummer,
        "indicator": "Buren die elkaar kennen",
        "zin": "Noord 50,0, gemeente 60,0 in 2024. Van de kloof uit 2022 is 50% weg.",
        "trend": "kleiner",
        "trend_woord": "kloof kleiner",
        "voorbeeld": False,
    }
    leeg = _cijfer(vries(), klein_programma.doelen.last().nummer)
    assert (leeg["zin"], leeg["indicator"]) == ("Er is nog geen indicator gekozen.", "")


@pytest.mark.parametrize(
    ("nu", "zin"),
    [
        (30, "De kloof uit 2022 is 50% groter geworden."),
        (40, "De kloof is even groot als in 2022."),
        (60, "De kloof uit 2022 is weg."),
        (65, "De kloof uit 2022 is weg."),
    ],
)
def test_kloof_in_woorden(klein_programma, gebieden_met_kloof, nu, zin):
    Meting.objects.filter(gebied__soort="programma", peiljaar=2024).update(waarde=nu)
    assert _cijfer(vries(), klein_programma.doelen.first().nummer)["zin"].endswith(f" in 2024. {zin}")


def test_cijfer_over_te_weinig_mensen_staat_er_niet(klein_programma, gebieden_met_kloof):
    Meting.objects.update(aantal_personen=9)
    cijfer = _cijfer(vries(), klein_programma.doelen.first().nummer)
    assert cijfer["zin"] == "Het gaat om te weinig mensen. Daarom staan de cijfers er niet."


@pytest.fixture
def gebieden_met_kloof(klein_programma):
    """The first doel with a gap of 20 in 2022 and of 10 in 2024."""
    noord = factories.maak_gebied(naam="Leidschendam-Noord", soort="programma")
    gemeente = factories.maak_gebied(naam="Leidschendam-Voorburg", soort="gemeente")
    indicator = factories.maak_indicator(doel=klein_programma.doelen.first(), naam="Buren die elkaar kennen")
    for gebied, jaar, waarde in ((noord, 2022, 40), (gemeente, 2022, 60), (noord, 2024, 50), (gemeente, 2024, 60)):
        factories.maak_meting(indicator=indicator, gebied=gebied, peiljaar=jaar, waarde=waarde)
