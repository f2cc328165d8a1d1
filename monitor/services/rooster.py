"""What the schedule does with the reporting round: open it, and ask for its projectenboek.

However many schedulers look and however often, each is done once: the database refuses a second open round, and a
second edition with the same name in the schedule.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from monitor.models import Publicatie, Rapportageronde, editie
from monitor.rooster import te_openen
from monitor.services.publicaties import INHAALDAGEN, zet_klaar
from monitor.services.rondes import nieuwe_ronde
from sterkvoornoord.geschiedenis import als

FUNCTIE = "Systeem: rooster"


def open_ronde(*, vandaag: date | None = None) -> Rapportageronde | None:
    """Open the round that is due and return it; None when none is, or when its half year has one already.

    While an earlier round is still open nothing happens: closing it is up to people, who are told
    (`monitor.herinneren`).
    """
    dagen = te_openen(vandaag or timezone.localdate())
    if dagen is None:
        return None
    ronde = nieuwe_ronde(peildatum=dagen.peildatum, deadline=dagen.deadline)
    in_de_weg = Rapportageronde.objects.filter(Q(periode_van=ronde.periode_van) | Q(status=ronde.Status.OPEN))
    if in_de_weg.exists():
        return None
    try:
        with transaction.atomic(), als(functie=FUNCTIE):
            ronde.save()
    except IntegrityError:
        if not in_de_weg.exists():
            raise
        return None  # another scheduler was first
    return ronde


@transaction.atomic
def vraag_boek(*, vandaag: date | None = None) -> Publicatie | None:
    """Ask for the projectenboek of the round whose peildatum has come; None when there is none to ask for.

    From the peildatum for INHAALDAGEN days, and within its half year: a book is of the half year of its data. What
    people asked for themselves since the peildatum will do, and what the schedule asked for once it does not ask for
    again.
    """
    dag = vandaag or timezone.localdate()
    ronde = Rapportageronde.objects.filter(
        peildatum__range=(dag - timedelta(days=INHAALDAGEN), dag), periode_van__lte=dag, periode_tot__gte=dag
    ).first()
    if ronde is None:
        return None
    rooster = f"projectenboek-{ronde.periode_van}"
    boeken = Publicatie.objects.filter(soort=Publicatie.Soort.PROJECTENBOEK, periode_van=ronde.periode_van)
    er_is_er_een = boeken.filter(
        Q(rooster=rooster)
        | Q(vastgesteld_op__isnull=False)
        | Q(peildatum__gte=ronde.peildatum, status__in=[*Publicatie.LOPEND, Publicatie.Status.GEREED])
    )
    return None if er_is_er_een.exists() else zet_klaar(editie(dag), rooster=rooster)
