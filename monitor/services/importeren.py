"""Importing measurements: read a file in, tie its columns, and write all of it or nothing."""

import copy
import hashlib
import io
import unicodedata
from collections.abc import Callable, Collection
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from monitor.importeren.koppelen import Koppeling, stel_voor, uit_geheugen
from monitor.importeren.lezen import lees
from monitor.importeren.tabel import MAX_BYTES, Gebiedenlijst, LeesFout, Tabel
from monitor.importeren.voorstel import Regel, Soort, Voorstel, maak_voorstel
from monitor.models import Importbestand, Indicator, Kolomkoppeling, Meting, mag_importeren
from sterkvoornoord.geschiedenis import als, leg_vast_in_bulk
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

SYSTEEM = "Importeren van metingen"
INTUSSEN = "De metingen zijn intussen veranderd. Kijk het voorstel hieronder opnieuw na."
BATCH = 1_000


def bewaar_bestand(*, bestand: BinaryIO, naam: str, door: Gebruiker) -> Importbestand:
    """Read a file and keep what it says about the programme's areas; nothing of it counts yet.

    Where columns of this shape were tied before, the ties are taken over. Raises PermissionDenied, and LeesFout
    when the file cannot be read.
    """
    eis_recht(door)
    inhoud = bestand.read(MAX_BYTES + 1)
    gelezen = lees_alles(bestand=io.BytesIO(inhoud), naam=naam)
    with transaction.atomic(), als(door):
        ruim_op()
        return Importbestand.objects.create(**kenmerken(naam=naam, inhoud=inhoud, door=door), **gelezen)


def kenmerken(*, naam: str, inhoud: bytes, door: Gebruiker) -> dict[str, Any]:
    """What is kept of a file for good: its name without folders, its size, its checksum, and who brought it."""
    return {
        "naam": _nette_naam(naam),
        "grootte": len(inhoud),
        "sha256": hashlib.sha256(inhoud).hexdigest(),
        "door": door,
        "door_als": door.functie,
    }


def _nette_naam(naam: str) -> str:
    """The name without folders, and without signs that are not to be seen or turn the direction of the text."""
    zichtbaar = "".join(teken for teken in naam if unicodedata.category(teken)[0] != "C")
    return PurePath(zichtbaar.replace("\\", "/")).name[-160:]


def lees_alles(*, bestand: BinaryIO, naam: str, bij_deel: Callable[[float], None] | None = None) -> dict[str, Any]:
    """Read a file into the fields `inhoud` and `koppeling` of an Importbestand.

    `bij_deel` hears now and then which part was read, from 0 to 1.

    Raises LeesFout when it cannot be read, or holds no row about an area of the programme.
    """
    tabel = lees(bestand, naam=naam, gebieden=Gebiedenlijst.uit_database(), bij_deel=bij_deel)
    if not tabel.rijen:
        raise LeesFout(geen_gebied(tabel))
    koppeling, _ = bekende_koppeling(tabel=tabel, naam=naam)
    return {"inhoud": tabel.als_json(), "koppeling": koppeling.als_json() if koppeling else None}


def geen_gebied(tabel: Tabel) -> str:
    """Say that no row is about the programme, and what the rows are about."""
    namen = ", ".join(tabel.andere_namen[:5])
    return f"In dit bestand staat geen gebied van het programma. Wel {tabel.andere_gebieden} rijen over: {namen}."


def bekende_koppeling(*, tabel: Tabel, naam: str) -> tuple[Koppeling | None, bool]:
    """Return the remembered ties for this shape of file, and whether only the year is missing in them."""
    rij = Kolomkoppeling.objects.filter(vorm=tabel.vorm).first()
    if rij is None:
        return None, False
    koppeling, jaar_nodig = uit_geheugen(rij.gegevens, tabel, naam)
    if not koppeling.past_op(tabel):
        return None, False
    return (None, True) if jaar_nodig else (koppeling, False)


