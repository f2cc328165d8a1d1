from django.db import migrations


def zet_over(apps, schema_editor):
    nieuw = apps.get_model("sterkvoornoord", "Nummerreeks").objects
    for rij in apps.get_model("governance", "Nummerreeks").objects.all():
        nieuw.update_or_create(reeks=rij.reeks, defaults={"laatste": rij.laatste})


def zet_terug(apps, schema_editor):
    oud = apps.get_model("governance", "Nummerreeks").objects
    for rij in apps.get_model("sterkvoornoord", "Nummerreeks").objects.all():
        oud.update_or_create(reeks=rij.reeks, defaults={"laatste": rij.laatste})


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_organen_vergaderingen_besluiten"),
        ("sterkvoornoord", "0003_nummerreeksen"),
    ]

    operations = [migrations.RunPython(zet_over, zet_terug)]
