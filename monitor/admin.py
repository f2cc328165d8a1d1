"""Editions in the admin: to look at. Making, stopping and trying again have their own page, with its rules."""

from django.contrib import admin

from monitor.models import Publicatie


@admin.register(Publicatie)
class PublicatieAdmin(admin.ModelAdmin):
    list_display = ["titel", "peildatum", "status", "aantal_acties", "bladzijden", "aangevraagd_door"]
    list_filter = ["soort", "status"]
    list_select_related = ["aangevraagd_door"]
    date_hierarchy = "peildatum"
    fields = [
        *("soort", "titel", "peildatum", "periode_van", "periode_tot", "status", "stap", "voortgang"),
        *("foutmelding", "pogingen", "aantal_acties", "bladzijden", "bestand_grootte", "inhoud_sha256"),
        *("schema_versie", "aangevraagd_door", "aangevraagd_op", "gestart_op", "klaar_op"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).zonder_inhoud()

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
