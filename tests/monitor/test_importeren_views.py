"""The pages of the import, in the order of its steps."""

import io
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from monitor.importeren.koppelen import Koppeling
from monitor.importeren.tabel import MAX_BYTES
from monitor.models import Importbestand, Kolomkoppeling, Meting
from tests import factories

pytestmark = pytest.mark.django_db
CSV = "Cijfers wijken 2023\nGebied;Aantal;Laag inkomen\nNL00;1;7\nWK191602  ;900;11,2\nGM1916    ;78000;5,4\n"


@pytest.fixture
def gebieden():
    factories.maak_gebied(naam="Prinsenhof", cbs_code="WK191602")
    factories.maak_gebied(naam="Leidschendam-Voorburg", cbs_code="GM1916", soort="gemeente")


@pytest.fixture
def indicator():
    return factories.maak_indicator(naam="Laag inkomen", code="laag-inkomen")


@pytest.fixture
def client(als_client, programmateam):
    return als_client(programmateam)


def stuur(client, inhoud: str | bytes = CSV, naam="cijfers.csv", **kw):
    inhoud = inhoud.encode() if isinstance(inhoud, str) else inhoud
    return client.post(reverse("monitor:importeren"), {"bestand": SimpleUploadedFile(naam, inhoud)}, **kw)


KEUZE = {"gebied": "0", "jaarsoort": "vast", "jaar": "2023", "bron": "CBS KWB", "kolom_2": "laag-inkomen"}


def test_van_bestand_tot_opgeslagen(client, gebieden, indicator, programmateam):
    antwoord = stuur(client)
    bestand = Importbestand.objects.get()
    assert antwoord.url == reverse("monitor:import-koppelen", args=[bestand.pk])
    assert (bestand.door, bestand.door_als, bestand.grootte) == (programmateam, "Programmamanager", len(CSV))

    pagina = client.get(antwoord.url).content.decode()
    assert "Indicator voor Laag inkomen" in pagina
    assert 'value="2023"' in pagina  # the title says so
    antwoord = client.post(antwoord.url, KEUZE)
    assert antwoord.url == reverse("monitor:import", args=[bestand.pk])

    antwoord = client.get(antwoord.url)
    assert not Meting.objects.exists()
    assert antwoord.context["voorstel"].tellingen == {"nieuw": 2}
    assert "1 rij over andere gebieden" in antwoord.content.decode()
    antwoord = client.post(bestand.get_absolute_url(), {"afdruk": antwoord.context["voorstel"].afdruk}, follow=True)
    assert "Opgeslagen: 2 nieuw, 0 gewijzigd." in antwoord.content.decode()
    assert {m.gebied.naam: (m.waarde, m.peiljaar, m.bron) for m in Meting.objects.all()} == {
        "Prinsenhof": (Decimal("11.2"), 2023, "CBS KWB"),
        "Leidschendam-Voorburg": (Decimal("5.4"), 2023, "CBS KWB"),
    }


def test_de_tweede_keer_is_de_koppeling_bekend_en_verandert_er_niets(client, gebieden, indicator):
    for _ in range(2):
        antwoord = stuur(client, follow=True)
        if antwoord.request["PATH_INFO"].endswith("/kolommen/"):
            antwoord = client.post(antwoord.request["PATH_INFO"], KEUZE, follow=True)
        pagina = antwoord.content.decode()
        client.post(antwoord.request["PATH_INFO"], {"afdruk": antwoord.context["voorstel"].afdruk})
    assert Kolomkoppeling.objects.count() == 1
    assert "Er verandert niets." in pagina
    assert "opslaan</button>" not in pagina
    assert Meting.objects.count() == 2


@pytest.mark.parametrize(
    ("inhoud", "naam", "zegt"),
    [
        (b"", "a.csv", "Dit bestand is leeg."),
        (b"%PDF-1.7", "a.pdf", "Wij lezen alleen CSV"),
        (b"Gebied;a\nGM0363;1\nGM0599;2\n", "a.csv", "geen gebied van het programma"),
    ],
)
def test_een_bestand_dat_niet_gaat(client, gebieden, inhoud, naam, zegt):
    antwoord = stuur(client, inhoud, naam)
    assert antwoord.status_code == 200
    assert zegt in antwoord.content.decode()
    assert not Importbestand.objects.exists()


def test_vijftig_mb_wordt_niet_eens_gelezen(client):
    antwoord = client.generic(
        "POST",
        reverse("monitor:importeren"),
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="50000000",
    )
    assert antwoord.status_code == 413
    assert "Uw bestand is te groot" in antwoord.content.decode()


