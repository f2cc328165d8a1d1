"""How it stands with the hours of one partner in one actie, made of rows that are read already."""

from dataclasses import dataclass

from django.utils import timezone

from acties.models import Betrokkenheid, GeleverdeUren, Inzetafspraak
from acties.models.inzet import OPEN
from sterkvoornoord.datums import Precisie, toon_datum

S = Inzetafspraak.Stand


@dataclass
class Partnerstand:
    """`vragen` are newest first; `geleverd` is that of the year asked for, None when nobody said."""

    betrokkenheid: Betrokkenheid
    vragen: list[Inzetafspraak]
    geleverd: GeleverdeUren | None
    #: The account that looks is of this partner.
    is_eigen: bool = False
    #: It may read what this partner was asked; without that nothing is said of it.
    leest: bool = True

    @classmethod
    def van(cls, rij: Betrokkenheid, jaar: int) -> "Partnerstand":
        """Read `afspraken` and `geleverd` as they were prefetched."""
        gemeld = [uren for uren in rij.geleverd.all() if uren.jaar == jaar]
        vragen = sorted(rij.afspraken.all(), key=lambda vraag: -vraag.pk)
        return cls(rij, vragen, gemeld[0] if gemeld else None)

    def volgorde(self) -> tuple:
        """Who answers for the actie first, then by role and name."""
        return Betrokkenheid.Rol.values.index(self.betrokkenheid.rol), self.betrokkenheid.partner.naam.lower()

    @property
    def nu(self) -> Inzetafspraak | None:
        """The question that counts now: the newest that was not taken back."""
        return next((v for v in self.vragen if v.stand not in (S.INGETROKKEN, S.VERVANGEN)), None)

    @property
    def open(self) -> Inzetafspraak | None:
        return next((v for v in self.vragen if v.stand in OPEN), None)

    @property
    def voorstel(self) -> Inzetafspraak | None:
        """A no with a number that would do, when nothing came after it."""
        eerste = self.vragen[0] if self.vragen else None
        return eerste if eerste and eerste.stand == S.NEE and eerste.voorstel_uren else None

    @property
    def zoals_geladen(self) -> bool:
        """Hours that the portal never asked for: they came with the plan."""
        return (
            self.leest
            and self.betrokkenheid.uren_per_jaar is not None
            and not any(v.stand in (S.JA, S.VERVANGEN) for v in self.vragen)
        )

    @property
    def eerder(self) -> list[Inzetafspraak]:
        """What is not told by `nu`."""
        return [vraag for vraag in self.vragen if vraag is not self.nu]

    @property
    def afgelopen(self) -> bool:
        return self.betrokkenheid.tot is not None and self.betrokkenheid.tot <= timezone.localdate()


def in_woorden(vraag: Inzetafspraak) -> str:
    """The state of a question with its day: "Gevraagd op 28 oktober 2026"."""
    moment = vraag.gevraagd_op if vraag.stand == S.GEVRAAGD else vraag.antwoord_op
    naam = vraag.get_stand_display()
    if moment is None or vraag.stand in (S.TE_VRAGEN, S.INGETROKKEN):
        return naam
    dag = toon_datum(timezone.localdate(moment), Precisie.DAG)
    return f"Ja gezegd op {dag}, vervangen" if vraag.stand == S.VERVANGEN else f"{naam} op {dag}"
