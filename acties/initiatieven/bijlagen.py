"""Photos and documents with an idea; what they are and what they hide is looked at by `sterkvoornoord.bestanden`."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from acties.models import Bijlage, Concept, Initiatief, InitiatiefLog
from sterkvoornoord.bestanden import kijk_na, nette_naam, wis_na_commit, zonder_achtervoegsel
from sterkvoornoord.geschiedenis import als


def bewaar(*, bij: Concept | Initiatief, bestand: UploadedFile) -> Bijlage:
    """Keep a file with a form or an initiatief. Raises ValidationError, with a sentence for the submitter.

    Raises OSError when the storage does not take it.
    """
    fout = _("Dit is geen foto en geen PDF die wij kunnen lezen. Kies een JPEG, PNG, WebP of PDF.")
    goed = kijk_na(bestand, soorten=Bijlage.Soort.values, max_mb=settings.BIJLAGE_MAX_MB, anders=fout)
    naam = nette_naam(zonder_achtervoegsel(bestand.name or ""), goed.achter)
    bijlage = Bijlage(naam=naam, soort=goed.soort, grootte=len(goed.inhoud))
    with transaction.atomic():
        slot = type(bij).objects.select_for_update().get(pk=bij.pk)
        if slot.bijlagen.count() >= settings.BIJLAGE_MAX_AANTAL:
            fout = _("U hebt er al %(aantal)s toegevoegd. Haal er eerst een weg.")
            raise ValidationError(fout, params={"aantal": settings.BIJLAGE_MAX_AANTAL})
        if isinstance(slot, Initiatief):
            bijlage.initiatief = slot
        else:
            bijlage.concept = slot
        bijlage.bestand.save(f"bijlage.{goed.achter}", ContentFile(goed.inhoud), save=False)
        bijlage.save()
        if isinstance(slot, Initiatief):
            with als(None, functie="Indiener van een initiatief"):
                InitiatiefLog.objects.create(
                    initiatief=slot, soort=InitiatiefLog.Soort.BERICHT, tekst=f"+ {bijlage.naam}"
                )
    return bijlage


def haal_weg(bijlage: Bijlage) -> None:
    """Remove a file and its row; the file goes once the row is gone for good."""
    bijlage.delete()
    wis_na_commit(bijlage.bestand)