def test_meer_dan_twintig_mb(client):
    antwoord = stuur(client, b"x" * (MAX_BYTES + 1))
    assert antwoord.status_code == 200
    assert "groter dan 20 MB" in antwoord.content.decode()


def test_zonder_bestand(client):
    assert "Kies een bestand." in client.post(reverse("monitor:importeren")).content.decode()


def test_de_naam_van_een_bestand_is_nooit_een_pad_en_html_blijft_tekst(client, gebieden, settings, tmp_path):
    kwaad = "<script>alert(1)</script>"
    stuur(client, f"Gebied;{kwaad};Jaar\nWK191602;1;2023\n", naam="..\\..\\x<b>.csv")
    bestand = Importbestand.objects.get()
    assert "/" not in bestand.naam
    assert "\\" not in bestand.naam
    pagina = client.get(reverse("monitor:import-koppelen", args=[bestand.pk])).content.decode()
    assert kwaad not in pagina
    assert "&lt;script&gt;" in pagina
    assert "x<b>.csv" not in pagina
    assert not list(tmp_path.rglob("*.csv"))


@pytest.mark.parametrize(
    ("wijziging", "zegt"),
    [
        ({"kolom_2": ""}, "Kies bij minstens 1 kolom een indicator."),
        ({"jaar": ""}, "Vul het jaar in waar alle cijfers over gaan."),
        ({"jaar": "12"}, "Vul een jaar in vanaf 1990."),
        ({"jaarsoort": "kolom"}, "Kies de kolom waarin het jaar staat."),
        ({"jaarsoort": "kop"}, "Boven deze kolom staat geen jaar."),
        ({"bron": ""}, "Vul in waar de cijfers vandaan komen."),
        ({"kolom_1": "laag-inkomen"}, "Deze indicator koos u bij meer dan 1 kolom."),
        ({"gebied": "2"}, "In deze kolom staat het gebied of het jaar."),
        ({"kolom_2": "bestaat-niet"}, "kolom_2"),
    ],
)
def test_een_keuze_die_niet_kan(client, gebieden, indicator, wijziging, zegt):
    stuur(client)
    bestand = Importbestand.objects.get()
    antwoord = client.post(reverse("monitor:import-koppelen", args=[bestand.pk]), KEUZE | wijziging)
    assert antwoord.status_code == 200
    assert zegt in antwoord.content.decode()
    bestand.refresh_from_db()
    assert bestand.koppeling is None


def _te_bekijken(rijen=5) -> Importbestand:
    indicator = factories.maak_indicator(code="reeks", eenheid="schaal")
    wijk = factories.maak_gebied(naam="Amstelwijk")
    koppeling = Koppeling(gebied=0, bron="CBS", jaarkolom=1, kolommen={2: indicator.code})
    cellen = [["Gebied", "Jaar", "a"], *([wijk.naam, str(1990 + nr), "5"] for nr in range(rijen))]
    return factories.maak_importbestand(cellen, koppeling=koppeling)


