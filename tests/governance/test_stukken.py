"""Papers of agenda items: kept by who changes the item, not lost by a mistake, shared when an item is held over."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Agendapunt, Stuk, Vergadering
from governance.services import (
    Gewijzigd,
    bewerk_stuk,
    haal_stuk_weg,
    haal_weg,
    maak_vergadering,
    verplaats_vergadering,
    verschuif_stuk,
    voeg_stuk_toe,
    zet_op_agenda,
    zet_stand,
)
from sterkvoornoord.models import Logregel
from tests import factories
from tests.bestanden import beeld, office, pdf
from tests.overleggen import leg, sluit

Stand = Vergadering.Status
pytestmark = pytest.mark.django_db


def bestand(inhoud=None, naam="Voorstel nieuwe opzet.pdf"):
    return SimpleUploadedFile(naam, pdf() if inhoud is None else inhoud)


def paden(stuk) -> dict[str, str]:
    punt = stuk.agendapunt
    orgaan = punt.vergadering.orgaan if punt.vergadering else punt.orgaan
    return {
        "lijst": reverse("overleg:stukken", args=[orgaan.slug, punt.pk]),
        "wijzig": reverse("overleg:stuk", args=[orgaan.slug, punt.pk, stuk.pk]),
        "weg": reverse("overleg:stuk-weg", args=[orgaan.slug, punt.pk, stuk.pk]),
        "open": stuk.get_absolute_url(),
    }


def titels(punt) -> list[str]:
    return [stuk.titel for stuk in punt.stukken.all()]


# Adding ----------------------------------------------------------------------------------------------------


def test_een_stuk_toevoegen_wijzigen_en_openen_op_de_pagina(plan, programmateam, als_client, settings):
    client, hier = als_client(programmateam), reverse("overleg:stukken", args=["algemeen-bestuur", plan.pk])
    assert "Er zijn nog geen stukken" in client.get(hier).text
    antwoord = client.post(hier, {"bestand": bestand(naam="../x/Voorstel <b>.PDF"), "titel": ""}, follow=True)
    stuk = Stuk.objects.get()
    assert (stuk.titel, stuk.soort, stuk.volgorde, stuk.toegevoegd_als) == (
        "Voorstel <b>", "application/pdf", 1, programmateam.functie
    )  # fmt: skip
    assert "“Voorstel &lt;b&gt;” (pdf, 1 kB) is toegevoegd." in antwoord.text
    assert stuk.bestand.name.startswith("stukken/") and not stuk.bestand.path.startswith(str(settings.STATIC_ROOT))
    pad = paden(stuk)
    client.post(pad["wijzig"], {"titel": "Nieuwe opzet", "besloten": "on", "versie": 1})
    stuk.refresh_from_db()
    assert (stuk.titel, stuk.besloten, stuk.versie) == ("Nieuwe opzet", True, 2)
    gekregen = client.get(pad["open"])
    assert gekregen["Content-Disposition"] == 'attachment; filename="Nieuwe opzet.pdf"'
    assert (gekregen["Content-Type"], gekregen["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in gekregen["Content-Security-Policy"] and "no-store" in gekregen["Cache-Control"]
    assert b"".join(gekregen.streaming_content) == pdf()


def test_een_geweigerd_bestand_neemt_niets_mee_van_wat_er_getypt_is(plan, programmateam, als_client, settings):
    client, hier = als_client(programmateam), reverse("overleg:stukken", args=["algemeen-bestuur", plan.pk])
    settings.STUK_MAX_AANTAL = 1
    getypt = {"titel": "Mijn lange titel", "besloten": "on"}
    client.post(hier, {"bestand": bestand()})
    for inhoud, fout in (
        (b"<script>", "kunnen wij niet lezen"),
        (b"", "leeg"),
        (pdf(2), "staan al 1 stukken"),
        (pdf(), "staat al bij dit punt, als “Voorstel nieuwe opzet”"),
        (None, "Kies een bestand"),
    ):
        extra = {} if inhoud is None else {"bestand": bestand(inhoud)}
        antwoord = client.post(hier, getypt | extra)
        assert antwoord.status_code == 200 and fout in antwoord.text, fout
        assert 'value="Mijn lange titel"' in antwoord.text and 'id="id_besloten" checked' in antwoord.text
        assert "opnieuw kiezen" in antwoord.text
    settings.STUK_MAX_MB = 0.0001
    assert "te groot" in client.post(hier, getypt | {"bestand": bestand(pdf(3))}).text
    assert Stuk.objects.count() == 1 and len(default_storage.listdir("stukken")[1]) == 1


def test_wie_uitgelogd_was_vindt_zijn_titel_terug(plan, programmateam, als_client):
    client, hier = als_client(), reverse("overleg:stukken", args=["algemeen-bestuur", plan.pk])
    client.post(hier, {"bestand": bestand(), "titel": "Mijn titel"})
    client.force_login(programmateam)
    assert 'value="Mijn titel"' in client.get(hier).text and not Stuk.objects.exists()


def test_een_opslag_die_niet_antwoordt_zegt_dat(plan, programmateam, als_client, monkeypatch):
    def vol(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", vol)
    hier = reverse("overleg:stukken", args=["algemeen-bestuur", plan.pk])
    antwoord = als_client(programmateam).post(hier, {"bestand": bestand(), "titel": "Blijft"})
    assert antwoord.status_code == 503 and "Probeer het straks opnieuw" in antwoord.text and "Blijft" in antwoord.text
    assert not Stuk.objects.exists()


def test_wat_de_gegevensbank_weigert_laat_geen_bestand_achter(plan, programmateam, monkeypatch):
    def stuk_gaat_niet(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(Stuk, "save", stuk_gaat_niet)
    with pytest.raises(RuntimeError):
        voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand())
    assert not default_storage.listdir("stukken")[1]


def test_een_dubbele_klik_geeft_een_stuk_en_een_foto_verliest_haar_plek(plan, programmateam):
    for _ in range(2):
        stuk = voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand(beeld(), "x.png"), titel="Foto")
    assert (Stuk.objects.count(), stuk.achter, len(default_storage.listdir("stukken")[1])) == (1, "jpg", 1)
    with pytest.raises(ValidationError, match="staat al bij dit punt"):
        voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand(beeld()), titel="Foto", besloten=True)


# Order and removal ---------------------------------------------------------------------------------------


def test_de_volgorde_gaat_met_knoppen_en_stopt_aan_de_rand(plan, programmateam, als_client):
    een, twee, drie = (factories.maak_stuk(agendapunt=plan, titel=t, volgorde=n) for n, t in enumerate("ABC", 1))
    client, hier = als_client(programmateam), paden(een)["lijst"]
    html = client.get(hier).text
    assert f'value="op:{een.pk}"' not in html and f'value="neer:{drie.pk}"' not in html
    for doe, na in ((f"op:{drie.pk}", "ACB"), (f"op:{een.pk}", "ACB"), (f"neer:{een.pk}", "CAB")):
        assert client.post(hier, {"doe": doe}).url.startswith(hier)
        assert "".join(titels(plan)) == na
    ander = factories.maak_stuk()
    for onzin in (f"op:{ander.pk}", "op:99999999999999"):
        assert client.post(hier, {"doe": onzin}).status_code == 404
    haal_stuk_weg(stuk=twee, door=programmateam)
    assert "al weggehaald" in client.post(hier, {"doe": f"op:{twee.pk}"}, follow=True).text


def test_weghalen_vraagt_eerst_en_de_tweede_klik_krijgt_antwoord(
    plan, programmateam, als_client, django_capture_on_commit_callbacks
):
    stuk = voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand())
    client, pad = als_client(programmateam), paden(stuk)
    assert "Dit stuk weghalen?" in client.get(pad["weg"]).text and Stuk.objects.exists()
    with django_capture_on_commit_callbacks() as later:
        client.post(pad["weg"])
    assert default_storage.exists(stuk.bestand.name), "het bestand gaat pas weg als het zeker is"
    for daad in later:
        daad()
    assert not default_storage.exists(stuk.bestand.name)
    for methode in ("get", "post"):
        antwoord = getattr(client, methode)(pad["weg"], follow=True)
        assert "al weggehaald" in antwoord.text
    assert client.get(pad["open"]).status_code == client.get(pad["wijzig"]).status_code == 404
    regel = Logregel.objects.get(action=Logregel.Action.DELETE, content_type__model="stuk")
    assert (regel.object_repr, regel.functie) == ("Voorstel nieuwe opzet", programmateam.functie)
    assert regel.additional_data == {
        "bij": f"governance.vergadering:{plan.vergadering_id}",
        "agendapunt": plan.pk,
    }
    assert 'Voorstel nieuwe opzet</strong> <span class="svn-zacht">verwijderd' in client.get(pad["lijst"]).text


def test_wat_wordt_teruggedraaid_houdt_zijn_bestand(plan, programmateam, django_capture_on_commit_callbacks):
    stuk = voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand())
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        haal_stuk_weg(stuk=stuk, door=programmateam)
        raise RuntimeError
    assert Stuk.objects.exists() and default_storage.exists(stuk.bestand.name)


def test_twee_mensen_wijzigen_hetzelfde_stuk(plan, programmateam, als_client):
    stuk = factories.maak_stuk(agendapunt=plan, titel="Oud")
    bewerk_stuk(stuk=stuk, door=programmateam, versie=1, titel="Van de ander")
    with pytest.raises(Gewijzigd):
        bewerk_stuk(stuk=stuk, door=programmateam, versie=1, titel="Van mij")
    antwoord = als_client(programmateam).post(paden(stuk)["wijzig"], {"titel": "Van mij", "versie": 1})
    assert antwoord.status_code == 409 and "Van de ander" in antwoord.text and "Van mij" in antwoord.text


@pytest.mark.parametrize("status", list(Stand))
def test_tot_de_besluitenlijst_vaststaat_komt_en_gaat_een_stuk(plan, programmateam, als_client, status):
    stuk = factories.maak_stuk(agendapunt=plan)
    Vergadering.objects.update(status=status)
    dicht = status in (Stand.VASTGESTELD, Stand.GEPUBLICEERD, Stand.GEANNULEERD, Stand.VERPLAATST)
    daden = [
        lambda: voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand()),
        lambda: bewerk_stuk(stuk=stuk, door=programmateam, versie=1, titel="Anders"),
        lambda: verschuif_stuk(stuk=stuk, door=programmateam, omhoog=True),
        lambda: haal_stuk_weg(stuk=stuk, door=programmateam),
    ]
    for daad in daden:
        if dicht:
            with pytest.raises(ValidationError, match="staat vast"):
                daad()
        else:
            daad()
    html = als_client(programmateam).get(paden(stuk)["lijst"]).text
    assert ("veranderen niet meer" in html) == dicht and ("Stuk toevoegen" in html) != dicht


def test_een_punt_met_stukken_gaat_niet_ongemerkt_weg(plan, programmateam):
    onder = factories.maak_agendapunt(vergadering=plan.vergadering, bovenliggend=plan)
    stuk = factories.maak_stuk(agendapunt=onder)
    with pytest.raises(ValidationError, match="horen stukken"):
        haal_weg(punt=plan, door=programmateam)
    haal_stuk_weg(stuk=stuk, door=programmateam)
    haal_weg(punt=plan, door=programmateam)
    assert not Agendapunt.objects.exists()


# Who ----------------------------------------------------------------------------------------------------


def test_een_partner_houdt_de_stukken_van_zijn_eigen_punt_bij_tot_de_agenda_weg_is(
    orgaan, partner, trekker, bestuurder, programmateam, als_client
):
    vergadering = factories.maak_vergadering(orgaan=orgaan, status=Stand.GEPLAND)
    punt = zet_op_agenda(door=partner, orgaan=orgaan, vergadering=vergadering, titel="Onze vraag")
    hier, client = reverse("overleg:stukken", args=[orgaan.slug, punt.pk]), als_client(partner)
    html = client.get(hier).text
    assert "Stuk toevoegen" in html and 'name="besloten"' not in html
    assert hier in client.get(vergadering.get_absolute_url()).text
    client.post(hier, {"bestand": bestand(), "titel": "Ons stuk", "besloten": "on"})
    stuk = punt.stukken.get()
    assert not stuk.besloten
    with pytest.raises(PermissionDenied):
        voeg_stuk_toe(punt=punt, door=partner, bestand=bestand(pdf(2)), besloten=True)
    client.post(paden(stuk)["wijzig"], {"titel": "Ons stuk", "besloten": "on", "versie": 1})
    assert not Stuk.objects.get().besloten
    besloten = voeg_stuk_toe(punt=punt, door=programmateam, bestand=bestand(pdf(3)), titel="Geheim", besloten=True)
    assert "Geheim" not in client.get(hier).text
    assert [client.get(paden(besloten)[naam]).status_code for naam in ("open", "wijzig", "weg")] == [404] * 3
    assert client.post(paden(besloten)["weg"]).status_code == 404
    for ander in (trekker, bestuurder):
        assert als_client(ander).get(hier).status_code == als_client(ander).post(hier).status_code == 403
        with pytest.raises(PermissionDenied):
            haal_stuk_weg(stuk=stuk, door=ander)
    Vergadering.objects.update(status=Stand.UITGENODIGD)
    assert [client.get(hier).status_code, client.post(paden(stuk)["weg"]).status_code] == [403, 403]
    assert hier not in client.get(vergadering.get_absolute_url()).text
    with pytest.raises(PermissionDenied):
        voeg_stuk_toe(punt=punt, door=partner, bestand=bestand(pdf(2)))
    assert Stuk.objects.count() == 2


def test_opslaan_en_naar_de_stukken_bewaart_eerst_het_punt(orgaan, partner, als_client):
    client, nieuw = als_client(partner), reverse("overleg:punt-nieuw", args=[orgaan.slug])
    antwoord = client.post(nieuw, {"titel": "Onze vraag", "soort": "bespreking", "daarna": "stukken"})
    punt = Agendapunt.objects.get()
    assert antwoord.url == reverse("overleg:stukken", args=[orgaan.slug, punt.pk])
    factories.maak_stuk(agendapunt=punt, titel="Ons stuk")
    assert "Ons stuk (pdf, 1 kB)" in client.get(reverse("overleg:punt", args=[orgaan.slug, punt.pk])).text


def test_de_bladzijde_hoort_bij_haar_overleg_en_haar_punt(plan, programmateam, als_client):
    stuk, ander = factories.maak_stuk(agendapunt=plan), factories.maak_agendapunt(vergadering=plan.vergadering)
    client, elders = als_client(programmateam), factories.maak_orgaan()
    assert client.get(reverse("overleg:stukken", args=[elders.slug, plan.pk])).status_code == 404
    for naam in ("overleg:stuk", "overleg:stuk-weg"):
        assert client.get(reverse(naam, args=["algemeen-bestuur", ander.pk, stuk.pk])).status_code == 404


# Along with the item -------------------------------------------------------------------------------------


def test_een_aangehouden_punt_neemt_zijn_stukken_mee_en_laat_ze_staan(
    bezig, plan, programmateam, django_capture_on_commit_callbacks
):
    volgende = factories.maak_vergadering(
        orgaan=bezig.orgaan, status=Stand.GEPLAND, datum=bezig.datum + timedelta(days=30)
    )
    stuk = voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand(office("wordprocessingml.document")))
    onder = factories.maak_agendapunt(vergadering=bezig, bovenliggend=plan, titel="Kosten")
    factories.maak_stuk(agendapunt=onder, titel="Begroting", besloten=True)
    leg(plan, programmateam, uitkomst="aangehouden")
    sluit(bezig, programmateam)
    mee = Stuk.objects.get(agendapunt__vergadering=volgende, agendapunt__vervolg_op=plan)
    gelijk = ("titel", "bestand", "sha256", "grootte", "soort", "toegevoegd_als", "toegevoegd_op")
    assert all(getattr(mee, veld) == getattr(stuk, veld) for veld in gelijk) and mee.achter == "docx"
    assert Stuk.objects.get(agendapunt__vervolg_op=onder).besloten and Stuk.objects.count() == 4
    bewerk_stuk(stuk=mee, door=programmateam, versie=1, titel="Tweede versie")
    stuk.refresh_from_db()
    assert stuk.titel == "Voorstel nieuwe opzet", "bij de eerste vergadering staat wat er lag"
    with django_capture_on_commit_callbacks(execute=True):
        haal_stuk_weg(stuk=mee, door=programmateam)
    assert default_storage.exists(stuk.bestand.name)
    with django_capture_on_commit_callbacks(execute=True):
        haal_stuk_weg(stuk=stuk, door=programmateam)
    assert not default_storage.exists(stuk.bestand.name)


def test_zonder_volgende_vergadering_wachten_de_stukken_mee(bezig, plan, programmateam):
    factories.maak_stuk(agendapunt=plan)
    leg(plan, programmateam, uitkomst="aangehouden")
    sluit(bezig, programmateam)
    assert Stuk.objects.filter(agendapunt__vergadering=None, agendapunt__orgaan=bezig.orgaan).count() == 1
    nieuw = maak_vergadering(door=programmateam, orgaan=bezig.orgaan, datum=timezone.localdate() + timedelta(days=9))
    assert Stuk.objects.van_vergadering(nieuw).count() == Stuk.objects.van_vergadering(bezig).count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(volgorde=st.permutations(range(4)), weg=st.integers(0, 4))
def test_een_bestand_blijft_zolang_een_stuk_het_noemt(
    plan, programmateam, django_capture_on_commit_callbacks, volgorde, weg
):
    """In whatever order the rows of one file go: it is there exactly as long as one of them is."""
    Stuk.objects.all().delete()
    rijen = [voeg_stuk_toe(punt=plan, door=programmateam, bestand=bestand())]
    gelijk = {"titel": "Mee", "soort": rijen[0].soort, "grootte": 1, "sha256": rijen[0].sha256}
    for _ in range(3):
        punt = factories.maak_agendapunt(orgaan=plan.vergadering.orgaan)
        rijen.append(
            Stuk.objects.create(
                agendapunt=punt, bestand=rijen[0].bestand.name, toegevoegd_op=rijen[0].toegevoegd_op, **gelijk
            )
        )
    for plek in volgorde[:weg]:
        with django_capture_on_commit_callbacks(execute=True):
            haal_stuk_weg(stuk=rijen[plek], door=programmateam)
    assert default_storage.exists(rijen[0].bestand.name) == (weg < 4)


def test_verplaatst_of_afgezegd_houdt_elk_stuk_zijn_punt(orgaan, programmateam):
    komend = timezone.localdate() + timedelta(days=20)
    vergadering = maak_vergadering(door=programmateam, orgaan=orgaan, datum=komend, vaste_punten=True)
    punt = zet_op_agenda(door=programmateam, orgaan=orgaan, vergadering=vergadering, titel="Plan")
    vast = vergadering.agendapunten.filter(vast="besluitenlijst").get()
    for bij in (punt, vast):
        factories.maak_stuk(agendapunt=bij)
    vergadering = zet_stand(vergadering=vergadering, door=programmateam, versie=1, naar=Stand.GEPLAND)
    nieuw = verplaats_vergadering(
        vergadering=vergadering, door=programmateam, versie=vergadering.versie, datum=komend + timedelta(days=1)
    )
    assert Stuk.objects.van_vergadering(nieuw).count() == 2
    zet_stand(vergadering=nieuw, door=programmateam, versie=nieuw.versie, naar=Stand.GEANNULEERD)
    assert set(Agendapunt.objects.values_list("titel", "orgaan")) == {("Plan", orgaan.pk), (vast.titel, orgaan.pk)}
    assert Stuk.objects.count() == 2


# All of a meeting ------------------------------------------------------------------------------------------


def pak(antwoord) -> dict[str, bytes]:
    with ZipFile(BytesIO(b"".join(antwoord.streaming_content))) as zip_:
        assert zip_.testzip() is None
        return {naam: zip_.read(naam) for naam in zip_.namelist()}


def test_alle_stukken_in_een_zip_in_de_volgorde_van_de_agenda(bezig, plan, programmateam, als_client, caplog):
    for nr in range(2, 12):
        punt = factories.maak_agendapunt(vergadering=bezig, volgorde=nr)
    onder = factories.maak_agendapunt(vergadering=bezig, bovenliggend=punt)
    for bij, titel in ((punt, "Elf"), (onder, "Elf a"), (plan, "Een: ‘café’ / ../x")):
        factories.maak_stuk(agendapunt=bij, titel=titel, inhoud=titel.encode())
    tweede = factories.maak_stuk(agendapunt=plan, titel="Een", volgorde=9, inhoud=b"x" * 600_000)
    client, pad = als_client(programmateam), reverse("vergaderingen:stukken", args=[bezig.nummer])
    html = client.get(bezig.get_absolute_url()).text
    assert pad in html and html.count("Een (pdf, 600 kB)") == 1
    antwoord = client.get(pad)
    assert antwoord["Content-Disposition"] == 'attachment; filename="stukken-AB-V2020-99.zip"'
    namen = ["01-01 Een_ _café_ _ .._x.pdf", "01-02 Een.pdf", "11-01 Elf.pdf", "11a-01 Elf a.pdf"]
    inhoud = pak(antwoord)
    assert list(inhoud) == sorted(inhoud) == namen and inhoud["01-02 Een.pdf"] == b"x" * 600_000
    default_storage.delete(tweede.bestand.name)
    inhoud = pak(client.get(pad))
    assert (
        list(inhoud)[1] == "01-02 Een.pdf (niet opgehaald).txt"
        and b"kon niet worden opgehaald" in inhoud["01-02 Een.pdf (niet opgehaald).txt"]
    )
    assert client.get(tweede.get_absolute_url()).status_code == 404


def test_zonder_stukken_is_er_geen_knop_en_geen_leeg_pak(bezig, plan, programmateam, als_client):
    client, pad = als_client(programmateam), reverse("vergaderingen:stukken", args=[bezig.nummer])
    assert "Alle stukken" not in client.get(bezig.get_absolute_url()).text
    assert "nog geen stukken" in client.get(pad, follow=True).text
