"""Make one accessible document of parts: pages, links, bookmarks, structure, fonts, and a foot with its number."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pikepdf
from pikepdf import Array, Dictionary, Pdf, String

from monitor.zetten import voorraad
from monitor.zetten.basis import ZetFout
from monitor.zetten.bladwijzers import schrijf_bladwijzers
from monitor.zetten.letters import Letter
from monitor.zetten.schrijver import Overname, Schrijver
from monitor.zetten.voorraad import Kaart

# The foot of css/pdf.css, in points: where it stands, its sizes and its colours.
MARGE, HOOGTE = 56.69, 28.6
KLEIN, GROOT = 8.5, 10
ZACHT, PETROL = (0x46, 0x57, 0x63), (0x0A, 0x33, 0x47)
FAMILIE, GEWOON, VET = "Source Sans 3", 400, 700


def voeg(paden: list[Path], uit: Path, *, voettekst: str) -> Iterator[int]:
    """Put the parts of `paden` together in `uit`; yield how many are in.

    Metadata, language and colour profile are those of the first part; `voettekst` stands at the foot of every page
    that has one, beside its number. Raises ZetFout when a link leads nowhere or an anchor is there twice, and OSError.
    """
    kaarten = [_lees(pad)[0] for pad in paden]
    _controleer(kaarten)
    with uit.open("wb") as bestand:
        boek = Boek(bestand, kaarten, voettekst)
        for aantal, pad in enumerate(paden, start=1):
            boek.neem_op(*_lees(pad))
            yield aantal
        boek.rond_af()


def _lees(pad: Path) -> tuple[Kaart, bytes]:
    try:
        return voorraad.lees(pad)
    except (FileNotFoundError, voorraad.Beschadigd) as fout:
        raise ZetFout("Een deel van het boek verdween terwijl het werd samengevoegd. Probeer het opnieuw.") from fout


def _controleer(kaarten: list[Kaart]) -> None:
    ankers: set[str] = set()
    for kaart in kaarten:
        if dubbel := ankers & set(kaart.ankers):
            raise ZetFout(f"Het boek heeft twee keer een plek die {min(dubbel)} heet.")
        ankers |= set(kaart.ankers)
    for kaart in kaarten:
        if weg := set(kaart.verwijst) - ankers:
            raise ZetFout(f"Het document is niet in orde: {min(weg)} bestaat niet.")


class Boek:
    """The document in the making. Holds numbers of objects; the objects themselves are in the file."""

    def __init__(self, bestand: IO[bytes], kaarten: list[Kaart], voettekst: str) -> None:
        self.uit, self.kaarten = Schrijver(bestand), kaarten
        self.letters: dict[str, Letter] = {}
        for kaart in kaarten:
            for naam, hier in kaart.letters.items():
                if naam in self.letters:
                    self.letters[naam].neem_op(hier)
                else:
                    self.letters[naam] = Letter(hier)
        self.totaal = sum(kaart.bladzijden for kaart in kaarten)
        # The words of the foot, before any font is written: it has to hold them.
        self.gewoon, self.vet = self._letter(GEWOON), self._letter(VET)
        self.links = self.letters[self.gewoon].regel(voettekst)[0]
        self.nummers = [self.letters[self.vet].regel(str(n)) for n in range(1, self.totaal + 1)]
        self.wortel: dict[str, bytes] = {}
        self.info = 0
        self.map, self.boom, self.document = self.uit.nieuw(), self.uit.nieuw(), self.uit.nieuw()
        self.lettertypen: dict[str, int] = {}
        self.bladzijden: list[int] = []
        self.kinderen: list[int] = []
        # What the parent tree says of pages, and after these of links.
        self.van_bladzijden: list[int] = []
        self.van_links: list[bytes] = []

    def _letter(self, gewicht: int) -> str:
        for naam, letter in self.letters.items():
            if (letter.familie, letter.gewicht) == (FAMILIE, gewicht):
                return naam
        raise ZetFout("Het boek mist een lettertype voor de voet van de bladzijden.")

    def neem_op(self, kaart: Kaart, inhoud: bytes) -> None:
        """Add the pages of a part and everything that belongs to them."""
        with Pdf.open(io.BytesIO(inhoud)) as bron:
            overname = Overname(self.uit, bron)
            overname.is_al(bron.Root.Pages, self.map)
            overname.is_al(bron.Root.StructTreeRoot.K[0], self.document)
            if not self.bladzijden:
                self._neem_kenmerken(bron, overname)
            self._neem_letters(bron, overname)
            self._nummer_structuur(bron)
            for bladzijde, voet in zip(bron.pages, kaart.voet, strict=True):
                if voet:
                    self._zet_voet(bron, bladzijde)
                self.bladzijden.append(overname.neem(bladzijde.obj))
            self._neem_structuur(bron, overname)

    def _neem_kenmerken(self, bron: Pdf, overname: Overname) -> None:
        for naam in ("Metadata", "OutputIntents", "Lang", "MarkInfo", "ViewerPreferences"):
            self.wortel[naam] = overname.tekst(bron.Root[f"/{naam}"])
        self.info = overname.neem(bron.trailer.Info)

    def _neem_letters(self, bron: Pdf, overname: Overname) -> None:
        """Let the part use the fonts of the book; those that are new are written, with the glyphs of all parts."""
        lijst = bron.pages[0].Resources.Font
        for naam in sorted(naam.removeprefix("/") for naam in lijst.keys()):  # noqa: SIM118 - no dict, and no order
            letter = lijst[f"/{naam}"]
            if naam in self.lettertypen:
                overname.is_al(letter, self.lettertypen[naam])
            else:
                self.letters[naam].schrijf(bron, letter)
                self.lettertypen[naam] = overname.neem(letter)
        for naam in (self.gewoon, self.vet):
            # The foot may need a font that the part has no words in.
            if f"/{naam}" not in lijst:
                if naam not in self.lettertypen:
                    raise ZetFout("Het voorwerk van het boek mist een lettertype.")
                lijst[f"/{naam}"] = bron.make_indirect(Dictionary())
                overname.is_al(lijst[f"/{naam}"], self.lettertypen[naam])

    def _nummer_structuur(self, bron: Pdf) -> None:
        """Number pages and links as the parent tree of the book has them."""
        eerste, aantal = len(self.bladzijden), len(bron.pages)
        verschil = self.totaal + len(self.van_links) - aantal
        for bladzijde in bron.pages:
            bladzijde.StructParents = int(bladzijde.StructParents) + eerste
            for link in bladzijde.get("/Annots", []):
                link.StructParent = int(link.StructParent) + verschil

    def _neem_structuur(self, bron: Pdf, overname: Overname) -> None:
        """Hang the structure of the part in that of the book."""
        boom = bron.Root.StructTreeRoot
        self.kinderen += [overname.neem(kind) for kind in boom.K[0].K]
        nummers, aantal = boom.ParentTree.Nums, len(bron.pages)
        for i in range(0, len(nummers), 2):
            ouders = overname.tekst(nummers[i + 1])
            if int(nummers[i]) < aantal:
                self.van_bladzijden.append(self.uit.object(ouders))
            else:
                self.van_links.append(ouders)

    def _zet_voet(self, bron: Pdf, bladzijde: pikepdf.Page) -> None:
        """The foot as css/pdf.css has it, marked as no part of the text."""
        glyphs, breedte = self.nummers[len(self.bladzijden)]
        hoogte = float(bladzijde.MediaBox[3])
        rechts = float(bladzijde.MediaBox[2]) - MARGE - breedte * GROOT
        # WeasyPrint leaves the page upside down: turning it once more puts it upright.
        inhoud = (
            f"q 1 0 0 -1 0 {hoogte:.4f} cm /Artifact <</Type /Pagination /Subtype /Footer>> BDC BT "
            f"{_kleur(ZACHT)} rg /{self.gewoon} {KLEIN} Tf 1 0 0 1 {MARGE} {HOOGTE} Tm <{self.links}> Tj "
            f"{_kleur(PETROL)} rg /{self.vet} {GROOT} Tf 1 0 0 1 {rechts:.2f} {HOOGTE} Tm <{glyphs}> Tj ET EMC Q"
        )
        bladzijde.Contents = Array([bladzijde.Contents, bron.make_stream(inhoud.encode())])

    def rond_af(self) -> None:
        """Write what belongs to the whole: pages, structure, anchors, bookmarks, page labels, and the end."""
        uit = self.uit
        uit.object(b"<< /Type /Pages /Count %d /Kids %s >>" % (self.totaal, _rij(self.bladzijden)), self.map)
        uit.object(
            b"<< /Type /StructElem /S /Document /P %d 0 R /K %s >>" % (self.boom, _rij(self.kinderen)), self.document
        )
        ouders = uit.object(b"<< /Nums [ %s ] >>" % b" ".join(self._ouders()))
        uit.object(
            b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R >>" % (self.document, ouders), self.boom
        )
        self.wortel |= {
            "Type": b"/Catalog",
            "Pages": b"%d 0 R" % self.map,
            "StructTreeRoot": b"%d 0 R" % self.boom,
            "PageLabels": b"<< /Nums [ 0 << /S /D >> ] >>",
            "Names": b"<< /Dests %d 0 R >>" % uit.object(b"<< /Names [ %s ] >>" % b" ".join(self._ankers())),
            "Outlines": b"%d 0 R" % schrijf_bladwijzers(uit, self.bladzijden, self._bladwijzers()),
        }
        catalogus = b" ".join(b"/%s %s" % (naam.encode(), waarde) for naam, waarde in self.wortel.items())
        uit.sluit(uit.object(b"<< %s >>" % catalogus), self.info)

    def _ouders(self) -> Iterator[bytes]:
        """The parent tree: what holds the content of every page, and then of every link."""
        for sleutel, nummer in enumerate(self.van_bladzijden):
            yield b"%d %d 0 R" % (sleutel, nummer)
        for sleutel, ouder in enumerate(self.van_links, start=self.totaal):
            yield b"%d %s" % (sleutel, ouder)

    def _op_plek(self) -> Iterator[tuple[int, Kaart]]:
        """Each part with the index of its first page."""
        eerste = 0
        for kaart in self.kaarten:
            yield eerste, kaart
            eerste += kaart.bladzijden

    def _ankers(self) -> Iterator[bytes]:
        ankers = {
            String(naam).unparse(): (bytes(String(naam)), self.bladzijden[eerste + bladzijde], x, y)
            for eerste, kaart in self._op_plek()
            for naam, (bladzijde, x, y) in kaart.ankers.items()
        }
        # A name tree is in the order of the bytes.
        for naam, (_, bladzijde, x, y) in sorted(ankers.items(), key=lambda paar: paar[1][0]):
            yield b"%s [ %d 0 R /XYZ %a %a 0 ]" % (naam, bladzijde, x, y)

    def _bladwijzers(self) -> Iterator[tuple]:
        for eerste, kaart in self._op_plek():
            for niveau, label, stand, bladzijde, x, y in kaart.bladwijzers:
                yield niveau, label, stand, eerste + bladzijde, x, y


def _rij(nummers: list[int]) -> bytes:
    return b"[ %s ]" % b" ".join(b"%d 0 R" % nummer for nummer in nummers)


def _kleur(rgb: tuple[int, int, int]) -> str:
    return " ".join(f"{deel / 255:.3f}".rstrip("0") for deel in rgb)
