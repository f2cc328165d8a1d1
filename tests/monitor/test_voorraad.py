"""Parts of a book that are kept: under a key that says what they are, whole, and within bounds."""

import os
import re

import pytest

from monitor.zetten import samenstel, versies, voorraad

pytestmark = pytest.mark.een_ronde


@pytest.mark.parametrize("functie", versies.BIBLIOTHEKEN)
def test_een_andere_versie_van_het_systeem_geeft_een_ander_kenmerk(functie, monkeypatch):
    """Pango and its kin come with the system and not from pip: who upgrades it gets no parts of before."""
    echt = versies.van_bibliotheek
    assert re.fullmatch(r"[\d.]+", echt(functie))
    kenmerken = []
    for _ in range(2):
        versies.van_de_zetter.cache_clear()
        kenmerken.append(samenstel.kenmerk_van_de_stijl(["css/pdf.css"]))
        monkeypatch.setattr(versies, "van_bibliotheek", lambda f: "99" if f == functie else echt(f))
    versies.van_de_zetter.cache_clear()
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
