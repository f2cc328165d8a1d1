from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0014_stukken")]

    operations = [
        migrations.AlterField(
            model_name="activiteit",
            name="voor",
            field=models.CharField(blank=True, max_length=80, verbose_name="voor wie"),
        ),
        migrations.AddField(
            model_name="activiteit",
            name="taal",
            field=models.CharField(
                choices=[("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")],
                default="nl",
                max_length=2,
                verbose_name="in welke taal",
            ),
        ),
        migrations.AddField(
            model_name="activiteit",
            name="reeks",
            field=models.UUIDField(blank=True, db_index=True, editable=False, null=True),
        ),
    ]
