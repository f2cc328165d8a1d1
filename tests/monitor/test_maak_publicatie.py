"""The command that makes a book without the queue."""

from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from monitor import opmaak

pytestmark = [pytest.mark.django_db, pytest.mark.een_ronde]


def _roep(*argumenten) -> str:
    uit = StringIO()
    call_command("maak_publicatie", *map(str, argumenten), stdout=uit)
    return uit.getvalue()


def test_maakt_het_boek_en_zegt_eerst_wat_het_gaat_doen(klein_programma, tmp_path):
    pad = tmp_path / "boek.pdf"
    tekst = _roep("projectenboek", "--periode", "2023-2024", "--uit", pad)
    assert tekst.splitlines()[0] == f"Ik maak Projectenboek 2023-2024 en schrijf {pad}."
    with pikepdf.open(pad) as boek:
        assert str(boek.docinfo.Title) == "Projectenboek 2023-2024, Sterk voor Noord"
        assert f"Klaar: {len(boek.pages)} bladzijden" in tekst
    assert [p.name for p in tmp_path.iterdir()] == ["boek.pdf"]


def test_zonder_periode_is_het_dit_halfjaar(klein_programma, tmp_path):
    assert "jaar 20" in _roep("projectenboek", "--uit", tmp_path / "boek.pdf").splitlines()[0]


@pytest.mark.parametrize("periode", ["2024-2023", "vorig jaar", "24", "2023-", "1999"])
def test_verkeerde_periode(klein_programma, tmp_path, periode):
    with pytest.raises(CommandError, match="geen periode"):
        _roep("projectenboek", f"--periode={periode}", "--uit", tmp_path / "boek.pdf")
    assert list(tmp_path.iterdir()) == []


def test_maakt_de_monitor_over_twee_jaren(klein_programma, tmp_path):
    pad = tmp_path / "monitor.pdf"
    tekst = _roep("monitor", "--periode", "2023-2024", "--uit", pad)
    assert tekst.splitlines()[0] == f"Ik maak Monitor 2023–2024 en schrijf {pad}."
    with pikepdf.open(pad) as boek:
        assert str(boek.docinfo.Title) == "Monitor 2023–2024, Sterk voor Noord"


def test_monitor_zonder_periode_gaat_over_de_twee_jaren_ervoor(klein_programma, tmp_path):
    jaar = timezone.localdate().year
    assert f"Monitor {jaar - 2}–{jaar - 1}" in _roep("monitor", "--uit", tmp_path / "monitor.pdf")


@pytest.mark.parametrize(
    ("periode", "reden"),
    [
        ("2024", "2 jaren die op elkaar volgen"),
        ("2021-2024", "2 jaren die op elkaar volgen"),
        (f"{timezone.localdate().year - 1}-{timezone.localdate().year}", "is nog niet voorbij"),
        ("2098-2099", "is nog niet voorbij"),
        ("vorig jaar", "geen periode"),
    ],
)
def test_periode_die_geen_monitor_geeft(klein_programma, tmp_path, periode, reden):
    with pytest.raises(CommandError, match=reden):
        _roep("monitor", "--periode", periode, "--uit", tmp_path / "monitor.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pad", ["", "geen/map/boek.pdf"])
def test_plek_die_niet_kan(klein_programma, tmp_path, pad):
    with pytest.raises(CommandError, match="kies een bestaande map"):
        _roep("projectenboek", "--uit", tmp_path / pad)


def test_zonder_programma(tmp_path):
    with pytest.raises(CommandError, match="Laad eerst het programma"):
        _roep("projectenboek", "--uit", tmp_path / "boek.pdf")


def test_mislukt_halverwege_laat_het_oude_bestand_staan(klein_programma, tmp_path, monkeypatch):
    pad = tmp_path / "boek.pdf"
    pad.write_bytes(b"vorige editie")

    def half(inhoud, opgemaakt, doel, **_):
        doel.write_bytes(b"%PDF half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opmaak, "schrijf", half)
    with pytest.raises(CommandError, match=r"Er is niets geschreven\. De schijf van de server is vol"):
        _roep("projectenboek", "--uit", pad)
    assert pad.read_bytes() == b"vorige editie"
    assert [p.name for p in tmp_path.iterdir()] == ["boek.pdf"]


def test_onbekende_soort_en_ontbrekende_plek(tmp_path):
    with pytest.raises(CommandError, match="'folder' ken ik niet"):
        _roep("folder", "--uit", tmp_path / "boek.pdf")
    with pytest.raises(CommandError, match="--uit PAD"):
        _roep("projectenboek")
