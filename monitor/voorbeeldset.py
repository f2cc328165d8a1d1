"""The example set: invented numbers that show what the portal can do, marked as such on every page.

`make demo` loads it once. After the programmateam removed it, it does not come back by itself: a `Herkomst` keeps
that it was there.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from acties.models import Actie, Geldstroom
from monitor.laden import lees_bron
from monitor.models import Duiding, Indicator, Meting, Rapportageronde, Streefwaarde
from monitor.voorbeeldronde import laad_rondes
from opgaven.models import Doel, Gebied, Opgave
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.laden import Bron
from sterkvoornoord.models import Gebruiker, Herkomst, Partner
from sterkvoornoord.rollen import rollen_van

BESTAND = Path(__file__).parent / "gegevens" / "voorbeeldcijfers.json"
SLEUTEL = {"model": "monitor.voorbeeldset", "code": "voorbeeldcijfers"}
MODELLEN = (Meting, Streefwaarde, Duiding, Geldstroom, Rapportageronde)


def is_ooit_geladen() -> bool:
    return Herkomst.objects.filter(**SLEUTEL).exists()


def er_zijn_voorbeeldcijfers() -> bool:
    """In one query."""
    eerste, *rest = (model.objects.filter(voorbeeld=True).order_by().values("pk") for model in MODELLEN)
    return eerste.union(*rest).exists()


@transaction.atomic
def laad_voorbeeldcijfers(*, door: Gebruiker | None = None, pad: Path = BESTAND) -> int:
    """Load the set beside what is there and return how many rows that gave; 0 when it was loaded before.

    A number that is really known stays as it is and goes before the example. Needs the programme of
    `laad_programma`; raises LaadFout when the file refers to something that is not there.
    """
    if is_ooit_geladen():
        return 0
    bron = lees_bron(pad)
    with als(door, functie="" if door else "Systeem: voorbeeldcijfers geladen"):
        aantal = _laad_metingen(bron) + _laad_streefwaarden(bron) + _laad_duidingen(bron) + _laad_geldstromen(bron)
        aantal += laad_rondes(bron)
        Herkomst.objects.create(**SLEUTEL, waarden={"rijen": aantal})
    return aantal


@transaction.atomic
def verwijder_voorbeeldcijfers(*, door: Gebruiker) -> int:
    """Remove every example row and return how many; raises PermissionDenied for who is no programmateam."""
    if not rollen_van(door).programmateam:
        raise PermissionDenied("Alleen het programmateam haalt de voorbeeldcijfers weg.")
    aantal = 0
    with als(door):
        for model in MODELLEN:
            rijen = model.objects.filter(voorbeeld=True)
            aantal += rijen.count()
            rijen.delete()
        Herkomst.objects.get_or_create(**SLEUTEL, defaults={"waarden": {"rijen": aantal}})
    return aantal


def _laad_metingen(bron: Bron) -> int:
    indicatoren = {rij.code: rij for rij in Indicator.objects.all()}
    gebieden = {rij.slug: rij for rij in Gebied.objects.all()}
    bezet = set(Meting.objects.geldend().values_list("indicator", "gebied", "peiljaar"))
    rijen = []
    for deel in bron.delen("metingen"):
        indicator = deel.verwijzing("indicator", indicatoren)
        gebied = deel.verwijzing("gebied", gebieden)
        for jaar, waarde in deel.deel("waarden").gegevens.items():
            rijen.append(
                Meting(
                    indicator=indicator,
                    gebied=gebied,
                    peiljaar=int(jaar),
                    waarde=Decimal(waarde),
                    bron=deel.tekst("bron"),
                    geldt=(indicator.pk, gebied.pk, int(jaar)) not in bezet,
                    voorbeeld=True,
                )
            )
    return _bewaar(rijen)


def _laad_streefwaarden(bron: Bron) -> int:
    indicatoren = {rij.code: rij for rij in Indicator.objects.all()}
    bekend = set(Streefwaarde.objects.values_list("indicator__code", "jaar"))
    rijen = []
    for deel in bron.delen("streefwaarden"):
        indicator, waarde = deel.verwijzing("indicator", indicatoren), deel.tekst_of_leeg("waarde")
        if (indicator.code, deel.geheel("jaar")) in bekend:
            continue
        rijen.append(
            Streefwaarde(
                indicator=indicator,
                jaar=deel.geheel("jaar"),
                waarde=Decimal(waarde) if waarde else None,
                gemeentegemiddelde=not waarde,
                voorbeeld=True,
            )
        )
    return _bewaar(rijen)


def _laad_duidingen(bron: Bron) -> int:
    doelen = {rij.bron_code: rij for rij in Doel.objects.exclude(bron_code=None)}
    bekend = set(Duiding.objects.values_list("doel", "periode_van", "periode_tot"))
    rijen = [
        Duiding(
            doel=deel.verwijzing("doel", doelen),
            periode_van=deel.geheel("periode_van"),
            periode_tot=deel.geheel("periode_tot"),
            tekst=deel.tekst("tekst"),
            bijgedragen=deel.keuze("bijgedragen", Duiding.Bijgedragen),
            geschreven_als=deel.tekst("geschreven_als"),
            geschreven_op=date.fromisoformat(deel.tekst("geschreven_op")),
            voorbeeld=True,
        )
        for deel in bron.delen("duidingen")
    ]
    return _bewaar([rij for rij in rijen if (rij.doel_id, rij.periode_van, rij.periode_tot) not in bekend])


def _laad_geldstromen(bron: Bron) -> int:
    opgaven = {rij.code: rij for rij in Opgave.objects.all()}
    acties = {rij.bron_code: rij for rij in Actie.objects.exclude(bron_code=None)}
    partners = {rij.slug: rij for rij in Partner.objects.all()}
    aantal = 0
    for deel in bron.delen("geldstromen"):
        geldstroom = Geldstroom(
            opgave=deel.verwijzing("opgave", opgaven),
            actie=deel.verwijzing("actie", acties, leeg=True),
            jaar=deel.geheel("jaar"),
            bron=deel.tekst("bron"),
            **{soort: deel.getal_of_niets(soort) for soort in ("begroot", "toegezegd", "besteed")},
            voorbeeld=True,
        )
        aantal += _bewaar([geldstroom])
        geldstroom.ontvangers.set([deel.verwijzing("ontvanger", partners)])
    return aantal


def _bewaar(rijen: list) -> int:
    """Save one by one: the history keeps each of them."""
    for rij in rijen:
        rij.save()
    return len(rijen)
