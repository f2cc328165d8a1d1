"""Hours of the tests: one partner with a question that waits, one that said no and proposed something else."""

from django.utils import timezone

from acties.models import Actie, Betrokkenheid, GeleverdeUren, Inzetafspraak
from sterkvoornoord.models import Gebruiker, Partner
from tests import factories
from tests.rollenregels import INZET


def maak_inzet(actie: Actie, partner: Partner, vrager: Gebruiker) -> None:
    """Give `actie` another role of `partner` with a question that waits (its key is that of INZET), and its past."""
    nu, vast = timezone.now(), {"gevraagd_door": vrager, "gevraagd_als": vrager.functie}
    rij = factories.maak_betrokkenheid(
        pk=INZET["pk"], actie=actie, partner=partner, rol=Betrokkenheid.Rol.UITVOERDER, inzet="Grond", uren_per_jaar=30
    )
    vast |= {"gevraagd_op": nu}
    ja = {"antwoord_op": nu, "antwoord_door": vrager, "antwoord_als": vrager.functie, "namens": True}
    Inzetafspraak.objects.create(betrokkenheid=rij, uren=30, stand="ja", **vast, **ja)
    Inzetafspraak.objects.create(pk=INZET["pk"], betrokkenheid=rij, uren=40, stand="gevraagd", **vast)
    ander = factories.maak_betrokkenheid(actie=actie, partner=factories.maak_partner(naam="Een andere partner"))
    nee = ja | {"stand": "nee", "voorstel_uren": 12, "opmerking": "Meer lukt niet."}
    Inzetafspraak.objects.create(betrokkenheid=ander, uren=24, **vast, **nee)
    vandaag = timezone.localdate()
    GeleverdeUren.objects.create(
        betrokkenheid=rij, jaar=vandaag.year, uren=18, tot_en_met=vandaag.month, gemeld_door=vrager
    )
