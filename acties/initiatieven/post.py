"""Mail to the submitter, in the language of the form, and to the colleague who handles it.

A mail with the secret link in it is `geheim`: its text is wiped as soon as it is sent.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from acties.initiatieven.sleutels import handtekening, volglink
from acties.initiatieven.stand import UITLEG_HERVAT, uitleg_van
from acties.models import Actie, Concept, Indiener, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.keuzes import EINDE
from sterkvoornoord import post
from sterkvoornoord.models import Bericht

_MAP = "acties/initiatieven/mail/"


def _aan_indiener(
    initiatief: Initiatief, sjabloon: str, sleutel: str, *, niet_voor: datetime | None = None, **gegevens
) -> Bericht | None:
    """Leave the mail to the worker, who waits until `niet_voor`. None when there is no address to send it to, or when
    it is there already."""
    indiener = Indiener.objects.filter(initiatief=initiatief).first()
    if indiener is None or not indiener.email:
        return None
    link = volglink(initiatief)
    kop, uitleg = uitleg_van(initiatief)
    gegevens = {
        "kop": kop,
        "uitleg": uitleg,
        **gegevens,
        "initiatief": initiatief,
        "naam": indiener.naam,
        "link": link,
        "bewaren_dagen": settings.INITIATIEF_BEWAREN_DAGEN,
        "contact_dagen": settings.INITIATIEF_CONTACT_DAGEN,
    }
    if sjabloon == "bevestigen":
        gegevens["bevestigen_dagen"] = settings.INITIATIEF_BEVESTIGEN_DAGEN
        gegevens["bevestiglink"] = f"{link}bevestigen/{handtekening(initiatief, indiener.email)}/"
    brief = post.brief(_MAP + sjabloon, gegevens, initiatief.taal)
    sleutel = f"initiatief-{initiatief.pk}-{sleutel}"
    return post.leg_klaar(aan=indiener.email, sleutel=sleutel, geheim=True, niet_voor=niet_voor, **brief)


def ontvangen(initiatief: Initiatief) -> None:
    """It is handed in: ask to confirm, or say what happens next when that is not needed."""
    if initiatief.status == InitiatiefStatus.ONBEVESTIGD:
        _aan_indiener(initiatief, "bevestigen", "bevestigen")
    else:
        in_behandeling(initiatief)


def in_behandeling(initiatief: Initiatief) -> None:
    """It is confirmed: number, link, and before when the submitter hears something."""
    _aan_indiener(initiatief, "ontvangen", "ontvangen")


def stap(initiatief: Initiatief, tekst: str) -> None:
    """A colleague took a step."""
    if initiatief.status == InitiatiefStatus.INGEDIEND:
        in_behandeling(initiatief)
        return
    regel = initiatief.log.filter(soort=InitiatiefLog.Soort.STAP).last()
    _aan_indiener(initiatief, "stap", f"stap-{regel.pk}", tekst=tekst)
    if initiatief.status != InitiatiefStatus.AANVULLING_GEVRAAGD:
        kop, uitleg = uitleg_van(initiatief)
        for dubbel in initiatief.dubbelen.all():
            _aan_indiener(dubbel, "stap", f"stap-{regel.pk}", kop=kop, uitleg=uitleg, tekst=tekst)


def van_de_actie(initiatief: Initiatief, actie: Actie) -> None:
    """Tell what became of the actie: after the time in which a report is taken back, and only what is news."""
    rustig = timezone.now() + timedelta(minutes=settings.ONGEDAAN_MINUTEN)
    for rij in (initiatief, *initiatief.dubbelen.all()):
        begin = f"initiatief-{rij.pk}-actie-"
        post.trek_terug(begin)
        eerder = Bericht.objects.filter(sleutel__startswith=begin).order_by("-pk").values_list("sleutel", flat=True)
        verteld = eerder.first() or ""
        nieuws = _nieuws(initiatief.status, actie.status, verteld.rpartition("-")[2])
        if nieuws:
            kop, uitleg = UITLEG_HERVAT if nieuws == "hervat" else uitleg_van(initiatief)
            _aan_indiener(rij, "stap", f"actie-{actie.versie}-{nieuws}", niet_voor=rustig, kop=kop, uitleg=uitleg)


def _nieuws(stand: str, status: str, verteld: str) -> str:
    """What the submitter does not know yet: the end of the actie by name, "begonnen", "hervat", or "" for nothing.

    `verteld` is what was told last. Going back to the preparation is no news, unless the end was told.
    """
    if stand == InitiatiefStatus.AFGEROND:
        return "" if verteld == status else status
    if verteld in EINDE:
        return "hervat"
    return "begonnen" if stand == InitiatiefStatus.IN_UITVOERING and not verteld else ""


def herinner_indiener(initiatief: Initiatief, sleutel: str) -> Bericht | None:
    """We still wait for an answer; None when this was mailed before. `sleutel` is the whole key."""
    return _aan_indiener(initiatief, "wacht", sleutel.removeprefix(f"initiatief-{initiatief.pk}-"))


def samengevoegd(dubbel: Initiatief) -> None:
    """It is handled together with another idea from now on."""
    _aan_indiener(dubbel, "stap", f"samengevoegd-{dubbel.samengevoegd_met_id}")


def bericht(initiatief: Initiatief, regel: InitiatiefLog) -> None:
    """A colleague wrote."""
    _aan_indiener(initiatief, "bericht", f"bericht-{regel.pk}", tekst=regel.tekst)


def ingetrokken(initiatief: Initiatief) -> None:
    """It was withdrawn; an address that nobody confirmed gets no second mail."""
    if initiatief.ingediend_op is None:
        return
    _aan_indiener(initiatief, "ingetrokken", f"ingetrokken-{timezone.now():%Y%m%d%H%M%S}")


def link_opnieuw(initiatief: Initiatief) -> bool:
    """Send the link again, at most once an hour; while it is not confirmed that is the mail that asks to. False when
    there is no address to send it to."""
    sjabloon = "bevestigen" if initiatief.status == InitiatiefStatus.ONBEVESTIGD else "link"
    _aan_indiener(initiatief, sjabloon, f"{sjabloon}-{timezone.now():%Y%m%d%H}")
    return Indiener.objects.filter(initiatief=initiatief).exclude(email="").exists()


def nieuwe_link(initiatief: Initiatief, regel: InitiatiefLog) -> None:
    """A colleague gave the submitter another link; `regel` is where that was noted."""
    sjabloon = "bevestigen" if initiatief.status == InitiatiefStatus.ONBEVESTIGD else "link"
    _aan_indiener(initiatief, sjabloon, f"nieuwelink-{regel.pk}")


def concept(concept: Concept, email: str, pad: str) -> None:
    """Send the link to a form that is not ready, at most once a day."""
    gegevens = {"link": settings.SITE_URL.rstrip("/") + pad, "concept_dagen": settings.INITIATIEF_CONCEPT_DAGEN}
    brief = post.brief(_MAP + "concept", gegevens, concept.taal)
    sleutel = f"initiatiefconcept-{concept.pk}-{timezone.localdate()}"
    post.leg_klaar(aan=email, sleutel=sleutel, geheim=True, **brief)


def meld_behandelaar(initiatief: Initiatief, regel: InitiatiefLog) -> None:
    """Tell who handles it that the submitter wrote. Not what: the mail may be read over a shoulder."""
    _aan_behandelaar(initiatief, "behandelaar", f"bericht-{regel.pk}")


def meld_toegewezen(initiatief: Initiatief) -> None:
    """Tell a colleague that it is theirs to handle now."""
    regel = initiatief.log.filter(soort=InitiatiefLog.Soort.TOEWIJZING).last()
    _aan_behandelaar(initiatief, "toegewezen", f"toegewezen-{regel.pk}")


def _aan_behandelaar(initiatief: Initiatief, sjabloon: str, sleutel: str) -> None:
    if initiatief.behandelaar is None:
        return
    brief = post.brief(_MAP + sjabloon, {"initiatief": initiatief, "pad": initiatief.get_absolute_url()})
    sleutel = f"initiatief-{initiatief.pk}-{sleutel}"
    post.leg_klaar(aan=initiatief.behandelaar.email, sleutel=sleutel, **brief)
