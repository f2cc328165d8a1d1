import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acties", "0009_initiatieven_samenvoegen")]

    operations = [
        migrations.AddField(
            model_name="initiatief",
            name="actie",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="initiatief",
                to="acties.actie",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiatief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "omgezet"), _negated=True), ("actie__isnull", False), _connector="OR"
                ),
                name="initiatief_omgezet_heeft_actie",
                violation_error_message="Een initiatief dat een actie is geworden, noemt die actie.",
            ),
        ),
    ]
