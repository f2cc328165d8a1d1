"""Where an initiatief is, which step may follow which, and the choices of the form.

What a resident reads goes through gettext; what only colleagues read is plain Dutch.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiatiefStatus(models.TextChoices):
    """Where an initiatief is in its handling."""

    ONBEVESTIGD = "onbevestigd", _("Nog niet bevestigd")
    VERVALLEN = "vervallen", _("Niet bevestigd en gewist")
    INGEDIEND = "ingediend", _("Ontvangen")
    INTAKE = "intake", _("Wij praten met u")
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", _("Wij hebben een vraag")
    IN_BEOORDELING = "in_beoordeling", _("Wij kijken ernaar")
    GEAGENDEERD = "geagendeerd", _("Staat op de agenda")
    TOEGEKEND = "toegekend", _("Wij doen mee")
    DOORVERWEZEN = "doorverwezen", _("Doorgegeven aan een ander")
    AFGEWEZEN = "afgewezen", _("Wij doen niet mee")
    OMGEZET = "omgezet", _("Is een actie geworden")
    IN_UITVOERING = "in_uitvoering", _("Begonnen")
    AFGEROND = "afgerond", _("Klaar")
    INGETROKKEN = "ingetrokken", _("Ingetrokken")
    SAMENGEVOEGD = "samengevoegd", _("Samengevoegd met een ander idee")


_S = InitiatiefStatus

#: How colleagues call each status, and the step towards it.
BIJ_COLLEGAS: dict[str, tuple[str, str]] = {
    _S.ONBEVESTIGD: ("Onbevestigd", ""),
    _S.VERVALLEN: ("Vervallen", ""),
    _S.INGEDIEND: ("Ingediend", "Bevestigen: ik heb de indiener gesproken"),
    _S.INTAKE: ("In gesprek", "In gesprek gaan"),
    _S.AANVULLING_GEVRAAGD: ("Vraag gesteld", "Vraag stellen (de klok staat stil)"),
    _S.IN_BEOORDELING: ("In beoordeling", "In beoordeling nemen"),
    _S.GEAGENDEERD: ("Geagendeerd", "Op de agenda zetten"),
    _S.TOEGEKEND: ("Toegekend", "Wij doen mee"),
    _S.DOORVERWEZEN: ("Doorverwezen", "Doorverwijzen"),
    _S.AFGEWEZEN: ("Afgewezen", "Niet doen"),
    _S.OMGEZET: ("Actie geworden", ""),
    _S.IN_UITVOERING: ("In uitvoering", "Het is begonnen"),
    _S.AFGEROND: ("Afgerond", "Het is klaar"),
    _S.INGETROKKEN: ("Ingetrokken", ""),
    _S.SAMENGEVOEGD: ("Samengevoegd", ""),
}

#: The steps that colleagues take, from where to where. Reopening is in it: from an end back to the intake.
STAPPEN: dict[str, tuple[str, ...]] = {
    _S.ONBEVESTIGD: (_S.INGEDIEND,),
    _S.INGEDIEND: (_S.INTAKE, _S.AANVULLING_GEVRAAGD, _S.IN_BEOORDELING, _S.DOORVERWEZEN, _S.AFGEWEZEN),
    _S.INTAKE: (_S.AANVULLING_GEVRAAGD, _S.IN_BEOORDELING, _S.GEAGENDEERD, _S.DOORVERWEZEN, _S.AFGEWEZEN),
    _S.AANVULLING_GEVRAAGD: (_S.INTAKE, _S.IN_BEOORDELING, _S.DOORVERWEZEN, _S.AFGEWEZEN),
    _S.IN_BEOORDELING: (
        _S.AANVULLING_GEVRAAGD,
        _S.GEAGENDEERD,
        _S.TOEGEKEND,
        _S.DOORVERWEZEN,
        _S.AFGEWEZEN,
    ),
    _S.GEAGENDEERD: (_S.IN_BEOORDELING, _S.TOEGEKEND, _S.DOORVERWEZEN, _S.AFGEWEZEN),
    _S.TOEGEKEND: (_S.IN_UITVOERING, _S.AFGEROND),
    _S.IN_UITVOERING: (_S.AFGEROND,),
    # From here the actie says how it goes on; see acties.initiatieven.volgen.
    _S.OMGEZET: (),
    _S.DOORVERWEZEN: (_S.INTAKE,),
    _S.AFGEWEZEN: (_S.INTAKE,),
    _S.INGETROKKEN: (_S.INTAKE,),
    _S.AFGEROND: (_S.INTAKE,),
    _S.VERVALLEN: (),
    _S.SAMENGEVOEGD: (),
}
#: Steps of which the submitter has to read why.
VRAAGT_REDEN = (_S.AANVULLING_GEVRAAGD, _S.DOORVERWEZEN, _S.AFGEWEZEN)
#: Being handled: colleagues owe the submitter an answer, or the submitter owes them one.
IN_BEHANDELING = (_S.INGEDIEND, _S.INTAKE, _S.AANVULLING_GEVRAAGD, _S.IN_BEOORDELING, _S.GEAGENDEERD)
#: The submitter may still stop it.
IN_TE_TREKKEN = (_S.ONBEVESTIGD, *IN_BEHANDELING, _S.SAMENGEVOEGD)
#: Nothing comes after it, unless it is opened again. From here the time runs after which personal data goes.
GESLOTEN = (_S.DOORVERWEZEN, _S.AFGEWEZEN, _S.AFGEROND, _S.INGETROKKEN)

#: No idea for the website: not known to be somebody's, stopped, or told of at another one.
NIET_OPENBAAR = (_S.ONBEVESTIGD, _S.VERVALLEN, _S.AFGEWEZEN, _S.INGETROKKEN, _S.SAMENGEVOEGD)
#: One can still join.
OPEN_VOOR_MEEDOEN = (*IN_BEHANDELING, _S.TOEGEKEND, _S.OMGEZET, _S.IN_UITVOERING)
#: Where an idea is, as everybody reads it on the website.
OP_DE_WEBSITE = {
    _S.INGEDIEND: _("Nieuw idee"),
    _S.INTAKE: _("Wij praten erover"),
    _S.AANVULLING_GEVRAAGD: _("Wij praten erover"),
    _S.IN_BEOORDELING: _("Wij bekijken of wij meedoen"),
    _S.GEAGENDEERD: _("Staat op de agenda van een overleg"),
    _S.TOEGEKEND: _("Het programma doet mee"),
    _S.DOORVERWEZEN: _("Doorgegeven aan een ander"),
    _S.OMGEZET: _("Is een actie geworden"),
    _S.IN_UITVOERING: _("Begonnen"),
    _S.AFGEROND: _("Klaar"),
}


class Indienersoort(models.TextChoices):
    BEWONER = "bewoner", _("Ik woon in de buurt")
    ORGANISATIE = "organisatie", _("Ik werk voor een organisatie")


class Doelgroep(models.TextChoices):
    KINDEREN = "kinderen", _("Kinderen")
    JONGEREN = "jongeren", _("Jongeren")
    OUDERS = "ouders", _("Ouders")
    OUDEREN = "ouderen", _("Ouderen")
    ONDERNEMERS = "ondernemers", _("Ondernemers")
    IEDEREEN = "iedereen", _("Iedereen")


class Steun(models.TextChoices):
    GELD = "geld", _("Geld")
    RUIMTE = "ruimte", _("Een plek of ruimte")
    MENSEN = "mensen", _("Mensen die helpen")
    NETWERK = "netwerk", _("Mensen leren kennen die verder helpen")
    COMMUNICATIE = "communicatie", _("Hulp om het bekend te maken")
    NIETS = "niets", _("Niets, wij kunnen het zelf")
