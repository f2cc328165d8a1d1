"""Small files of every kind that can be sent: real enough to be told by their content."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
from PIL import Image


def beeld(vorm="JPEG", maat=(40, 20), **kw) -> bytes:
    uit = BytesIO()
    Image.new("RGB", maat, "green").save(uit, vorm, **kw)
    return uit.getvalue()


def pdf(bladzijden: int = 1) -> bytes:
    """A PDF; another number of pages is another file."""
    uit = BytesIO()
    with pikepdf.new() as boek:
        for _ in range(bladzijden):
            boek.add_blank_page()
        boek.save(uit, deterministic_id=True)
    return uit.getvalue()


def zip_van(delen: dict[str, bytes]) -> bytes:
    uit = BytesIO()
    with ZipFile(uit, "w") as pak:
        for naam, inhoud in delen.items():
            pak.writestr(naam, inhoud)
    return uit.getvalue()


def office(wat: str, **meer: bytes) -> bytes:
    """A document as Word and its family write it: what it is stands in its list of parts."""
    soort = f"application/vnd.openxmlformats-officedocument.{wat}.main+xml"
    lijst = f'<Types><Override PartName="/word/document.xml" ContentType="{soort}"/></Types>'.encode()
    return zip_van({"[Content_Types].xml": lijst, "word/document.xml": b"<document/>", **meer})


def odf(wat: str, **meer: bytes) -> bytes:
    return zip_van(
        {"mimetype": f"application/vnd.oasis.opendocument.{wat}".encode(), "content.xml": b"<office/>", **meer}
    )
