"""Fill `zoektekst` of acties that were there before the column."""

from django.db import migrations

from sterkvoornoord.tekst import vouw

VELDEN = (
    "bron_code",
    "titel",
    "omschrijving",
    "beoogd_resultaat",
    "resultaat",
    "locatie",
    "inwonersbetrokkenheid",
)


def vul(apps, schema_editor):
    acties = apps.get_model("acties", "Actie").objects
    for rij in acties.values("pk", *VELDEN).iterator(chunk_size=500):
        acties.filter(pk=rij["pk"]).update(zoektekst=vouw(" ".join(rij[veld] or "" for veld in VELDEN)))


class Migration(migrations.Migration):
    dependencies = [("acties", "0003_zoektekst")]

    operations = [migrations.RunPython(vul, migrations.RunPython.noop, elidable=True)]
