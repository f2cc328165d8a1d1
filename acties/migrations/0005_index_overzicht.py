from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acties", "0004_zoektekst_vullen"),
        ("opgaven", "0001_kader_van_het_programma"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="actie",
            index=models.Index(
                fields=["plan", "status", "koers", "doel", "zichtbaarheid", "stand_op", "nummer_sortering"],
                name="actie_overzicht",
            ),
        ),
    ]
