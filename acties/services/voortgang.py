"""Reporting progress: report, confirm unchanged, take back. The only place that moves the status of an actie.

Every function takes `door`, the account that acts, checks that it may, and writes all or nothing. Each report
is a row that stays; `status`, `koers` and `stand_op` of the actie follow the newest one that was not withdrawn.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from acties.initiatieven.volgen import volg_actie
from acties.models import Actie, Betrokkenheid, Koers, Status, Voortgang
from acties.models.keuzes import LOPEND, VRAAGT_PENVOERDER, VRAAGT_UITLEG
from acties.services.versie import ActieConflict, eis_bewerkbaar, neem_versie
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker

#: No report is older; a smaller year is a slip of the keyboard ("0024").
VROEGSTE_PEILDATUM = date(2000, 1, 1)


@dataclass(frozen=True)
class _Melding:
    """What is reported. A koers, and its explanation, only stay where they have a meaning."""

    status: str
    koers: str
    toelichting: str
    oorzaak: str
    maatregel: str
    peildatum: date

    def __post_init__(self) -> None:
        if self.status not in LOPEND:
            object.__setattr__(self, "koers", "")
        if self.koers not in VRAAGT_UITLEG:
            object.__setattr__(self, "oorzaak", "")
            object.__setattr__(self, "maatregel", "")


@transaction.atomic
def meld_voortgang(
    *,
    actie: Actie,
    door: Gebruiker,
    versie: int,
    status: str,
    koers: str,
    toelichting: str = "",
    oorzaak: str = "",
    maatregel: str = "",
    peildatum: date | None = None,
    zonder_penvoerder_reden: str = "",
) -> Voortgang:
    """Report how `actie` stands and let its status, koers and `stand_op` follow; returns the new report.

    `versie` is the version that `door` was looking at. Without `peildatum` the report is about today. A koers
    for an actie that does not run, and a cause or measure for a koers that needs none, are left out. Sending
    the very same report twice is not an error and adds no second row.

    Raises PermissionDenied, ActieConflict, or ValidationError with Dutch sentences per field.
    """
    melding = _Melding(status, koers, toelichting, oorzaak, maatregel, peildatum or timezone.localdate())
    eis_bewerkbaar(actie=actie, door=door)
    with als(door):
        try:
            nu = neem_versie(actie=actie, versie=versie)
        except ActieConflict as conflict:
            if conflict.laatste and _zojuist_gemeld(conflict, door, versie, melding):
                return conflict.laatste
            raise
        reden = zonder_penvoerder_reden or nu.zonder_penvoerder_reden
        _keur(melding, nu, Voortgang.objects.nieuwste_van(nu), reden)
        if reden != nu.zonder_penvoerder_reden:
            nu.zonder_penvoerder_reden = reden
            nu.save(update_fields=["zonder_penvoerder_reden"])
        return _bewaar(nu, door, melding)


@transaction.atomic
def bevestig_ongewijzigd(*, actie: Actie, door: Gebruiker, versie: int) -> Voortgang:
    """Report that nothing changed: the last stand again, dated today; returns the report.

    A second click on the same day is not an error and adds no second row: it returns the first one.
    Raises PermissionDenied, ActieConflict when somebody changed the actie in between, or ValidationError when
    there is nothing to repeat (an Aandachtspunt or Bijsturen without cause and measure).
    """
    eis_bewerkbaar(actie=actie, door=door)
    with als(door):
        if eerder := _al_bevestigd(actie, door, versie):
            return eerder
        try:
            nu = neem_versie(actie=actie, versie=versie)
        except ActieConflict:
            # The other half of a double click may have been a moment earlier.
            if eerder := _al_bevestigd(actie, door, versie):
                return eerder
            raise
        laatste = Voortgang.objects.nieuwste_van(nu)
        uitleg = laatste if laatste and laatste.koers == nu.koers else None
        melding = _Melding(
            nu.status,
            nu.koers,
            "",
            uitleg.oorzaak if uitleg else "",
            uitleg.maatregel if uitleg else "",
            timezone.localdate(),
        )
        if melding.koers in VRAAGT_UITLEG and not (melding.oorzaak and melding.maatregel):
            raise ValidationError(
                "Bij deze koers horen een oorzaak en een maatregel. Werk de actie bij in plaats van te bevestigen."
            )
        return _bewaar(nu, door, melding, ongewijzigd=True)


@transaction.atomic
def maak_ongedaan(*, voortgang: Voortgang, door: Gebruiker) -> Voortgang:
    """Withdraw a report that `door` made by mistake, and give the actie back what it had; returns the report.

    The row stays, marked with `ingetrokken_op`. Doing it twice is not an error. Raises PermissionDenied when
    the report is somebody else's, ValidationError when it is too late or something was reported after it.
    """
    eis_bewerkbaar(actie=voortgang.actie, door=door)
    if voortgang.gemeld_door_id != door.pk:
        raise PermissionDenied("Alleen wie de melding deed kan haar ongedaan maken.")
    # Locked, so that no report slips in between the check and the write.
    actie = Actie.objects.select_for_update().get(pk=voortgang.actie_id)
    rij = Voortgang.objects.get(pk=voortgang.pk)
    if rij.ingetrokken_op:
        return rij
    if not Voortgang.objects.ongedaan_te_maken_door(door).filter(pk=rij.pk).exists():
        raise ValidationError(
            f"Deze melding kan niet meer ongedaan worden gemaakt. Dat kan tot {settings.ONGEDAAN_MINUTEN} minuten "
            "na het melden, en zolang er daarna niets anders is gemeld. Meld de voortgang opnieuw."
        )
    with als(door):
        nu = neem_versie(actie=actie, versie=actie.versie)
        rij.ingetrokken_op = timezone.now()
        rij.save(update_fields=["ingetrokken_op"])
        _zet_stand(nu, rij.vorige_status, rij.vorige_koers, rij.vorige_stand_op)
        volg_actie(nu, door=door)
    rij.actie = nu
    return rij


def _bewaar(actie: Actie, door: Gebruiker, melding: _Melding, *, ongewijzigd: bool = False) -> Voortgang:
    voortgang = Voortgang(
        actie=actie,
        gemeld_door=door,
        gemeld_als=door.functie,
        ongewijzigd=ongewijzigd,
        vorige_status=actie.status,
        vorige_koers=actie.koers,
        vorige_stand_op=actie.stand_op,
        **asdict(melding),
    )
    voortgang.save()
    _zet_stand(actie, melding.status, melding.koers, melding.peildatum)
    volg_actie(actie, door=door)
    return voortgang


def _zet_stand(actie: Actie, status: str, koers: str, stand_op: date | None) -> None:
    actie.status, actie.koers, actie.stand_op = status, koers, stand_op
    actie.save(update_fields=["status", "koers", "stand_op"])


def _zojuist_gemeld(conflict: ActieConflict, door: Gebruiker, versie: int, melding: _Melding) -> bool:
    """The newest report is this very one, by the same account, and it is all that happened since `versie`."""
    rij = conflict.laatste
    return (
        rij is not None
        and rij.gemeld_door_id == door.pk
        and not rij.ongewijzigd
        and conflict.actie.versie == versie + 1
        and all(getattr(rij, veld) == waarde for veld, waarde in asdict(melding).items())
    )


def _al_bevestigd(actie: Actie, door: Gebruiker, versie: int) -> Voortgang | None:
    """The confirmation that `door` gave today, if nothing but that happened since `versie`."""
    nu = Actie.objects.get(pk=actie.pk)
    rij = Voortgang.objects.nieuwste_van(nu)
    if (
        rij is not None
        and rij.ongewijzigd
        and rij.gemeld_door_id == door.pk
        and rij.peildatum == timezone.localdate()
        and (rij.status, rij.koers) == (nu.status, nu.koers)
        and nu.versie in (versie, versie + 1)
    ):
        return rij
    return None


def _keur(melding: _Melding, actie: Actie, laatste: Voortgang | None, reden: str) -> None:
    """Raise ValidationError, per field, when the report breaks a rule of the programme."""
    fouten = {
        "status": _keur_status(melding, actie, reden),
        "koers": _keur_koers(melding),
        "peildatum": _keur_peildatum(melding.peildatum, laatste),
    }
    if melding.koers in VRAAGT_UITLEG:
        label = Koers(melding.koers).label
        if not melding.oorzaak:
            fouten["oorzaak"] = f"Schrijf wat de oorzaak is. Dat hoort bij {label}."
        if not melding.maatregel:
            fouten["maatregel"] = f"Schrijf wat u eraan doet. Dat hoort bij {label}."
    fouten = {veld: zin for veld, zin in fouten.items() if zin}
    if fouten:
        raise ValidationError(fouten)


def _keur_status(melding: _Melding, actie: Actie, reden: str) -> str:
    if melding.status not in Status.values:
        return "Kies een status uit de lijst."
    gaat_lopen = melding.status != actie.status and melding.status in VRAAGT_PENVOERDER
    if gaat_lopen and not reden and not heeft_penvoerder(actie):
        return (
            "Deze actie heeft nog geen penvoerder. Zonder penvoerder kan ze niet in uitvoering: "
            "kies een penvoerder, of schrijf waarom het zonder kan."
        )
    return ""


def _keur_koers(melding: _Melding) -> str:
    if melding.status not in LOPEND:
        return ""
    if not melding.koers:
        return "Kies een koers. Een actie die loopt heeft altijd een koers."
    return "" if melding.koers in Koers.values else "Kies een koers uit de lijst."


def _keur_peildatum(peildatum: date, laatste: Voortgang | None) -> str:
    if peildatum > timezone.localdate():
        return "Deze datum moet nog komen. Kies vandaag of een dag die al geweest is."
    if peildatum < VROEGSTE_PEILDATUM:
        return "Vul het jaar in met vier cijfers, bijvoorbeeld 2024."
    if laatste is not None and peildatum < laatste.peildatum:
        dag = date_format(laatste.peildatum, "j F Y")
        return f"Er is al een stand van {dag}. Kies die dag of een latere."
    return ""


def heeft_penvoerder(actie: Actie) -> bool:
    """True when a partner is penvoerder of the actie today."""
    return actie.betrokkenheden.filter(
        Q(tot__isnull=True) | Q(tot__gt=timezone.localdate()), rol=Betrokkenheid.Rol.PENVOERDER
    ).exists()
