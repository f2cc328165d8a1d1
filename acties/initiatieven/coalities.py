"""Who joins around a subject: per doel its ideas on the website, with how many people and which partners."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import FilteredRelation, Q

from acties.models import Deelname, Initiatief
from opgaven.models import Doel


@dataclass(slots=True)
class Coalitie:
    """Around one doel (None: no doel yet). People and partners count once, however many ideas they join."""

    doel: Doel | None
    ideeen: int = 0
    namen: list[str] = field(default_factory=list)
    _wie: set = field(default_factory=set)

    @property
    def aantal(self) -> int:
        return len(self._wie)

    def tel(self, deelname: Deelname) -> None:
        self._wie.add(deelname.partner_id or deelname.email or f"#{deelname.pk}")
        naam = deelname.openbare_naam
        if naam and naam not in self.namen:
            self.namen.append(naam)


def coalities(ideeen: list[Initiatief]) -> list[Coalitie]:
    """The coalitions of these ideas, those of a doel in its order. Two queries: the ideas' joiners with partners."""
    per_doel: dict[int | None, Coalitie] = {}
    van_idee: dict[int, Coalitie] = {}
    for idee in ideeen:
        coalitie = per_doel.setdefault(idee.doel_id, Coalitie(idee.doel))
        coalitie.ideeen += 1
        van_idee[idee.pk] = coalitie
    for deelname in deelnames_van(ideeen):
        van_idee[deelname.initiatief_id].tel(deelname)
    zonder = per_doel.pop(None, None)
    op_volgorde = sorted(per_doel.values(), key=lambda c: (c.doel.opgave.nummer, c.doel.volgnummer) if c.doel else ())
    return [*op_volgorde, *([zonder] if zonder else [])]


def rond(doel: Doel) -> tuple[list[Initiatief], Coalitie]:
    """The ideas at a doel, newest first, and the coalition around it, in one query."""
    rijen = (
        Initiatief.objects.openbaar()
        .filter(doel=doel)
        .annotate(wie=FilteredRelation("deelnames", condition=Q(deelnames__telt=True)))
        .select_related("wie__partner")
        .order_by("-openbaar_op", "-pk", "wie__bevestigd_op", "wie__pk")
    )
    coalitie = Coalitie(doel)
    ideeen: dict[int, Initiatief] = {}
    for rij in rijen:
        ideeen.setdefault(rij.pk, rij)
        if deelname := getattr(rij, "wie", None):  # Django sets it only where somebody joins
            coalitie.tel(deelname)
    coalitie.ideeen = len(ideeen)
    return list(ideeen.values()), coalitie


def deelnames_van(ideeen: list[Initiatief]) -> list[Deelname]:
    """Who counts at these ideas, in the order in which they joined."""
    rijen = Deelname.objects.tellen().filter(initiatief__in=[idee.pk for idee in ideeen])
    return list(rijen.select_related("partner").order_by("bevestigd_op", "pk"))


def namen_per_idee(ideeen: list[Initiatief]) -> dict[int, list[str]]:
    """Per idea the names that may be shown."""
    namen: dict[int, list[str]] = defaultdict(list)
    rijen = Deelname.objects.met_naam().filter(initiatief__in=[idee.pk for idee in ideeen])
    for rij in rijen.select_related("partner").order_by("bevestigd_op", "pk"):
        if rij.openbare_naam:
            namen[rij.initiatief_id].append(rij.openbare_naam)
    return namen