def eerste_koppeling(*, importbestand: Importbestand, tabel: Tabel) -> Koppeling:
    """What the page of the columns starts with: what was chosen, else remembered, else guessed."""
    if importbestand.koppeling:
        return Koppeling.uit_json(importbestand.koppeling)
    rij = Kolomkoppeling.objects.filter(vorm=tabel.vorm).first()
    if rij is not None:
        koppeling, _ = uit_geheugen(rij.gegevens, tabel, importbestand.naam)
        if koppeling.past_op(tabel):
            return koppeling
    return stel_voor(
        tabel,
        naam=importbestand.naam,
        gebieden=Gebiedenlijst.uit_database(),
        indicatoren=Indicator.objects.in_gebruik(),
    )


@transaction.atomic
def koppel(*, importbestand: Importbestand, koppeling: Koppeling, tabel: Tabel, door: Gebruiker) -> Importbestand:
    """Tie the columns of a file, and remember it for the next file of this shape.

    Raises PermissionDenied, and ValidationError when the file is no longer open.
    """
    eis_recht(door)
    rij = _op_slot(importbestand)
    rij.koppeling = koppeling.als_json()
    with als(door):
        rij.save(update_fields=["koppeling"])
        Kolomkoppeling.objects.update_or_create(
            vorm=tabel.vorm, defaults={"kop": tabel.kop, "gegevens": koppeling.te_onthouden()}
        )
    return rij


@transaction.atomic
def voer_in(
    *, importbestand: Importbestand, afdruk: str, overnemen: Collection[str] = (), door: Gebruiker
) -> Importbestand:
    """Write everything the proposal says, or nothing. `overnemen` holds the doubtful lines that are right after all.

    `afdruk` is that of the proposal somebody looked at. Raises PermissionDenied, and ValidationError when the file
    is no longer open, holds a fault, or when the measurements changed since.
    """
    eis_recht(door)
    rij = _op_slot(importbestand)
    if rij.koppeling is None or rij.inhoud is None:
        raise ValidationError("Koppel eerst de kolommen.")
    voorstel = maak_voorstel(Tabel.uit_json(rij.inhoud), Koppeling.uit_json(rij.koppeling))
    if voorstel.afdruk != afdruk:
        raise ValidationError(INTUSSEN)
    tellingen = schrijf(voorstel=voorstel, overnemen=overnemen, door=door, importbestand=rij.pk)
    rij.status, rij.klaar_op, rij.inhoud = Importbestand.Status.INGEVOERD, timezone.now(), None
    rij.uitkomst = tellingen
    with als(door):
        rij.save(update_fields=["status", "klaar_op", "inhoud", "uitkomst"])
    return rij


@transaction.atomic
def schrijf(
    *,
    voorstel: Voorstel,
    overnemen: Collection[str] = (),
    door: Gebruiker | None = None,
    importbestand: int | None = None,
) -> dict[str, int]:
    """Write the lines of a proposal in bulk, with their history; return the numbers per kind.

    Raises ValidationError, and writes nothing, when a line holds a fault or two chosen lines contradict each other.
    """
    if fouten := voorstel.van(Soort.FOUT):
        raise ValidationError(f"Er staan {len(fouten)} fouten in het bestand. Verbeter ze eerst.")
    regels = _te_schrijven(voorstel, set(overnemen))
    gewijzigd = [(regel, regel.bestaand) for regel in regels if regel.bestaand]
    nieuw = [_nieuwe_meting(regel, voorstel.bron) for regel in regels if not regel.bestaand]
    geschiedenis: list[tuple[Meting | None, Meting]] = [
        _wijzig(regel, regel.verdringt, geldt=False) for regel in regels if regel.verdringt
    ]
    geschiedenis += [_wijzig_volgens(regel, bestaand) for regel, bestaand in gewijzigd]
    try:
        with transaction.atomic():
            _werk_bij([nu for _, nu in geschiedenis])
            Meting.objects.bulk_create(nieuw, batch_size=BATCH)
    except IntegrityError as fout:
        raise ValidationError(INTUSSEN) from fout
    geschiedenis += [(None, meting) for meting in nieuw]
    extra = {} if importbestand is None else {"import": importbestand}
    leg_vast_in_bulk(geschiedenis, door=door, functie="" if door else SYSTEEM, **extra)
    tellingen = {str(soort): aantal for soort, aantal in voorstel.tellingen.items()}
    # A doubtful line is taken over only when somebody said so.
    niet_gekozen = voorstel.tellingen[Soort.TWIJFEL] - sum(regel.soort is Soort.TWIJFEL for regel in regels)
    return {**tellingen, "toegevoegd": len(nieuw), "veranderd": len(gewijzigd), "niet_gekozen": niet_gekozen}


