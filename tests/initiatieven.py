"""Initiatieven of the tests: the form as somebody fills it in, and rows in every status."""

from acties.initiatieven.sleutels import geef_sleutel
from acties.models import Concept, Indiener, Initiatief, InitiatiefStatus
from acties.models.initiatiefkeuzes import GESLOTEN, IN_BEHANDELING, Indienersoort
from sterkvoornoord.nummers import volgend_nummer
from tests import factories

NIEUW = "/initiatieven/nieuw/"
EMAIL = "bewoner@voorbeeld.example"
#: What a resident types in each step. The area has to exist; see `wijk`.
WIE = {"soort_indiener": "bewoner", "organisatie": "", "naam": "Voorbeeld Bewoner", "email": EMAIL, "telefoon": ""}
IDEE = {
    "naam_idee": "Plukgroen achter de flats",
    "wat": "Kruiden en aardbeien planten.",
    "waarom": "Dan zien buren elkaar.",
    "voor_wie": ["kinderen", "ouderen"],
    "start_0": "",
    "start_1": "",
    "start_2": "2031",
}
NODIG = {"deelnemers": "Zes buren", "inwonersbetrokkenheid": "", "nodig": ["geld"], "bedrag": "1.500", "doel": ""}
AKKOORD = {"mag_openbaar": "ja"}


def stappen(**anders) -> dict[int, dict]:
    """What is typed in each step; a field that is given replaces the usual answer, wherever it belongs."""
    wijk = factories.Gebied.objects.filter(soort="wijk").first() or factories.maak_gebied(naam="Prinsenhof")
    vast = {1: WIE, 2: IDEE | {"gebied": str(wijk.pk)}, 3: NODIG, 4: AKKOORD}
    return {stap: velden | {k: v for k, v in anders.items() if k in velden} for stap, velden in vast.items()}


def vul_in(client, tot: int = 4, taal: str = "nl", **anders) -> str:
    """Walk the form up to and with step `tot`; return the address where the browser is then."""
    adres = f"{NIEUW}?taal={taal}"
    for stap, velden in stappen(**anders).items():
        if stap > tot:
            break
        antwoord = client.post(adres, {**velden, "naar": "volgende"})
        assert antwoord.status_code == 302, antwoord.context["form"].errors
        adres = antwoord.url
    return adres


def maak_concept(**kw) -> tuple[Concept, str]:
    concept = Concept(**kw)
    sleutel = geef_sleutel(concept)
    concept.save()
    return concept, sleutel


def maak_initiatief(*, indiener: dict | None = None, **kw) -> Initiatief:
    """A row with its submitter and a secret link; `initiatief.sleutel` is the secret part of it."""
    nu = factories.timezone.now()
    status = kw.setdefault("status", InitiatiefStatus.INGEDIEND)
    kw.setdefault("nummer", volgend_nummer("N-2026", cijfers=3))
    kw.setdefault("titel", "Plukgroen achter de flats")
    kw.setdefault("wat", "Kruiden en aardbeien planten.")
    kw.setdefault("soort_indiener", Indienersoort.BEWONER)
    if status in IN_BEHANDELING:
        kw.setdefault("ingediend_op", nu)
        kw.setdefault("antwoord_voor", (nu + factories.timedelta(days=14)).date())
        kw.setdefault("besluit_voor", (nu + factories.timedelta(days=42)).date())
    if status in GESLOTEN:
        kw.setdefault("gesloten_op", nu)
    if status == InitiatiefStatus.OMGEZET and "actie" not in kw:
        kw["actie"] = factories.maak_actie()
    if status == InitiatiefStatus.AANVULLING_GEVRAAGD:
        kw.setdefault("wacht_sinds", nu.date())
    initiatief = Initiatief(**kw)
    initiatief.sleutel = geef_sleutel(initiatief)
    initiatief.full_clean()
    initiatief.save()
    contact = {"naam": "Voorbeeld Bewoner", "email": EMAIL} if indiener is None else indiener
    if contact:
        Indiener.objects.create(initiatief=initiatief, **contact)
    return initiatief


def maak_openbaar_idee(**kw) -> Initiatief:
    """An idea on the website."""
    vast = {"mag_openbaar": True, "openbaar_titel": "Plukgroen", "openbaar_tekst": "Kruiden achter de flats."}
    return maak_initiatief(**{**vast, "openbaar_op": factories.timezone.now(), **kw})
