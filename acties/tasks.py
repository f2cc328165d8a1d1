"""Work of the acties layer that no visitor waits for."""

from celery import shared_task

from acties.initiatieven.meedoen import meld_indieners
from acties.initiatieven.opruimen import ruim_op


@shared_task
def ruim_initiatieven_op() -> None:
    """Remove what submitters left behind and is no longer needed: the page about privacy promises it."""
    ruim_op()


@shared_task
def meld_deelnemers() -> None:
    """Tell submitters, once a day, that more people take part in their idea."""
    meld_indieners()
