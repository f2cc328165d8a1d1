"""The filters of doelen for the API; the page of the doelen shows them all."""

from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from opgaven.models import Doel, Opgave
from sterkvoornoord.filters import Filterset, Sorteersleutel, Sortering, camel


class DoelFilter(Filterset):
    naamvorm = staticmethod(camel)

    opgave = MultipleChoiceFilter(label=_("Opgave"), error_messages={"invalid_choice": _("deze opgave bestaat niet.")})
    sorteer = Sortering(
        {
            "nummer": Sorteersleutel(_("Nummer"), F("opgave__nummer") * 100 + F("volgnummer")),
            "titel": Sorteersleutel(_("Titel"), Lower("titel")),
        },
        standaard="nummer",
        slot="pk",
        label=_("Sorteer op"),
        error_messages={"invalid_choice": _("deze keuze bestaat niet.")},
    )
    #: What the description of the API says of each key.
    uitleg = {"opgave": _("Slug van een opgave."), "sorteer": _("Volgorde; een streepje ervoor keert die om.")}

    class Meta:
        model = Doel
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["opgave"].extra["choices"] = list(Opgave.objects.values_list("slug", "naam"))

    def voorwaarde_opgave(self, slugs: list[str]) -> Q:
        return Q(opgave__slug__in=slugs)
