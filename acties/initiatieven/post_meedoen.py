"""Mail to who takes part in an idea, in the language of their form, and to its submitter about how many do.

Nothing that a visitor typed stands in these mails: only the name of the idea, which a colleague looked at.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from acties.initiatieven.sleutels import hash_van, sleutel_van, volglink
from acties.models import Deelname, Indiener, Initiatief, InitiatiefLog
from acties.models.initiatiefkeuzes import InitiatiefStatus
from sterkvoornoord import post
from sterkvoornoord.models import Bericht

_MAP = "acties/initiatieven/mail/"
_S = InitiatiefStatus
#: What who takes part hears at once when the idea gets there.
NIEUWS = {
    _S.AFGEWEZEN: gettext_lazy("Het programma doet niet mee met dit idee. Het staat niet meer op de website."),
    _S.DOORVERWEZEN: gettext_lazy("Een andere organisatie kijkt verder naar dit idee."),
    _S.INGETROKKEN: gettext_lazy("Wie het idee instuurde, is ermee gestopt. Het staat niet meer op de website."),
    _S.OMGEZET: gettext_lazy("Goed nieuws: dit idee is een actie van het programma geworden. U doet nog steeds mee."),
}
SAMENGEVOEGD = gettext_lazy("Dit idee is samengevoegd met een ander idee dat erop lijkt. U doet nog steeds mee.")


def deelnamelink(deelname: Deelname) -> str:
    """The whole secret address on which they confirm and leave, for in a mail; see `sleutels.volglink`."""
    sleutel = sleutel_van(deelname)
    if deelname.sleutel_hash != hash_van(sleutel):
        deelname.sleutel_hash = hash_van(sleutel)
        deelname.save(update_fields=["sleutel_hash"])
    return settings.SITE_URL.rstrip("/") + reverse("ideeen:deelname", args=[sleutel])


def bevestigen(deelname: Deelname) -> None:
    """Ask to confirm; the same mail whether the address takes part already or not."""
    _aan(deelname, "meedoen_bevestigen", "bevestigen", bevestigen_dagen=settings.INITIATIEF_BEVESTIGEN_DAGEN)


def nieuws(initiatief: Initiatief, regel: InitiatiefLog) -> None:
    """The idea got somewhere that who takes part must know of; `regel` is that step."""
    tekst = NIEUWS.get(initiatief.status)
    if tekst is not None:
        for deelname in initiatief.deelnames.tellen().filter(gewist_op=None):
            _aan(deelname, "meedoen_nieuws", f"stap-{regel.pk}", nieuws=tekst)


def samengevoegd(deelname: Deelname) -> None:
    """Their idea is handled together with another."""
    _aan(deelname, "meedoen_nieuws", f"samengevoegd-{deelname.initiatief_id}", nieuws=SAMENGEVOEGD)


def _aan(deelname: Deelname, sjabloon: str, sleutel: str, **gegevens) -> None:
    if not deelname.email:
        return
    gegevens |= {"titel": deelname.initiatief.openbaar_titel, "link": deelnamelink(deelname)}
    brief = post.brief(_MAP + sjabloon, gegevens, deelname.taal)
    post.leg_klaar(aan=deelname.email, sleutel=f"deelname-{deelname.pk}-{sleutel}", geheim=True, **brief)


def wis(deelname: Deelname) -> None:
    """Wipe the mail that went, or was to go, to who took part."""
    leeg = {"aan": "", "onderwerp": "", "tekst": "", "fout": ""}
    van_hen = Bericht.objects.filter(sleutel__startswith=f"deelname-{deelname.pk}-")
    van_hen.filter(verstuurd_op=None, opgegeven_op=None).delete()
    van_hen.update(**leeg)


def meld_indiener(initiatief: Initiatief, aantal: int) -> None:
    """Tell the submitter, and those of what was merged with it, how many take part."""
    for rij in (initiatief, *initiatief.dubbelen.all()):
        indiener = Indiener.objects.filter(initiatief=rij).first()
        if indiener is None or not indiener.email:
            continue
        gegevens = {"initiatief": rij, "naam": indiener.naam, "link": volglink(rij), "aantal": aantal}
        brief = post.brief(f"{_MAP}meedoen_aantal", gegevens, rij.taal)
        sleutel = f"initiatief-{rij.pk}-deelnemers-{timezone.localdate()}"
        post.leg_klaar(aan=indiener.email, sleutel=sleutel, geheim=True, **brief)
