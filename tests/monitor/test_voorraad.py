"""Parts of a book that are kept: under a key that says what they are, whole, and within bounds."""

import os
from types import SimpleNamespace

import pytest
from weasyprint.text.ffi import ffi

from monitor.zetten import samenstel, versies, voorraad

pytestmark = pytest.mark.een_ronde


@pytest.mark.parametrize(
    ("bibliotheek", "functie", "nieuwe"),
    [("pango", "pango_version", 99), ("harfbuzz", "hb_version_string", b"99"), ("fontconfig", "FcGetVersion", 99)],
)
def test_een_andere_versie_van_het_systeem_geeft_een_ander_kenmerk(bibliotheek, functie, nieuwe, monkeypatch):
    """These come with the system and not from pip: who upgrades it gets no parts of before."""
    kenmerken = []
    for _ in range(2):
        versies.van_de_zetter.cache_clear()
        samenstel.kenmerk_van_de_stijl.cache_clear()
        kenmerken.append(samenstel.kenmerk_van_de_stijl(("css/pdf.css",)))
        waarde = nieuwe if isinstance(nieuwe, int) else ffi.new("char[]", nieuwe)
        monkeypatch.setattr(versies, bibliotheek, SimpleNamespace(**{functie: lambda waarde=waarde: waarde}))
    versies.van_de_zetter.cache_clear()
    samenstel.kenmerk_van_de_stijl.cache_clear()
    assert kenmerken[0] != kenmerken[1]


def test_voorraad_blijft_binnen_haar_grens_en_het_oudste_gaat_eerst(tmp_path):
    for nr in range(5):
        pad = tmp_path / f"stuk{nr}"
        pad.write_bytes(b"x" * 1000)
        os.utime(pad, (1_000_000 + nr, 1_000_000 + nr))
    half = tmp_path / ".half-oud"
    half.write_bytes(b"x")
    os.utime(half, (2_000_000, 2_000_000))
    (tmp_path / "nieuw").write_bytes(b"x" * 9000)
    voorraad.snoei(tmp_path, grootste=11_500)
    # What was used just now stays, whatever its size: a job may be at it.
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["nieuw", "stuk3", "stuk4"]


def test_volle_schijf_laat_geen_half_bestand_na(tmp_path, monkeypatch):
    def vol(*_):
        raise OSError(28, "No space left on device")

    kaart = voorraad.Kaart(1, {}, [], [], [True], {})
    monkeypatch.setattr(os, "replace", vol)
    with pytest.raises(OSError, match="No space"):
        voorraad.bewaar(tmp_path / "zetsel" / "stuk", kaart, b"%PDF")
    assert list((tmp_path / "zetsel").iterdir()) == []
