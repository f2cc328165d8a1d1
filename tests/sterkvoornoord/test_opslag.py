"""Where files are kept: the address in OPSLAG_URL, and a real S3 server on this machine."""

import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string

from sterkvoornoord.opslag import opslag_van
from sterkvoornoord.opslag_s3 import IN_GEHEUGEN, OpslagFout

# The address ------------------------------------------------------------------------------------------------


def test_zonder_adres_staan_bestanden_op_de_gewone_schijf():
    assert opslag_van("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_een_map_van_de_machine():
    assert opslag_van("file:///srv/portaal%20bestanden")["OPTIONS"] == {"location": "/srv/portaal bestanden"}


def test_s3_leest_alle_delen_en_ontcijfert_ze():
    opties = opslag_van("s3://AK%2FIA:ge%2Fheim@opslag.example:9000/emmer/noord/2026?regio=nl-1&tls=nee")["OPTIONS"]
    assert opties == {
        "endpoint_url": "http://opslag.example:9000",
        "access_key": "AK/IA",
        "secret_key": "ge/heim",
        "bucket_name": "emmer",
        "location": "noord/2026",
        "region_name": "nl-1",
    }


def test_s3_zonder_sleutel_zoekt_zelf_en_gebruikt_tls():
    opties = opslag_van("s3://opslag.example/emmer")["OPTIONS"]
    assert (opties["endpoint_url"], opties["access_key"], opties["location"]) == ("https://opslag.example", None, "")


@pytest.mark.parametrize(
    ("url", "woorden"),
    [
        ("ftp://opslag.example/emmer", "begint niet met file: of s3:"),
        ("s3://sleutel:geheim@opslag.example", "de emmer ontbreekt"),
        ("s3:///emmer", "de server of de emmer ontbreekt"),
        ("s3://sleutel:geheim@opslag.example:poort/emmer", "niet te lezen"),
        ("s3://sleutel:geheim@opslag.example/emmer?tls=misschien", "tls is ja of nee"),
        ("s3://sleutel:geheim@opslag.example/emmer?region=nl", "region is geen bekend deel"),
        ("file://server/map", "geen map van deze machine"),
        ("file:///", "geen map van deze machine"),
    ],
)
def test_fout_adres_zegt_wat_er_mis_is_en_verklapt_niets(url, woorden):
    with pytest.raises(ValueError, match=woorden) as fout:
        opslag_van(url)
    assert "geheim@opslag" not in str(fout.value)


def test_fout_adres_stopt_de_start_met_een_zin():
    proces = subprocess.run(
        [sys.executable, "-c", "import sterkvoornoord.settings"],
        env={**os.environ, "DEBUG": "true", "OPSLAG_URL": "s3://sleutel:zeergeheim@opslag.example"},
        capture_output=True,
        text=True,
    )
    assert proces.returncode == 1
    assert proces.stderr.startswith("OPSLAG_URL is niet goed:")
    assert "zeergeheim" not in proces.stderr
    assert "Traceback" not in proces.stderr


# A real server ------------------------------------------------------------------------------------------------


def namen(emmer) -> list[str]:
    return sorted(deel.key for deel in emmer.objects.all())


def test_bewaren_lezen_en_weggooien(emmer):
    groot = os.urandom(IN_GEHEUGEN + 1000)
    naam = default_storage.save("publicaties/1-abc.pdf", ContentFile(groot))
    assert namen(emmer) == ["noord/publicaties/1-abc.pdf"]
    assert default_storage.size(naam) == len(groot)
    with default_storage.open(naam, "rb") as bestand:
        assert bestand.read() == groot
    default_storage.delete(naam)
    assert not default_storage.exists(naam)
    assert namen(emmer) == []


def test_een_naam_die_bezet_is_wordt_nooit_overschreven(emmer):
    eerste = default_storage.save("publicaties/boek.pdf", ContentFile(b"een"))
    tweede = default_storage.save("publicaties/boek.pdf", ContentFile(b"twee"))
    assert eerste != tweede
    assert default_storage.open(eerste).read() == b"een"


def test_niets_is_zonder_sleutel_te_lezen(emmer):
    naam = default_storage.save("publicaties/boek.pdf", ContentFile(b"een"))
    rechten = emmer.Object(f"noord/{naam}").Acl().grants
    assert [recht["Grantee"].get("URI") for recht in rechten] == [None]


def test_wat_er_niet_is_is_een_gewone_fout(emmer):
    with pytest.raises(FileNotFoundError):
        default_storage.open("publicaties/weg.pdf")
    default_storage.delete("publicaties/weg.pdf")


def test_server_die_niet_antwoordt_is_een_oserror(emmer, settings):
    settings.STORAGES = {**settings.STORAGES, "default": opslag_van("s3://a:b@127.0.0.1:9/emmer?tls=nee")}
    for doe in (
        lambda: default_storage.save("boek.pdf", ContentFile(b"een")),
        lambda: default_storage.open("boek.pdf"),
        lambda: default_storage.delete("boek.pdf"),
        lambda: default_storage.size("boek.pdf"),
    ):
        with pytest.raises(OpslagFout):
            doe()


def test_emmer_die_er_niet_is_is_een_oserror(emmer):
    emmer.delete()
    with pytest.raises(OpslagFout):
        default_storage.save("boek.pdf", ContentFile(b"een"))


def test_de_opslag_van_een_adres_bestaat():
    assert import_string(opslag_van("s3://opslag.example/emmer")["BACKEND"])
