"""What members say about a meeting: whether they come, and whether its verslag is right; and what is done with that.

Each member has one answer of each kind, and its last word counts. Who answers on an older version of the own answer
(a second tab) is shown the newer one; the same answer twice (a double click) changes nothing.
"""

from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from governance.models import Aanmelding, Agendapunt, Lidmaatschap, Vergadering, Verslagreactie
from governance.services.versies import Gewijzigd, bewaar, eis_programmateam, neem_versie
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.post import brief, leg_klaar

Antwoord = TypeVar("Antwoord", Aanmelding, Verslagreactie)
Stand = Vergadering.Status
#: A verslag that no longer changes.
VAST = (Stand.VASTGESTELD, Stand.GEPUBLICEERD)


def zetel_van(gebruiker: Gebruiker, vergadering: Vergadering, op: date) -> Lidmaatschap | None:
    """The seat that `gebruiker` holds on `op` in the body of the meeting; None for who is no member."""
    zetels = Lidmaatschap.objects.actief_op(op).filter(orgaan=vergadering.orgaan_id, gebruiker=gebruiker.pk)
    return zetels.order_by("volgorde", "pk").first()


@transaction.atomic
def meld_aan(*, vergadering: Vergadering, door: Gebruiker, versie: int, stand: str, vervanger: str = "") -> Aanmelding:
    """Answer an invitation and return the answer; `versie` is that of the answer that was read, 0 for none.

    For who is a member on the day of the meeting. Raises PermissionDenied for others, Gewijzigd when there is a newer
    answer, and ValidationError when the meeting asks for no answer (any more) or the substitute is missing.
    """
    nu = Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    if zetel_van(door, nu, nu.datum) is None:
        raise PermissionDenied
    if nu.status != Stand.UITGENODIGD:
        raise ValidationError("U kunt niet (meer) laten weten of u komt: " + _waarom_niet(nu))
    if stand != Aanmelding.Stand.VERVANGEN:
        vervanger = ""
    elif not vervanger.strip():
        raise ValidationError({"vervanger": "Vul in wie u vervangt. De functie is genoeg."})
    return _schrijf(Aanmelding, nu, door, versie, {"stand": stand, "vervanger": vervanger.strip()}, {})


def _waarom_niet(vergadering: Vergadering) -> str:
    if vergadering.is_vooraf:
        return "de agenda is nog niet verstuurd."
    if vergadering.status in (Stand.GEANNULEERD, Stand.VERPLAATST):
        return "de vergadering gaat op deze dag niet door."
    return "de vergadering is begonnen of voorbij."


@transaction.atomic
def reageer(
    *, vergadering: Vergadering, door: Gebruiker, versie: int, akkoord: bool, tekst: str = ""
) -> Verslagreactie:
    """Say that the verslag is right, or what is wrong with it; returns the reaction.

    For who is a member today. A changed reaction waits for a judgement again. Raises as `meld_aan`; too late is a
    ValidationError that says where the text can go.
    """
    nu = Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    zetel = zetel_van(door, nu, timezone.localdate())
    if zetel is None:
        raise PermissionDenied
    if not nu.is_te_reageren:
        raise ValidationError(te_laat(nu))
    tekst = "" if akkoord else tekst.strip()
    if not akkoord and not tekst:
        raise ValidationError({"tekst": "Schrijf op wat er niet klopt."})
    leeg = {"als": zetel.functie, "oordeel": "", "antwoord": ""}
    return _schrijf(Verslagreactie, nu, door, versie, {"akkoord": akkoord, "tekst": tekst}, leeg)


def te_laat(vergadering: Vergadering) -> str:
    """Why nobody can react on the verslag, and what to do instead."""
    if vergadering.status in VAST:
        waarom = "Het verslag is al vastgesteld."
    elif vergadering.is_concept_verslag and vergadering.reageren_tot:
        waarom = f"Reageren kon tot en met {date_format(vergadering.reageren_tot, 'j F Y')}."
    else:
        return "Het verslag ligt nog niet klaar om na te kijken."
    return f"{waarom} Wilt u toch iets zeggen? Kopieer uw tekst en mail hem naar {settings.CONTACT_EMAIL}."


def _schrijf(
    soort: type[Antwoord], vergadering: Vergadering, door: Gebruiker, versie: int, zegt: dict, leeg: dict
) -> Antwoord:
    """Store what a member says; `leeg` is what begins anew when it says something else."""
    rij = soort.objects.select_for_update().filter(vergadering=vergadering, gebruiker=door).first()
    if rij and all(getattr(rij, veld) == waarde for veld, waarde in zegt.items()):
        return rij
    if rij and rij.versie != versie:
        raise Gewijzigd(rij)
    rij = rij or soort(vergadering=vergadering, gebruiker=door, versie=0)
    return bewaar(rij, door, **{**zegt, **leeg, "op": timezone.now(), "versie": rij.versie + 1})


