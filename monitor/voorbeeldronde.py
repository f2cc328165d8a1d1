"""The example rounds: one that is closed, with a stand of every opgave, and one that people fill in.

Their words say "Voorbeeld" and their pages are marked; `monitor.voorbeeldset` loads and removes them. Their days
follow today, so that the open one is half-way whenever the demo is made.
"""

from datetime import date, timedelta

from django.utils import timezone

from acties.models import Koers
from monitor.models import ASPECTEN, Grootte, OpgaveStand, Rapportageronde, Risico
from monitor.services.rondes import nieuwe_ronde
from opgaven.models import Opgave
from sterkvoornoord.laden import Bron

TEKSTEN = ("risicoprofiel", "besluitvorming", "afwijking", "belangrijkste_wijzigingen")
FUNCTIE = "Projectleider (voorbeeld)"


def laad_rondes(bron: Bron) -> int:
    """Load both rounds with the standen of `bron`; return how many rounds. None where there is a round already."""
    if Rapportageronde.objects.exists():
        return 0
    rondes = _maak_rondes(timezone.localdate())
    opgaven = {rij.code: rij for rij in Opgave.objects.all()}
    for deel in bron.delen("standen"):
        _laad_stand(deel, deel.verwijzing("ronde", rondes), deel.verwijzing("opgave", opgaven))
    return len(rondes)


def _maak_rondes(vandaag: date) -> dict[str, Rapportageronde]:
    open_ = nieuwe_ronde(peildatum=vandaag + timedelta(days=16), deadline=vandaag + timedelta(days=9))
    peildatum = open_.periode_van - timedelta(days=60)
    vorige = nieuwe_ronde(peildatum=peildatum, deadline=peildatum - timedelta(days=7))
    vorige.status, vorige.geopend_op = Rapportageronde.Status.GESLOTEN, peildatum - timedelta(days=28)
    open_.vanaf, open_.geopend_op = peildatum + timedelta(days=1), vandaag - timedelta(days=12)
    for ronde in (vorige, open_):
        ronde.voorbeeld = True
        ronde.save()
    return {"vorige": vorige, "open": open_}


def _laad_stand(deel: Bron, ronde: Rapportageronde, opgave: Opgave) -> None:
    waarden = {aspect.veld: deel.tekst(aspect.veld) and deel.keuze(aspect.veld, Koers) for aspect in ASPECTEN}
    waarden |= {naam: deel.tekst(naam) for naam in (*(aspect.uitleg for aspect in ASPECTEN), *TEKSTEN)}
    op = timezone.now() - timedelta(days=max(1, (timezone.localdate() - ronde.deadline).days))
    stand = OpgaveStand.objects.create(
        ronde=ronde, opgave=opgave, versie=1, ingevuld_als=FUNCTIE, ingevuld_op=op, **waarden
    )
    for rij in deel.delen("risicos"):
        Risico.objects.create(
            stand=stand,
            omschrijving=rij.tekst("omschrijving"),
            kans=rij.keuze("kans", Grootte),
            gevolg=rij.keuze("gevolg", Grootte),
            maatregel=rij.tekst("maatregel"),
        )
