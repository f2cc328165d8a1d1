"""What is removed, and when: forms that were never handed in, ideas that were not confirmed, and, a while after an
initiatief is closed, everything by which its submitter can be recognised. Numbers and decisions stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from acties.initiatieven import meedoen, post_meedoen
from acties.initiatieven.bijlagen import haal_weg
from acties.models import Concept, Deelname, Indiener, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatiefkeuzes import GESLOTEN
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Bericht

SYSTEEM = "Opruimen van initiatieven"


@dataclass(frozen=True)
class Opgeruimd:
    """How many of each were removed."""

    concepten: int = 0
    vervallen: int = 0
    geanonimiseerd: int = 0
    deelnames: int = 0

    def __str__(self) -> str:
        return (
            f"{self.concepten} concepten gewist, {self.vervallen} onbevestigde ideeën gewist, "
            f"{self.deelnames} onbevestigde deelnames gewist, "
            f"{self.geanonimiseerd} initiatieven geanonimiseerd."
        )


def ruim_op(*, proef: bool = False) -> Opgeruimd:
    """Remove what is due; with `proef` only count. Each initiatief is a transaction of its own: one that fails holds
    up none of the others, and what was removed stays removed."""
    nu = timezone.now()
    concepten = Concept.objects.filter(
        bewaard_op__lt=nu - timedelta(days=settings.INITIATIEF_CONCEPT_DAGEN), initiatief=None
    )
    # Who gave a phone number only waits for our call, not we for theirs; but not for ever.
    wacht_op_ons = Q(indiener__email="", ontvangen_op__gte=nu - timedelta(days=settings.INITIATIEF_CONCEPT_DAGEN))
    onbevestigd = Initiatief.objects.filter(
        status=InitiatiefStatus.ONBEVESTIGD,
        ontvangen_op__lt=nu - timedelta(days=settings.INITIATIEF_BEVESTIGEN_DAGEN),
    ).exclude(wacht_op_ons)
    deelnames = Deelname.objects.filter(
        bevestigd_op=None, aangemeld_op__lt=nu - timedelta(days=settings.INITIATIEF_BEVESTIGEN_DAGEN)
    )
    if proef:
        return Opgeruimd(concepten.count(), onbevestigd.count(), len(_te_anonimiseren(nu)), deelnames.count())
    return Opgeruimd(
        concepten=_wis_concepten(concepten),
        vervallen=_laat_vervallen(onbevestigd.values_list("pk", flat=True)),
        geanonimiseerd=_anonimiseer(nu),
        deelnames=_wis_deelnames(deelnames.values_list("pk", flat=True)),
    )


def _te_anonimiseren(nu: datetime, pk: int | None = None) -> list[int]:
    """Keys of what is closed for long, or of which the submitter wrote and heard nothing for longer still."""
    rijen = Initiatief.objects.filter(geanonimiseerd_op=None, **({"pk": pk} if pk else {}))
    lang_gesloten = Q(status__in=GESLOTEN, gesloten_op__lt=nu - timedelta(days=settings.INITIATIEF_BEWAREN_DAGEN))
    stil = rijen.zonder_contact_sinds(nu - timedelta(days=settings.INITIATIEF_CONTACT_DAGEN))
    return list(rijen.filter(lang_gesloten | Q(pk__in=stil.values("pk"))).order_by("pk").values_list("pk", flat=True))


def _wis_concepten(concepten) -> int:
    aantal = 0
    for pk in list(concepten.values_list("pk", flat=True)):
        with transaction.atomic():
            concept = Concept.objects.select_for_update().get(pk=pk)
            if concept.initiatief_id is None:
                _wis_bijlagen(concept)
                concept.delete()
                aantal += 1
    return aantal


def _laat_vervallen(pks: Iterable[int]) -> int:
    """Nobody said that the address is theirs: nothing of what was written stays, but the number is not used again."""
    aantal = 0
    for pk in list(pks):
        with transaction.atomic(), als(functie=SYSTEEM):
            initiatief = Initiatief.objects.select_for_update().get(pk=pk)
            if initiatief.status != InitiatiefStatus.ONBEVESTIGD:
                continue
            _wis_persoon(initiatief)
            for veld in ("titel", "wat", "waarom", "deelnemers", "inwonersbetrokkenheid"):
                setattr(initiatief, veld, "")
            initiatief.status = InitiatiefStatus.VERVALLEN
            initiatief.save()
            InitiatiefLog.objects.create(
                initiatief=initiatief,
                soort=InitiatiefLog.Soort.STAP,
                van_status=InitiatiefStatus.ONBEVESTIGD,
                naar_status=InitiatiefStatus.VERVALLEN,
                door_als=SYSTEEM,
            )
            aantal += 1
    return aantal


def _anonimiseer(nu: datetime) -> int:
    """The idea and the decision stay, without who it was, what was said and who took part."""
    aantal = 0
    for pk in _te_anonimiseren(nu):
        with transaction.atomic(), als(functie=SYSTEEM):
            initiatief = Initiatief.objects.select_for_update().get(pk=pk)
            # Somebody may have opened it again, or written, a moment ago.
            if not _te_anonimiseren(nu, pk):
                continue
            # What was merged with it closes with it.
            for rij in (initiatief, *initiatief.dubbelen.filter(geanonimiseerd_op=None)):
                _wis_persoon(rij)
                _wis_deelnemers(rij)
                rij.deelnemers = ""
                rij.save()
                # The one change that a log allows: its steps stay, the words that people wrote go.
                rij.log.exclude(tekst="").update(tekst="")
                aantal += 1
    return aantal


def _wis_deelnames(pks: Iterable[int]) -> int:
    """Who said to take part and never confirmed it: nothing of them stays."""
    aantal = 0
    for pk in list(pks):
        with transaction.atomic():
            aantal += meedoen.wis(Deelname.objects.select_for_update().filter(pk=pk, bevestigd_op=None))
    return aantal


def _wis_deelnemers(initiatief: Initiatief) -> None:
    """How many took part stays, and which partners; who it was does not."""
    meedoen.wis(initiatief.deelnames.filter(telt=False))
    for deelname in initiatief.deelnames.filter(gewist_op=None):
        post_meedoen.wis(deelname)
        for veld in ("naam", "organisatie", "email", "brengt", "toont"):
            setattr(deelname, veld, "")
        deelname.mag_naam = deelname.mag_naam and deelname.partner_id is not None
        deelname.gewist_op = timezone.now()
        deelname.sleutel_hash = f"gewist-{deelname.pk}"
        deelname.save()


def _wis_bijlagen(bij: Concept | Initiatief) -> None:
    for bijlage in bij.bijlagen.filter(actie=None):
        haal_weg(bijlage)
    # What a colleague took along to the actie stays there, without the name that the submitter gave it.
    for nr, bijlage in enumerate(bij.bijlagen.all(), start=1):
        bijlage.naam = f"Stuk {nr}{Path(bijlage.bestand.name).suffix}"
        bijlage.save(update_fields=["naam"])


def _wis_persoon(initiatief: Initiatief) -> None:
    """Remove files and how to reach the submitter, here and in the mail that was sent, and shut the secret link."""
    _wis_bijlagen(initiatief)
    Indiener.objects.filter(initiatief=initiatief).delete()
    Concept.objects.filter(initiatief=initiatief).delete()
    initiatief.antwoordconcepten.all().delete()
    wis = {"aan": "", "onderwerp": "", "tekst": "", "fout": ""}
    Bericht.objects.filter(sleutel__startswith=f"initiatief-{initiatief.pk}-").update(**wis)
    initiatief.geanonimiseerd_op = timezone.now()
    initiatief.sleutel_hash = f"gewist-{initiatief.pk}"
