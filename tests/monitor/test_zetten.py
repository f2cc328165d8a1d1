"""A book that is laid out in parts: one document for who reads it, and no work done twice for who makes it."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from monitor import opmaak, pdf
from monitor.zetten import ploeg, samenstel
from tests.monitor.conftest import vries
from tests.verapdf import keur_alle

pytestmark = pytest.mark.een_ronde


def maak(inhoud: dict, uit: Path, meld=None) -> samenstel.Samengesteld:
    boek = opmaak.maak_op(inhoud, meld=meld)
    opmaak.schrijf(inhoud, boek, uit, meld=meld)
    opmaak.controleer(inhoud, boek)
    return boek


@pytest.fixture(scope="module")
def instellingen():
    """Settings for a whole module: the smallest book goes in parts, of few acties."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(opmaak, "PER_DEEL", 4)
        monkeypatch.setattr("django.conf.settings.ZET_IN_DELEN_VANAF", 1)
        yield monkeypatch


@pytest.fixture(scope="module")
def echt(_programma_geladen, django_db_blocker) -> dict:
    with django_db_blocker.unblock():
        inhoud = vries()
    inhoud["acties"][0]["omschrijving"] += " Met Łukasz en مريم."
    return inhoud


@pytest.fixture(scope="module")
def gemaakt(echt, instellingen, tmp_path_factory):
    """The real programme in parts: the file, and what is known of its parts. Asks no database."""
    map_ = tmp_path_factory.mktemp("zetten")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("django.conf.settings.ZETSEL_MAP", map_ / "zetsel")
        return map_ / "boek.pdf", maak(echt, map_ / "boek.pdf")


@pytest.fixture(scope="module")
def boek(gemaakt):
    with pikepdf.open(gemaakt[0]) as document:
        yield document


# The document ------------------------------------------------------------------------------------------


@pytest.mark.verapdf
def test_samengevoegd_boek_voldoet_aan_pdf_ua_en_pdf_a(gemaakt):
    assert keur_alle([("ua1", gemaakt[0]), ("2a", gemaakt[0])]) == [[], []]


def test_het_boek_is_in_delen_gemaakt_en_klein(gemaakt, boek):
    pad, delen = gemaakt
    assert len(delen.delen) > 30
    assert len(boek.pages) == delen.bladzijden
    assert pad.stat().st_size / len(boek.pages) < 8_500


def test_elke_verwijzing_komt_uit(boek):
    namen = boek.Root.Names.Dests.Names
    plekken = {str(namen[i]): namen[i + 1][0].objgen for i in range(0, len(namen), 2)}
    assert list(plekken) == sorted(plekken)
    bladzijden = {bladzijde.obj.objgen for bladzijde in boek.pages}
    links = [link for bladzijde in boek.pages for link in bladzijde.get("/Annots", [])]
    assert len(links) > 200
    assert {str(link.Dest) for link in links} <= set(plekken)
    assert set(plekken.values()) <= bladzijden
    assert not [link for link in links if "/A" in link]


def test_elke_verwijzing_zegt_in_woorden_waarheen(echt, boek):
    acties = {f"actie-{rij['nummer'].replace('.', '-')}": f"{rij['nummer']} {rij['titel']}" for rij in echt["acties"]}
    links = [link for bladzijde in boek.pages for link in bladzijde.get("/Annots", [])]
    naar_acties = [(str(link.Dest), str(link.Contents)) for link in links if str(link.Dest) in acties]
    assert len(naar_acties) > 200
    assert {(anker, woorden) for anker, woorden in naar_acties if woorden != acties[anker]} == set()
    assert "Alle partners op naam" in [str(link.Contents) for link in links]


