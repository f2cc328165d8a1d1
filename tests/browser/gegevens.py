"""What the portal of the browser tests holds: the programme, example numbers, the cast, and every state of a page."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from acties.initiatieven.services import noteer, schrijf, wijs_toe
from acties.models import Actie, Betrokkenheid, Bijlage, InitiatiefStatus, Koers, Status, Zichtbaarheid
from governance.models import Overlegorgaan
from monitor.models import OpgaveStand, editie
from monitor.vastleggen import leg_vast
from monitor.voorbeeldset import laad_voorbeeldcijfers
from opgaven.models import Opgave
from sterkvoornoord.models import Gebruiker, Partner
from tests import cast, factories
from tests.afdruk import laad_programma_vlug
from tests.bench.inhoud import vermenigvuldig
from tests.edities import maak_edities
from tests.initiatieven import maak_initiatief, maak_openbaar_idee
from tests.inzet import maak_inzet
from tests.overleggen import maak_overleggen
from tests.rollenregels import BEDRAG, CONCEPT, IDEE, IMPORT, INITIATIEF, INTERNE, OPENBAAR, TOEGEKEND


def laad(afdruk: Path) -> dict[str, Gebruiker | None]:
    """Fill an empty database; return the cast, role name with account. For `afdruk` see laad_programma_vlug()."""
    laad_programma_vlug(afdruk)
    laad_voorbeeldcijfers()
    organisatie = Partner.objects.get(slug="vidomes")
    actie = Actie.objects.get(nummer=OPENBAAR)
    factories.maak_betrokkenheid(actie=actie, partner=organisatie, rol=Betrokkenheid.Rol.PENVOERDER)
    for nummer, zichtbaarheid in ((INTERNE, Zichtbaarheid.INTERN), (CONCEPT, Zichtbaarheid.CONCEPT)):
        factories.maak_actie(
            plan=actie.plan,
            nummer=nummer,
            nummer_sortering=300_000 + int(nummer[2:]),
            titel=f"Buurtmaaltijd ({zichtbaarheid.label.lower()})",
            zichtbaarheid=zichtbaarheid,
            penvoerder=organisatie,
        )
    spelers = cast.maak_allen(
        opgave=actie.plan.opgave,
        andere_opgave=Opgave.objects.get(nummer=1),
        organisatie=organisatie,
        bureau=Partner.objects.get(slug="programmateam"),
    )
    meld(actie, spelers["trekker"])
    factories.maak_geldstroom(
        **BEDRAG, actie=actie, begroot=60_000, toegezegd=45_000, besteed=12_000, jaar=2025, ontvangers=[organisatie]
    )
    factories.maak_importvoorbeeld(**IMPORT)
    maak_overleggen(Overlegorgaan.objects.get(slug="algemeen-bestuur"))
    maak_edities(spelers["programmateam"], gepubliceerd=_editie_met_veel_acties())
    _maak_initiatieven(actie.plan.opgave, spelers["projectleider"])
    maak_inzet(actie, organisatie, spelers["projectleider"])
    # Filled in, so that the trekkers of the programme may look at it.
    OpgaveStand.objects.filter(opgave=actie.plan.opgave, budget="").update(budget=Koers.VOLGENS_VERWACHTING)
    return spelers


def _editie_met_veel_acties() -> dict[str, Any]:
    """The snapshot of what is loaded, with three times as many acties as the programme has."""
    return vermenigvuldig(leg_vast(editie(timezone.localdate())), 200)


def _maak_initiatieven(opgave: Opgave, behandelaar: Gebruiker) -> None:
    """One that is late with a log of each kind, one that waits for its submitter."""
    laat = timezone.localdate() - timedelta(days=4)
    initiatief = maak_initiatief(**INITIATIEF, opgave=opgave, status=InitiatiefStatus.INTAKE, besluit_voor=laat)
    wijs_toe(initiatief=initiatief, door=behandelaar, behandelaar=behandelaar, doel=opgave.doelen.first())
    schrijf(initiatief=initiatief, tekst="Zes buren doen mee.")
    noteer(initiatief=initiatief, door=behandelaar, tekst="Let op de waterleiding.")
    maak_initiatief(nummer="N-2026-002", titel="Koffie na de moskee", status=InitiatiefStatus.AANVULLING_GEVRAAGD)
    maak_openbaar_idee(**IDEE, opgave=opgave, doel=opgave.doelen.first())
    # With all that may go along to the actie that is made of it.
    doel, status = opgave.doelen.first(), InitiatiefStatus.TOEGEKEND
    toegekend = maak_initiatief(**TOEGEKEND, opgave=opgave, doel=doel, status=status, bedrag=1500)
    Bijlage.objects.create(initiatief=toegekend, naam="Tekening.pdf", soort=Bijlage.Soort.PDF, grootte=3)


def meld(actie: Actie, door: Gebruiker) -> None:
    """Give the actie a report of half a year ago and a recent one with a koers that asks for an explanation."""
    vandaag = timezone.localdate()
    oud, nieuw = vandaag - timedelta(days=200), vandaag - timedelta(days=20)
    vast = {"actie": actie, "gemeld_door": door, "status": Status.IN_UITVOERING}
    factories.maak_voortgang(**vast, peildatum=oud, koers=Koers.VOLGENS_VERWACHTING, toelichting="Het loopt.")
    factories.maak_voortgang(
        **vast,
        peildatum=nieuw,
        koers=Koers.BIJSTUREN,
        toelichting="Wij zoeken een andere plek.",
        oorzaak="De zaal is dicht.",
        maatregel="Wij vragen de gemeente om een zaal.",
    )
    Actie.objects.filter(pk=actie.pk).update(status=Status.IN_UITVOERING, koers=Koers.BIJSTUREN, stand_op=nieuw)
