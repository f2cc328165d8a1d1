"""Make one accessible document of parts: pages, links, bookmarks, structure, fonts, and a foot with its number."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from monitor.zetten import voorraad
from monitor.zetten.basis import ZetFout
from monitor.zetten.letters import Letter
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
    boek = Boek(kaarten, voettekst)
    for aantal, pad in enumerate(paden, start=1):
        boek.neem_op(*_lees(pad))
        yield aantal
    boek.rond_af()
    # The identifier comes from the content: the same parts give the same bytes.
    boek.pdf.save(
        uit, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, force_version="1.7"
    )


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
    """The document in the making."""

    def __init__(self, kaarten: list[Kaart], voettekst: str) -> None:
        self.pdf, self.kaarten = Pdf.new(), kaarten
        self.letters: dict[str, Letter] = {}
        self.objecten: dict[str, pikepdf.Object] = {}
        for kaart in kaarten:
            for naam, hier in kaart.letters.items():
                if naam in self.letters:
                    self.letters[naam].neem_op(hier)
                else:
                    self.letters[naam] = Letter(hier)
        self.totaal = sum(kaart.bladzijden for kaart in kaarten)
        self._voorbereid(voettekst)
        self.boom = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.boom))
        self.kinderen: list[pikepdf.Object] = []
        self.ouders: list[tuple[int, pikepdf.Object]] = []
        self.koppelingen = self.totaal  # keys in the parent tree: first those of the pages, then those of links

    def _voorbereid(self, voettekst: str) -> None:
        """The words of the foot, before any font is written: it has to hold them."""
        self.gewoon, self.vet = self._letter(GEWOON), self._letter(VET)
        self.links = self.letters[self.gewoon].regel(voettekst)[0]
        self.nummers = [self.letters[self.vet].regel(str(n)) for n in range(1, self.totaal + 1)]

    def _letter(self, gewicht: int) -> str:
        for naam, letter in self.letters.items():
            if (letter.familie, letter.gewicht) == (FAMILIE, gewicht):
                return naam
        raise ZetFout("Het boek mist een lettertype voor de voet van de bladzijden.")

    def neem_op(self, kaart: Kaart, inhoud: bytes) -> None:
        """Add the pages of a part and everything that belongs to them."""
        bron = Pdf.open(io.BytesIO(inhoud))
        eerste = len(self.pdf.pages)
        letters = self._neem_letters(bron)
        for bladzijde in bron.pages:
            self.pdf.pages.append(bladzijde)
        # All pages and patterns of a part share one list of fonts, which came along empty.
        lijst = self.pdf.pages[eerste].Resources.Font
        for naam in dict.fromkeys((*letters, self.gewoon, self.vet)):
            lijst[Name(f"/{naam}")] = self._object(naam)
        self._neem_structuur(bron, eerste)
        for nummer, voet in enumerate(kaart.voet, start=eerste):
            if voet:
                self._zet_voet(self.pdf.pages[nummer], nummer)
        if not eerste:
            self._neem_kenmerken(bron)

    def _neem_letters(self, bron: Pdf) -> list[str]:
        """Take the fonts that no part before had, and leave the list of the part empty."""
        lijst = bron.pages[0].Resources.Font
        namen = sorted(naam.removeprefix("/") for naam in lijst.keys())  # noqa: SIM118 - no dict, and in no order
        for naam in namen:
            if naam not in self.objecten:
                self.objecten[naam] = self.pdf.make_indirect(self.pdf.copy_foreign(lijst[f"/{naam}"]))
            del lijst[f"/{naam}"]
        return namen

    def _object(self, naam: str) -> pikepdf.Object:
        """The font for use in this document; its content comes at the end."""
        if naam not in self.objecten:
            raise ZetFout("Het voorwerk van het boek mist een lettertype.")
        return self.objecten[naam]

    def _neem_structuur(self, bron: Pdf, eerste: int) -> None:
        """Hang the structure of a part in that of the book, and number its entries in the parent tree anew."""
        boom = self.pdf.copy_foreign(bron.Root.StructTreeRoot)
        for kind in boom.K[0].K:
            kind.P = self.document
            self.kinderen.append(kind)
        aantal = len(bron.pages)
        verschil = self.koppelingen - aantal
        nummers = boom.ParentTree.Nums
        for i in range(0, len(nummers), 2):
            sleutel = int(nummers[i])
            self.ouders.append((sleutel + (eerste if sleutel < aantal else verschil), nummers[i + 1]))
        self.koppelingen += len(nummers) // 2 - aantal
        for bladzijde in self.pdf.pages[eerste : eerste + aantal]:
            bladzijde.StructParents = int(bladzijde.StructParents) + eerste
            for aantekening in bladzijde.get("/Annots", []):
                aantekening.StructParent = int(aantekening.StructParent) + verschil

    def _zet_voet(self, bladzijde: pikepdf.Page, nummer: int) -> None:
        """The foot as css/pdf.css has it, marked as no part of the text."""
        glyphs, breedte = self.nummers[nummer]
        hoogte = float(bladzijde.MediaBox[3])
        rechts = float(bladzijde.MediaBox[2]) - MARGE - breedte * GROOT
        # WeasyPrint leaves the page upside down: turning it once more puts it upright.
        inhoud = (
            f"q 1 0 0 -1 0 {hoogte:.4f} cm /Artifact <</Type /Pagination /Subtype /Footer>> BDC BT "
            f"{_kleur(ZACHT)} rg /{self.gewoon} {KLEIN} Tf 1 0 0 1 {MARGE} {HOOGTE} Tm <{self.links}> Tj "
            f"{_kleur(PETROL)} rg /{self.vet} {GROOT} Tf 1 0 0 1 {rechts:.2f} {HOOGTE} Tm <{glyphs}> Tj ET EMC Q"
        )
        bladzijde.Contents = Array([bladzijde.Contents, self.pdf.make_stream(inhoud.encode())])

    def _neem_kenmerken(self, bron: Pdf) -> None:
        for naam in ("Metadata", "OutputIntents", "Lang", "MarkInfo", "ViewerPreferences"):
            self.pdf.Root[f"/{naam}"] = self._kopie(bron, bron.Root[f"/{naam}"])
        self.pdf.trailer.Info = self._kopie(bron, bron.trailer.Info)

    def _kopie(self, bron: Pdf, waarde: pikepdf.Object) -> pikepdf.Object:
        # Only what has a number of its own can be copied.
        return self.pdf.copy_foreign(waarde if waarde.is_indirect else bron.make_indirect(waarde))

    def rond_af(self) -> None:
        """What belongs to the whole: fonts, structure, anchors, bookmarks and page labels."""
        for naam, letter in self.objecten.items():
            self.letters[naam].schrijf(self.pdf, letter)
        wortel = self.pdf.Root
        wortel.StructTreeRoot = self.boom
        self.boom.K = Array([self.document])
        self.document.K = Array(self.kinderen)
        # Arrays are made at once: adding to a long one copies it every time.
        nummers = Array([deel for paar in sorted(self.ouders, key=lambda paar: paar[0]) for deel in paar])
        self.boom.ParentTree = self.pdf.make_indirect(Dictionary(Nums=nummers))
        wortel.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        self._zet_ankers()
        self._zet_bladwijzers()

    def _op_plek(self) -> Iterator[tuple[int, Kaart]]:
        """Each part with the index of its first page."""
        eerste = 0
        for kaart in self.kaarten:
            yield eerste, kaart
            eerste += kaart.bladzijden

    def _zet_ankers(self) -> None:
        ankers: dict[str, tuple[int, float, float]] = {}
        for eerste, kaart in self._op_plek():
            ankers |= {naam: (eerste + bladzijde, x, y) for naam, (bladzijde, x, y) in kaart.ankers.items()}
        namen: list = []
        bladzijden = list(self.pdf.pages)
        # A name tree is in the order of the bytes.
        for naam in sorted(ankers, key=lambda naam: bytes(String(naam))):
            bladzijde, x, y = ankers[naam]
            namen += [String(naam), Array([bladzijden[bladzijde].obj, Name.XYZ, x, y, 0])]
        self.pdf.Root.Names = Dictionary(Dests=self.pdf.make_indirect(Dictionary(Names=Array(namen))))

    def _zet_bladwijzers(self) -> None:
        """Bookmarks of all parts in one tree: a part that begins with an actie goes on below the doel before it."""
        wortels: list[OutlineItem] = []
        pad: list[tuple[int, list]] = [(0, wortels)]
        for eerste, kaart in self._op_plek():
            for niveau, label, stand, bladzijde, x, y in kaart.bladwijzers:
                knoop = OutlineItem(label, eerste + bladzijde, "XYZ", left=x, top=y)
                knoop.is_closed = stand == "closed"
                while pad[-1][0] >= niveau:
                    pad.pop()
                pad[-1][1].append(knoop)
                pad.append((niveau, knoop.children))
        with self.pdf.open_outline() as inhoudsopgave:
            inhoudsopgave.root.extend(wortels)


def _kleur(rgb: tuple[int, int, int]) -> str:
    return " ".join(f"{deel / 255:.3f}".rstrip("0") for deel in rgb)
