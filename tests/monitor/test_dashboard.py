"""The dashboard: counts that add up, what is off course and why, what changed, and the same queries at any size."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from acties.models import Actie, Geldstroom, Koers, Status, Voortgang, Zichtbaarheid
from acties.models.keuzes import LOPEND
from acties.services import maak_ongedaan, meld_voortgang
from governance.models import Focusonderwerp, Overlegorgaan, Vergadering
from monitor import dashboard
from monitor.views.dashboard import lees_sinds, maanden_terug
from opgaven.models import Gebied
from sterkvoornoord.geschiedenis import als
from tests.factories import (
    WACHTWOORD,
    maak_actie,
    maak_agendapunt,
    maak_besluit,
    maak_doel,
    maak_gebruiker,
    maak_geldstroom,
    maak_indicator,
    maak_meting,
    maak_orgaan,
    maak_vergadering,
    maak_voortgang,
)

ADRES = reverse("monitor:dashboard")
VANDAAG = date(2026, 11, 25)


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def dagen(aantal: int) -> date:
    return timezone.localdate() - timedelta(days=aantal)


def meld(actie, door, *, geleden: int = 0, **kw) -> Voortgang:
    """Report as the service does, so many days ago."""
    actie.refresh_from_db()
    uitleg = {"oorzaak": "De zaal is dicht.", "maatregel": "Wij zoeken een zaal."}
    gegevens = {"status": actie.status, "koers": Koers.VOLGENS_VERWACHTING, "toelichting": f"Melding {actie.versie}."}
    voortgang = meld_voortgang(
        actie=actie, door=door, versie=actie.versie, peildatum=dagen(geleden), **gegevens | uitleg | kw
    )
    if geleden:
        moment = timezone.now() - timedelta(days=geleden)
        Voortgang.objects.filter(pk=voortgang.pk).update(gemeld_op=moment)
    return voortgang


def in_focus(*, opgaven=(), **kw) -> Focusonderwerp:
    focus = Focusonderwerp.objects.create(**{"van": dagen(5), "tot": dagen(-50), **kw})
    focus.opgaven.set(opgaven)
    return focus


# ── Counts ───────────────────────────────────────────────────────────────────


RIJ = st.tuples(
    st.sampled_from(Status.values),
    st.sampled_from(["", *Koers.values]),
    st.none() | st.integers(0, 300),
    st.booleans(),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rijen=st.lists(RIJ, max_size=12))
def test_de_tellingen_per_opgave_tellen_op_tot_het_programma(beheerder, opgave, andere_opgave, rijen):
    Actie.objects.all().delete()
    for status, koers, oud, eerste in rijen:
        maak_actie(
            opgave=opgave if eerste else andere_opgave,
            status=status,
            koers=koers if status in LOPEND else "",
            stand_op=None if oud is None else dagen(oud),
        )
    overzicht = dashboard.tel(beheerder)
    standen = [stand for stand, _ in overzicht.opgaven]
    assert overzicht.totaal.totaal == sum(stand.totaal for stand in standen) == len(rijen)
    assert overzicht.totaal.per_koers == sum((s.per_koers for s in standen), start=type(standen[0].per_koers)())
    lopend = [rij for rij in rijen if rij[0] in LOPEND]
    assert overzicht.totaal.lopend == overzicht.totaal.per_koers.total() == len(lopend)
    assert overzicht.totaal.nooit == sum(rij[2] is None for rij in lopend)
    assert overzicht.totaal.verouderd == sum(rij[2] is not None and rij[2] > 100 for rij in lopend)
    assert overzicht.totaal.actueel == sum(rij[2] is not None and rij[2] <= 100 for rij in lopend)
    assert sum(overzicht.totaal.cellen) == len(rijen)


def test_in_het_kort_noemt_aantallen_en_geen_rapportcijfer(als_client, bestuurder, opgave):
    for koers in (Koers.BIJSTUREN, Koers.AANDACHTSPUNT, Koers.VOLGENS_VERWACHTING, Koers.VOLGENS_VERWACHTING, ""):
        maak_actie(opgave=opgave, koers=koers)
    maak_actie(opgave=opgave, status=Status.AFGEROND)
    maak_doel(opgave=opgave)
    html = tekst(als_client(bestuurder).get(ADRES))
    assert "Er lopen 5 acties. Bij 2 gaat het volgens verwachting. Van 1 kennen wij de koers nog niet." in html
    assert "Van geen enkel doel is de kloof met de gemeente al gemeten." in html
    assert "6 acties, 1 lopend zonder koers" in html


def test_een_lezer_telt_niet_wat_hij_niet_mag_zien(als_client, bestuurder, opgave, projectleider):
    concept = maak_actie(
        opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT, titel="Geheim plan", koers=Koers.BIJSTUREN
    )
    meld(concept, projectleider, koers=Koers.BIJSTUREN)
    maak_geldstroom(actie=concept, begroot=100)
    overzicht = dashboard.tel(bestuurder)
    assert overzicht.totaal.totaal == 0 and overzicht.geld.leeg
    assert "Geheim plan" not in tekst(als_client(bestuurder).get(ADRES))
    assert "Geheim plan" in tekst(als_client(projectleider).get(ADRES))


# ── What is off course ───────────────────────────────────────────────────────


def test_bijsturen_zegt_sinds_wanneer_waarom_wat_en_wie(als_client, bestuurder, actie, projectleider):
    for geleden, koers in (
        (200, Koers.BIJSTUREN),
        (90, Koers.VOLGENS_VERWACHTING),
        (60, Koers.BIJSTUREN),
        (5, Koers.BIJSTUREN),
    ):
        meld(actie, projectleider, geleden=geleden, koers=koers)
    (rij,) = dashboard.lees_lijsten(bestuurder).bijsturen
    assert (rij.sinds, rij.laatste_oorzaak, rij.penvoerder_naam) == (dagen(60), "De zaal is dicht.", "Vidomes")
    html = tekst(als_client(bestuurder).get(ADRES))
    for woorden in ("De zaal is dicht.", "Wij zoeken een zaal.", projectleider.functie, "Vidomes", "Bekijk de actie"):
        assert woorden in html


def test_een_ingetrokken_melding_telt_niet(bestuurder, actie, projectleider):
    meld(actie, projectleider, geleden=50, koers=Koers.AANDACHTSPUNT)
    maak_ongedaan(
        voortgang=meld(actie, projectleider, oorzaak="Vergissing.", koers=Koers.BIJSTUREN), door=projectleider
    )
    (rij,) = dashboard.lees_lijsten(bestuurder).bijsturen
    assert (rij.koers, rij.sinds, rij.laatste_oorzaak) == (Koers.AANDACHTSPUNT, dagen(50), "De zaal is dicht.")


def test_bijsturen_staat_voor_aandachtspunt_en_daarbinnen_het_langst_eerst(bestuurder, opgave, projectleider):
    for titel, koers, geleden in (
        ("let-oud", Koers.AANDACHTSPUNT, 90),
        ("stuur-nieuw", Koers.BIJSTUREN, 3),
        ("stuur-oud", Koers.BIJSTUREN, 40),
        *((f"let-{nr}", Koers.AANDACHTSPUNT, nr) for nr in range(1, 5)),
    ):
        meld(maak_actie(opgave=opgave, titel=titel), projectleider, koers=koers, geleden=geleden)
    titels = [rij.titel for rij in dashboard.lees_lijsten(bestuurder).bijsturen]
    assert titels == ["stuur-oud", "stuur-nieuw", "let-oud", "let-4", "let-3"]


def test_de_oudste_stand_staat_eerst_en_nooit_gemeld_nog_eerder(bestuurder, opgave):
    for titel, stand_op in (("nooit", None), ("oud", dagen(300)), ("minder oud", dagen(101)), ("actueel", dagen(100))):
        maak_actie(opgave=opgave, titel=titel, stand_op=stand_op)
    maak_actie(opgave=opgave, titel="klaar", status=Status.AFGEROND)
    assert [rij.titel for rij in dashboard.lees_lijsten(bestuurder).oud] == ["nooit", "oud", "minder oud"]


def test_zonder_meldingen_beweert_de_pagina_niet_dat_het_goed_gaat(als_client, bestuurder, actie):
    html = tekst(als_client(bestuurder).get(ADRES))
    assert "Nog niemand heeft een koers gemeld." in html
    assert "Geen enkele actie vraagt bijsturing" not in html
    assert "Er is nog geen voortgang gemeld." in html and "Er zijn nog geen bedragen bekend." in html


# ── What changed ─────────────────────────────────────────────────────────────


def test_nieuw_noemt_wat_anders_werd_en_niet_wat_bevestigd_werd(bestuurder, opgave, projectleider):
    actie = maak_actie(opgave=opgave, titel="Tuin", bron_code="a1", penvoerder=None)
    klaar = maak_actie(opgave=opgave, titel="Fiets", bron_code="a2")
    meld(actie, projectleider, geleden=200)
    meld(actie, projectleider, geleden=20, koers=Koers.BIJSTUREN)
    meld(actie, projectleider, geleden=10, koers=Koers.BIJSTUREN, toelichting="Hetzelfde, maar langer.")
    meld(klaar, projectleider, geleden=5, status=Status.AFGEROND, koers="")
    zinnen = [f"{w.titel} {w.zin}" for w in dashboard.gewijzigd_sinds(bestuurder, dagen(100))]
    assert zinnen == ["Fiets is afgerond", "Tuin kreeg de koers Bijsturen (was Volgens verwachting)"]
    assert len(dashboard.gewijzigd_sinds(bestuurder, dagen(300))) == 3
    assert dashboard.gewijzigd_sinds(bestuurder, dagen(1)) == []


def test_de_dag_zelf_telt_mee_vanaf_middernacht(bestuurder, actie, projectleider):
    voortgang = meld(actie, projectleider)
    dag = date(2026, 3, 5)
    middernacht = timezone.make_aware(datetime(2026, 3, 5))
    for moment, verwacht in ((middernacht, 1), (middernacht - timedelta(seconds=1), 0)):
        Voortgang.objects.filter(pk=voortgang.pk).update(gemeld_op=moment)
        gemeld = [w for w in dashboard.gewijzigd_sinds(bestuurder, dag) if not w.nieuw]
        assert len(gemeld) == verwacht


def test_een_actie_die_iemand_maakte_is_nieuw_en_een_geladen_actie_niet(bestuurder, opgave, programmateam):
    with als(programmateam):
        maak_actie(opgave=opgave, titel="Zelf gemaakt")
        maak_actie(opgave=opgave, titel="Geladen", bron_code="actie-1")
    (wijziging,) = dashboard.gewijzigd_sinds(bestuurder, dagen(1))
    assert (wijziging.titel, wijziging.zin, wijziging.wie) == (
        "Zelf gemaakt",
        "is een nieuwe actie",
        programmateam.functie,
    )


def test_wat_er_niet_meer_bij_past_staat_gevouwen(als_client, bestuurder, opgave, projectleider):
    for nr in range(9):
        meld(maak_actie(opgave=opgave, bron_code=f"a{nr}"), projectleider)
    assert "Nog 3 eerder" in tekst(als_client(bestuurder).get(ADRES))


@pytest.mark.parametrize(
    ("gevraagd", "dag", "fout"),
    [
        ("", date(2026, 8, 25), ""),
        ("2026-10-01", date(2026, 10, 1), ""),
        ("2026-11-25", VANDAAG, ""),
        ("morgen", date(2026, 8, 25), "geen datum"),
        ("2026-02-30", date(2026, 8, 25), "geen datum"),
        ("2026-11-26", date(2026, 8, 25), "moet nog komen"),
        ("0001-01-01", date(2026, 8, 25), "na 1 januari 2000"),
    ],
)
def test_de_dag_om_mee_te_vergelijken(gevraagd, dag, fout):
    kreeg, zin = lees_sinds(gevraagd, VANDAAG)
    assert kreeg == dag and fout in zin and bool(fout) == bool(zin)


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_maanden_terug_is_altijd_een_dag_in_die_maand(dag, aantal):
    terug = maanden_terug(dag, aantal)
    assert (dag.year * 12 + dag.month) - (terug.year * 12 + terug.month) == aantal
    assert terug.day <= dag.day


@pytest.mark.parametrize("sinds", ["morgen", "2099-01-01"])
def test_een_verkeerde_dag_zegt_wat_er_mis_is(als_client, bestuurder, sinds):
    antwoord = als_client(bestuurder).get(ADRES, {"sinds": sinds})
    assert antwoord.status_code == 400
    assert "<title>Fout:" in tekst(antwoord) and 'aria-invalid="true"' in tekst(antwoord)


def test_een_dag_die_men_kiest_staat_in_de_kop(als_client, bestuurder):
    html = tekst(als_client(bestuurder).get(ADRES, {"sinds": "2024-04-18"}))
    assert "Nieuw sinds 18 april 2024" in html and 'value="2024-04-18"' in html


# ── Money, doors and queries ─────────────────────────────────────────────────


def test_geld_per_opgave_is_dat_van_de_pagina_over_geld(als_client, bestuurder, actie):
    maak_geldstroom(actie=actie, begroot=1000, toegezegd=750, besteed=200, ontvangers=[])
    maak_geldstroom(actie=actie, begroot=500, toegezegd=500)
    html = tekst(als_client(bestuurder).get(ADRES))
    assert "Samen € 200 besteed van € 1.250 toegezegd" in html and "€ 250 niet gedekt" in html
    assert "voorbeeldcijfers" not in html
    maak_geldstroom(actie=actie, begroot=1, voorbeeld=True)
    assert "voorbeeldcijfers" in tekst(als_client(bestuurder).get(ADRES))


def test_zonder_rol_is_er_geen_dashboard_en_geen_menu_ernaartoe(als_client, zonder_rol, afgelopen_rol, bewoner):
    for gebruiker in (zonder_rol, afgelopen_rol):
        assert als_client(gebruiker).get(ADRES).status_code == 403
        assert f'href="{ADRES}"' not in tekst(als_client(gebruiker).get("/acties/"))
    assert als_client(bewoner).get(ADRES).status_code == 302
    assert f'href="{ADRES}"' not in tekst(als_client(bewoner).get("/"))


def test_wie_een_rol_heeft_ziet_het_dashboard_eerst_in_het_menu(als_client, partner):
    html = tekst(als_client(partner).get("/acties/"))
    assert html.index(f'href="{ADRES}"') < html.index('href="/monitor/"')
    assert als_client(partner).get(ADRES).status_code == 200
    assert als_client(partner).post(ADRES).status_code == 405


def test_bestuur_landt_op_het_dashboard_en_een_projectleider_op_mijn_werk(client, bestuurder, projectleider):
    for gebruiker, pad in ((bestuurder, ADRES), (projectleider, "/mijn-werk/")):
        antwoord = client.post("/account/login/", {"login": gebruiker.email, "password": WACHTWOORD})
        assert (antwoord.status_code, antwoord["Location"]) == (302, pad)
        client.logout()


def vul(opgaven, aantal: int, door) -> None:
    """So many acties over the opgaven, a third of them off course with reports that say so, with money."""
    acties = [
        maak_actie(opgave=opgaven[nr % 2], koers=Koers.values[nr % 3], stand_op=dagen(nr % 200)) for nr in range(65)
    ]
    for actie in acties[:20]:
        uitleg = {"oorzaak": "Het zit tegen.", "maatregel": "Wij doen iets."}
        maak_voortgang(
            actie=actie, gemeld_door=door, peildatum=dagen(9), koers=actie.koers, vorige_status=Status.IDEE, **uitleg
        )
        maak_geldstroom(actie=actie, begroot=100, toegezegd=40)
        maak_agendapunt(soort="besluit", gevraagd_besluit="Stem in.")
        maak_besluit()
    basis = {v.attname: getattr(acties[1], v.attname) for v in Actie._meta.concrete_fields if not v.primary_key}
    kopieen = [
        Actie(**basis | {"nummer": f"9.{nr}", "nummer_sortering": 5_000_000 + nr})
        for nr in range(aantal - len(acties))
    ]
    Actie.objects.bulk_create(kopieen, batch_size=500)


@pytest.mark.een_ronde(ronde="laatste")  # no database needs more questions than another
@pytest.mark.parametrize("rol", ["bestuurder", "projectleider", "programmateam"])
def test_hoogstens_twaalf_vragen_bij_65_en_bij_2000_acties(
    als_client, request, rol, opgave, andere_opgave, django_assert_max_num_queries
):
    client = als_client(request.getfixturevalue(rol))
    for o in (opgave, andere_opgave):
        indicator = maak_indicator(doel=maak_doel(opgave=o))
        for soort in ("programma", "gemeente"):
            gebied, _ = Gebied.objects.get_or_create(soort=soort, defaults={"naam": soort, "slug": soort})
            maak_meting(indicator=indicator, gebied=gebied)
        in_focus(titel=f"Samen aan {o.naam}", opgaven=[o])
    melder, aantallen = maak_gebruiker(), []
    for aantal in (65, 2000):
        Geldstroom.objects.all().delete()
        Actie.objects.all().delete()
        vul((opgave, andere_opgave), aantal, melder)
        with django_assert_max_num_queries(12) as vragen:
            antwoord = client.get(ADRES)
        assert dashboard.tel(melder).totaal.totaal == aantal
        assert antwoord.status_code == 200
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]


def test_het_dashboard_toont_waar_het_bestuur_nu_op_let(als_client, bestuurder, opgave, andere_opgave):
    assert "Er is nu geen focusonderwerp gekozen." in tekst(als_client(bestuurder).get(ADRES))
    nu = in_focus(titel="Iedereen leest mee", realisatie=40, stand="De taalhuizen zijn open.")
    nu.opgaven.set([opgave, andere_opgave])
    in_focus(titel="Was vorig jaar", van=dagen(400), tot=dagen(300))
    in_focus(titel="Komt nog", van=dagen(-10), tot=dagen(-300))
    antwoord = als_client(bestuurder).get(ADRES)
    [regel] = antwoord.context["focus"]
    assert (regel.pk, regel.tot) == (nu.pk, nu.tot)
    assert regel.opgaven == [(andere_opgave.code, andere_opgave.naam), (opgave.code, opgave.naam)]
    html = tekst(antwoord)
    assert "40 %" in html and "De taalhuizen zijn open." in html and nu.get_absolute_url() in html
    bestand = als_client(bestuurder).get(ADRES, {"export": "csv"})
    inhoud = b"".join(bestand.streaming_content).decode() if bestand.streaming else bestand.content.decode()
    regel = next(rij for rij in inhoud.splitlines() if "Iedereen leest mee" in rij)
    assert "Focus van het bestuur" in regel and opgave.naam in regel and "procent klaar" in regel
    assert "Was vorig jaar" not in inhoud and "Komt nog" not in inhoud


# ── Since the previous meeting ───────────────────────────────────────────────


def test_zonder_gekozen_dag_telt_de_vorige_vergadering_van_het_bestuur(als_client, bestuurder):
    bestuur = maak_orgaan(soort=Overlegorgaan.Soort.BESTUUR)
    for geleden, status in ((90, "gehouden"), (30, "gehouden"), (20, "geannuleerd"), (10, "concept"), (0, "gepland")):
        maak_vergadering(orgaan=bestuur, datum=dagen(geleden), status=Vergadering.Status(status))
    maak_vergadering(orgaan=maak_orgaan(soort=Overlegorgaan.Soort.WERKGROEP), datum=dagen(5))
    antwoord = als_client(bestuurder).get(ADRES)
    assert antwoord.context["sinds"] == dagen(30)
    assert "Toen was de vorige vergadering van het bestuur." in tekst(antwoord)
    anders = tekst(als_client(bestuurder).get(ADRES, {"sinds": dagen(3).isoformat()}))
    assert "Toen was" not in anders and "Sinds de vorige vergadering van het bestuur" in anders


# ── Export ───────────────────────────────────────────────────────────────────


def lees_csv(antwoord) -> list[dict]:
    inhoud = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(inhoud), delimiter=";"))


def test_het_bestand_heeft_alle_rijen_en_telt_op(als_client, bestuurder, opgave, projectleider):
    acties = [maak_actie(opgave=opgave, status=Status.IN_UITVOERING, titel=f"=1+{nr}") for nr in range(7)]
    for actie in acties:
        meld(actie, projectleider, koers=Koers.BIJSTUREN)
    maak_geldstroom(actie=acties[0], begroot="1000.50", toegezegd=200)
    rijen = lees_csv(als_client(bestuurder).get(ADRES, {"export": "csv"}))
    bij = [rij for rij in rijen if rij["Onderdeel"] == "Bijsturen en aandacht"]
    assert len(bij) == 7 > dashboard.RIJEN
    assert {rij["Naam"] for rij in bij} == {f"'=1+{nr}" for nr in range(7)}
    assert {(rij["Waarom"], rij["Wat doen we eraan"]) for rij in bij} == {
        ("De zaal is dicht.", "Wij zoeken een zaal.")
    }
    alles = [rij for rij in rijen if rij["Onderdeel"] == "Acties per status" and rij["Opgave"] == "Hele programma"]
    assert sum(int(rij["Waarde"]) for rij in alles) == 7
    geld = {rij["Wat"]: rij["Waarde"] for rij in rijen if rij["Onderdeel"] == "Geld"}
    assert geld == {"Begroot": "1000,50", "Toegezegd": "200,00", "Besteed": "", "Niet gedekt": "800,50"}


def test_het_bestand_vertelt_wat_nieuw_is_sinds_de_gekozen_dag(als_client, bestuurder, opgave, projectleider):
    oud, jong = (maak_actie(opgave=opgave, titel=naam, bron_code=naam) for naam in ("Oud", "Jong"))
    meld(oud, projectleider, geleden=40, koers=Koers.BIJSTUREN)
    meld(jong, projectleider, geleden=2, koers=Koers.BIJSTUREN)
    for geleden, namen in ((10, {"Jong"}), (50, {"Oud", "Jong"})):
        rijen = lees_csv(als_client(bestuurder).get(ADRES, {"export": "csv", "sinds": dagen(geleden).isoformat()}))
        assert {rij["Naam"] for rij in rijen if rij["Onderdeel"].startswith("Nieuw sinds")} == namen


def test_excel_houdt_getallen_en_datums(als_client, bestuurder, actie, projectleider):
    meld(actie, projectleider, koers=Koers.BIJSTUREN)
    antwoord = als_client(bestuurder).get(ADRES, {"export": "xlsx"})
    kop, *rijen = load_workbook(io.BytesIO(b"".join(antwoord.streaming_content))).active.values
    waarde, datum = kop.index("Waarde"), kop.index("Datum")
    assert any(isinstance(rij[waarde], int) for rij in rijen) and any(
        isinstance(rij[datum], datetime) for rij in rijen
    )


def test_een_verkeerde_export_of_dag_geeft_geen_bestand(als_client, bestuurder):
    vragen = (({"export": "pdf"}, "Kies Excel of CSV"), ({"export": "csv", "sinds": "morgen"}, "Dit is geen datum"))
    for vraag, zin in vragen:
        antwoord = als_client(bestuurder).get(ADRES, vraag)
        assert antwoord.status_code == 400 and zin in tekst(antwoord)
