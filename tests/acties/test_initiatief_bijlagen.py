"""Photos and documents: only what is what it says, without what it hides, and only for who may have it."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from acties.initiatieven.opruimen import ruim_op
from acties.models import Bijlage, Concept, Initiatief, InitiatiefStatus
from tests.bestanden import beeld as foto
from tests.bestanden import pdf
from tests.initiatieven import maak_concept, maak_initiatief, vul_in

pytestmark = pytest.mark.django_db


def stuur(client, sleutel, inhoud, naam="foto.jpg"):
    return client.post(f"/initiatieven/bijlagen/{sleutel}/", {"bestand": SimpleUploadedFile(naam, inhoud)})


@pytest.mark.parametrize(
    ("inhoud", "naam", "hoort"),
    [
        (foto(), "IMG 01.JPG", ("IMG 01.jpg", "image/jpeg")),
        (foto("PNG"), "schets.jpeg", ("schets.png", "image/png")),
        (foto("WEBP"), "../../etc/passwd", ("bijlage.webp", "image/webp")),
        (pdf(), 'brief "van" <mij>.pdf', ("brief _van_ _mij.pdf", "application/pdf")),
        (pdf(), "рисунок.exe.pdf", ("рисунок.exe.pdf", "application/pdf")),
    ],
)
def test_het_soort_volgt_uit_de_inhoud_en_de_naam_wordt_netjes(client, inhoud, naam, hoort):
    _, sleutel = maak_concept()
    assert stuur(client, sleutel, inhoud, naam).status_code == 302
    bijlage = Bijlage.objects.get()
    assert (bijlage.naam, bijlage.soort) == hoort
    assert re.fullmatch(r"initiatieven/[0-9a-f]{32}\.(jpg|png|webp|pdf)", bijlage.bestand.name)
    antwoord = client.get(f"/initiatieven/bijlagen/{sleutel}/{bijlage.pk}/")
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert (antwoord["Content-Type"], antwoord["X-Content-Type-Options"]) == (hoort[1], "nosniff")
    assert "sandbox" in antwoord["Content-Security-Policy"]
    assert b"".join(antwoord.streaming_content)


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 maar verder niets",
        b"\xff\xd8\xff\xe0 geen beeld",
        b"MZ" + b"\0" * 200,
        b"PK\x03\x04" + b"\0" * 200,
        foto("GIF"),
        foto("PNG")[:60],
        foto("PNG", (9000, 9000)),
    ],
    ids=["leeg", "svg", "html", "half-pdf", "half-jpeg", "exe", "zip", "gif", "half-png", "bom"],
)
def test_wat_geen_foto_of_pdf_is_wordt_geweigerd_met_uitleg(client, inhoud, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    _, sleutel = maak_concept()
    antwoord = stuur(client, sleutel, inhoud)
    assert list(antwoord.context["form"].errors) == ["bestand"]
    assert 'id="id_bestand_error"' in antwoord.content.decode()
    assert "hoogstens 10 MB. U mag er 5 toevoegen." in antwoord.content.decode()
    assert not Bijlage.objects.exists()
    assert not default_storage.exists("initiatieven")


def test_waar_een_foto_gemaakt_is_gaat_niet_mee_en_zij_staat_recht(client):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Kerkstraat 1"
    exif.get_ifd(0x8825)[1] = "N"
    _, sleutel = maak_concept()
    stuur(client, sleutel, foto(exif=exif))
    with Bijlage.objects.get().bestand.open() as bestand, Image.open(bestand) as beeld:
        assert (dict(beeld.getexif()), beeld.size) == ({}, (20, 40))


def test_te_groot_en_te_veel(client, settings):
    settings.BIJLAGE_MAX_MB, settings.BIJLAGE_MAX_AANTAL = 0.0001, 1
    _, sleutel = maak_concept()
    assert "te groot" in stuur(client, sleutel, foto()).content.decode()
    settings.BIJLAGE_MAX_MB = 10
    assert stuur(client, sleutel, foto()).status_code == 302
    assert "al 1 toegevoegd" in stuur(client, sleutel, foto()).content.decode()
    assert Bijlage.objects.count() == 1


def test_een_opslag_die_niet_antwoordt_zegt_dat(client, monkeypatch):
    def vol(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", vol)
    _, sleutel = maak_concept()
    antwoord = stuur(client, sleutel, foto())
    assert antwoord.status_code == 503 and "Probeer het straks opnieuw" in antwoord.content.decode()
    assert not Bijlage.objects.exists()


def test_een_bijlage_gaat_mee_met_het_idee_en_ook_weer_weg(client, settings, django_capture_on_commit_callbacks):
    verder = vul_in(client, tot=2)
    sleutel = verder.split("/")[3]
    naar = client.post(verder, {"deelnemers": "Zes buren", "naar": "bijlagen"})
    assert naar.url == f"/initiatieven/bijlagen/{sleutel}/"
    for _ in range(2):
        stuur(client, sleutel, foto())
    weg, blijft = Bijlage.objects.all()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(naar.url, {"weg": weg.pk})
    assert not default_storage.exists(weg.bestand.name)
    html = client.get(verder).content.decode()
    assert "Zes buren" in html and html.count("foto.jpg") == 1
    client.post(verder, {"deelnemers": "Zes buren", "naar": "volgende"})
    volg = client.post(verder.replace("stap=3", "stap=4"), {"mag_openbaar": "ja", "naar": "volgende"}).url
    assert "foto.jpg" in client.get(volg).content.decode()
    blijft.refresh_from_db()
    assert (blijft.concept, blijft.initiatief) == (None, Initiatief.objects.get())
    settings.INITIATIEF_BEVESTIGEN_DAGEN = 0
    with django_capture_on_commit_callbacks(execute=True):
        ruim_op()
    assert not Bijlage.objects.exists() and not default_storage.exists(blijft.bestand.name)


def test_het_bestand_van_een_concept_dat_gewist_wordt_gaat_ook_weg(
    client, settings, django_capture_on_commit_callbacks
):
    _, sleutel = maak_concept()
    stuur(client, sleutel, foto())
    naam = Bijlage.objects.get().bestand.name
    settings.INITIATIEF_CONCEPT_DAGEN = 0
    with django_capture_on_commit_callbacks(execute=True):
        ruim_op()
    assert not Concept.objects.exists() and not default_storage.exists(naam)


def test_alleen_wie_het_idee_heeft_of_behandelt_krijgt_het_bestand(
    client, als_client, opgave, trekker, projectleider, programmateam, beheerder, bestuurder, andere_projectleider
):
    initiatief = maak_initiatief(opgave=opgave, partner=trekker.partner)
    ander = maak_initiatief(opgave=opgave)
    stuur(client, initiatief.sleutel, foto())
    bijlage = initiatief.bijlagen.get()
    assert initiatief.log.get().tekst == "+ foto.jpg"
    kreeg = {}
    for wie in (trekker, projectleider, programmateam, beheerder, bestuurder, andere_projectleider):
        pad = f"/initiatieven/{initiatief.nummer}/bijlagen/{bijlage.pk}/"
        kreeg[wie] = als_client(wie).get(pad).status_code
        in_beeld = als_client(wie).get(initiatief.get_absolute_url())
        assert (pad in in_beeld.content.decode()) == (kreeg[wie] == 200)
    assert list(kreeg.values()) == [200, 200, 200, 404, 404, 404]
    assert als_client(projectleider).get(f"/initiatieven/{ander.nummer}/bijlagen/{bijlage.pk}/").status_code == 404
    assert client.get(f"/initiatieven/bijlagen/{ander.sleutel}/{bijlage.pk}/").status_code == 404
    assert client.post(f"/initiatieven/bijlagen/{initiatief.sleutel}/", {"weg": bijlage.pk}).status_code == 200
    assert Bijlage.objects.exists(), "wat ingestuurd is, haalt de indiener niet meer weg"


def test_bij_wat_niet_bevestigd_is_komt_niets_meer_bij(client):
    initiatief = maak_initiatief(status=InitiatiefStatus.ONBEVESTIGD)
    stuur(client, initiatief.sleutel, foto())
    assert not Bijlage.objects.exists()


def test_te_vaak_een_bestand_sturen_wordt_geweigerd(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_bijlage": "1/h/ip"}
    _, sleutel = maak_concept()
    assert [stuur(client, sleutel, foto()).status_code for _ in range(2)] == [302, 429]
