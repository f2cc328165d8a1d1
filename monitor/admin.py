"""Editions in the admin: to look at and to remove a concept; making one has its own page."""

from django.contrib import admin

from monitor.models import Publicatie


@admin.register(Publicatie)
class PublicatieAdmin(admin.ModelAdmin):
    list_display = ["titel", "peildatum", "status", "aantal_acties", "bladzijden", "aangevraagd_door"]
    list_filter = ["soort", "status"]
    list_select_related = ["aangevraagd_door"]
    date_hierarchy = "peildatum"
    readonly_fields = [
        *("soort", "titel", "peildatum", "periode_van", "periode_tot", "status", "stap", "voortgang"),
        *("foutmelding", "pogingen", "aantal_acties", "bladzijden", "bestand_grootte", "inhoud_sha256"),
        *("schema_versie", "aangevraagd_door", "aangevraagd_op", "gestart_op", "klaar_op"),
    ]
    fields = readonly_fields

    def get_queryset(self, request):
        return super().get_queryset(request).zonder_inhoud()

    def has_add_permission(self, request) -> bool:
        return False

    def delete_model(self, request, obj):
        """The file goes with its row; a table that names no file would keep it for ever."""
        super().delete_model(request, obj)
        obj.bestand.delete(save=False)

    def delete_queryset(self, request, queryset):
        bestanden = [publicatie.bestand for publicatie in queryset]
        super().delete_queryset(request, queryset)
        for bestand in bestanden:
            bestand.delete(save=False)