@transaction.atomic
def beantwoord_reactie(
    *, reactie: Verslagreactie, door: Gebruiker, versie: int, oordeel: str, antwoord: str = ""
) -> Verslagreactie:
    """Say what is done with a reaction, as long as the verslag is a concept, and return it.

    Raises PermissionDenied for who is not of the programmateam, Gewijzigd when the member or a colleague was first,
    and ValidationError when the verslag is vastgesteld, or it is not taken over and nobody says why.
    """
    eis_programmateam(door)
    _eis_concept(reactie.vergadering)
    nu = neem_versie(reactie, versie)
    if nu.akkoord:
        raise ValidationError("Dit lid vindt dat het verslag klopt. Er is niets te beantwoorden.")
    if not oordeel:
        raise ValidationError({"oordeel": "Kies wat u met deze reactie doet."})
    if oordeel == Verslagreactie.Oordeel.NIET_OVERGENOMEN and not antwoord.strip():
        raise ValidationError({"antwoord": "Schrijf op waarom u dit niet overneemt. Het lid leest dit."})
    bewaar(nu, door, oordeel=oordeel, antwoord=antwoord.strip())
    _meld_antwoord(nu)
    return nu


def _meld_antwoord(reactie: Verslagreactie) -> None:
    """Tell the member that there is an answer, and where to read it: it may be about a besloten item, so the mail does
    not say it."""
    lid = reactie.gebruiker
    if lid.is_active and lid.email:
        gegevens = {"reactie": reactie, "vergadering": reactie.vergadering}
        sleutel = f"verslagreactie-{reactie.pk}-{reactie.versie}"
        leg_klaar(aan=lid.email, sleutel=sleutel, **brief("governance/mail/reactie_beantwoord", gegevens))


@transaction.atomic
def zet_reactietermijn(*, vergadering: Vergadering, door: Gebruiker, versie: int, reageren_tot: date) -> Vergadering:
    """Set the last day on which members can react on the verslag; returns the meeting. Raises as `zet_stand`."""
    eis_programmateam(door)
    nu = neem_versie(vergadering, versie)
    if not nu.is_concept_verslag:
        raise ValidationError("De termijn verandert alleen zolang het verslag een concept is.")
    if reageren_tot < timezone.localdate():
        raise ValidationError({"reageren_tot": "Deze dag is voorbij. Kies vandaag of een dag die nog komt."})
    return bewaar(nu, door, reageren_tot=reageren_tot)


@transaction.atomic
def verbeter_verslag(*, punt: Agendapunt, door: Gebruiker, versie: int, **velden: Any) -> Agendapunt:
    """Correct what was recorded of an item (verslag, besluittekst) while the verslag is a concept; returns it.

    The text of a besluit is corrected at the besluit. Raises as `beantwoord_reactie`.
    """
    eis_programmateam(door)
    _eis_concept(punt.vergadering)
    return bewaar(neem_versie(punt, versie), door, **velden)


def _eis_concept(vergadering: Vergadering | None) -> None:
    """Locks the meeting: who sets the verslag fast at the same time waits."""
    nu = vergadering and Vergadering.objects.select_for_update().get(pk=vergadering.pk)
    if nu is None or not nu.is_concept_verslag:
        raise ValidationError("Dit verslag is geen concept (meer). Er is niets opgeslagen.")


def eis_reacties_verwerkt(vergadering: Vergadering) -> None:
    """Raise ValidationError when a reaction waits: no remark is lost by setting the verslag fast."""
    wacht = vergadering.verslagreacties.filter(akkoord=False, oordeel="").count()
    if wacht:
        wat = "wacht nog 1 reactie" if wacht == 1 else f"wachten nog {wacht} reacties"
        raise ValidationError(f"Er {wat} op een antwoord. Beantwoord die eerst, onder “Reacties op het verslag”.")


def vraag_reacties(vergadering: Vergadering) -> int:
    """Tell the members that the verslag is there to be read; return how many. Call it inside the transaction that
    makes it a concept, with `reageren_tot` set."""
    leden = list(leden_met_account(vergadering))
    for wie in leden:
        gegevens = {"vergadering": vergadering, "gebruiker": wie, "herinnering": False}
        leg_klaar(
            aan=wie.email,
            sleutel=f"verslag-{vergadering.pk}-{wie.pk}",
            **brief("governance/mail/verslag", gegevens),
        )
    return len(leden)


def leden_met_account(vergadering: Vergadering) -> QuerySet[Gebruiker]:
    """The accounts that hold a seat today, with an address to write to."""
    zetels = Lidmaatschap.objects.actief_op(timezone.localdate()).filter(orgaan=vergadering.orgaan_id)
    leden = Gebruiker.objects.filter(pk__in=zetels.values("gebruiker"), is_active=True)
    return leden.exclude(email="").order_by("pk")
