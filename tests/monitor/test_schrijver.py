"""The file that parts are written to: a whole PDF, whatever was in them."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from monitor.zetten.bladwijzers import schrijf_bladwijzers
from monitor.zetten.schrijver import PER_STROOM, Overname, Schrijver

VERRADERLIJK = ["3 0 R", "a (b) \\ 3 0 R)", "(((", "é 1 0 R", "مريم 2 0 R", ""]


def _bron() -> pikepdf.Pdf:
    """A document with everything that might be taken for a reference, and with things that go round."""
    bron = pikepdf.new()
    bron.add_blank_page(page_size=(100, 200))
    deel = bron.make_indirect(Dictionary(Type=Name.Proef, Teksten=Array([String(tekst) for tekst in VERRADERLIJK])))
    deel.Zelf = deel
    deel.Stroom = bron.make_stream(b"inhoud 3 0 R", Dictionary(Noot=String("9 0 R"), Terug=deel))
    bron.Root.Proef = deel
    return bron


def _geschreven(aantal: int = 1) -> pikepdf.Pdf:
    """`aantal` copies of it in one file, in a catalog of its own."""
    uit = io.BytesIO()
    schrijver = Schrijver(uit)
    bladzijden = schrijver.nieuw()
    proeven, kinderen = [], []
    for _ in range(aantal):
        bron = _bron()
        overname = Overname(schrijver, bron)
        overname.is_al(bron.Root.Pages, bladzijden)
        kinderen.append(overname.neem(bron.pages[0].obj))
        proeven.append(overname.tekst(bron.Root.Proef))
    lijst = b" ".join(b"%d 0 R" % nummer for nummer in kinderen)
    schrijver.object(b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (aantal, lijst), bladzijden)
    bladwijzers = [(1, "Een", "closed", 0, 0, 5.5), (3, "Onder één", "open", 0, 1, 2), (1, "Twee", "open", 0, 3, 4)]
    boom = schrijf_bladwijzers(schrijver, kinderen, bladwijzers)
    info = schrijver.object(b"<< /Title (Proef) >>")
    wortel = schrijver.object(
        b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /Proeven [ %s ] >>" % (bladzijden, boom, b" ".join(proeven))
    )
    schrijver.sluit(wortel, info)
    return pikepdf.open(uit)


def test_wat_overkomt_is_wat_er_stond_en_alleen_verwijzingen_zijn_vernummerd():
    geschreven = _geschreven(aantal=2)
    assert not geschreven.check_pdf_syntax()
    eerste, tweede = geschreven.Root.Proeven
    assert eerste.objgen != tweede.objgen
    for proef in (eerste, tweede):
        assert [str(tekst) for tekst in proef.Teksten] == VERRADERLIJK
        assert proef.Zelf.objgen == proef.Stroom.Terug.objgen == proef.objgen
        assert proef.Stroom.read_bytes() == b"inhoud 3 0 R"
        assert str(proef.Stroom.Noot) == "9 0 R"


def test_meer_objecten_dan_er_in_een_stroom_gaan():
    geschreven = _geschreven(aantal=PER_STROOM + 1)
    assert not geschreven.check_pdf_syntax()
    assert len(geschreven.pages) == PER_STROOM + 1
    assert {str(bladzijde.MediaBox[3]) for bladzijde in geschreven.pages} == {"200"}


def test_bladwijzers_tellen_wat_te_zien_is():
    geschreven = _geschreven()
    wortel = geschreven.Root.Outlines
    assert (int(wortel.Count), int(wortel.First.Count)) == (2, -1)
    with geschreven.open_outline() as inhoudsopgave:
        een, twee = inhoudsopgave.root
        assert [een.title, een.is_closed, een.children[0].title, twee.title] == ["Een", True, "Onder één", "Twee"]
    assert [float(deel) for deel in list(wortel.First.Dest)[2:]] == [0, 5.5, 0]
