"""What the submitter reads first: where the idea is, what happens next, and before when."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acties.models import Initiatief, InitiatiefLog
from acties.models.initiatiefkeuzes import IN_BEHANDELING, InitiatiefStatus
from acties.models.keuzes import Status
from sterkvoornoord.datums import toon_datum

_S = InitiatiefStatus

#: Per status the heading and what happens next.
UITLEG = {
    _S.ONBEVESTIGD: (
        gettext_lazy("Bijna klaar: bevestig uw idee"),
        gettext_lazy("Wij hebben u een mail gestuurd. Open de link in die mail. Dan gaan wij aan de slag."),
    ),
    _S.VERVALLEN: (
        gettext_lazy("Dit idee is niet bevestigd"),
        gettext_lazy("Wij hebben gewist wat u had ingevuld. U kunt uw idee opnieuw insturen."),
    ),
    _S.INGEDIEND: (
        gettext_lazy("Wij hebben uw idee ontvangen"),
        gettext_lazy("Iemand van het programma leest het. Daarna hoort u van ons."),
    ),
    _S.INTAKE: (
        gettext_lazy("Wij praten met u over uw idee"),
        gettext_lazy("Samen kijken we wat er nodig is. Daarna beslissen wij of wij meedoen."),
    ),
    _S.AANVULLING_GEVRAAGD: (
        gettext_lazy("Wij hebben een vraag aan u"),
        gettext_lazy("Lees het bericht hieronder en geef antwoord. Daarna gaan wij verder."),
    ),
    _S.IN_BEOORDELING: (
        gettext_lazy("Wij bekijken uw idee"),
        gettext_lazy("Wij vragen aan de mensen die erover gaan wat zij ervan vinden."),
    ),
    _S.GEAGENDEERD: (
        gettext_lazy("Uw idee staat op de agenda"),
        gettext_lazy("In dat overleg beslissen wij of wij meedoen."),
    ),
    _S.TOEGEKEND: (
        gettext_lazy("Wij doen mee met uw idee"),
        gettext_lazy("Wij spreken met u af wie wat doet en wanneer het begint."),
    ),
    _S.DOORVERWEZEN: (
        gettext_lazy("Een ander kan u beter helpen"),
        gettext_lazy("In het bericht hieronder staat wie dat is en waarom."),
    ),
    _S.AFGEWEZEN: (
        gettext_lazy("Wij doen niet mee met uw idee"),
        gettext_lazy("In het bericht hieronder staat waarom. U mag ons altijd bellen of schrijven."),
    ),
    _S.OMGEZET: (
        gettext_lazy("Uw idee is een actie van het programma"),
        gettext_lazy("Wij gaan er samen mee aan de slag."),
    ),
    _S.IN_UITVOERING: (gettext_lazy("Uw idee is begonnen"), gettext_lazy("Veel plezier en succes!")),
    _S.AFGEROND: (gettext_lazy("Uw idee is klaar"), gettext_lazy("Dank u wel dat u dit voor de buurt deed.")),
    _S.SAMENGEVOEGD: (
        gettext_lazy("Wij behandelen uw idee samen met een ander idee"),
        gettext_lazy("Er was al een idee dat erop lijkt. Wij houden u op de hoogte van wat er gebeurt."),
    ),
    _S.INGETROKKEN: (
        gettext_lazy("U hebt uw idee ingetrokken"),
        gettext_lazy("Wij doen er niets meer mee. U kunt altijd een nieuw idee insturen."),
    ),
}
#: Where the idea is an actie that ended in another way than by being finished, per status of the actie.
UITLEG_EINDE = {
    Status.GESTOPT: (
        gettext_lazy("Uw idee is gestopt"),
        gettext_lazy("De actie die van uw idee was gemaakt, gaat niet verder. U mag ons altijd bellen of schrijven."),
    ),
    Status.OVERGEDRAGEN: (
        gettext_lazy("Een ander gaat verder met uw idee"),
        gettext_lazy("Het programma heeft de actie aan een ander overgedragen. Wilt u weten aan wie? Vraag het ons."),
    ),
}
UITLEG_HERVAT = (
    gettext_lazy("Uw idee gaat weer verder"),
    gettext_lazy("De actie die van uw idee is gemaakt, is weer opgepakt."),
)
#: After a phone number only there is no mail to wait for.
UITLEG_BELLEN = gettext_lazy("Wij bellen u om te horen of het klopt. Daarna gaan wij aan de slag.")
_IN_GESPREK = (_S.INTAKE, _S.AANVULLING_GEVRAAGD, _S.IN_BEOORDELING, _S.GEAGENDEERD)
_BESLOTEN = (_S.TOEGEKEND, _S.DOORVERWEZEN, _S.AFGEWEZEN, _S.OMGEZET, _S.IN_UITVOERING, _S.AFGEROND)
_AF, _NU, _OPEN = "af", "nu", "open"


@dataclass(frozen=True)
class Stap:
    """A step of the list; `stand` is af, nu or open."""

    stand: str
    tijd: str
    wat: str
    bij: str = ""


@dataclass(frozen=True)
class Stand:
    kop: str
    uitleg: str
    #: The day before which something is promised, and what.
    dag: date | None = None
    belofte: str = ""
    stappen: list[Stap] = field(default_factory=list)

    @property
    def dagen(self) -> int:
        """How many days are left; below zero when it is late."""
        return (self.dag - timezone.localdate()).days if self.dag else 0


def uitleg_van(initiatief: Initiatief) -> tuple[Promise, Promise]:
    """The heading and what happens next; of what is over it matters how the actie ended."""
    if initiatief.status == _S.AFGEROND and initiatief.actie is not None:
        return UITLEG_EINDE.get(initiatief.actie.status, UITLEG[_S.AFGEROND])
    return UITLEG[initiatief.status]


def stand_van(initiatief: Initiatief, *, heeft_email: bool = True) -> Stand:
    """The stand of an initiatief in the language of now."""
    # Who handed in the second of two follows the first; a question to that submitter is not for this one.
    ander = initiatief.samengevoegd_met
    if ander is not None and ander.status != _S.AANVULLING_GEVRAAGD:
        initiatief = ander
    kop, uitleg = uitleg_van(initiatief)
    if initiatief.status == _S.ONBEVESTIGD and not heeft_email:
        kop, uitleg = UITLEG[_S.INGEDIEND][0], UITLEG_BELLEN
    dag, belofte = _belofte(initiatief)
    return Stand(str(kop), str(uitleg), dag, belofte, _stappen(initiatief))


def _belofte(initiatief: Initiatief) -> tuple[date | None, str]:
    if initiatief.status not in IN_BEHANDELING:
        return None, ""
    if initiatief.beantwoord_op is None:
        return initiatief.antwoord_voor, _("Uiterlijk op deze dag hoort u van ons.")
    if initiatief.wacht_sinds is not None:
        return None, ""
    return initiatief.besluit_voor, _("Uiterlijk op deze dag weet u of wij meedoen.")


def _stappen(initiatief: Initiatief) -> list[Stap]:
    """The five steps; what was stopped before its end has no open ones."""
    log = [regel for regel in initiatief.log.all() if regel.soort == InitiatiefLog.Soort.STAP]
    sinds = _dag(log[-1].op) if log else ""
    status, gestopt = initiatief.status, initiatief.status in (_S.INGETROKKEN, _S.VERVALLEN)
    stappen = [Stap(_AF, _dag(initiatief.ontvangen_op), _("Ontvangen"))]
    if status == _S.ONBEVESTIGD:
        stappen.append(Stap(_NU, "", _("Bevestigen")))
    if initiatief.beantwoord_op:
        stappen.append(Stap(_AF, _dag(initiatief.beantwoord_op), _("Gelezen"), _("Wij hebben u geantwoord.")))
    elif not gestopt:
        stand = _NU if status == _S.INGEDIEND else _AF if status in _BESLOTEN else _OPEN
        stappen.append(Stap(stand, _voor(initiatief.antwoord_voor) if stand != _AF else "", _("Lezen")))
    if gestopt:
        return [*stappen, Stap(_AF, sinds, str(InitiatiefStatus(status).label))]
    in_gesprek = _NU if status in _IN_GESPREK else _AF if status in _BESLOTEN else _OPEN
    vraag = _("Wat is er nodig? Wie helpt mee? Mag het op deze plek?")
    # Who was told at once that somebody else can help better, or no, was not talked with.
    if in_gesprek != _AF or not sinds or any(regel.naar_status in _IN_GESPREK for regel in log):
        stappen.append(
            Stap(in_gesprek, _("sinds %(dag)s") % {"dag": sinds} if in_gesprek == _NU else "", _("In gesprek"), vraag)
        )
    if status not in _BESLOTEN:
        stappen.append(Stap(_OPEN, _voor(initiatief.besluit_voor), _("Besluit"), _("U hoort ook waarom.")))
    else:
        besluit = status if status in (_S.DOORVERWEZEN, _S.AFGEWEZEN) else _S.TOEGEKEND
        stappen.append(Stap(_AF, _dag_van(log, besluit), _("Besluit"), str(InitiatiefStatus(besluit).label)))
    if status not in (_S.DOORVERWEZEN, _S.AFGEWEZEN):
        stappen += _uitvoering(initiatief, log)
    return stappen


def _uitvoering(initiatief: Initiatief, log: list[InitiatiefLog]) -> list[Stap]:
    """Whether it has begun, and whether it is over; what was stopped before it began, never began."""
    begonnen = _dag_van(log, _S.IN_UITVOERING)
    if initiatief.status == _S.IN_UITVOERING:
        return [Stap(_AF, begonnen, _("Begonnen"))]
    if initiatief.status == _S.AFGEROND:
        einde = Stap(_AF, _dag_van(log, _S.AFGEROND), str(uitleg_van(initiatief)[0]))
        return [Stap(_AF, begonnen, _("Begonnen")), einde] if begonnen else [einde]
    return [Stap(_OPEN, toon_datum(initiatief.begindatum, initiatief.begin_precisie), _("Beginnen"))]


def _dag_van(log: list[InitiatiefLog], status: str) -> str:
    """The day of the last step to this status."""
    return next((_dag(regel.op) for regel in reversed(log) if regel.naar_status == status), "")


def _dag(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")


def _voor(dag: date | None) -> str:
    return _("uiterlijk %(dag)s") % {"dag": date_format(dag, "j F")} if dag else ""
