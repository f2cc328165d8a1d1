"""The list of acties: what it shows to whom, and that its cost does not grow."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acties.models import Actie, Status, Zichtbaarheid
from tests.factories import maak_actie, maak_betrokkenheid, maak_doel, maak_gebied, maak_partner, maak_plan

URL = "/acties/"


def tekst(antwoord) -> str:
    return antwoord.content.decode()


@pytest.mark.parametrize(
    "rol",
    [
        "bewoner",
        "partner",
        "trekker",
        "bestuurder",
        "projectleider",
        "andere_projectleider",
        "programmateam",
        "beheerder",
    ],
)
def test_iedereen_ziet_de_lijst_en_alleen_wat_hij_mag_zien(rol, request, als_client, actie):
    gebruiker = request.getfixturevalue(rol)
    for z in (Zichtbaarheid.CONCEPT, Zichtbaarheid.INTERN):
        maak_actie(plan=actie.plan, titel=f"Dit is {z.value}", zichtbaarheid=z)
    antwoord = als_client(gebruiker).get(URL)
    assert antwoord.status_code == 200
    mag = set(Actie.objects.zichtbaar_voor(gebruiker))
    for rij in Actie.objects.all():
        assert (f">{rij.titel}<" in tekst(antwoord)) is (rij in mag)
    assert antwoord.context["facetten"].totaal == len(mag)


def test_een_rij_zegt_wat_er_is_en_wat_er_ontbreekt(als_client, actie, opgave):
    actie.doel = maak_doel(opgave=opgave, nummer="3.6", volgnummer=6, korte_naam="Verbonden")
    actie.stand_op = timezone.localdate() - timedelta(days=12)
    actie.koers = "aandachtspunt"
    actie.save()
    maak_actie(opgave=opgave, titel="Kaal")
    rijen = als_client().get(URL).context["object_list"]
    met, zonder = rijen
    assert (met["url"], met["doel__nummer"], met["penvoerder_naam"], met["dagen"]) == (
        "/acties/3.22/",
        "3.6",
        "Vidomes",
        12,
    )
    assert (zonder["doel__nummer"], zonder["penvoerder_naam"], zonder["dagen"]) == (None, None, None)
    pagina = tekst(als_client().get(URL))
    for zin in ("3.6 Verbonden", "12 dagen", "Aandachtspunt", "nog geen doel", "nog geen penvoerder", "nooit gemeld"):
        assert zin in pagina


def test_kop_telt_acties_opgaven_en_gevonden(als_client, actie, andere_opgave):
    maak_actie(opgave=andere_opgave)
    pagina = " ".join(tekst(als_client().get(URL + "?opgave=FVW")).split())
    assert "2 acties in 2 opgaven. Er is nog geen voortgang gemeld." in pagina
    assert "1 actie gevonden" in pagina
    Actie.objects.update(stand_op="2024-10-29")
    assert "Laatste voortgang gemeld op 29 oktober 2024." in tekst(als_client().get(URL))


def test_lege_lijst_zegt_wat_u_kunt_doen(als_client, actie):
    pagina = tekst(als_client().get(URL + "?q=xylofoonles"))
    assert "Geen acties gevonden" in pagina
    assert "Haal een filter weg" in pagina
    Actie.objects.all().delete()
    assert "Er zijn nog geen acties." in tekst(als_client().get(URL))


# Filters on the page ----------------------------------------------------------------------------------------


def test_elke_chip_haalt_precies_een_waarde_weg(als_client, actie, organisatie):
    wijk = maak_gebied(naam="Prinsenhof", slug="prinsenhof")
    actie.gebieden.add(wijk)
    vraag = "?q=tuinkamer&opgave=FVW&status=idee&status=in_uitvoering&partner=vidomes&wijk=prinsenhof&sorteer=-actie"
    antwoord = als_client().get(URL + vraag + "&pagina=1&utm=x")
    chips = {label: url.removeprefix(URL + "?") for label, url in antwoord.context["paneel"].chips()}
    assert list(chips) == [
        "‘tuinkamer’",
        "Fijn en veilig wonen",
        "Idee",
        "In uitvoering",
        "Vidomes",
        "Prinsenhof",
    ]
    alles = parse_qs(vraag[1:])
    assert parse_qs(chips["Idee"]) == alles | {"status": ["in_uitvoering"]}
    assert parse_qs(chips["Vidomes"]) == {k: v for k, v in alles.items() if k != "partner"}
    assert "Filters (6)" in tekst(antwoord)


def test_laatste_chip_leidt_naar_de_lijst_zonder_vraag(als_client, actie):
    assert f'class="svn-chip" href="{URL}"' in tekst(als_client().get(URL + "?status=idee"))


def test_formulier_houdt_vast_wat_er_is_gekozen(als_client, trekker, actie):
    plan = maak_plan(opgave=actie.plan.opgave, slug="jongeren", korte_naam="Jongeren")
    pagina = tekst(als_client(trekker).get(URL + "?q=Tuin%22%3E&status=in_uitvoering&van-mij=1&plan=jongeren"))
    assert 'value="Tuin&quot;&gt;"' in pagina
    assert 'name="status" value="in_uitvoering" checked' in pagina
    assert 'name="van-mij" value="1" checked' in pagina
    assert f'<input type="hidden" name="plan" value="{plan.slug}">' in pagina


@pytest.mark.parametrize(
    ("vraag", "schoon"),
    [
        ("?q=&doel=&sorteer=", URL),
        ("?q=tuin&doel=&status=idee&status=", URL + "?q=tuin&status=idee"),
        ("?pagina=&status=onzin", URL + "?status=onzin"),
    ],
)
def test_wat_niet_is_ingevuld_gaat_uit_het_adres(als_client, actie, vraag, schoon):
    antwoord = als_client().get(URL + vraag)
    assert (antwoord.status_code, antwoord["Location"]) == (302, schoon)
    assert als_client().get(schoon).status_code == 200


def test_alleen_wie_is_ingelogd_kan_zijn_eigen_acties_kiezen(als_client, trekker, actie):
    assert 'name="van-mij"' not in tekst(als_client().get(URL))
    assert 'name="van-mij"' in tekst(als_client(trekker).get(URL))


def test_wijk_zegt_hoeveel_acties_er_geen_noemen(als_client, actie, opgave):
    actie.gebieden.add(maak_gebied(slug="prinsenhof"))
    for _ in range(3):
        maak_actie(opgave=opgave)
    assert "3 acties noemen geen wijk en staan hier niet bij." in tekst(als_client().get(URL + "?wijk=prinsenhof"))
    assert "noemen geen wijk" not in tekst(als_client().get(URL))
    assert "noemen geen wijk" not in tekst(als_client().get(URL + "?wijk=geen"))


def test_status_die_nergens_voorkomt_is_geen_keuze_tenzij_gekozen(als_client, actie):
    assert 'value="gestopt"' not in tekst(als_client().get(URL))
    assert 'value="gestopt" checked' in tekst(als_client().get(URL + "?status=gestopt"))


# Sorting and pages -------------------------------------------------------------------------------------------


def test_kop_van_een_kolom_sorteert_en_keert_om(als_client, actie):
    koppen = {k.sleutel: k for k in als_client().get(URL + "?status=idee&sorteer=actie").context["paneel"].koppen()}
    assert koppen["actie"].richting == "ascending"
    assert koppen["actie"].vraag.urlencode() == "status=idee&sorteer=-actie"
    assert koppen["status"].richting == ""
    assert koppen["status"].vraag.urlencode() == "status=idee&sorteer=status"
    pagina = tekst(als_client().get(URL))
    assert pagina.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a class="svn-sorteer" id="sorteer-koers"' in pagina


@pytest.fixture
def veel(opgave):
    return [maak_actie(opgave=opgave, titel=f"Nummer {n:03}") for n in range(60)]


def test_paginas_houden_de_vraag_en_samen_is_alles_er_een_keer(als_client, veel):
    assert len(als_client().get(URL).context["object_list"]) == 25
    gezien = []
    volgende = URL + "?sorteer=-nummer&opgave=FVW"
    while volgende:
        antwoord = als_client().get(volgende)
        gezien += [rij["titel"] for rij in antwoord.context["object_list"]]
        pagina = antwoord.context["page_obj"]
        links = [deel.split('"')[0] for deel in tekst(antwoord).split('href="')[1:] if 'rel="next"' in deel[:300]]
        assert bool(links) is pagina.has_next()
        volgende = URL + links[0].replace("&amp;", "&") if links else None
    assert gezien == [actie.titel for actie in reversed(veel)]


@pytest.mark.parametrize(
    ("pagina", "nummer", "melding"),
    [
        ("2", 2, ""),
        ("999", 3, "U ziet de laatste pagina."),
        ("9" * 20, 3, "U ziet de laatste pagina."),
        ("9" * 5000, 1, "U ziet de eerste pagina."),
        ("0", 1, "U ziet de eerste pagina."),
        ("-1", 1, "U ziet de eerste pagina."),
        ("abc", 1, "U ziet de eerste pagina."),
        ("%00", 1, "U ziet de eerste pagina."),
        ("1.5", 1, "U ziet de eerste pagina."),
    ],
)
def test_pagina_die_niet_bestaat(als_client, veel, pagina, nummer, melding):
    antwoord = als_client().get(f"{URL}?pagina={pagina}")
    assert antwoord.status_code == 200
    assert antwoord.context["page_obj"].number == nummer
    assert antwoord.context["object_list"]
    assert ("Deze pagina bestaat niet." in tekst(antwoord)) is bool(melding)
    assert melding in tekst(antwoord)


# Nonsense ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "vraag",
    ["status=onzin", "koers=%00", "q=" + "x" * 5000, "doel=9.9", "q=%00", "sorteer=;drop", "van-mij=1", "wijk=%ff%fe"],
)
def test_foute_vraag_zegt_wat_er_fout_is_en_toont_geen_acties(als_client, actie, vraag):
    antwoord = als_client().get(f"{URL}?{vraag}")
    assert antwoord.status_code == 200
    assert list(antwoord.context["object_list"]) == []
    pagina = tekst(antwoord)
    assert "Deze vraag begrijpen wij niet" in pagina
    assert "<title>Fout:" in pagina
    sleutel = vraag.split("=")[0]
    [(fout, zonder)] = antwoord.context["paneel"].fouten
    assert fout.sleutel == sleutel
    assert zonder == URL
    assert len(pagina) < 100_000


def test_tekst_uit_het_adres_komt_niet_als_opmaak_in_de_pagina(als_client, actie):
    pagina = tekst(als_client().get(URL + "?q=<script>alert(1)</script>&sorteer=-actie"))
    assert "<script>alert" not in pagina


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_lijst_is_om_te_lezen(als_client, beheerder, methode):
    assert getattr(als_client(beheerder), methode)(URL).status_code == 405


# Downloads ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_download_met_de_vraag_van_de_pagina(als_client, actie, soort):
    pagina = tekst(als_client().get(URL + "?status=in_uitvoering&sorteer=actie&pagina=1"))
    links = [deel.split('"')[0].replace("&amp;", "&") for deel in pagina.split('href="')[1:]]
    [link] = [link for link in links if f"export={soort}" in link]
    assert parse_qs(urlsplit(link).query) == {"status": ["in_uitvoering"], "sorteer": ["actie"], "export": [soort]}
    antwoord = als_client().get(URL + link)
    assert antwoord.status_code == 200
    assert f'filename="acties-{timezone.localdate():%Y-%m-%d}.{soort}"' in antwoord["Content-Disposition"]


def test_geen_download_als_er_niets_is_gevonden(als_client, actie):
    assert "export=" not in tekst(als_client().get(URL + "?q=xylofoon"))


@pytest.mark.parametrize("vraag", ["export=pdf", "export=", "export=%00", "export=csv&status=onzin"])
def test_download_die_niet_kan(als_client, actie, vraag):
    antwoord = als_client().get(f"{URL}?{vraag}")
    assert antwoord.status_code == 400
    assert ("Kies Excel of CSV." in tekst(antwoord)) is ("onzin" not in vraag)
    assert ("Deze vraag begrijpen wij niet" in tekst(antwoord)) is ("onzin" in vraag)


# Cost -------------------------------------------------------------------------------------------------------

ZWAAR = "?q=actie&opgave=FVW&status=in_uitvoering&koers=geen&wijk=geen&geen-actuele-stand=1&sorteer=penvoerder"


@pytest.mark.een_ronde(ronde="laatste")  # no database needs more questions than another
@pytest.mark.parametrize(
    ("rol", "vraag"),
    [
        ("programmateam", ""),
        ("programmateam", ZWAAR),
        ("projectleider", "?sorteer=penvoerder"),
        ("projectleider", ZWAAR + "&van-mij=1"),
        ("trekker", ""),
        ("trekker", ZWAAR + "&van-mij=1"),
    ],
)
def test_hoogstens_tien_vragen_aan_de_database_hoeveel_acties_er_ook_zijn(
    rol, vraag, request, als_client, opgave, organisatie
):
    client = als_client(request.getfixturevalue(rol))
    aantallen = []
    for erbij in (5, 55):
        for _ in range(erbij):
            nieuw = maak_actie(opgave=opgave, penvoerder=organisatie, doel=maak_doel(opgave=opgave))
            maak_betrokkenheid(actie=nieuw, partner=maak_partner(aliassen=("ook zo",)))
        with CaptureQueriesContext(connection) as vragen:
            antwoord = client.get(URL + vraag)
        assert antwoord.context["object_list"]
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1] <= 10


def test_alle_statussen_hebben_een_woord(als_client, opgave):
    for status in Status:
        maak_actie(opgave=opgave, status=status)
    pagina = tekst(als_client().get(URL))
    assert all(f'value="{status}"' in pagina for status in Status)
