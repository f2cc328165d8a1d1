"""Photos and documents: what they are is told by their content, and what they hide does not come along.

A photo is drawn anew, so that the place where it was taken and whatever else was hidden in it is gone. A PDF is only
read to see that it is one. Both are handed out as a download, never shown by the browser as a page of ours.
"""

import re
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from acties.models import Bijlage, Concept, Initiatief, InitiatiefLog
from sterkvoornoord.geschiedenis import als

MAX_MB, MAX_AANTAL = 10, 5
#: A photo of more pixels than this is a bomb; a longer side than this nobody needs.
MAX_PIXELS, LANGSTE_ZIJDE = 60_000_000, 2_400
_BEELD = {"JPEG": ("jpg", Bijlage.Soort.JPEG), "PNG": ("png", Bijlage.Soort.PNG), "WEBP": ("webp", Bijlage.Soort.WEBP)}


def bewaar(*, bij: Concept | Initiatief, bestand: UploadedFile) -> Bijlage:
    """Keep a file with a form or an initiatief. Raises ValidationError, with a sentence for the submitter.

    Raises OSError when the storage does not take it.
    """
    if not bestand.size:
        raise ValidationError(_("Dit bestand is leeg. Kies een ander bestand."))
    if bestand.size > MAX_MB * 1024 * 1024:
        fout = _("Dit bestand is te groot: hoogstens %(mb)s MB. Kies een kleiner bestand.")
        raise ValidationError(fout, params={"mb": MAX_MB})
    inhoud, achter, soort = _lees(bestand)
    bijlage = Bijlage(naam=_nette_naam(bestand.name or "", achter), soort=soort, grootte=len(inhoud))
    with transaction.atomic():
        slot = type(bij).objects.select_for_update().get(pk=bij.pk)
        if slot.bijlagen.count() >= MAX_AANTAL:
            fout = _("U hebt er al %(aantal)s toegevoegd. Haal er eerst een weg.")
            raise ValidationError(fout, params={"aantal": MAX_AANTAL})
        if isinstance(slot, Initiatief):
            bijlage.initiatief = slot
        else:
            bijlage.concept = slot
        bijlage.bestand.save(f"bijlage.{achter}", ContentFile(inhoud), save=False)
        bijlage.save()
        if isinstance(slot, Initiatief):
            with als(None, functie="Indiener van een initiatief"):
                InitiatiefLog.objects.create(
                    initiatief=slot, soort=InitiatiefLog.Soort.BERICHT, tekst=f"+ {bijlage.naam}"
                )
    return bijlage


def _lees(bestand: UploadedFile) -> tuple[bytes, str, str]:
    """Content to keep, extension and content type of what the file proves to be."""
    begin = bestand.read(8)
    bestand.seek(0)
    try:
        return _lees_pdf(bestand.read()) if begin.startswith(b"%PDF-") else _lees_beeld(bestand)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        fout = _("Dit is geen foto en geen PDF die wij kunnen lezen. Kies een JPEG, PNG, WebP of PDF.")
        raise ValidationError(fout) from None


def _lees_pdf(inhoud: bytes) -> tuple[bytes, str, str]:
    # Loaded when somebody sends a PDF, not by every process that serves a page.
    import pikepdf

    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            if not len(pdf.pages):
                raise ValueError("no pages")
    except pikepdf.PdfError as fout:
        raise ValueError("no PDF") from fout
    return inhoud, "pdf", Bijlage.Soort.PDF


def _lees_beeld(bestand: UploadedFile) -> tuple[bytes, str, str]:
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
    achter, soort = _BEELD[vorm]
    return uit.getvalue(), achter, soort


def _nette_naam(naam: str, achter: str) -> str:
    """The name as it is shown and handed out: letters, digits and a few signs, and the extension that is true."""
    kern = re.sub(r"[^\w \-().]+", "_", naam.replace("\\", "/").rpartition("/")[2]).rpartition(".")[0].strip(" ._")
    return f"{kern[:100] or 'bijlage'}.{achter}"


def haal_weg(bijlage: Bijlage) -> None:
    """Remove a file and its row; the file goes once the row is gone for good."""
    bestand = bijlage.bestand
    bijlage.delete()
    transaction.on_commit(lambda: bestand.storage.delete(bestand.name))
