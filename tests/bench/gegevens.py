"""A programme of any size: the real one with the example numbers, and copies of its acties, a third with a report."""

from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Koers, Voortgang
from acties.models.keuzes import LOPEND
from monitor.laden import laad_programma
from monitor.voorbeeldaccounts import maak_voorbeeldaccounts
from monitor.voorbeeldset import laad_voorbeeldcijfers
from sterkvoornoord.models import Gebruiker

#: Days between the reports of one actie and the next.
UIT_ELKAAR = 7


def vul(aantal: int) -> None:
    """Load the real programme and the example accounts, and copy acties until there are `aantal`."""
    laad_programma()
    maak_voorbeeldaccounts()
    laad_voorbeeldcijfers()
    echte = list(Actie.objects.prefetch_related("betrokkenheden"))
    kopieen, partners = [], []
    for nr, actie in enumerate(islice(cycle(echte), max(0, aantal - len(echte))), start=1):
        velden = {v.attname: getattr(actie, v.attname) for v in Actie._meta.concrete_fields if not v.primary_key}
        opgave = actie.nummer.split(".")[0]
        velden |= {"bron_code": None, "nummer": f"{opgave}.{1000 + nr}", "nummer_sortering": 1_000_000 + nr}
        kopieen.append(Actie(**velden))
        partners.append([(b.partner_id, b.rol) for b in actie.betrokkenheden.all()])
    Actie.objects.bulk_create(kopieen, batch_size=500)
    Betrokkenheid.objects.bulk_create(
        [
            Betrokkenheid(actie=kopie, partner_id=partner, rol=rol)
            for kopie, rollen in zip(kopieen, partners, strict=True)
            for partner, rol in rollen
        ],
        batch_size=1000,
    )
    _meld()


def _meld() -> None:
    """Every third running actie has a report of its own, of today or up to a year ago, with each koers in turn."""
    vandaag, nu = timezone.localdate(), timezone.now()
    melder = Gebruiker.objects.get(email__startswith="projectleider.wonen")
    acties = list(Actie.objects.filter(status__in=LOPEND).order_by("pk")[::3])
    meldingen = []
    for nr, actie in enumerate(acties):
        actie.koers, actie.stand_op = Koers.values[nr % 3], vandaag - timedelta(days=nr * UIT_ELKAAR % 365)
        meldingen.append(
            Voortgang(
                actie=actie,
                peildatum=actie.stand_op,
                status=actie.status,
                koers=actie.koers,
                vorige_status=actie.status,
                toelichting="Het loopt.",
                oorzaak="Er zijn te weinig mensen.",
                maatregel="Wij zoeken hulp.",
                gemeld_door=melder,
                gemeld_als=melder.functie,
                gemeld_op=nu,
            )
        )
    Actie.objects.bulk_update(acties, ["koers", "stand_op"], batch_size=500)
    Voortgang.objects.bulk_create(meldingen, batch_size=500)
