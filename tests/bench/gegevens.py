"""A programme of any size: the real one, and copies of its acties."""

from itertools import cycle, islice

from acties.models import Actie, Betrokkenheid
from monitor.laden import laad_programma
from monitor.voorbeeldaccounts import maak_voorbeeldaccounts


def vul(aantal: int) -> None:
    """Load the real programme and the example accounts, and copy acties until there are `aantal`."""
    laad_programma()
    maak_voorbeeldaccounts()
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