def test_inhoud_en_register_noemen_de_bladzijde_waar_het_staat(gemaakt, boek):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt (apt-get install poppler-utils)")
    tekst = subprocess.run(
        ["pdftotext", "-layout", str(gemaakt[0]), "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")
    plekken = _bladwijzers(boek)
    acties = {titel.split()[0]: blz for titel, blz in plekken if re.match(r"\d\.\d\d ", titel)}
    assert len(acties) == 65
    register = next(blz for titel, blz in plekken if titel == "Alle acties op nummer")
    # A long title takes two lines; then its number and its page stand on different ones.
    genoemd = dict(re.findall(r"^\s*(\d\.\d\d) .*\s(\d+)$", "\n".join(tekst[register - 1 : register + 2]), re.M))
    assert len(genoemd) > 50
    assert genoemd.items() <= {nummer: str(blz) for nummer, blz in acties.items()}.items()
    for nummer, blz in acties.items():
        assert re.search(rf"^\s*{re.escape(nummer)} ", tekst[blz - 1], re.M), nummer


def test_bladwijzers_staan_in_een_boom_op_volgorde(echt, boek):
    plekken = _bladwijzers(boek)
    assert [blz for _, blz in plekken] == sorted(blz for _, blz in plekken)
    with boek.open_outline() as inhoudsopgave:
        hoofdstukken = {knoop.title: knoop for knoop in inhoudsopgave.root}
    namen = list(hoofdstukken)
    assert (namen[0], namen[-1]) == ("Inhoud", "Colofon")
    for opgave in echt["opgaven"]:
        doelen = [knoop for knoop in hoofdstukken[opgave["naam"]].children if knoop.title.startswith("Doel ")]
        # A doel that goes on in another part is one bookmark, with all its acties below it.
        assert [knoop.title.split()[1] for knoop in doelen] == [doel["nummer"] for doel in opgave["doelen"]]
        for knoop in doelen:
            acties = [rij["nummer"] for rij in echt["acties"] if rij["doel_nummer"] == knoop.title.split()[1]]
            eigen = [kind.title.split()[0] for kind in knoop.children]
            assert eigen == [nummer for nummer in acties if nummer.startswith(f"{opgave['nummer']}.")]


def _bladwijzers(boek) -> list[tuple[str, int]]:
    """All bookmarks in order, each with the number of its page."""
    nummers = {bladzijde.obj.objgen: nr for nr, bladzijde in enumerate(boek.pages, start=1)}

    def plat(knopen):
        for knoop in knopen:
            yield str(knoop.title), nummers[knoop.destination[0].objgen]
            yield from plat(knoop.children)

    with boek.open_outline() as inhoudsopgave:
        return list(plat(inhoudsopgave.root))


def test_elke_bladzijde_staat_in_de_structuur(boek):
    """Every piece of marked content leads to its element and back, on every page and for every link."""
    nummers = boek.Root.StructTreeRoot.ParentTree.Nums
    sleutels = [int(nummers[i]) for i in range(0, len(nummers), 2)]
    assert sleutels == list(range(len(sleutels)))
    ouders = {int(nummers[i]): nummers[i + 1] for i in range(0, len(nummers), 2)}
    assert [int(bladzijde.StructParents) for bladzijde in boek.pages] == list(range(len(boek.pages)))
    for bladzijde in boek.pages:
        for mcid, deel in enumerate(ouders[int(bladzijde.StructParents)]):
            if deel is None:  # decoration
                continue
            assert mcid in [kind for kind in deel.K if isinstance(kind, int)]
            assert deel.Pg.objgen == bladzijde.obj.objgen
        for link in bladzijde.get("/Annots", []):
            assert str(ouders[int(link.StructParent)].S) == "/Link"
    (document,) = boek.Root.StructTreeRoot.K
    assert str(document.S) == "/Document"
    assert all(deel.P.objgen == document.objgen for deel in document.K)


def test_ids_van_tabelkoppen_zijn_uniek_en_bestaan(boek):
    cellen = [o for o in boek.objects if isinstance(o, Dictionary) and o.get("/S") in (Name.TH, Name.TD)]
    ids = [str(cel.ID) for cel in cellen if "/ID" in cel]
    assert len(ids) == len(set(ids)) > 100
    genoemd = {str(naam) for cel in cellen for naam in cel.A.get("/Headers", [])}
    assert genoemd
    assert genoemd <= set(ids)


def test_letters_zijn_van_ons_en_zitten_er_een_keer_in(boek):
    letters = [o for o in boek.objects if isinstance(o, Dictionary) and o.get("/Subtype") == Name.Type0]
    namen = [re.sub(r"^/[A-Z]{6}\+|,$", "", str(letter.BaseFont)) for letter in letters]
    assert sorted(namen) == sorted(set(namen))
    assert {"Source-Sans-3", "Source-Sans-3-Bold", "Source-Sans-3-Ext", "Noto-Sans-Arabic"} <= set(namen)
    assert all(naam.startswith(("Source-Sans-3", "Noto-Sans-Arabic")) for naam in namen)


def test_tekst_is_na_het_samenvoegen_nog_te_lezen(gemaakt):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt (apt-get install poppler-utils)")
    tekst = subprocess.run(["pdftotext", str(gemaakt[0]), "-"], check=True, capture_output=True, text=True).stdout
    assert "Met Łukasz en" in tekst
    assert "Plek om elkaar te ontmoeten: de Tuinkamer van Noord" in tekst.replace("\n", " ")


def test_voet_staat_waar_hij_in_een_heel_boek_staat_en_is_geen_tekst(gemaakt, boek, echt, tmp_path, monkeypatch):
    """Number and edition as in a book of one document, on the pages that have a foot; screen readers skip them."""
    zonder_voet = [0, *(blz - 1 for titel, blz in _bladwijzers(boek) if titel in {o["naam"] for o in echt["opgaven"]})]
    for nummer, bladzijde in enumerate(boek.pages):
        stempels = [stroom.read_bytes() for stroom in bladzijde.Contents] if nummer not in zonder_voet else []
        assert isinstance(bladzijde.Contents, pikepdf.Array) == (nummer not in zonder_voet)
        assert all(b"/Artifact <</Type /Pagination" in stempel for stempel in stempels[1:])
    monkeypatch.setattr("django.conf.settings.ZET_IN_DELEN_VANAF", 1000)
    heel = opmaak.maak_op(echt)
    opmaak.schrijf(echt, heel, tmp_path / "heel.pdf")
    assert _voet(gemaakt[0], 3) == pytest.approx(_voet(tmp_path / "heel.pdf", 3), abs=0.6)


def _voet(pad: Path, bladzijde: int) -> list[float]:
    """Where the first word and the number at the foot of a page stand, in points."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt (apt-get install poppler-utils)")
    opdracht = ["pdftotext", "-bbox", "-f", str(bladzijde), "-l", str(bladzijde), str(pad), "-"]
    uit = subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout
    woorden = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', uit)
    voet = [woord for woord in woorden if float(woord[1]) > 780]
    assert voet[0][4] == "Projectenboek"
    assert voet[-1][4] == str(bladzijde)
    return [float(deel) for woord in (voet[0], voet[-1]) for deel in woord[:4]]


# The work -----------------------------------------------------------------------------------------------


@pytest.fixture
def klein(inhoud, instellingen, settings) -> dict:
    """The small programme, which is laid out in parts."""
    return inhoud


@pytest.fixture
def gezet(monkeypatch):
    """Names of the files that were laid out, in order; an empty one when nothing had to be."""
    paden = []
    echt = ploeg.Proces.geef

    def kijk_mee(proces, opdracht):
        if "html" in opdracht:
            paden.append(Path(opdracht["pad"]).name)
        echt(proces, opdracht)

    monkeypatch.setattr(ploeg.Proces, "geef", kijk_mee)
    return paden


def _zetsel(settings) -> dict[str, int]:
    return {pad.name: pad.stat().st_ino for pad in settings.ZETSEL_MAP.iterdir()}


def test_zelfde_inhoud_geeft_dezelfde_bytes_ook_uit_de_voorraad(klein, tmp_path, settings, gezet):
    maak(klein, tmp_path / "een.pdf")
    assert gezet
    gezet.clear()
    maak(klein, tmp_path / "twee.pdf")
    assert gezet == []
    shutil.rmtree(settings.ZETSEL_MAP)
    maak(klein, tmp_path / "drie.pdf")
    een = (tmp_path / "een.pdf").read_bytes()
    assert een == (tmp_path / "twee.pdf").read_bytes() == (tmp_path / "drie.pdf").read_bytes()


def test_alleen_wat_verandert_wordt_opnieuw_opgemaakt(echt, gemaakt, instellingen, settings, tmp_path, gezet):
    shutil.copytree(gemaakt[0].parent / "zetsel", settings.ZETSEL_MAP)
    anders = {**echt, "peildatum": "2027-01-15", "titel": "Projectenboek voorjaar 2027"}
    anders["acties"] = [{**rij, "titel": "Anders"} if rij["nummer"] == "3.22" else rij for rij in echt["acties"]]
    boek = maak(anders, tmp_path / "boek.pdf")
    opnieuw = [deel.naam for deel in boek.delen if deel.kaart and deel.pad.name in gezet]
    # What says the date or the checksum, the part with the actie, and what tells its title, if only behind a link.
    lijsten = {"Wat het oplevert", "Wie doet wat", "Alle acties op nummer", "Alle partners op naam"}
    assert set(opnieuw) <= {"voorwerk", "Doel 3.6", "Colofon"} | lijsten
    assert "Doel 3.6" in opnieuw
    assert len(opnieuw) < len(boek.delen) / 3


def test_een_andere_versie_maakt_alles_opnieuw(klein, tmp_path, monkeypatch, gezet):
    delen = maak(klein, tmp_path / "boek.pdf").delen
    gezet.clear()
    monkeypatch.setattr(samenstel, "VERSIE", samenstel.VERSIE + 1)
    maak(klein, tmp_path / "boek.pdf")
    assert len(gezet) >= len(delen)


def test_beschadigd_zetsel_wordt_opnieuw_gemaakt(klein, tmp_path, gezet):
    stukken = [deel.pad for deel in maak(klein, tmp_path / "een.pdf").delen[2:5]]
    gezet.clear()
    stukken[0].write_bytes(b"")
    stukken[1].write_bytes(b"onzin")
    stukken[2].write_bytes(stukken[2].read_bytes()[:-20])
    maak(klein, tmp_path / "twee.pdf")
    assert sorted(gezet) == sorted(stuk.name for stuk in stukken)
    assert (tmp_path / "een.pdf").read_bytes() == (tmp_path / "twee.pdf").read_bytes()


def _kinderen() -> list[int]:
    """Processes that lay out or put together, started by this one."""
    lijst = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(p) for p in lijst if b"monitor.zetten" in Path(f"/proc/{p}/cmdline").read_bytes()]


class Genoeg(Exception):
    """Somebody stopped the job."""


def test_wie_stopt_laat_geen_proces_achter_en_het_werk_gaat_later_verder(klein, tmp_path, settings, gezet):
    def stop_halverwege(deel, waar):
        if deel > 0.4:
            raise Genoeg

    with pytest.raises(Genoeg):
        maak(klein, tmp_path / "boek.pdf", stop_halverwege)
    assert _kinderen() == []
    eerder = _zetsel(settings)
    assert len(eerder) >= 3
    gezet.clear()
    maak(klein, tmp_path / "boek.pdf")
    assert not set(gezet) & set(eerder)
    assert eerder.items() <= _zetsel(settings).items()


def test_een_gedode_zetter_kost_alleen_zijn_eigen_deel(klein, tmp_path, settings, gezet):
    gedood = []

    def dood_er_een(deel, waar):
        if deel > 0.3 and not gedood:
            gedood.extend(_kinderen()[:1])
            os.kill(gedood[0], signal.SIGKILL)

    boek = maak(klein, tmp_path / "boek.pdf", dood_er_een)
    assert gedood
    assert len(gezet) <= len(set(gezet)) + 1
    with pikepdf.open(tmp_path / "boek.pdf") as document:
        assert len(document.pages) == boek.bladzijden


def test_zetters_die_blijven_sterven_houden_het_boek_tegen(klein, tmp_path, monkeypatch):
    def sterf(proces, opdracht):
        proces.opdracht = opdracht
        proces.proces.kill()

    monkeypatch.setattr(ploeg.Proces, "geef", sterf)
    with pytest.raises(pdf.ZetFout, match="stopte onverwacht"):
        maak(klein, tmp_path / "boek.pdf")
    assert _kinderen() == []


def test_korte_uitgave_van_een_groot_boek_maakt_een_ander_proces_en_net_zo(klein, tmp_path, settings, monkeypatch):
    opmaak.schrijf_kort(klein, tmp_path / "elders.pdf")
    settings.ZET_IN_DELEN_VANAF = 1000
    opmaak.schrijf_kort(klein, tmp_path / "hier.pdf")
    assert (tmp_path / "elders.pdf").read_bytes() == (tmp_path / "hier.pdf").read_bytes()
    settings.ZET_IN_DELEN_VANAF = 1
    monkeypatch.setattr(ploeg, "KIJK_ELKE", 0.05)
    with pytest.raises(pdf.ZetFout, match="stopte onverwacht"):
        opmaak.schrijf_kort(klein, tmp_path / "dood.pdf", nog_gewenst=lambda: os.kill(_kinderen()[0], signal.SIGKILL))
    assert _kinderen() == []
    assert not (tmp_path / "dood.pdf").exists()


def _in_de_pijp(pijp) -> int:
    """How many bytes wait to be read."""
    return int.from_bytes(fcntl.ioctl(pijp, termios.FIONREAD, b"\0" * 4), sys.byteorder)


@pytest.mark.timeout(60)
def test_antwoorden_die_tegelijk_komen_worden_allemaal_gelezen(klein, tmp_path, monkeypatch):
    """Putting together is quicker than looking: by the first look, all that it will ever say may be there."""
    boek = opmaak.maak_op(klein)
    antwoorden = [{"aantal": nr} for nr in range(1, len(boek.delen) + 1)] + [{"klaar": True}]
    lengte = sum(len(json.dumps(antwoord)) + 1 for antwoord in antwoorden)
    kijk, einde = ploeg.Ploeg._klaar, time.monotonic() + 60

    def kijk_als_het_klaar_is(zelf):
        monkeypatch.setattr(ploeg.Ploeg, "_klaar", kijk)
        while _in_de_pijp(zelf.processen[0].proces.stdout) < lengte and time.monotonic() < einde:
            time.sleep(0.02)
        return kijk(zelf)

    monkeypatch.setattr(ploeg.Ploeg, "_klaar", kijk_als_het_klaar_is)
    opmaak.schrijf(klein, boek, tmp_path / "boek.pdf")
    with pikepdf.open(tmp_path / "boek.pdf") as document:
        assert len(document.pages) == boek.bladzijden


def test_zetter_houdt_op_als_niemand_meer_luistert():
    proces = ploeg.Proces("zet")
    proces.proces.stdin.close()
    assert proces.proces.wait(timeout=30) == 0
    proces.stop()


@pytest.mark.parametrize(
    ("stuk", "klacht"),
    [
        ('<img src="img/merk.svg">', "alt"),
        ('<img src="img/weg.svg" alt="Weg">', "weg.svg ontbreekt"),
        ('<a href="#nergens">Link</a>', "nergens bestaat niet"),
        ('<p id="dubbel">Eén</p>', "dubbel heet"),
    ],
)
def test_wat_niet_klopt_in_een_deel_houdt_het_boek_tegen(stuk, klacht, tmp_path, settings):
    blad = '<!DOCTYPE html><html lang="nl"><head><title>Proef</title></head><body>{}<h2>Kop</h2></body></html>'
    delen = [
        samenstel.Deel("een", blad.format('<p id="dubbel">Eén</p><b>1</b>'), False),
        samenstel.Deel("twee", blad.format(stuk), False),
    ]
    with pytest.raises(pdf.ZetFout, match=klacht):
        samenstel.schrijf(
            samenstel.maak_op(delen, ["css/pdf.css"], voettekst="Proef", meld=lambda *_: None),
            tmp_path / "boek.pdf",
            meld=lambda *_: None,
        )
    assert _kinderen() == []


def test_voortgang_noemt_de_delen(klein, tmp_path):
    gezien = []
    boek = maak(klein, tmp_path / "boek.pdf", lambda deel, waar: gezien.append((deel, waar)))
    aantal = len(boek.delen)
    assert f"deel 1 van {aantal}" in [waar for _, waar in gezien]
    assert gezien[-1] == (1, f"deel {aantal} van {aantal}")
    assert all(0 <= deel <= 1 for deel, _ in gezien)
