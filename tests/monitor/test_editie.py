"""The page of an edition, its acts, and its other forms."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from governance.models import Besluit
from monitor.lezen import maak_bladen, toon_blad
from monitor.models import Publicatie, monitor_editie
from monitor.vastleggen import leg_vast
from sterkvoornoord.sloten import open_sloten
from tests import factories
from tests.monitor.conftest import vries
from tests.monitor.test_schema import GEGEVENS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geen_wachtrij")]
REDEN = "Bij actie 3.22 stond een verkeerd bedrag."


@pytest.fixture
def maak(programmateam):
    return lambda **kw: factories.maak_publicatie(aangevraagd_door=programmateam, **kw)


def url(naam, editie, *rest):
    return reverse(f"monitor:publicatie{naam}", args=[editie.pk, *rest])


# The page and its acts ---------------------------------------------------------------------------------------


def test_van_concept_tot_openbaar_via_de_pagina(maak, programmateam, als_client):
    editie, client = maak(), als_client(programmateam)
    besluit = factories.maak_besluit()
    assert str(besluit) in client.get(url("", editie)).text
    antwoord = client.post(url("-vaststellen", editie), {"besluit": besluit.pk}, follow=True)
    assert "is vastgesteld. Er verandert niets meer aan." in antwoord.text
    assert f"besluit {besluit.nummer}" in antwoord.text
    assert "Met welk besluit?" not in antwoord.text
    assert als_client().get(url("", editie)).status_code == 404
    antwoord = client.post(
        url("-publiceren", editie), {"publicatiedatum": timezone.localdate().isoformat()}, follow=True
    )
    assert "Iedereen kan haar lezen" in antwoord.text
    bezoeker = als_client().get(url("", editie))
    assert "Openbaar sinds" in bezoeker.text
    assert "<form" not in bezoeker.text.split('id="inhoud"')[1]
    assert editie.titel in als_client().get("/publicaties/").text


def test_besluit_is_een_link_voor_wie_het_mag_lezen(maak, als_client, bestuurder, partner):
    editie = maak(fase="gepubliceerd")
    erratum = maak(fase="gepubliceerd", titel="E", erratum_bij=editie, erratum_nummer=1, erratum_reden=REDEN)
    open_, besloten = editie.besluit, erratum.besluit
    with open_sloten(Besluit):
        Besluit.objects.filter(pk=besloten.pk).update(besloten=True)
    for wie, links in ((None, []), (partner, [open_]), (bestuurder, [open_])):
        pagina = (als_client(wie) if wie else als_client()).get(url("", editie)).text
        assert f"besluit {open_.nummer}" in pagina
        assert f"besluit {besloten.nummer}" in pagina
        assert [b for b in (open_, besloten) if f'href="{b.get_absolute_url()}"' in pagina] == links


def test_wat_niet_klopt_staat_bij_het_veld_en_er_verandert_niets(maak, programmateam, als_client):
    editie, client = maak(), als_client(programmateam)
    weg = factories.maak_besluit(uitkomst="afgewezen")
    antwoord = client.post(url("-vaststellen", editie), {"besluit": weg.pk})
    assert antwoord.status_code == 200
    assert "Er is 1 antwoord dat niet klopt" in antwoord.text
    assert "Kies een ander besluit" in antwoord.text
    assert "Zonder besluit is er niets vastgesteld" in client.post(url("-vaststellen", editie)).text
    editie.refresh_from_db()
    assert editie.fase == "concept"


def test_tweede_tab_hoort_wat_er_al_gebeurd_is(maak, programmateam, als_client):
    editie, client = maak(), als_client(programmateam)
    eerste, tweede = factories.maak_besluit(), factories.maak_besluit()
    client.post(url("-vaststellen", editie), {"besluit": eerste.pk})
    antwoord = client.post(url("-vaststellen", editie), {"besluit": tweede.pk}, follow=True)
    assert f"is al vastgesteld, met besluit {eerste.nummer}. Er is niets veranderd." in antwoord.text
    editie.refresh_from_db()
    assert editie.besluit == eerste


def test_publiceren_voor_vaststellen_en_erratum_bij_een_concept(maak, programmateam, als_client):
    editie, client = maak(), als_client(programmateam)
    morgen = {"publicatiedatum": (timezone.localdate() + timedelta(days=1)).isoformat()}
    assert "Stel haar eerst vast" in client.post(url("-publiceren", editie), morgen, follow=True).text
    assert "nieuw concept" in client.post(url("-erratum", editie), {"reden": REDEN}, follow=True).text
    editie.refresh_from_db()
    assert (editie.fase, Publicatie.objects.count()) == ("concept", 1)


def test_erratum_via_de_pagina_en_de_reden_gaat_niet_verloren(maak, programmateam, als_client):
    editie, client = maak(fase="gepubliceerd"), als_client(programmateam)
    assert "Schrijf in een zin" in client.post(url("-erratum", editie), {"reden": "fout"}).text
    assert "wordt gemaakt" in client.post(url("-erratum", editie), {"reden": REDEN}, follow=True).text
    antwoord = client.post(url("-erratum", editie), {"reden": "Nog een reden die ik typte."})
    assert "wordt al gemaakt" in antwoord.text
    assert "Nog een reden die ik typte." in antwoord.text
    assert Publicatie.objects.get(erratum_bij=editie).erratum_reden == REDEN


def test_reden_staat_bij_de_oude_en_de_nieuwe_editie(maak, als_client):
    editie = maak(fase="gepubliceerd")
    erratum = maak(
        fase="gepubliceerd", titel="Erratum 1 bij iets", erratum_bij=editie, erratum_nummer=1, erratum_reden=REDEN
    )
    client = als_client()
    oud, nieuw = client.get(url("", editie)).text, client.get(url("", erratum)).text
    assert REDEN in oud and REDEN in nieuw
    assert url("", erratum) in oud and url("", editie) in nieuw
    assert "Vervangen</span>" in oud


def test_bezoeker_hoort_niet_van_een_erratum_dat_nog_niet_openbaar_is(maak, als_client):
    editie = maak(fase="gepubliceerd")
    maak(fase="vastgesteld", titel="Erratum 1", erratum_bij=editie, erratum_nummer=1, erratum_reden=REDEN)
    tekst = als_client().get(url("", editie)).text
    assert "Erratum" not in tekst
    assert "Vervangen</span>" not in tekst


def test_baan_zonder_boek_leidt_naar_de_lijst(maak, programmateam, als_client):
    editie = maak(status="bezig")
    client = als_client(programmateam)
    assert client.get(url("", editie)).url == "/publicaties/"
    assert client.post(url("-vaststellen", editie), {"besluit": 1}).status_code == 404


def test_pagina_kost_een_vast_aantal_queries_en_laat_de_inhoud_liggen(
    maak, programmateam, als_client, django_assert_max_num_queries
):
    editie = maak(fase="gepubliceerd")
    for nummer in range(1, 6):
        maak(fase="vastgesteld", titel=f"E{nummer}", erratum_bij=editie, erratum_nummer=nummer, erratum_reden=REDEN)
    client = als_client(programmateam)
    with django_assert_max_num_queries(8) as gemeten:
        assert client.get(url("", editie)).status_code == 200
    assert not any('"inhoud"' in query["sql"] for query in gemeten.captured_queries)


# Files and data -----------------------------------------------------------------------------------------------


def test_json_is_byte_voor_byte_wat_het_controlegetal_zegt(maak, inhoud, als_client):
    editie = maak(fase="gepubliceerd", inhoud=inhoud)
    antwoord = als_client().get(url("-json", editie))
    assert hashlib.sha256(antwoord.content).hexdigest() == editie.inhoud_sha256
    assert json.loads(antwoord.content) == inhoud
    assert antwoord["Cache-Control"] == "public, max-age=31536000, immutable"
    zelfde = als_client().get(url("-json", editie), headers={"If-None-Match": antwoord["ETag"]})
    assert (zelfde.status_code, zelfde.content) == (304, b"")


def test_csv_heeft_een_regel_per_actie(maak, inhoud, als_client):
    antwoord = als_client().get(url("-csv", maak(fase="gepubliceerd", inhoud=inhoud)))
    regels = antwoord.content.decode("utf-8-sig").splitlines()
    assert regels[0].startswith("Nummer;Titel;Opgave")
    assert len(regels) == 1 + len(inhoud["acties"])
    assert any("Vidomes" in regel and "Tuinkamer van Noord" in regel for regel in regels)
    assert "no-store" in antwoord["Cache-Control"]


def test_csv_van_een_monitor_heeft_een_regel_per_meting(maak, klein_programma, als_client):
    indicator = factories.maak_indicator(doel=klein_programma.doelen.first(), naam="Samenhang")
    wat = monitor_editie(timezone.localdate())
    factories.maak_meting(indicator=indicator, gebied=factories.maak_gebied(), peiljaar=wat["periode_tot"].year)
    openbaar = wat["peildatum"]
    editie = maak(**wat | {"publicatiedatum": openbaar}, fase="gepubliceerd", inhoud=leg_vast(wat))
    tekst = als_client().get(url("-csv", editie)).content.decode("utf-8-sig")
    assert tekst.startswith("Doel;Titel van het doel;Indicator")
    assert "Samenhang" in tekst
    assert als_client().get(url("-lezen", editie)).status_code == 200


@pytest.mark.parametrize(("fase", "regel"), [("concept", "no-store"), ("vastgesteld", "no-cache")])
def test_wat_niet_openbaar_is_bewaart_niemand_anders(fase, regel, maak, programmateam, als_client):
    editie = maak(fase=fase)
    for naam in ("-json", "-pdf", "-kort-pdf"):
        antwoord = als_client(programmateam).get(url(naam, editie))
        assert regel in antwoord["Cache-Control"]
        assert "private" in antwoord["Cache-Control"]


def test_vervalst_bestand_wordt_niet_gegeven(maak, als_client, caplog):
    editie = maak(fase="gepubliceerd")
    opslag = editie.bestand.storage
    assert b"".join(als_client().get(url("-pdf", editie)).streaming_content) == b"%PDF-1.7 proef"
    opslag.delete(editie.bestand.name)
    opslag.save(editie.bestand.name, ContentFile(b"%PDF-1.7 vervalst"))
    antwoord = als_client().get(url("-pdf", editie))
    assert antwoord.status_code == 500
    assert "niet meer wat is vastgesteld" in antwoord.text
    assert "controlegetal" in caplog.text


# Reading on the web -------------------------------------------------------------------------------------------


def test_brede_tabellen_staan_in_een_vak_met_een_naam(inhoud):
    """Named by the caption or by the heading above; the small tables of a card are left as they are."""
    bladen = maak_bladen(inhoud, "abc")
    html = "".join(str(toon_blad(bladen, blad, "/lezen/")) for blad in bladen)
    vakken = re.findall(r'<div class="svn-boek-tabelvak" role="group" tabindex="0" aria-label="([^"]+)"><table', html)
    assert len(vakken) == len(re.findall(r'<table class="(?:standtabel|aspecten|prestatielijst|partnertabel)', html))
    assert vakken[:1] == ["Aantal acties per status"]
    assert "Fijn en veilig wonen" in vakken  # a list of results without a caption
    assert '"><table class="prestaties"' not in html


def test_hele_boek_staat_op_het_web_en_elke_link_komt_ergens_uit(inhoud):
    bladen = maak_bladen(inhoud, "abc")
    html = {blad.sleutel: str(toon_blad(bladen, blad, "/lezen/")) for blad in bladen}
    alles = "".join(html.values())
    for actie in inhoud["acties"]:
        assert alles.count(f'<article class="kaart" id="actie-{actie["nummer"].replace(".", "-")}"') == 1
        assert actie["titel"] in alles
    ankers = {sleutel: set(re.findall(r'id="([^"]+)"', tekst)) for sleutel, tekst in html.items()}
    links = [(sleutel, href) for sleutel, tekst in html.items() for href in re.findall(r'href="([^"]+)"', tekst)]
    assert len(links) > 20
    for sleutel, href in links:
        pad, _, anker = href.partition("#")
        doel = pad.removeprefix("/lezen/").strip("/") if pad else sleutel
        assert anker in ankers[doel], (sleutel, href)


def test_grote_opgave_is_verdeeld_en_blijft_heel(inhoud):
    eerste = inhoud["acties"][0]
    inhoud["acties"] = [{**eerste, "nummer": f"3.{nr}", "bron_code": None} for nr in range(200, 350)]
    inhoud["verhalen"] = []
    bladen = maak_bladen(inhoud, "abc")
    van_opgave = [blad for blad in bladen if blad.css]
    assert len(van_opgave) == 3
    html = [str(toon_blad(bladen, blad, "/lezen/")) for blad in van_opgave]
    assert [tekst.count("<article") for tekst in html] == [50, 50, 50]
    assert all("Buren kennen elkaar" in tekst for tekst in html)
    assert [blad.kop for blad in van_opgave] == ["", "Fijn en veilig wonen, deel 2", "Fijn en veilig wonen, deel 3"]


def test_lezen_kost_de_tweede_keer_weinig(maak, inhoud, als_client, django_assert_max_num_queries):
    editie = maak(fase="gepubliceerd", inhoud=inhoud)
    client = als_client()
    eerste = client.get(url("-lezen", editie))
    with django_assert_max_num_queries(2) as gemeten:
        tweede = client.get(url("-lezen", editie))
    assert tweede.text == eerste.text
    assert not any('"inhoud"' in query["sql"] for query in gemeten.captured_queries)
    assert client.get(url("-lezen-blad", editie, "opgave-3")).status_code == 200
    assert client.get(url("-lezen-blad", editie, "opgave-9")).status_code == 404


def test_oude_editie_is_ook_te_lezen(maak, als_client):
    oud = json.loads((GEGEVENS / "projectenboek-schema-1.json").read_text())
    editie = maak(fase="gepubliceerd", inhoud=oud)
    tekst = als_client().get(url("-lezen", editie)).text
    assert "In het kort" in tekst
    assert "Wat het oplevert" not in tekst


def test_wijzigingen_leiden_naar_het_hoofdstuk(maak, inhoud, als_client):
    maak(fase="gepubliceerd", titel="Projectenboek van vorig jaar", inhoud=inhoud)
    Publicatie.objects.filter(fase="concept").delete()
    editie = maak(
        fase="gepubliceerd", titel="Nieuw boek", periode_van=timezone.localdate() - timedelta(days=900),
        inhoud=vries(), wijzigingen="Vergeleken met vorig jaar. Er is niets veranderd.",
    )  # fmt: skip
    tekst = als_client().get(url("", editie)).text
    assert "Er is niets veranderd." in tekst
    assert als_client().get(url("-lezen-blad", editie, "verschillen")).status_code == 200


# The admin -----------------------------------------------------------------------------------------------------


def test_beheer_laat_het_leven_zien_en_verandert_er_niets_aan(maak, beheerder, als_client):
    editie, client = maak(fase="gepubliceerd"), als_client(beheerder)
    pad = reverse("admin:monitor_publicatie_change", args=[editie.pk])
    tekst = client.get(pad).text
    assert editie.bestand_sha256 in tekst
    assert editie.besluit.nummer in tekst
    assert client.post(pad, {"titel": "Iets anders"}).status_code == 403
    assert (
        client.post(reverse("admin:monitor_publicatie_delete", args=[editie.pk]), {"post": "yes"}).status_code == 403
    )
    editie.refresh_from_db()
    assert editie.fase == "gepubliceerd"
