from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_agenda_en_versies"),
    ]

    operations = [
        migrations.AddField(
            model_name="actiepunt",
            name="heropening",
            field=models.TextField(blank=True, verbose_name="waarom het weer open is"),
        ),
        migrations.AddField(
            model_name="actiepunt",
            name="versie",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
