from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sterkvoornoord", "0003_nummerreeksen")]

    operations = [
        migrations.AddField(
            model_name="bericht",
            name="geheim",
            field=models.BooleanField(
                default=False, help_text="De tekst wordt gewist zodra het bericht verstuurd is."
            ),
        ),
    ]