@transaction.atomic
def annuleer(*, importbestand: Importbestand, door: Gebruiker) -> Importbestand:
    """Throw away a file that was read. Raises PermissionDenied, and ValidationError when it is no longer open."""
    eis_recht(door)
    rij = _op_slot(importbestand, ook_lezend=True)
    rij.status, rij.klaar_op, rij.inhoud, rij.ruw = Importbestand.Status.GEANNULEERD, timezone.now(), None, None
    with als(door):
        rij.save(update_fields=["status", "klaar_op", "inhoud", "ruw"])
    return rij


def ruim_op() -> int:
    """Throw away the cells of files that nobody came back for; return how many there were."""
    return Importbestand.objects.verlopen().update(
        status=Importbestand.Status.VERLOPEN, klaar_op=timezone.now(), inhoud=None
    )


def _te_schrijven(voorstel: Voorstel, overnemen: set[str]) -> list[Regel]:
    regels = [
        regel
        for regel in voorstel.regels
        if regel.schrijft or (regel.soort is Soort.TWIJFEL and regel.sleutel in overnemen)
    ]
    if len({regel.plek for regel in regels}) < len(regels):
        raise ValidationError("U koos twee regels over hetzelfde gebied en jaar. Kies er een.")
    return regels


def _nieuwe_meting(regel: Regel, bron: str) -> Meting:
    # A line that is written always has its area and year; only lines with a fault go without.
    assert regel.gebied is not None and regel.jaar is not None  # noqa: S101
    return Meting(
        indicator=regel.indicator,
        gebied=regel.gebied,
        peiljaar=regel.jaar,
        waarde=regel.waarde,
        reden=regel.reden,
        voorlopig=regel.voorlopig,
        geldt=regel.geldt,
        bron=bron,
    )


def _werk_bij(metingen: list[Meting]) -> None:
    """Write changed measurements. One prepared statement: bulk_update builds a CASE per row, which takes minutes."""
    if not metingen:
        return
    wat = {"waarde", "reden", "voorlopig", "voorbeeld", "geldt"}
    velden = [veld for veld in Meting._meta.concrete_fields if veld.name in wat]
    tabel = connection.ops.quote_name(Meting._meta.db_table)
    zet = ", ".join(f"{connection.ops.quote_name(str(veld.column))} = %s" for veld in velden)
    rijen = [
        [*(veld.get_db_prep_save(getattr(meting, veld.attname), connection) for veld in velden), meting.pk]
        for meting in metingen
    ]
    with connection.cursor() as cursor:
        # The names are those of our own model; every value goes as a parameter.
        cursor.executemany(f"UPDATE {tabel} SET {zet} WHERE id = %s", rijen)  # noqa: S608


def _wijzig(regel: Regel, meting: Meting, **velden: Any) -> tuple[Meting, Meting]:
    """Return the measurement as it is and as it will be."""
    nieuw = copy.copy(meting)
    assert regel.gebied is not None  # noqa: S101 - a line that is written always has its area
    nieuw.indicator, nieuw.gebied = regel.indicator, regel.gebied
    for veld, waarde in velden.items():
        setattr(nieuw, veld, waarde)
    return meting, nieuw


def _wijzig_volgens(regel: Regel, bestaand: Meting) -> tuple[Meting, Meting]:
    nieuw = {"waarde": regel.waarde, "reden": regel.reden, "voorlopig": regel.voorlopig, "voorbeeld": False}
    return _wijzig(regel, bestaand, **nieuw)


def eis_recht(door: Gebruiker) -> None:
    """Raises PermissionDenied for who may not import."""
    if not mag_importeren(rollen_van(door)):
        raise PermissionDenied("Alleen het programmateam importeert metingen.")


def _op_slot(importbestand: Importbestand, *, ook_lezend: bool = False) -> Importbestand:
    rij = Importbestand.objects.select_for_update().get(pk=importbestand.pk)
    if not (rij.is_open or (ook_lezend and rij.loopt)):
        raise ValidationError("Dit bestand is al ingevoerd, geannuleerd of verlopen.")
    return rij
