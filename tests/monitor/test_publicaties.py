"""The page Rapporten: who sees what, the job while it runs, and the file behind the access rules."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from monitor import tasks
from monitor.models import Publicatie, monitor_editie
from monitor.services import publicaties
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geen_wachtrij")]
Status = Publicatie.Status
PAGINA = "/publicaties/"
HTMX = {"HX-Request": "true"}
#: Who sees a concept, and who makes one.
ZIET_CONCEPT = {"projectleider", "andere_projectleider", "programmateam", "beheerder"}
ROLLEN = ["bewoner", "partner", "trekker", "bestuurder", *sorted(ZIET_CONCEPT)]


@pytest.fixture
def maak_publicatie(programmateam):
    """Returns a function: an edition in some state; a ready one has a file."""
    return lambda status=Status.GEREED, **kw: factories.maak_publicatie(
        status=status, aangevraagd_door=programmateam, **kw
    )


def _url(naam, publicatie):
    return reverse(f"monitor:publicatie-{naam}", args=[publicatie.pk])


# Reading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", ROLLEN)
def test_concept_is_alleen_te_zien_voor_wie_eraan_werkt(rol, request, maak_publicatie, als_client):
    publicatie = maak_publicatie()
    client = als_client(request.getfixturevalue(rol))
    antwoord = client.get(PAGINA)
    assert antwoord.status_code == 200
    assert (publicatie.titel in antwoord.text) is (rol in ZIET_CONCEPT)
    assert client.get(_url("pdf", publicatie)).status_code == (200 if rol in ZIET_CONCEPT else 404)


@pytest.mark.parametrize("rol", ROLLEN)
def test_alleen_het_programmateam_krijgt_de_knop(rol, request, als_client):
    tekst = als_client(request.getfixturevalue(rol)).get(PAGINA).text
    assert ("Nieuwe editie maken</button>" in tekst) is (rol == "programmateam")


def test_bezoeker_leest_dat_er_nog_niets_is(als_client):
    antwoord = als_client().get(PAGINA)
    assert "Er is nog geen rapport gepubliceerd." in antwoord.text
    assert "Wat is het projectenboek?" in antwoord.text


def test_editie_toont_haar_feiten(maak_publicatie, programmateam, als_client):
    maak_publicatie()
    tekst = als_client(programmateam).get(PAGINA).text
    assert "65 acties" in tekst
    assert "42 bladzijden" in tekst
    assert "340,5" in tekst  # kB
    assert "Concept</span>" in tekst


def test_oudere_editie_heet_vervangen(maak_publicatie, programmateam, als_client):
    oud, nieuw = maak_publicatie(), maak_publicatie()
    edities = als_client(programmateam).get(PAGINA).context["edities"]
    assert [(editie.pk, editie.is_vervangen) for editie in edities] == [(nieuw.pk, False), (oud.pk, True)]


def test_lijst_heeft_bladzijden(maak_publicatie, programmateam, als_client):
    for _ in range(16):
        maak_publicatie()
    client = als_client(programmateam)
    assert len(client.get(PAGINA).context["edities"]) == 14
    assert len(client.get(PAGINA, {"pagina": 2}).context["edities"]) == 2
    antwoord = client.get(PAGINA, {"pagina": "achthonderd"})
    assert (antwoord.status_code, antwoord.context["page_obj"].number) == (200, 1)
    assert "Deze pagina bestaat niet" in antwoord.text


def test_lijst_kost_een_vast_aantal_queries(maak_publicatie, programmateam, als_client, django_assert_max_num_queries):
    client = als_client(programmateam)
    for _ in range(12):
        maak_publicatie()
    maak_publicatie(Status.BEZIG)
    with django_assert_max_num_queries(10) as gemeten:
        assert client.get(PAGINA).status_code == 200
    assert not any('"inhoud"' in query["sql"] for query in gemeten.captured_queries)


def test_download_is_een_pdf_met_een_naam_die_iets_zegt(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie()
    antwoord = als_client(programmateam).get(_url("pdf", publicatie))
    assert b"".join(antwoord.streaming_content) == b"%PDF-1.7 proef"
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    naam = f"sterk-voor-noord-projectenboek-{publicatie.peildatum:%Y-%m-%d}.pdf"
    assert antwoord["Content-Disposition"] == f'attachment; filename="{naam}"'
    assert "no-store" in antwoord["Cache-Control"]


def test_bestand_dat_weg_is_geeft_404_en_een_regel_in_het_logboek(maak_publicatie, programmateam, als_client, caplog):
    publicatie = maak_publicatie()
    publicatie.bestand.storage.delete(publicatie.bestand.name)
    assert als_client(programmateam).get(_url("pdf", publicatie)).status_code == 404
    assert "ontbreekt" in caplog.text


def test_korte_uitgave_staat_naast_het_boek(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie()
    client = als_client(programmateam)
    tekst = client.get(PAGINA).text
    assert "Korte uitgave" in tekst
    assert "8 bladzijden" in tekst
    antwoord = client.get(_url("kort-pdf", publicatie))
    assert b"".join(antwoord.streaming_content) == b"%PDF-1.7 kort"
    assert f'projectenboek-{publicatie.peildatum:%Y-%m-%d}-kort.pdf"' in antwoord["Content-Disposition"]


def test_editie_van_voor_de_korte_uitgave_heeft_er_geen(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie()
    Publicatie.objects.update(kort_bestand="")
    client = als_client(programmateam)
    assert "Korte uitgave" not in client.get(PAGINA).text
    assert client.get(_url("kort-pdf", publicatie)).status_code == 404


@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG, Status.MISLUKT, Status.GESTOPT])
def test_zonder_boek_geen_download(status, maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(status)
    assert als_client(programmateam).get(_url("pdf", publicatie)).status_code == 404


def test_tabs_tellen_en_kiezen_een_soort(maak_publicatie, programmateam, als_client):
    boek, monitor = maak_publicatie(), maak_publicatie(**monitor_editie(timezone.localdate()))
    client = als_client(programmateam)
    antwoord = client.get(PAGINA)
    assert antwoord.context["tabs"] == [
        ("", "Alles", 2),
        ("projectenboek", "Projectenboek", 1),
        ("monitor", "Monitor", 1),
    ]
    assert list(client.get(PAGINA, {"soort": "monitor"}).context["edities"]) == [monitor]
    assert list(client.get(PAGINA, {"soort": "projectenboek"}).context["edities"]) == [boek]
    assert len(client.get(PAGINA, {"soort": "folder"}).context["edities"]) == 2
    assert re.search(r'<a href="[^"]*" aria-current="page">Alles', antwoord.text)


def test_bezoeker_zonder_edities_ziet_geen_tabs(maak_publicatie, als_client):
    maak_publicatie()
    assert als_client().get(PAGINA).context["tabs"] == []


def test_monitor_toont_haar_drie_datums_en_eigen_adres(maak_publicatie, programmateam, als_client):
    dag = timezone.localdate()
    monitor = maak_publicatie(**monitor_editie(dag, publicatiedatum=dag + timedelta(days=30)))
    tekst = als_client(programmateam).get(PAGINA).text
    assert f"Gemeten over {dag.year - 2} en {dag.year - 1}" in tekst
    assert "wordt openbaar op" in tekst
    assert f"/publicaties/{monitor.pk}/monitor.pdf" in tekst
    antwoord = als_client(programmateam).get(f"/publicaties/{monitor.pk}/monitor.pdf")
    assert f"sterk-voor-noord-monitor-{dag:%Y-%m-%d}.pdf" in antwoord["Content-Disposition"]
    assert als_client(programmateam).get(f"/publicaties/{monitor.pk}/projectenboek.pdf").status_code == 404


# Asking, stopping, trying again -----------------------------------------------------------------------------


def test_programmateam_vraagt_een_editie_aan(programmateam, als_client):
    client = als_client(programmateam)
    antwoord = client.post("/publicaties/nieuw/", follow=True)
    assert antwoord.redirect_chain == [(PAGINA, 302)]
    publicatie = Publicatie.objects.get()
    assert (publicatie.status, publicatie.aangevraagd_door) == (Status.WACHT, programmateam)
    assert f"Bezig: {publicatie.titel.lower()}" in antwoord.text
    assert "Nieuwe editie maken</button>" not in antwoord.text


def test_programmateam_kiest_de_monitor(programmateam, als_client):
    dag = timezone.localdate() + timedelta(days=30)
    als_client(programmateam).post("/publicaties/nieuw/", {"soort": "monitor", "publicatiedatum": dag.isoformat()})
    publicatie = Publicatie.objects.get()
    assert (publicatie.soort, publicatie.publicatiedatum) == ("monitor", dag)


@pytest.mark.parametrize(
    ("gegevens", "melding"),
    [
        ({"soort": "folder"}, "Kies Projectenboek of Monitor."),
        ({"soort": "monitor", "publicatiedatum": "morgen"}, "Vul de datum in"),
        ({"soort": "monitor", "publicatiedatum": "2020-01-01"}, "ligt niet voor vandaag"),
    ],
)
def test_verkeerde_keuze_maakt_niets(programmateam, als_client, gegevens, melding):
    antwoord = als_client(programmateam).post("/publicaties/nieuw/", gegevens, follow=True)
    assert melding in antwoord.text
    assert not Publicatie.objects.exists()


def test_twee_keer_vragen_geeft_een_editie_en_zegt_dat(programmateam, als_client):
    client = als_client(programmateam)
    client.post("/publicaties/nieuw/")
    antwoord = client.post("/publicaties/nieuw/", follow=True)
    assert Publicatie.objects.count() == 1
    assert "wordt al gemaakt" in antwoord.text


@pytest.mark.parametrize("rol", ["partner", "trekker", "bestuurder", "projectleider", "beheerder"])
def test_wie_geen_edities_maakt_krijgt_nee(rol, request, als_client, maak_publicatie):
    client = als_client(request.getfixturevalue(rol))
    loopt = maak_publicatie(Status.BEZIG)
    assert client.post("/publicaties/nieuw/").status_code == 403
    verwacht = 403 if rol == "beheerder" else 404  # what one may not see is not there
    for naam in ("stoppen", "opnieuw"):
        assert client.post(_url(naam, loopt)).status_code == verwacht
    loopt.refresh_from_db()
    assert loopt.status == Status.BEZIG


def test_bezoeker_moet_eerst_inloggen(als_client, maak_publicatie):
    publicatie = maak_publicatie(Status.MISLUKT)
    for pad in ("/publicaties/nieuw/", _url("stoppen", publicatie), _url("opnieuw", publicatie)):
        assert als_client().post(pad).url.startswith("/account/login/")
    assert als_client().get(_url("stand", publicatie)).url.startswith("/account/login/")


@pytest.mark.parametrize("naam", ["stoppen", "opnieuw"])
def test_knoppen_werken_alleen_met_post(naam, maak_publicatie, programmateam, als_client):
    assert als_client(programmateam).get(_url(naam, maak_publicatie())).status_code == 405
    assert als_client(programmateam).get("/publicaties/nieuw/").status_code == 405


@pytest.mark.parametrize("naam", ["stand", "stoppen", "opnieuw", "pdf"])
def test_editie_die_niet_bestaat(naam, programmateam, als_client):
    client = als_client(programmateam)
    pad = reverse(f"monitor:publicatie-{naam}", args=[999])
    assert (client.get if naam in ("stand", "pdf") else client.post)(pad).status_code == 404


def test_stoppen(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(Status.BEZIG)
    antwoord = als_client(programmateam).post(_url("stoppen", publicatie), follow=True)
    assert "wordt niet meer gemaakt" in antwoord.text
    publicatie.refresh_from_db()
    assert publicatie.status == Status.GESTOPT
    assert "niets te stoppen" in als_client(programmateam).post(_url("stoppen", publicatie), follow=True).text


def test_mislukt_zegt_waarom_en_waar_en_kan_opnieuw(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(
        Status.MISLUKT, foutmelding="De schijf van de server is vol.", stap=Publicatie.Stap.SCHRIJVEN
    )
    client = als_client(programmateam)
    tekst = client.get(PAGINA).text
    assert "De schijf van de server is vol." in tekst
    assert "bij stap 3: Pdf schrijven" in tekst
    assert client.post(_url("opnieuw", publicatie)).url == PAGINA
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding) == (Status.WACHT, "")


def test_mislukking_verdwijnt_als_het_daarna_gelukt_is(maak_publicatie, programmateam, als_client):
    maak_publicatie(Status.MISLUKT, foutmelding="Ging mis.")
    assert "Ging mis." in als_client(programmateam).get(PAGINA).text
    maak_publicatie(klaar_op=timezone.now())
    Publicatie.objects.filter(status=Status.GEREED).update(klaar_op=timezone.now() + timedelta(minutes=1))
    assert "Ging mis." not in als_client(programmateam).get(PAGINA).text


# The job while it runs -----------------------------------------------------------------------------------------


def test_stand_beweegt_zonder_de_pagina_te_verversen(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(
        Status.BEZIG,
        stap=Publicatie.Stap.OPMAKEN,
        stap_detail="bladzijde 14",
        voortgang=37,
    )
    antwoord = als_client(programmateam).get(_url("stand", publicatie), headers=HTMX)
    assert "37%" in antwoord.text
    assert "Bladzijde 14" in antwoord.text
    assert 'hx-trigger="every 1s"' in antwoord.text
    assert "<html" not in antwoord.text
    assert "HX-Retarget" not in antwoord


def test_stand_die_klaar_is_vervangt_het_paneel_en_houdt_op_met_vragen(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie()
    antwoord = als_client(programmateam).get(_url("stand", publicatie), headers=HTMX)
    assert antwoord["HX-Retarget"] == f"#baan-{publicatie.pk}"
    assert "gemaakt in 9 seconden" in antwoord.text
    assert 'id="edities"' in antwoord.text
    assert "Nieuwe editie maken" in antwoord.text
    assert f"{publicatie.titel}: klaar." in antwoord.text
    assert "hx-trigger" not in antwoord.text


def test_stand_die_mislukt_is_biedt_opnieuw_aan(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(Status.MISLUKT, foutmelding="De schijf van de server is vol.")
    tekst = als_client(programmateam).get(_url("stand", publicatie), headers=HTMX).text
    assert "De schijf van de server is vol." in tekst
    assert "Opnieuw proberen" in tekst


def test_stand_zonder_javascript_brengt_u_naar_de_pagina(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie(Status.BEZIG)
    client = als_client(programmateam)
    assert client.get(_url("stand", publicatie)).url == PAGINA
    assert f'href="{PAGINA}"' in client.get(PAGINA).text
    assert "Stand verversen" in client.get(PAGINA).text


def test_kijken_naar_de_stand_belt_de_werker_opnieuw(maak_publicatie, programmateam, als_client, monkeypatch):
    gebeld = []
    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", lambda args, **_: gebeld.append(args[0]))
    lang_geleden = timezone.now() - timedelta(hours=1)
    publicatie = maak_publicatie(Status.BEZIG, hartslag=lang_geleden, gebeld_op=lang_geleden)
    als_client(programmateam).get(_url("stand", publicatie), headers=HTMX)
    assert gebeld == [publicatie.pk]


def test_lang_wachten_zegt_dat_niemand_antwoordt(programmateam, als_client):
    publicatie, _ = publicaties.vraag_aan(door=programmateam)
    Publicatie.objects.update(aangevraagd_op=timezone.now() - timedelta(minutes=5))
    assert "antwoordt nog niet" in als_client(programmateam).get(PAGINA).text
    assert publicatie.loopt


def test_wat_om_het_paneel_staat_verandert_mee(maak_publicatie, programmateam, als_client):
    publicatie = maak_publicatie()
    pagina = {**HTMX, "HX-Current-URL": "http://testserver/publicaties/?soort=monitor"}
    tekst = als_client(programmateam).get(_url("stand", publicatie), headers=pagina).text
    assert 'id="rapporten-nieuwste" hx-swap-oob="true"' in tekst
    assert re.search(r'href="[^"]*soort=monitor" aria-current="page">Monitor<span[^>]*>0<', tekst)
    assert publicatie.get_absolute_url() not in tekst.split('id="edities"')[1]


def test_paneel_van_een_baan_staat_bovenaan(maak_publicatie, programmateam, als_client):
    maak_publicatie(Status.BEZIG)
    assert '<div id="nieuwe-editie" hidden>' in als_client(programmateam).get(PAGINA).text


def test_wat_straks_verandert_staat_er_ook_zonder_edities(maak_publicatie, programmateam, als_client):
    """The browser has nowhere to put what the job brings, when its place is not there."""
    maak_publicatie(Status.BEZIG)
    tekst = als_client(programmateam).get(PAGINA).text
    for plek in ("rapporten-nieuwste", "rapporten-tabs", "edities", "nieuwe-editie", "publicatie-melding"):
        assert f'id="{plek}"' in tekst
