"""Example ideas of the demo, each marked as an example, so that the page of who handles them shows something."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from acties.initiatieven import meedoen, openbaar, services
from acties.initiatieven.sleutels import geef_sleutel
from acties.models import Concept, Deelname, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatiefkeuzes import Indienersoort
from monitor.voorbeeldaccounts import DOMEIN
from opgaven.models import Doel, Gebied
from sterkvoornoord.models import Gebruiker
from sterkvoornoord.sloten import open_sloten

_S = InitiatiefStatus
#: No address, so that no mail goes anywhere; the number belongs to nobody.
_INDIENER = {"naam": "Voorbeeld", "email": "", "telefoon": "0600000000", "organisatie": ""}
#: Title, what, doel, days ago, and the steps with what was written.
_IDEEEN = [
    (
        "Nachtverlichting bij de galerij (voorbeeld)",
        "In de galerij is het ’s avonds donker. Wij willen lampen die aangaan als er iemand loopt.",
        "3.5",
        46,
        [(_S.INTAKE, "Goed idee. Wij zoeken uit van wie de galerij is.")],
    ),
    (
        "Plukgroen achter de flats (voorbeeld)",
        "Achter onze flat is een stuk gras waar niets mee gebeurt. Ik wil er met buren kruiden en aardbeien planten.",
        "3.6",
        26,
        [(_S.INTAKE, "Wat een mooi plan. Weet u al hoeveel buren mee willen doen?"), ("", "Zes buren doen mee.")],
    ),
    (
        "Koffie op het plein (voorbeeld)",
        "Elke woensdag koffie op het plein, zodat mensen elkaar leren kennen.",
        "3.6",
        12,
        [(_S.AANVULLING_GEVRAAGD, "Wie zet de koffie, en is er stroom?")],
    ),
    (
        "Samen eten in de wijk (voorbeeld)",
        "Elke maand koken buren voor elkaar. Wie alleen is, schuift aan.",
        "3.6",
        20,
        [
            (_S.INTAKE, "Leuk idee. Wij bellen u."),
            (_S.IN_BEOORDELING, ""),
            (_S.TOEGEKEND, "Goed nieuws: wij doen mee."),
        ],
    ),
    ("Fietsles voor moeders (voorbeeld)", "Moeders leren fietsen op een rustige plek.", None, 2, []),
]
#: Those that stand on the website, and how many take part.
_OP_DE_WEBSITE = {"Plukgroen achter de flats (voorbeeld)": 3, "Samen eten in de wijk (voorbeeld)": 1}


@transaction.atomic
def maak_voorbeeldideeen() -> int:
    """Make them where there is no initiatief yet; return how many. Raises RuntimeError where DEBUG is off."""
    if not settings.DEBUG:
        raise RuntimeError("Voorbeeldideeën zijn er alleen met DEBUG=true.")
    if Initiatief.objects.exists():
        return 0
    door = Gebruiker.objects.get(email=f"projectleider.wonen@{DOMEIN}")
    for titel, wat, nummer, dagen, stappen in _IDEEEN:
        concept = Concept(door=door, namens=True)
        geef_sleutel(concept)
        concept.save()
        velden = {"titel": titel, "wat": wat, "soort_indiener": Indienersoort.BEWONER, "voor_wie": ["iedereen"]}
        velden["gebied"] = Gebied.objects.get(soort=Gebied.Soort.PROGRAMMA)
        doel = Doel.objects.get(nummer=nummer) if nummer else None
        rij = services.dien_in(concept=concept, velden={**velden, "doel": doel}, contact=_INDIENER, bevestigd=True)
        for naar, tekst in stappen:
            if naar:
                rij = services.neem_stap(initiatief=rij, door=door, naar=naar, vanaf=rij.status, tekst=tekst)
            else:
                services.schrijf(initiatief=rij, tekst=tekst)
        if stappen:
            services.wijs_toe(initiatief=rij, door=door, behandelaar=door, doel=doel)
        if titel in _OP_DE_WEBSITE:
            _zet_op_website(rij, door, _OP_DE_WEBSITE[titel])
        _schuif(rij, timedelta(days=dagen))
    return len(_IDEEEN)


def _zet_op_website(initiatief: Initiatief, door: Gebruiker, deelnemers: int) -> None:
    """Release it as it is, with so many who take part; they have no address, so nobody is mailed."""
    openbaar.geef_toestemming(initiatief=initiatief)
    openbaar.maak_openbaar(initiatief=initiatief, door=door, **openbaar.begin(initiatief))
    for nr in range(deelnemers):
        rij = Deelname(
            initiatief=initiatief,
            soort=Indienersoort.BEWONER,
            naam="Voorbeeld",
            toont=f"Buur {nr + 1} (voorbeeld)",
            mag_naam=nr == 0,
            brengt="Een uur per week (voorbeeld)",
            bevestigd_op=timezone.now(),
        )
        geef_sleutel(rij)
        rij.save()
    meedoen.tel_opnieuw(initiatief)


def _schuif(initiatief: Initiatief, terug: timedelta) -> None:
    """Make everything that happened so much longer ago."""
    velden = ("ontvangen_op", "ingediend_op", "beantwoord_op", "antwoord_voor", "besluit_voor")
    nu = Initiatief.objects.get(pk=initiatief.pk)
    Initiatief.objects.filter(pk=nu.pk).update(
        **{veld: waarde - terug for veld in velden if (waarde := getattr(nu, veld)) is not None}
    )
    with open_sloten(InitiatiefLog):
        initiatief.log.update(op=F("op") - terug)
