"""Closing a meeting: what was recorded per item becomes numbered besluiten, and what was held over comes back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.agenda import nummers_van
from governance.models import Aanwezigheid, Agendapunt, Overlegorgaan, Vergadering
from governance.models.keuzes import Uitkomst
from governance.models.vergadering import VOORAF
from governance.services.agenda import plaats
from governance.services.besluiten import neem_besluit
from governance.services.leden import vraag_reacties
from governance.services.stukken import neem_stukken_mee
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Gebruiker

#: What is the same on the next agenda.
GELIJK = (
    "titel", "soort", "sectie", "toelichting", "gevraagd_besluit", "inbrenger", "inbrengende_partner", "minuten",
    "initiatief",
)  # fmt: skip


def sluit_af(vergadering: Vergadering, door: Gebruiker) -> None:
    """Make the besluiten of a meeting as concepts, put what was held over on the next agenda of the body, and ask the
    members whether the verslag is right.

    Call it inside the transaction that closes the meeting. Raises ValidationError when an item that asks for a
    decision has no outcome, or an outcome does not say what was decided; nothing is written then.
    """
    punten = list(vergadering.agendapunten.select_related("bovenliggend").order_by("volgorde", "pk"))
    _eis_uitkomsten(vergadering, punten)
    punten.sort(key=_plek)
    for punt in punten:
        if punt.uitkomst and punt.uitkomst != Uitkomst.AANGEHOUDEN and not punt.besluiten.exists():
            neem_besluit(
                door=door,
                orgaan=vergadering.orgaan,
                datum=vergadering.datum,
                titel=punt.titel,
                tekst=besluit_in_woorden(punt),
                uitkomst=punt.uitkomst,
                vergadering=vergadering,
                agendapunt=punt,
                besloten=punt.is_besloten,
            )
    aangehouden = [punt for punt in punten if punt.uitkomst == Uitkomst.AANGEHOUDEN]
    with als(door):
        for punt in aangehouden:
            if punt.bovenliggend not in aangehouden:
                _neem_mee(punt, vergadering)
    vergadering.reageren_tot = timezone.localdate() + timedelta(days=vergadering.orgaan.nakijkdagen)
    vraag_reacties(vergadering)
    waren_er = (Aanwezigheid.Stand.AANWEZIG, Aanwezigheid.Stand.VERVANGEN)
    if vergadering.aanwezigheden.exists():
        vergadering.aantal_aanwezig = vergadering.aanwezigheden.filter(stand__in=waren_er).count()


def _plek(punt: Agendapunt) -> tuple[int, int, bool]:
    """Main items in their order, each followed by what is below it."""
    boven = punt.bovenliggend or punt
    return boven.volgorde, boven.pk, punt.bovenliggend is not None


def besluit_in_woorden(punt: Agendapunt) -> str:
    """What was decided on an item; "" when it does not say."""
    if punt.besluittekst or punt.uitkomst == Uitkomst.GEWIJZIGD:
        return punt.besluittekst
    if punt.uitkomst == Uitkomst.TER_KENNISNEMING:
        return f"Het overleg neemt kennis van: {punt.gevraagd_besluit or punt.titel}"
    if punt.uitkomst == Uitkomst.AFGEWEZEN and punt.gevraagd_besluit:
        return f"Het voorstel is afgewezen: {punt.gevraagd_besluit}"
    return punt.gevraagd_besluit


def zonder_uitkomst(punten: list[Agendapunt]) -> list[Agendapunt]:
    """Items that keep a meeting from being closed: nobody wrote down what came of them."""
    return [punt for punt in punten if punt.vraagt_uitkomst and not punt.uitkomst]


def zonder_tekst(punten: list[Agendapunt]) -> list[Agendapunt]:
    """Items with an outcome that do not say what was decided."""
    besloten = [punt for punt in punten if punt.uitkomst and punt.uitkomst != Uitkomst.AANGEHOUDEN]
    return [punt for punt in besloten if not besluit_in_woorden(punt)]


def _eis_uitkomsten(vergadering: Vergadering, punten: list[Agendapunt]) -> None:
    nummers, fouten = nummers_van(vergadering), []
    if mist := zonder_uitkomst(punten):
        fouten.append("Kies eerst wat de uitkomst is van punt " + ", ".join(nummers[p.pk] for p in mist) + ".")
    if mist := zonder_tekst(punten):
        fouten.append("Schrijf eerst op wat er is besloten bij punt " + ", ".join(nummers[p.pk] for p in mist) + ".")
    if fouten:
        raise ValidationError(fouten)


def volgende_vergadering(orgaan: Overlegorgaan, na: Vergadering) -> Vergadering | None:
    """The first meeting of the body after `na` that did not begin."""
    komend = Vergadering.objects.filter(orgaan=orgaan, status__in=VOORAF, datum__gt=na.datum)
    return komend.order_by("datum", "begin", "pk").first()


def _neem_mee(punt: Agendapunt, van: Vergadering, boven: Agendapunt | None = None) -> None:
    """Put an item that was held over, with what is open below it, on the next agenda, or among what waits."""
    naar = volgende_vergadering(van.orgaan, van)
    nieuw = Agendapunt(
        vergadering=naar,
        orgaan=None if naar else van.orgaan,
        bovenliggend=boven,
        vervolg_op=punt,
        besloten=punt.is_besloten if boven is None else punt.besloten,
        **{veld: getattr(punt, veld) for veld in GELIJK},
    )
    if boven is None and punt.bovenliggend:
        nieuw.titel = f"{punt.bovenliggend.titel}: {punt.titel}"[:300]
    nieuw.full_clean()
    nieuw.save()
    nieuw.acties.set(punt.acties.all())
    nieuw.doelen.set(punt.doelen.all())
    neem_stukken_mee(punt, nieuw)
    plaats(nieuw)
    for onder in punt.onderdelen.filter(uitkomst__in=["", Uitkomst.AANGEHOUDEN]).order_by("volgorde", "pk"):
        _neem_mee(onder, van, nieuw)


def zet_aangehouden_klaar(vergadering: Vergadering) -> None:
    """Put on the agenda of a new meeting what was held over when there was no next meeting yet."""
    wachtend = Agendapunt.objects.wachtend().filter(orgaan=vergadering.orgaan, vervolg_op__isnull=False)
    for punt in wachtend.filter(bovenliggend=None).order_by("pk"):
        for rij in (punt, *punt.onderdelen.all()):
            rij.vergadering, rij.orgaan = vergadering, None
            rij.save(update_fields=["vergadering", "orgaan"])
        plaats(punt)
