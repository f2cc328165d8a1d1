"""Papers of agenda items: add, change, order and remove them, and take them along with an item that is held over."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.models import Agendapunt, Stuk, Vergadering, punten_met_open_stukken
from governance.services.versies import bewaar, neem_versie
from sterkvoornoord.bestanden import kijk_na, wis_na_commit, zonder_achtervoegsel
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

ANDERS = (
    "Dit bestand kunnen wij niet lezen. Kies een pdf, docx, xlsx, pptx, odt, ods of odp, of een foto (jpg, png of "
    "webp), zonder wachtwoord en zonder macro’s. Is het een oud Word- of Excelbestand? Sla het op als docx of xlsx."
)
AL_WEG = "Dit stuk is al weggehaald."
#: What is the same of a paper that goes along with its item.
GELIJK = (
    "titel", "soort", "grootte", "sha256", "besloten", "volgorde", "toegevoegd_door", "toegevoegd_als",
    "toegevoegd_op",
)  # fmt: skip


@transaction.atomic
def voeg_stuk_toe(
    *, punt: Agendapunt, door: Gebruiker, bestand: UploadedFile, titel: str = "", besloten: bool = False
) -> Stuk:
    """Keep a file as the last paper of an item, and return it; without `titel` it is called what the file is called.

    The same file with the same words a second time is the paper that is there: a double click adds one. Raises
    PermissionDenied, ValidationError per field with what is wrong and what to do, and OSError when the storage does
    not take the file; nothing is kept then.
    """
    nu = _houd_vast(punt, door)
    if besloten and not rollen_van(door).programmateam:
        raise PermissionDenied
    try:
        goed = kijk_na(bestand, soorten=Stuk.Soort.values, max_mb=settings.STUK_MAX_MB, anders=ANDERS)
    except ValidationError as fout:
        raise ValidationError({"bestand": fout.messages}) from None
    titel = titel.strip() or zonder_achtervoegsel(bestand.name or "").strip()[:160] or "Stuk"
    er_al = nu.stukken.filter(sha256=goed.sha256).first()
    if er_al and (er_al.titel, er_al.besloten) == (titel, besloten):
        return er_al
    _eis_past_erbij(nu, er_al)
    wie = {"toegevoegd_door": door, "toegevoegd_als": door.functie, "toegevoegd_op": timezone.now()}
    wat = {"soort": goed.soort, "grootte": len(goed.inhoud), "sha256": goed.sha256}
    volgorde = (nu.stukken.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0) + 1
    stuk = Stuk(agendapunt=nu, titel=titel, besloten=besloten, volgorde=volgorde, **wat, **wie)
    stuk.full_clean(exclude=["bestand"])
    stuk.bestand.save(f"stuk.{goed.achter}", ContentFile(goed.inhoud), save=False)
    try:
        with als(door):
            stuk.save()
    except BaseException:
        stuk.bestand.storage.delete(str(stuk.bestand.name))
        raise
    return stuk


@transaction.atomic
def bewerk_stuk(*, stuk: Stuk, door: Gebruiker, versie: int, titel: str, besloten: bool | None = None) -> Stuk:
    """Change what a paper is called and, for the programmateam, whether it is besloten; returns it.

    Raises PermissionDenied, Gewijzigd when it is no longer at `versie`, or ValidationError per field.
    """
    _houd_vast(stuk.agendapunt, door)
    nu = neem_versie(stuk, versie)
    nu.titel = titel
    if besloten is not None and rollen_van(door).programmateam:
        nu.besloten = besloten
    return bewaar(nu, door)


@transaction.atomic
def verschuif_stuk(*, stuk: Stuk, door: Gebruiker, omhoog: bool) -> None:
    """Move a paper one place among those of its item; at the end of the list nothing changes.

    Raises PermissionDenied, or ValidationError when it is gone or nothing may change any more.
    """
    nu = _houd_vast(stuk.agendapunt, door)
    rij = list(nu.stukken.zichtbaar_voor(door))
    plek = next((i for i, ander in enumerate(rij) if ander.pk == stuk.pk), None)
    if plek is None:
        raise ValidationError(AL_WEG)
    naar = plek - 1 if omhoog else plek + 1
    if not 0 <= naar < len(rij):
        return
    alle = list(nu.stukken.all())
    alle.remove(rij[plek])
    alle.insert(alle.index(rij[naar]) + (not omhoog), rij[plek])
    with als(door):
        for volgorde, ander in enumerate(alle, start=1):
            if ander.volgorde != volgorde:
                ander.volgorde = volgorde
                ander.save(update_fields=["volgorde"])


@transaction.atomic
def haal_stuk_weg(*, stuk: Stuk, door: Gebruiker) -> None:
    """Remove a paper; its file goes when this is committed, unless the paper of another item is the same file.

    Raises PermissionDenied, or ValidationError when it is gone already or the besluitenlijst is vastgesteld.
    """
    _houd_vast(stuk.agendapunt, door)
    # Who removes another paper with the same file waits here; the last of them removes the file.
    zelfde = Stuk.objects.select_for_update().filter(bestand=stuk.bestand.name).order_by("pk")
    nu = next((rij for rij in zelfde if rij.pk == stuk.pk), None)
    if nu is None:
        raise ValidationError(AL_WEG)
    with als(door):
        nu.delete()
    if not Stuk.objects.filter(bestand=nu.bestand.name).exists():
        wis_na_commit(nu.bestand)


def neem_stukken_mee(van: Agendapunt, naar: Agendapunt) -> None:
    """Put the papers of an item that is held over with the item that follows it, as rows of the same files.

    Call it inside the transaction that closes the meeting, which keeps others from removing them meanwhile.
    """
    for stuk in van.stukken.all():
        gelijk = {veld: getattr(stuk, veld) for veld in GELIJK}
        Stuk.objects.create(agendapunt=naar, bestand=stuk.bestand.name, **gelijk)


def _eis_past_erbij(punt: Agendapunt, er_al: Stuk | None) -> None:
    if er_al:
        raise ValidationError({"bestand": f"Dit bestand staat al bij dit punt, als “{er_al}”."})
    if punt.stukken.count() >= settings.STUK_MAX_AANTAL:
        fout = f"Bij dit punt staan al {settings.STUK_MAX_AANTAL} stukken. Haal er eerst een weg, of voeg ze samen."
        raise ValidationError({"bestand": fout})


def _houd_vast(punt: Agendapunt, door: Gebruiker) -> Agendapunt:
    """The item as it is now, its meeting locked (the item itself when it waits for one), so that nobody closes it
    or adds the same paper meanwhile; PermissionDenied or ValidationError when its papers cannot change."""
    nu = Agendapunt.objects.filter(pk=punt.pk).first()
    if nu is None:
        raise ValidationError("Dit agendapunt is ondertussen weggehaald.")
    if nu.vergadering_id:
        Vergadering.objects.select_for_update().get(pk=nu.vergadering_id)
    else:
        Agendapunt.objects.select_for_update().get(pk=nu.pk)
    if not punten_met_open_stukken(door).filter(pk=nu.pk).exists():
        if rollen_van(door).programmateam:
            raise ValidationError(
                "De besluitenlijst van deze vergadering staat vast. De stukken veranderen niet meer."
            )
        raise PermissionDenied
    return nu
