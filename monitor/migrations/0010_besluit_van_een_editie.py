"""The besluit on which an edition was adopted is a row instead of its number.

An edition that was adopted on a number alone cannot say which row that is: the constraint refuses it, and somebody
has to look.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_organen_vergaderingen_besluiten"),
        ("monitor", "0009_lezen_door_de_worker"),
    ]

    operations = [
        migrations.RemoveConstraint("publicatie", "publicatie_vastgesteld_is_compleet"),
        migrations.RemoveField("publicatie", "besluit"),
        migrations.AddField(
            "publicatie",
            "besluit",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publicaties",
                to="governance.besluit",
            ),
        ),
        migrations.AddConstraint(
            "publicatie",
            models.CheckConstraint(
                condition=Q(fase="concept", vastgesteld_op__isnull=True, besluit__isnull=True)
                | (
                    Q(
                        fase__in=("vastgesteld", "gepubliceerd"),
                        status="gereed",
                        vastgesteld_op__isnull=False,
                        vastgesteld_door__isnull=False,
                    )
                    & Q(besluit__isnull=False)
                    & ~Q(inhoud_sha256="")
                    & ~Q(bestand_sha256="")
                ),
                name="publicatie_vastgesteld_is_compleet",
                violation_error_message="Een vastgestelde editie heeft een besluit, een dag, en controlegetallen.",
            ),
        ),
    ]
