"""The four things the printed plan mixes in one column: status, koers, uitkomst and vervolg; and visibility."""

from django.db import models


class Status(models.TextChoices):
    """Where an actie is in its life."""

    IDEE = "idee", "Idee"
    IN_VOORBEREIDING = "in_voorbereiding", "In voorbereiding"
    IN_UITVOERING = "in_uitvoering", "In uitvoering"
    DOORLOPEND = "doorlopend", "Doorlopend"
    AFGEROND = "afgerond", "Afgerond"
    GESTOPT = "gestopt", "Gestopt"
    OVERGEDRAGEN = "overgedragen", "Overgedragen"
    ONBEKEND = "onbekend", "Geen stand bekend"


#: Statuses of an actie that somebody is working on, and whose progress is therefore asked.
LOPEND = (Status.IN_VOORBEREIDING, Status.IN_UITVOERING, Status.DOORLOPEND)
#: Statuses of an actie on which nobody works any more.
EINDE = (Status.AFGEROND, Status.GESTOPT, Status.OVERGEDRAGEN)
#: Statuses that need a penvoerder, or a reason why there is none.
VRAAGT_PENVOERDER = (Status.IN_UITVOERING, Status.DOORLOPEND)


class Koers(models.TextChoices):
    """Whether a running actie goes as expected; the municipality's own scale."""

    VOLGENS_VERWACHTING = "volgens_verwachting", "Volgens verwachting"
    AANDACHTSPUNT = "aandachtspunt", "Aandachtspunt"
    BIJSTUREN = "bijsturen", "Bijsturen"


#: A koers that must say why (oorzaak) and what is done about it (maatregel).
VRAAGT_UITLEG = (Koers.AANDACHTSPUNT, Koers.BIJSTUREN)


class Uitkomst(models.TextChoices):
    """What came of it."""

    GEREALISEERD = "gerealiseerd", "Gelukt"
    DEELS = "deels", "Voor een deel gelukt"
    NIET_HAALBAAR = "niet_haalbaar", "Niet haalbaar"
    GESTOPT = "gestopt", "Gestopt na een proef"
    AFGELAST = "afgelast", "Ging niet door"
    LOOPT = "loopt", "Nog bezig"
    ONBEKEND = "onbekend", "Niet bekend"


class Vervolg(models.TextChoices):
    """Where it continues."""

    GEEN = "geen", "Geen vervolg genoemd"
    NIEUW_PLAN = "nieuw_plan", "Gaat mee naar een nieuw plan"
    IN_DE_LIJN = "in_de_lijn", "Wordt gewoon werk"
    UITBREIDEN = "uitbreiden", "Wordt groter in Noord"
    OPSCHALEN = "opschalen", "Gaat naar de hele gemeente"
    ONDERZOEKEN = "onderzoeken", "Wordt nog uitgezocht"


class Zichtbaarheid(models.TextChoices):
    CONCEPT = "concept", "Concept"
    INTERN = "intern", "Intern"
    OPENBAAR = "openbaar", "Openbaar"


class Betrokkenheidsniveau(models.TextChoices):
    """How far residents have a say, from being told to deciding; empty when nobody wrote it down."""

    INFORMEREN = "informeren", "Bewoners worden geïnformeerd"
    RAADPLEGEN = "raadplegen", "Bewoners geven hun mening"
    ADVISEREN = "adviseren", "Bewoners adviseren"
    MEEDOEN = "meedoen", "Bewoners doen mee"
    MEEBESLISSEN = "meebeslissen", "Bewoners beslissen mee"
