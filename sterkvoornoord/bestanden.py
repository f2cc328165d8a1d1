"""Files that people send: what they are is told by their content, and what a photo hides does not come along.

A photo is drawn anew, so that the place where it was taken and whatever else was hidden in it is gone. Of a PDF or an
office document is only told that it is one, that it is whole and that it brings no program along. Who hands files out
does so through `sterkvoornoord.downloads`: as a download, never as a page of ours.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from sterkvoornoord.virusscan import scan


class Soort(models.TextChoices):
    """Content types, with the extension that a file of the type has."""

    JPEG = "image/jpeg", "jpg"
    PNG = "image/png", "png"
    WEBP = "image/webp", "webp"
    PDF = "application/pdf", "pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"
    ODT = "application/vnd.oasis.opendocument.text", "odt"
    ODS = "application/vnd.oasis.opendocument.spreadsheet", "ods"
    ODP = "application/vnd.oasis.opendocument.presentation", "odp"


#: A photo of more pixels than this is a bomb; a longer side than this nobody needs.
MAX_PIXELS, LANGSTE_ZIJDE = 60_000_000, 2_400
#: An office document that is larger than this when it is unpacked is a bomb too.
MAX_UITGEPAKT = 400_000_000
_BEELD = {"JPEG": Soort.JPEG, "PNG": Soort.PNG, "WEBP": Soort.WEBP}
_OFFICE = {soort: f"{soort.value}.main+xml".encode() for soort in (Soort.DOCX, Soort.XLSX, Soort.PPTX)}
_ODF = {soort.value.encode(): soort for soort in (Soort.ODT, Soort.ODS, Soort.ODP)}
#: Parts of an office document that are programs.
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|Basic/|Scripts/)", re.IGNORECASE)


@dataclass(frozen=True)
class Nagekeken:
    """What is kept of a file that was sent: its content, and what that proves to be."""

    inhoud: bytes
    soort: Soort

    @property
    def achter(self) -> str:
        """The extension that is true, without a dot."""
        return str(self.soort.label)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.inhoud).hexdigest()


def kijk_na(bestand: UploadedFile, *, soorten: Collection[str], max_mb: float, anders: str) -> Nagekeken:
    """Read a file that was sent, and return what is kept of it.

    Raises ValidationError with a sentence for the sender: when it is empty, larger than `max_mb` (of 1,048,576
    bytes), or, in the words of `anders`, none of `soorten` or not whole. Raises what `virusscan.scan` raises.
    """
    if not bestand.size:
        raise ValidationError(_("Dit bestand is leeg. Kies een ander bestand."))
    if bestand.size > max_mb * 1024 * 1024:
        fout = _("Dit bestand is te groot: hoogstens %(mb)s MB. Kies een kleiner bestand.")
        raise ValidationError(fout, params={"mb": max_mb})
    # Before anything of ours opens it.
    scan(bestand.read())
    bestand.seek(0)
    try:
        nagekeken = _lees(bestand)
    except (UnidentifiedImageError, Image.DecompressionBombError, BadZipFile, OSError, ValueError, SyntaxError):
        raise ValidationError(anders) from None
    if nagekeken.soort not in soorten:
        raise ValidationError(anders)
    return nagekeken


def nette_naam(kern: str, achter: str, *, anders: str = "bijlage") -> str:
    """A name to hand a file out under: letters, digits and a few signs, and the extension that is true."""
    schoon = re.sub(r"[^\w \-().]+", "_", kern).strip(" ._")
    return f"{schoon[:100] or anders}.{achter}"


def zonder_achtervoegsel(naam: str) -> str:
    """The name that a sender gave a file, without the folder and the extension."""
    return naam.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


def wis_na_commit(bestand: FieldFile) -> None:
    """Remove a file from the storage once the transaction that removed its row is there to stay."""
    transaction.on_commit(lambda: bestand.storage.delete(bestand.name))


def _lees(bestand: UploadedFile) -> Nagekeken:
    begin = bestand.read(8)
    bestand.seek(0)
    if begin.startswith(b"%PDF-"):
        return _lees_pdf(bestand.read())
    if begin.startswith(b"PK\x03\x04"):
        return _lees_document(bestand.read())
    return _lees_beeld(bestand)


def _lees_pdf(inhoud: bytes) -> Nagekeken:
    # Loaded when somebody sends a PDF, not by every process that serves a page.
    import pikepdf

    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            if not len(pdf.pages):
                raise ValueError("no pages")
    except (pikepdf.PdfError, pikepdf.PasswordError) as fout:
        raise ValueError("no PDF") from fout
    return Nagekeken(inhoud, Soort.PDF)


def _lees_document(inhoud: bytes) -> Nagekeken:
    """An office document is a ZIP that says inside what it is; nothing else of it is unpacked."""
    with ZipFile(BytesIO(inhoud)) as pak:
        delen = pak.infolist()
        if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
            raise ValueError("too large when unpacked")
        if any(_MACROS.search(deel.filename) for deel in delen):
            raise ValueError("brings a program along")
        namen = {deel.filename for deel in delen}
        if "[Content_Types].xml" in namen:
            zegt = _begin_van(pak, "[Content_Types].xml")
            for soort, merk in _OFFICE.items():
                if merk in zegt:
                    return Nagekeken(inhoud, soort)
        elif "mimetype" in namen and (odf := _ODF.get(_begin_van(pak, "mimetype").strip())):
            return Nagekeken(inhoud, odf)
    raise ValueError("no document")


def _begin_van(pak: ZipFile, deel: str) -> bytes:
    try:
        with pak.open(deel) as bron:
            return bron.read(1_000_000)
    except (RuntimeError, NotImplementedError) as fout:  # encrypted, or packed in a way that nobody uses
        raise ValueError("cannot be read") from fout


def _lees_beeld(bestand: UploadedFile) -> Nagekeken:
    # WeasyPrint, where it was loaded, lets half a picture pass in the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(bestand, formats=list(_BEELD)) as beeld:
        if beeld.width * beeld.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        vorm = str(beeld.format)
        recht = ImageOps.exif_transpose(beeld)
        recht.thumbnail((LANGSTE_ZIJDE, LANGSTE_ZIJDE))
        if vorm == "JPEG" and recht.mode not in ("RGB", "L"):
            recht = recht.convert("RGB")
        # A new drawing has none of the notes of the old one.
        schoon = Image.new(recht.mode, recht.size)
        schoon.paste(recht)
        if recht.mode == "P" and (palet := recht.getpalette()):
            schoon.putpalette(palet)
        uit = BytesIO()
        schoon.save(uit, vorm, quality=85) if vorm != "PNG" else schoon.save(uit, vorm)
    return Nagekeken(uit.getvalue(), _BEELD[vorm])
