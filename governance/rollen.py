"""Roles that follow from Lidmaatschap (see ``settings.ROLBRONNEN``)."""

from datetime import date

from django.db.models import BigIntegerField, QuerySet, Value

from governance.models import Lidmaatschap, Overlegorgaan
from sterkvoornoord.rollen import GEEN_NAAM, Rol


def rollen_uit_lidmaatschap(gebruiker, datum: date) -> QuerySet:
    """The roles that `gebruiker` holds on `datum`: a seat in a bestuur of the programme gives the role bestuur.

    What a member of another body may see of it follows from the seat itself (`Overlegorgaan.objects.met_lid`).
    """
    return (
        Lidmaatschap.objects.actief_op(datum)
        .filter(gebruiker=gebruiker, orgaan__soort=Overlegorgaan.Soort.BESTUUR, orgaan__binnen_programma=True)
        .order_by()
        .values_list(Rol.BESTUUR.als_waarde(), Value(None, output_field=BigIntegerField()), GEEN_NAAM)
    )
