"""One group becomes a list of one; "iedereen" becomes the empty list."""

from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Concat


def vooruit(apps, schema_editor):
    activiteiten = apps.get_model("governance", "Activiteit").objects
    activiteiten.filter(voor="iedereen").update(voor="")
    activiteiten.exclude(voor="").exclude(voor__startswith=",").update(voor=Concat(Value(","), "voor", Value(",")))


def terug(apps, schema_editor):
    """The first of several groups is kept: there is room for one."""
    for activiteit in apps.get_model("governance", "Activiteit").objects.all():
        eerste = next(filter(None, activiteit.voor.split(",")), "iedereen")
        type(activiteit).objects.filter(pk=activiteit.pk).update(voor=eerste)


class Migration(migrations.Migration):
    dependencies = [("governance", "0015_groepen_taal_en_reeks")]

    operations = [migrations.RunPython(vooruit, terug)]
