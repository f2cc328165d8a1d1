"""Meetings and besluiten in every state that a page of theirs can be in, for the role matrix and the browser tests."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from acties.models import Actie
from governance.models import (
    Agendapunt,
    Besluit,
    Focusonderwerp,
    Overlegorgaan,
    Signaalstap,
    Vergadering,
    Verslagreactie,
)
from governance.services import leg_aanwezigheid_vast, leg_punt_vast, zet_stand
from governance.services.aanwezigheid import in_een, staat_van
from governance.services.agenda import zet_vaste_punten
from governance.services.vastleggen import VELDEN
from governance.services.weging import merk
from opgaven.models import Opgave
from sterkvoornoord.models import Gebruiker, Partner
from tests import factories
from tests.rollenregels import OPENBAAR
from tests.rollenregels_overleg import (
    AANBEVELING,
    ACTIEPUNT,
    ACTIVITEIT,
    BESLOTEN_SIGNAAL,
    BESLOTEN_STUK,
    BESLUIT,
    BESLUITCONCEPT,
    BEZIG,
    FOCUS,
    GEVOLG,
    INGEBRACHT,
    MET_LIJST,
    NAKIJKEN,
    PUNT,
    SIGNAAL,
    STUK,
    VOORBEREIDING,
)


def maak_overleggen(orgaan: Overlegorgaan) -> None:
    """Make a meeting in concept, one that goes on, an item that waits, and besluiten: vastgesteld and in concept."""
    vergadering = factories.maak_vergadering(
        **VOORBEREIDING,
        orgaan=orgaan,
        status=Vergadering.Status.CONCEPT,
        begin="15:30",
        eind="17:00",
        plaats="Raadszaal",
    )
    zet_vaste_punten(vergadering)
    punt = factories.maak_agendapunt(
        vergadering=vergadering,
        titel="Een plan",
        soort="besluit",
        sectie="Plannen",
        minuten=25,
        gevraagd_besluit="Stem in.",
    )
    factories.maak_agendapunt(vergadering=vergadering, bovenliggend=punt, titel="De kosten", besloten=True)
    factories.maak_agendapunt(pk=INGEBRACHT["pk"], orgaan=orgaan, titel="Wacht nog", minuten=10)
    factories.maak_besluit(**BESLUIT, orgaan=orgaan)
    factories.maak_besluit(**BESLUITCONCEPT, vergadering=vergadering, agendapunt=punt, status=Besluit.Status.CONCEPT)
    concept = Besluit.objects.get(**BESLUITCONCEPT)
    factories.maak_gevolg(**GEVOLG, besluit=concept, actie=Actie.objects.get(nummer=OPENBAAR))
    _maak_actiepunten(vergadering)
    bezig = factories.maak_vergadering(**BEZIG, orgaan=orgaan, status=Vergadering.Status.BEZIG, begin="15:30")
    _maak_stukken(bezig)
    _maak_verslag(orgaan)
    _maak_besluitenlijst(orgaan)
    _maak_signalen(punt)
    _maak_activiteiten()
    _maak_focus(orgaan)
    besluit = Besluit.objects.get(**BESLUIT)
    factories.maak_aanbeveling(**AANBEVELING, status="loopt", eigenaar="Trekker").besluiten.add(besluit)


def _maak_stukken(bezig: Vergadering) -> None:
    """An item with an open and a besloten paper."""
    punt = factories.maak_agendapunt(
        **PUNT,
        vergadering=bezig,
        titel="Een plan",
        soort="besluit",
        gevraagd_besluit="Stem in.",
        verslag="Kort besproken.",
    )
    factories.maak_stuk(**STUK, agendapunt=punt, titel="Voorstel nieuwe opzet", grootte=240_000)
    factories.maak_stuk(**BESLOTEN_STUK, agendapunt=punt, titel="Wat het kost", besloten=True, volgorde=1)


def _maak_verslag(orgaan: Overlegorgaan) -> None:
    """A meeting of which the verslag is a concept, with a reaction of somebody who was a member."""
    verslag = factories.maak_vergadering(
        **NAKIJKEN,
        orgaan=orgaan,
        status=Vergadering.Status.CONCEPT_BESLUITENLIJST,
        reageren_tot=timezone.localdate() + timedelta(days=14),
    )
    factories.maak_agendapunt(pk=9007, vergadering=verslag, titel="Opening", verslag="Iedereen is er.")
    lid = factories.maak_gebruiker(email="oud.lid@sterkvoornoord.example", functie="Wethouder")
    Verslagreactie.objects.create(
        pk=9005, vergadering=verslag, gebruiker=lid, als="Wethouder", akkoord=False, tekst="Niet iedereen was er."
    )


def _maak_besluitenlijst(orgaan: Overlegorgaan) -> None:
    """A meeting whose besluitenlijst is published, with a besluit on an item and what somebody has to do."""
    datum = timezone.localdate() - timedelta(days=40)
    lijst = factories.maak_vergadering(**MET_LIJST, orgaan=orgaan, status=Vergadering.Status.GEPUBLICEERD, datum=datum)
    punt = factories.maak_agendapunt(vergadering=lijst, titel="Een besluit", soort="besluit", uitkomst="conform")
    factories.maak_besluit(vergadering=lijst, agendapunt=punt, datum=datum)
    factories.maak_actiepunt(vergadering=lijst, agendapunt=punt)


def _maak_actiepunten(vergadering: Vergadering) -> None:
    """One that waits, one that is too late, and one of each way to end."""
    vandaag = timezone.localdate()
    partner = Partner.objects.get(slug="vidomes")
    factories.maak_actiepunt(vergadering=vergadering)
    factories.maak_actiepunt(
        **ACTIEPUNT, functie="", partner=partner, uiterlijk=vandaag - timedelta(days=3), tekst="Vraag de cijfers op."
    )
    for status in ("gedaan", "vervallen"):
        factories.maak_actiepunt(status=status, afgesloten_op=vandaag, afsluiting="Dat is zo.")


def _maak_signalen(punt: Agendapunt) -> None:
    """One that was taken up, and a besloten one on an agenda."""
    indiener, team = (Gebruiker.objects.get(email__startswith=wie) for wie in ("bestuur@", "programmateam@"))
    signaal = factories.maak_signaal(
        **SIGNAAL, indiener=indiener, plan="Vraag het de bewoners.", status="in_behandeling"
    )
    Signaalstap.objects.create(
        signaal=signaal, van="ingediend", naar="in_behandeling", toelichting="Goed.", door=team, als=team.functie
    )
    factories.maak_signaal(**BESLOTEN_SIGNAAL, indiener=team, besloten=True, status="geagendeerd", agendapunt=punt)


def _maak_activiteiten() -> None:
    """One of some days with everything filled in, one that is called off, and the weeks around them empty."""
    partner, vandaag = Partner.objects.get(slug="vidomes"), timezone.localdate()
    factories.maak_activiteit(
        **ACTIVITEIT,
        partner=partner,
        titel="Tuinieren voor ouders",
        dag=vandaag + timedelta(days=9),
        laatste_dag=vandaag + timedelta(days=10),
        begin="10:00",
        eind="12:00",
        omschrijving="Wij geven de tuin een beurt.",
        aanmelden="Loop gewoon binnen.",
        voor=",ouders,ouderen,",
    )
    factories.maak_activiteit(partner=partner, dag=vandaag, afgelast=True)


def _maak_focus(orgaan: Overlegorgaan) -> None:
    """What the bestuur looks at now, and what it looked at before."""
    vandaag = timezone.localdate()
    kw = {"waarom": "Taal is overal nodig.", "stand": "De cursus begint."}
    nu = Focusonderwerp.objects.create(
        **FOCUS, **kw, titel="Taal op straat", van=vandaag, tot=vandaag + timedelta(days=90), realisatie=40
    )
    nu.opgaven.set(Opgave.objects.all())
    nu.werkgroep.set([factories.maak_lidmaatschap(orgaan=orgaan, functie=f"Bestuurder {nr}") for nr in (1, 2)])
    Focusonderwerp.objects.create(
        titel="Samen eten", van=vandaag - timedelta(days=90), tot=vandaag - timedelta(days=1), realisatie=100
    )


def gelezen(punt: Agendapunt) -> dict[str, str]:
    return {veld: merk(getattr(punt, veld)) for veld in VELDEN}


def leg(punt, door, *, op=None, keuzes=None, **velden):
    """Save an item as somebody who read it as `op` (default: as it is now)."""
    op = op or Agendapunt.objects.get(pk=punt.pk)
    gepost = {veld: velden.get(veld, getattr(op, veld)) for veld in VELDEN}
    return leg_punt_vast(punt=punt, door=door, gepost=gepost, gelezen=gelezen(op), keuzes=keuzes)


def leg_er(vergadering, door, per_lid, *, op=None, keuzes=None):
    """Record who is there (seat to stand and substitute) as somebody who read `op` (default: what is stored now)."""
    gepost = {str(lid.pk): in_een(*wat) for lid, wat in per_lid.items()}
    op = staat_van(vergadering) if op is None else op
    merken = {sleutel: merk(op.get(sleutel, "")) for sleutel in gepost}
    return leg_aanwezigheid_vast(vergadering=vergadering, door=door, gepost=gepost, gelezen=merken, keuzes=keuzes)


def sluit(vergadering, door):
    nu = Vergadering.objects.get(pk=vergadering.pk)
    with transaction.atomic():
        return zet_stand(vergadering=nu, door=door, versie=nu.versie, naar=Vergadering.Status.CONCEPT_BESLUITENLIJST)
