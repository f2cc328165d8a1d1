"""What became of an idea, as far as everybody may know: the actie, how it stands in plain words, and its doel."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from acties.models import Actie, Initiatief, Voortgang
from acties.models.keuzes import Status

#: The status of an actie, for who handed in the idea.
IN_WOORDEN = {
    Status.IDEE: gettext_lazy("Wij bereiden het voor."),
    Status.IN_VOORBEREIDING: gettext_lazy("Wij bereiden het voor."),
    Status.IN_UITVOERING: gettext_lazy("Het is begonnen."),
    Status.DOORLOPEND: gettext_lazy("Het is begonnen en gaat door."),
    Status.AFGEROND: gettext_lazy("Het is klaar."),
    Status.GESTOPT: gettext_lazy("Het is gestopt."),
    Status.OVERGEDRAGEN: gettext_lazy("Een ander gaat ermee verder."),
    Status.ONBEKEND: gettext_lazy("Wij weten nog niet hoe het ervoor staat."),
}


@dataclass(frozen=True)
class Spoor:
    """`laatste` is the newest report, None when nobody reported yet."""

    actie: Actie
    stand: str
    laatste: Voortgang | None


def spoor_van(initiatief: Initiatief) -> Spoor | None:
    """What the idea became, or the one that it was merged with; None while nothing of it is public."""
    volgt = initiatief.samengevoegd_met or initiatief
    if volgt.actie_id is None:
        return None
    openbaar = Actie.objects.zichtbaar_voor(AnonymousUser()).select_related("doel__opgave")
    actie = openbaar.filter(pk=volgt.actie_id).first()
    if actie is None:
        return None
    return Spoor(actie, str(IN_WOORDEN[Status(actie.status)]), Voortgang.objects.nieuwste_van(actie))
