from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acties", "0002_voortgang_onthoudt_vorige_stand"),
    ]

    operations = [
        migrations.AddField(
            model_name="actie",
            name="zoektekst",
            field=models.TextField(blank=True, default="", editable=False),
        ),
    ]
