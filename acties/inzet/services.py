"""Acts on hours: ask a partner, take a question back, answer it, take over a proposal, say what was delivered.

Every act locks the row of the partner first, so that of two at a time the second sees what the first did.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from acties.inzet import post
from acties.models import Actie, Betrokkenheid, GeleverdeUren, Inzetafspraak, Zichtbaarheid
from acties.models.inzet import MEESTE_UREN
from acties.services.bewerken import mag_beheren
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

S = Inzetafspraak.Stand
EERSTE_JAAR = 2021


class NietMeer(ValidationError):
    """It is no longer as the writer saw it: another window or another person was first. Nothing was saved."""


def mag_vragen(*, betrokkenheid: Betrokkenheid, door: Gebruiker) -> bool:
    """Who may edit the actie asks its partners for hours."""
    return Actie.objects.bewerkbaar_door(door).filter(pk=betrokkenheid.actie_id).exists()


def mag_antwoorden(*, betrokkenheid: Betrokkenheid, door: Gebruiker) -> bool:
    """Only the partner that was asked, of an actie that it may see."""
    eigen = rollen_van(door).partner_id == betrokkenheid.partner_id
    return eigen and Actie.objects.zichtbaar_voor(door).filter(pk=betrokkenheid.actie_id).exists()


def mag_melden(*, betrokkenheid: Betrokkenheid, door: Gebruiker) -> bool:
    """Who may edit the actie, and the partner itself, say what it delivered."""
    return mag_antwoorden(betrokkenheid=betrokkenheid, door=door) or mag_vragen(betrokkenheid=betrokkenheid, door=door)


@transaction.atomic
def zet_klaar(*, betrokkenheid: Betrokkenheid, door: Gebruiker, uren: int, toelichting: str = "") -> Inzetafspraak:
    """Note the hours that are to be asked later; `vraag` asks them. Raises as `vraag` does."""
    rij = _op_slot(betrokkenheid)
    _eis_vragen(rij, door)
    with als(door):
        return _nieuw(rij, uren=uren, toelichting=toelichting)


@transaction.atomic
def vraag(
    *, betrokkenheid: Betrokkenheid, door: Gebruiker, uren: int, toelichting: str = "", gezien: str = ""
) -> Inzetafspraak:
    """Ask a partner for `uren` hours in each calendar year that its role lasts; its accounts get a mail.

    `gezien` is `laatste(betrokkenheid)` as the writer saw it. An open question about another number is taken back.
    The very same question again returns the one that is there. What was agreed before holds until there is a new yes.

    Raises PermissionDenied, NietMeer, or ValidationError when the role is over or the partner cannot see the actie.
    """
    rij = _op_slot(betrokkenheid)
    _eis_vragen(rij, door)
    _eis_te_vragen(rij)
    open_ = rij.afspraken.open().first()
    if open_ is not None and open_.is_gevraagd and _zelfde(open_, rij, uren):
        return open_
    if laatste(rij) != gezien:
        raise NietMeer(
            "Intussen is er over deze uren al iets gevraagd of geantwoord. Kijk eerst hoe het er nu voor staat."
        )
    geldend = rij.afspraken.filter(stand=S.JA).first()
    if geldend is not None and _zelfde(geldend, rij, uren):
        raise ValidationError({"uren": "Deze partner heeft hier al ja op gezegd. Vraag alleen een ander aantal."})
    with als(door):
        if open_ is not None:
            _zet(open_, stand=S.INGETROKKEN)
        afspraak = _nieuw(
            rij,
            uren=uren,
            toelichting=toelichting,
            stand=S.GEVRAAGD,
            gevraagd_op=timezone.now(),
            gevraagd_door=door,
            gevraagd_als=door.functie,
        )
    post.vraag(afspraak)
    return afspraak


@transaction.atomic
def trek_in(*, afspraak: Inzetafspraak, door: Gebruiker, versie: int) -> Inzetafspraak:
    """Take an open question back; twice is once. Raises PermissionDenied, or NietMeer when it was answered."""
    rij, afspraak = _beide_op_slot(afspraak)
    _eis_vragen(rij, door)
    if afspraak.stand == S.INGETROKKEN:
        return afspraak
    _eis_open(afspraak, versie, (S.TE_VRAGEN, S.GEVRAAGD))
    with als(door):
        _zet(afspraak, stand=S.INGETROKKEN)
    return afspraak


@transaction.atomic
def antwoord(
    *,
    afspraak: Inzetafspraak,
    door: Gebruiker,
    versie: int,
    ja: bool,
    opmerking: str = "",
    voorstel_uren: int | None = None,
    namens: bool = False,
) -> Inzetafspraak:
    """The partner says yes or no; with a no it may say how many hours it does have. The one who asked gets a mail.

    `namens`: who leads the opgave records what the partner said otherwise, such as by telephone; the row says so.
    The same answer again changes nothing. Raises PermissionDenied, NietMeer or ValidationError.
    """
    rij, afspraak = _beide_op_slot(afspraak)
    mag = mag_beheren(actie=rij.actie, door=door) if namens else mag_antwoorden(betrokkenheid=rij, door=door)
    if not mag:
        raise PermissionDenied("Alleen de partner aan wie het gevraagd is, antwoordt.")
    opmerking, nieuw = opmerking.strip(), S.JA if ja else S.NEE
    if (afspraak.stand, afspraak.voorstel_uren, afspraak.opmerking) == (nieuw, voorstel_uren, opmerking):
        return afspraak
    _eis_open(afspraak, versie, (S.GEVRAAGD,))
    _eis_voorstel(afspraak, ja, voorstel_uren)
    with als(door):
        _beantwoord(afspraak, nieuw, door=door, namens=namens, opmerking=opmerking, voorstel_uren=voorstel_uren)
    post.antwoord(afspraak)
    return afspraak


@transaction.atomic
def neem_over(*, afspraak: Inzetafspraak, door: Gebruiker, versie: int) -> Inzetafspraak:
    """Agree to the number that a partner proposed with its no; returns the agreement. Twice is once.

    Raises PermissionDenied for who does not lead the opgave, NietMeer when something came after the proposal.
    """
    rij, afspraak = _beide_op_slot(afspraak)
    if not mag_beheren(actie=rij.actie, door=door):
        raise PermissionDenied("Alleen de projectleider en het programmateam nemen een voorstel over.")
    if afspraak.stand != S.NEE or afspraak.voorstel_uren is None:
        raise NietMeer("Hier is geen ander aantal voorgesteld. Kijk eerst hoe het er nu voor staat.")
    nieuwste = rij.afspraken.first() or afspraak
    if nieuwste.stand == S.JA and nieuwste.uren == afspraak.voorstel_uren:
        return nieuwste
    if nieuwste != afspraak or afspraak.versie != versie:
        raise NietMeer("Na dit voorstel is er al iets anders gevraagd. Kijk eerst hoe het er nu voor staat.")
    with als(door):
        gedeeld = {
            naam: getattr(afspraak, naam)
            for naam in ("toelichting", "antwoord_op", "antwoord_door", "antwoord_als", "namens", "opmerking")
        }
        gevraagd = {"gevraagd_op": timezone.now(), "gevraagd_door": door, "gevraagd_als": door.functie}
        _vervang(rij)
        afspraak = _nieuw(rij, uren=afspraak.voorstel_uren, stand=S.JA, **gevraagd, **gedeeld)
        _geldt(afspraak)
    post.overgenomen(afspraak)
    return afspraak


@transaction.atomic
def meld_geleverd(
    *,
    betrokkenheid: Betrokkenheid,
    door: Gebruiker,
    jaar: int,
    uren: int | None,
    tot_en_met: int | None,
    versie: int | None = None,
) -> GeleverdeUren | None:
    """Say how many hours a partner delivered in `jaar`, up to and including a month; without hours it is unsaid again.

    `versie` is that of the row the writer saw, None when there was none. Raises PermissionDenied, NietMeer, or
    ValidationError for a month that has yet to begin.
    """
    rij = _op_slot(betrokkenheid)
    if not mag_melden(betrokkenheid=rij, door=door):
        raise PermissionDenied("Alleen wie de actie bijhoudt en de partner zelf melden uren.")
    nu = rij.geleverd.filter(jaar=jaar).first()
    if nu is not None and (nu.uren, nu.tot_en_met) == (uren, tot_en_met):
        return nu
    if (nu.versie if nu else None) != versie:
        raise NietMeer("Intussen heeft iemand anders uren gemeld voor dit jaar. Kijk eerst wat er nu staat.")
    with als(door):
        if uren is None:
            if nu is not None:
                nu.delete()
            return None
        vandaag = timezone.localdate()
        if tot_en_met is None:
            raise ValidationError({"tot_en_met": "Kies tot en met welke maand deze uren zijn."})
        if not EERSTE_JAAR <= jaar <= vandaag.year or (jaar, tot_en_met) > (vandaag.year, vandaag.month):
            raise ValidationError({"tot_en_met": "Deze maand is nog niet begonnen. Kies een maand die er geweest is."})
        nu = nu or GeleverdeUren(betrokkenheid=rij, jaar=jaar, versie=0)
        nu.uren, nu.tot_en_met, nu.versie = uren, tot_en_met, nu.versie + 1
        nu.gemeld_door, nu.gemeld_als = door, door.functie
        nu.full_clean()
        nu.save()
    return nu


def laatste(betrokkenheid: Betrokkenheid) -> str:
    """Which question is the newest, and its version: a form that shows it posts it back. Empty without any."""
    nieuwste = betrokkenheid.afspraken.first()
    return f"{nieuwste.pk}.{nieuwste.versie}" if nieuwste else ""


# ── What every act is made of ────────────────────────────────────────────────


def _op_slot(betrokkenheid: Betrokkenheid) -> Betrokkenheid:
    rijen = Betrokkenheid.objects.select_for_update(of=("self",)).select_related("actie__plan", "partner")
    rij = rijen.filter(pk=betrokkenheid.pk).first()
    if rij is None:
        raise NietMeer("Deze partner staat niet meer bij de actie. Open de pagina opnieuw.")
    return rij


def _beide_op_slot(afspraak: Inzetafspraak) -> tuple[Betrokkenheid, Inzetafspraak]:
    rij = _op_slot(afspraak.betrokkenheid)
    nu = Inzetafspraak.objects.select_for_update(of=("self",)).select_related("gevraagd_door").get(pk=afspraak.pk)
    nu.betrokkenheid = rij
    return rij, nu


def _zelfde(afspraak: Inzetafspraak, rij: Betrokkenheid, uren: int) -> bool:
    return (afspraak.uren, afspraak.van, afspraak.tot) == (uren, rij.van, rij.tot)


def _eis_vragen(rij: Betrokkenheid, door: Gebruiker) -> None:
    if not mag_vragen(betrokkenheid=rij, door=door):
        raise PermissionDenied("Dit account mag voor deze actie geen uren vragen.")


def _eis_te_vragen(rij: Betrokkenheid) -> None:
    if rij.actie.zichtbaarheid == Zichtbaarheid.CONCEPT:
        zin = "Deze actie is nog een concept: de partner kan haar niet zien. Maak de actie eerst intern of openbaar."
        raise ValidationError(zin)
    if rij.tot is not None and rij.tot <= timezone.localdate():
        raise ValidationError("Deze partner doet niet meer mee aan de actie. Pas eerst de einddatum aan.")


def _eis_open(afspraak: Inzetafspraak, versie: int, standen: tuple[str, ...]) -> None:
    if afspraak.stand not in standen or afspraak.versie != versie:
        raise NietMeer(
            f"Deze vraag staat intussen anders: {afspraak.get_stand_display().lower()}. Er is niets opgeslagen."
        )


def _eis_voorstel(afspraak: Inzetafspraak, ja: bool, voorstel: int | None) -> None:
    if voorstel is None:
        return
    if ja or voorstel == afspraak.uren:
        raise ValidationError({"voorstel_uren": "Kies ja, of kies nee en vul in hoeveel uur wel kan."})
    if not 1 <= voorstel <= MEESTE_UREN:
        raise ValidationError({"voorstel_uren": f"Vul een aantal uren in tussen 1 en {MEESTE_UREN}."})


def _nieuw(rij: Betrokkenheid, **velden: Any) -> Inzetafspraak:
    afspraak = Inzetafspraak(betrokkenheid=rij, van=rij.van, tot=rij.tot, **velden)
    afspraak.full_clean()
    afspraak.save()
    return afspraak


def _beantwoord(afspraak: Inzetafspraak, stand: str, *, door: Gebruiker, **velden: Any) -> None:
    if stand == S.JA:
        _vervang(afspraak.betrokkenheid)
    _zet(afspraak, stand=stand, antwoord_op=timezone.now(), antwoord_door=door, antwoord_als=door.functie, **velden)
    if stand == S.JA:
        _geldt(afspraak)


def _vervang(rij: Betrokkenheid) -> None:
    """What was agreed before is replaced: there is room for the next."""
    for oud in rij.afspraken.filter(stand=S.JA):
        _zet(oud, stand=S.VERVANGEN)


def _geldt(afspraak: Inzetafspraak) -> None:
    """From now on this number holds; whoever reads hours reads it from the row of the partner."""
    rij = afspraak.betrokkenheid
    rij.uren_per_jaar, rij.toegezegd_op = afspraak.uren, timezone.localdate(afspraak.antwoord_op)
    rij.save(update_fields=["uren_per_jaar", "toegezegd_op"])


def _zet(afspraak: Inzetafspraak, **velden: Any) -> None:
    for naam, waarde in velden.items():
        setattr(afspraak, naam, waarde)
    afspraak.versie += 1
    afspraak.full_clean(exclude=["betrokkenheid"], validate_constraints=True)
    afspraak.save()
