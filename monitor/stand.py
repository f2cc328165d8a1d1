"""Around the stand of an opgave: what changed in the acties that was reported, and its risks beside those before."""

from dataclasses import dataclass

from django.db.models import F, Q

from acties.models import Koers, Status, Voortgang, Zichtbaarheid
from monitor.models import OpgaveStand, Rapportageronde, Risico
from opgaven.models import Opgave
from sterkvoornoord.datums import toon_datum

#: So many changes are proposed, the newest first.
MEESTE_VOORSTELLEN = 12


def voorstellen(ronde: Rapportageronde, opgave: Opgave) -> list[tuple[str, str]]:
    """What changed in the public acties of `opgave` by the reports of this round: a line, and the day of the report.

    Public only: what is chosen is printed. An actie that changed twice has two lines.
    """
    anders = ~Q(status=F("vorige_status")) | (~Q(koers=F("vorige_koers")) & ~Q(koers=""))
    meldingen = (
        Voortgang.objects.geldig()
        .filter(anders, actie__plan__opgave=opgave, actie__zichtbaarheid=Zichtbaarheid.OPENBAAR)
        .filter(peildatum__gte=ronde.vanaf)
        .exclude(vorige_status="")
        .select_related("actie")
        .order_by("-peildatum", "-pk")[:MEESTE_VOORSTELLEN]
    )
    return list({_regel(melding): toon_datum(melding.peildatum) for melding in meldingen}.items())


def _regel(melding: Voortgang) -> str:
    if melding.status != melding.vorige_status:
        wat = f"van {Status(melding.vorige_status).label} naar {Status(melding.status).label}"
    elif melding.vorige_koers:
        wat = f"koers van {Koers(melding.vorige_koers).label} naar {Koers(melding.koers).label}"
    else:
        wat = f"koers nu {Koers(melding.koers).label}"
    return f"{melding.actie.titel}: {wat}"


@dataclass(frozen=True)
class Risicoregel:
    """A risk, and what became of it since the round before: new, larger, smaller or the same."""

    risico: Risico
    sinds: str


def risicos_naast(stand: OpgaveStand, vorige: OpgaveStand | None) -> list[Risicoregel]:
    """The risks of a stand, the highest first, each beside the one with the same words in the round before."""
    eerder = {_sleutel(risico): risico for risico in vorige.risicos.all()} if vorige else {}
    risicos = sorted(stand.risicos.all(), key=lambda risico: (-risico.gewicht, risico.pk))
    return [Risicoregel(risico, _sinds(risico, eerder.get(_sleutel(risico)), vorige)) for risico in risicos]


def _sleutel(risico: Risico) -> str:
    return risico.omschrijving.casefold().strip()


def _sinds(risico: Risico, eerder: Risico | None, vorige: OpgaveStand | None) -> str:
    if vorige is None:
        return ""
    if eerder is None:
        return "nieuw"
    if risico.gewicht == eerder.gewicht:
        return "gelijk"
    return "groter" if risico.gewicht > eerder.gewicht else "kleiner"