def test_nakijken_kost_evenveel_vragen_bij_weinig_als_bij_veel(client, django_assert_num_queries):
    klein, groot = _te_bekijken(2), None
    Meting.objects.all().delete()
    client.get(klein.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(klein.get_absolute_url())
    factories.maak_gebied()
    groot = factories.maak_importbestand(
        [["Gebied", "Jaar", "a"], *(["Amstelwijk", str(1990 + nr), "5"] for nr in range(100))],
        koppeling=Koppeling.uit_json(klein.koppeling),
    )
    with django_assert_num_queries(8):
        client.get(groot.get_absolute_url())


def test_vijftig_regels_op_een_pagina_en_filter_op_soort(client):
    bestand = _te_bekijken(100)
    antwoord = client.get(bestand.get_absolute_url())
    assert len(antwoord.context["regels"]) == 50
    antwoord = client.get(f"{bestand.get_absolute_url()}?{urlencode({'soort': 'gelijk'})}")
    assert antwoord.context["regels"] == []
    assert client.get(f"{bestand.get_absolute_url()}?pagina=99").status_code == 200
    assert client.get(f"{bestand.get_absolute_url()}?soort=onzin").status_code == 200


def test_met_een_fout_is_er_geen_knop(client, gebieden, indicator):
    koppeling = Koppeling(gebied=0, bron="CBS", jaarkolom=1, kolommen={2: "laag-inkomen"})
    bestand = factories.maak_importbestand(
        [["Gebied", "Jaar", "a"], ["WK191602", "2022", "5"], ["WK191602", "2023", "n.v.t."]], koppeling=koppeling
    )
    antwoord = client.get(bestand.get_absolute_url())
    pagina = antwoord.content.decode()
    assert "Verbeter eerst 1 fout" in pagina and "<title>Fout: Metingen nakijken" in pagina
    assert "opslaan</button>" not in pagina
    antwoord = client.post(bestand.get_absolute_url(), {"afdruk": antwoord.context["voorstel"].afdruk}, follow=True)
    assert "Verbeter ze eerst" in antwoord.content.decode()
    assert not Meting.objects.exists()


def test_een_vinkje_neemt_een_twijfelgeval_over(client, gebieden, indicator):
    koppeling = Koppeling(gebied=0, bron="CBS", jaarkolom=1, kolommen={2: "laag-inkomen"})
    bestand = factories.maak_importbestand(
        [["Gebied", "Jaar", "a"], ["WK191602", "2022", "105"], ["WK191602", "2023", "106"]], koppeling=koppeling
    )
    antwoord = client.get(bestand.get_absolute_url())
    assert "2 vragen aan u" in antwoord.content.decode()
    afdruk = antwoord.context["voorstel"].afdruk
    client.post(bestand.get_absolute_url(), {"afdruk": afdruk, "overnemen": ["3-2"]})
    assert Meting.objects.get().peiljaar == 2023
    assert "<strong>1</strong> niet overgenomen" in client.get(bestand.get_absolute_url()).content.decode()


def test_een_oude_afdruk_vraagt_om_opnieuw_te_kijken(client):
    bestand = _te_bekijken()
    antwoord = client.post(bestand.get_absolute_url(), {"afdruk": "oud"}, follow=True)
    assert "intussen veranderd" in antwoord.content.decode()
    assert not Meting.objects.exists()


def test_annuleren_gooit_weg(client):
    bestand = _te_bekijken()
    antwoord = client.post(reverse("monitor:import-annuleren", args=[bestand.pk]), follow=True)
    assert "Er is niets opgeslagen" in antwoord.content.decode()
    bestand.refresh_from_db()
    assert (bestand.status, bestand.inhoud) == ("geannuleerd", None)
    for naam in ("monitor:import", "monitor:import-koppelen"):
        antwoord = client.get(reverse(naam, args=[bestand.pk]), follow=True)
        assert "al ingevoerd, geannuleerd of verlopen" in antwoord.content.decode()


def test_een_bestand_dat_er_niet_is(client):
    for naam in ("monitor:import", "monitor:import-koppelen"):
        assert client.get(reverse(naam, args=[999])).status_code == 404
    assert client.post(reverse("monitor:import-annuleren", args=[999])).status_code == 404


@pytest.mark.parametrize("naam", ["monitor:import", "monitor:import-koppelen", "monitor:import-annuleren"])
def test_een_verkeerde_methode_ook_bij_een_bestand_dat_klaar_is(client, naam):
    bestand = _te_bekijken()
    client.post(reverse("monitor:import-annuleren", args=[bestand.pk]))
    pad = reverse(naam, args=[bestand.pk])
    assert [client.generic(methode, pad).status_code for methode in ("PUT", "PATCH", "DELETE", "TRACE")] == [405] * 4


def test_fouten_komen_van_ons_en_in_het_nederlands(client):
    assert " novalidate>" in client.get(reverse("monitor:importeren")).content.decode()
    assert "Kies een bestand." in client.post(reverse("monitor:importeren")).content.decode()


def test_een_naam_verbergt_geen_tekens(client, gebieden):
    stuur(client, CSV.encode(), "cijfers\N{RIGHT-TO-LEFT OVERRIDE}xslx\x07.csv")
    assert Importbestand.objects.get().naam == "cijfersxslx.csv"


def test_een_ander_leert_niet_welke_bestanden_er_zijn(als_client, projectleider):
    assert als_client(projectleider).get(reverse("monitor:import", args=[999])).status_code == 403


def test_een_upload_op_schijf_laat_niets_achter(client, gebieden, settings, tmp_path):
    """Django writes a large upload to a temporary file; ours reads it and leaves it to be removed."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    assert stuur(client, io.BytesIO(CSV.encode()).getvalue()).status_code == 302
    assert not list(tmp_path.glob("*.upload*"))
