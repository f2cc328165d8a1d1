from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sterkvoornoord", "0004_geheime_berichten")]

    operations = [
        migrations.AddField("bericht", "bijlage", models.TextField(blank=True)),
        migrations.AddField("bericht", "bijlage_naam", models.CharField(blank=True, max_length=80)),
        migrations.AddField("bericht", "bijlage_soort", models.CharField(blank=True, max_length=80)),
    ]
