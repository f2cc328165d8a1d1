"""What comes of a besluit: its actiepunten and what it changes of acties, and from those how far it is."""

from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value, When

from governance.models import Actiepunt, Besluit, Gevolg


class Opvolging(TextChoices):
    TE_LAAT = "te-laat", "Te laat"
    LOOPT = "loopt", "Loopt"
    KLAAR = "klaar", "Uitgevoerd"
    GEEN = "geen", "Geen vervolg vastgelegd"


def met_opvolging(besluiten: QuerySet[Besluit], gebruiker) -> QuerySet[Besluit]:
    """`besluiten` with a value of Opvolging in `opvolging`, by what `gebruiker` may see of what came of them.

    One of which something is still to be done runs; it is late when an actiepunt is past its term.
    """
    van_besluit = Q(besluit=OuterRef("pk")) | Q(besluit=None, agendapunt=OuterRef("agendapunt"))
    punten = Actiepunt.objects.zichtbaar_voor(gebruiker).filter(van_besluit).order_by()
    gevolgen = Gevolg.objects.zichtbaar_voor(gebruiker).filter(besluit=OuterRef("pk")).order_by()
    te_doen = Exists(punten.lopend()) | Exists(gevolgen.filter(doorgevoerd_op=None))
    return besluiten.annotate(
        opvolging=Case(
            When(Exists(punten.te_laat()), then=Value(Opvolging.TE_LAAT.value)),
            When(te_doen, then=Value(Opvolging.LOOPT.value)),
            When(Exists(punten) | Exists(gevolgen), then=Value(Opvolging.KLAAR.value)),
            default=Value(Opvolging.GEEN.value),
        )
    )


def actiepunten_van(besluiten: Iterable[Besluit], gebruiker) -> dict[int, list[Actiepunt]]:
    """Key of a besluit to its actiepunten that `gebruiker` may see, first term first: those given out at the besluit,
    and those recorded during the meeting on the item on which it was taken. One query."""
    besluiten = list(besluiten)
    van_punt = {besluit.agendapunt_id for besluit in besluiten} - {None}
    keus = Q(besluit__in=[besluit.pk for besluit in besluiten]) | Q(besluit=None, agendapunt__in=van_punt)
    zichtbaar = Actiepunt.objects.zichtbaar_voor(gebruiker).filter(keus).select_related("gebruiker", "partner")
    punten = list(zichtbaar.order_by(F("uiterlijk").asc(nulls_last=True), "pk"))
    return {
        besluit.pk: [
            punt
            for punt in punten
            if punt.besluit_id == besluit.pk
            or (punt.besluit_id is None and punt.agendapunt_id and punt.agendapunt_id == besluit.agendapunt_id)
        ]
        for besluit in besluiten
    }
