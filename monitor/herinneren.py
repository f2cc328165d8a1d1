"""Reminders of the reporting round: who still owes what, and the round that somebody has to close."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from acties.models import Actie
from monitor.models import Rapportageronde
from monitor.rooster import herinnerdag, te_openen
from opgaven.models import Bemensing, Opgave
from opgaven.rollen import programmateam
from sterkvoornoord.herinneren import Herinnering
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van

#: A mail names so many acties; the page has them all.
GENOEMD = 10


@dataclass(frozen=True)
class Schuld:
    """What one account still has to do in a round."""

    gebruiker: Gebruiker
    #: Number and title of each actie, as the page lists them.
    acties: list[tuple[str, str]]
    #: The opgaven of which the stand is not filled in.
    opgaven: list[str]

    def __str__(self) -> str:
        delen = []
        if aantal := len(self.acties):
            delen.append(f"{aantal} actie{'' if aantal == 1 else 's'}")
        if self.opgaven:
            delen.append(f"de beoordeling van {' en '.join(self.opgaven)}")
        return " en ".join(delen)


def schulden(ronde: Rapportageronde) -> list[Schuld]:
    """Everybody with an account who owes something. Two queries per account, however many acties there are."""
    leiders = Bemensing.objects.nu().filter(rol=Bemensing.Rol.PROJECTLEIDER).values("gebruiker")
    meldt = Q(partner__isnull=False) | Q(pk__in=leiders)
    zonder_stand = list(ronde.opgaven_zonder_stand())
    alle = (
        _schuld(ronde, zonder_stand, gebruiker)
        for gebruiker in Gebruiker.objects.filter(meldt, is_active=True).order_by("pk")
    )
    return [schuld for schuld in alle if schuld.acties or schuld.opgaven]


def _schuld(ronde: Rapportageronde, zonder_stand: list[Opgave], gebruiker: Gebruiker) -> Schuld:
    acties = ronde.nog_te_melden(Actie.objects.van(gebruiker)).order_by("nummer_sortering")
    geleid = rollen_van(gebruiker).opgaven
    return Schuld(
        gebruiker,
        list(acties.values_list("nummer", "titel")),
        [opgave.naam for opgave in zonder_stand if opgave.pk in geleid],
    )


def aan_melders(ronde: Rapportageronde, *, dag: date, vandaag: date) -> list[Herinnering]:
    """A reminder for everybody who owes something. `dag` is the day on which it was due: one a day for each."""
    gegevens = {"ronde": ronde, "dagen": ronde.dagen_over(vandaag)}
    return [
        Herinnering(
            sleutel=f"ronde-{ronde.pk}-{dag}-{schuld.gebruiker.pk}",
            gebruiker=schuld.gebruiker,
            waarover=f"{ronde}: {schuld}",
            sjabloon="monitor/mail/ronde",
            gegevens={
                **gegevens,
                "schuld": schuld,
                "genoemd": schuld.acties[:GENOEMD],
                "meer": max(0, len(schuld.acties) - GENOEMD),
            },
        )
        for schuld in schulden(ronde)
    ]


def van_de_ronde(dag: date) -> list[Herinnering]:
    """What the open round has due on `dag`; see ``settings.HERINNERINGEN``."""
    ronde = Rapportageronde.objects.open().first()
    if ronde is None:
        return []
    op = herinnerdag(ronde.deadline, dag)
    aan_wie_meldt = aan_melders(ronde, dag=op, vandaag=dag) if op else []
    return aan_wie_meldt + _aan_het_team(ronde, dag)


def _aan_het_team(ronde: Rapportageronde, dag: date) -> list[Herinnering]:
    """Its days are over and the round is still open: told once, and once more when the next has to wait for it."""
    laatste_dag = max(ronde.peildatum, ronde.deadline)
    if dag <= laatste_dag:
        return []
    volgende = te_openen(dag)
    wacht = volgende is not None and volgende.peildatum > ronde.periode_tot
    sinds = volgende.open_op if volgende and wacht else laatste_dag + timedelta(days=1)
    return [
        Herinnering(
            sleutel=f"ronde-{ronde.pk}-sluiten-{sinds}-{gebruiker.pk}",
            gebruiker=gebruiker,
            waarover=f"{ronde}: de ronde is nog open",
            sjabloon="monitor/mail/ronde_sluiten",
            gegevens={"ronde": ronde, "wacht": wacht},
        )
        for gebruiker in programmateam()
    ]
