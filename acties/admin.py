"""Admin of the acties: for repair. Daily work has its own pages."""

from django.contrib import admin
from django.db.models import F

from acties import models
from acties.services.nummers import geef_nummer
from sterkvoornoord.admin_lezen import AlleenLezen


@admin.register(models.Bestemming)
class BestemmingAdmin(admin.ModelAdmin):
    list_display = ["naam", "voluit", "soort"]
    search_fields = ["naam", "voluit"]
    prepopulated_fields = {"code": ["naam"]}


class BetrokkenheidInline(admin.TabularInline):
    model = models.Betrokkenheid
    extra = 0
    fields = ["partner", "rol", "inzet", "uren_per_jaar", "van", "tot", "toegezegd_op"]
    autocomplete_fields = ["partner"]


class DwarsverbandInline(admin.TabularInline):
    model = models.Dwarsverband
    extra = 0
    autocomplete_fields = ["doel"]


class PrestatieInline(admin.TabularInline):
    model = models.Prestatie
    extra = 0
    fields = ["omschrijving", "waarde", "waarde_tot", "streefwaarde", "eenheid", "periode", "bron", "tegenspraak"]


class MijlpaalInline(admin.TabularInline):
    model = models.Mijlpaal
    extra = 0


@admin.register(models.Actie)
class ActieAdmin(admin.ModelAdmin):
    list_display = ["nummer", "titel", "plan", "doel", "status", "koers", "zichtbaarheid", "stand_op"]
    list_display_links = ["titel"]
    list_filter = ["plan", "status", "koers", "zichtbaarheid", "uitkomst", "vervolg"]
    list_select_related = ["plan", "doel"]
    search_fields = ["nummer", "titel", "omschrijving"]
    autocomplete_fields = ["plan", "doel", "onderwerp"]
    filter_horizontal = ["bestemmingen", "gebieden"]
    # Status and koers follow the reports; changing them here would leave no report behind.
    readonly_fields = ["nummer", "bron_code", "status_gedrukt", "status", "koers", "stand_op", "versie"]
    inlines = [BetrokkenheidInline, DwarsverbandInline, PrestatieInline, MijlpaalInline]

    def save_model(self, request, obj, form, change):
        if change:
            # Somebody who has the actie open elsewhere is shown that it changed.
            obj.versie = F("versie") + 1
        else:
            geef_nummer(obj)
        super().save_model(request, obj, form, change)
        obj.refresh_from_db(fields=["versie"])


@admin.register(models.Voortgang)
class VoortgangAdmin(AlleenLezen, admin.ModelAdmin):
    """Reports are added and withdrawn on their own pages; here they can be read."""

    list_display = ["actie", "peildatum", "status", "koers", "ongewijzigd", "gemeld_als", "ingetrokken_op"]
    list_filter = ["status", "koers", "ongewijzigd"]
    list_select_related = ["actie"]
    search_fields = ["actie__nummer", "actie__titel", "toelichting"]
    date_hierarchy = "peildatum"


@admin.register(models.Verhaal)
class VerhaalAdmin(admin.ModelAdmin):
    list_display = ["titel", "wie", "doel", "toestemming"]
    list_filter = ["toestemming"]
    list_select_related = ["doel"]
    search_fields = ["titel", "tekst"]
    autocomplete_fields = ["doel", "acties"]


@admin.register(models.Geldstroom)
class GeldstroomAdmin(admin.ModelAdmin):
    list_display = ["omschrijving", "bron", "opgave", "actie", "jaar", "begroot", "toegezegd", "besteed"]
    list_filter = ["opgave", "jaar"]
    list_select_related = ["opgave", "actie"]
    search_fields = ["omschrijving", "bron"]
    autocomplete_fields = ["actie", "opgave", "ontvangers"]


@admin.register(models.Onderdeel)
class OnderdeelAdmin(admin.ModelAdmin):
    list_display = ["titel", "actie", "status", "periode"]
    list_filter = ["status"]
    list_select_related = ["actie"]
    search_fields = ["titel", "actie__titel"]
    autocomplete_fields = ["actie"]


@admin.register(models.Initiatief)
class InitiatiefAdmin(AlleenLezen, admin.ModelAdmin):
    """Initiatieven move on their own pages, where every step is logged; here they can be read."""

    list_display = ["nummer", "titel", "status", "opgave", "behandelaar", "ontvangen_op", "besluit_voor"]
    list_filter = ["status", "opgave", "taal"]
    list_select_related = ["opgave", "behandelaar"]
    search_fields = ["nummer", "titel"]
    date_hierarchy = "ontvangen_op"
    exclude = ["zout", "sleutel_hash"]


@admin.register(models.InitiatiefLog)
class InitiatiefLogAdmin(AlleenLezen, admin.ModelAdmin):
    """What happened: rows are added by what people do, and never changed."""

    list_display = ["initiatief", "soort", "van_status", "naar_status", "door_als", "op"]
    list_filter = ["soort", "naar_status"]
    list_select_related = ["initiatief"]
    search_fields = ["initiatief__nummer"]
    date_hierarchy = "op"


@admin.register(models.Indiener)
class IndienerAdmin(admin.ModelAdmin):
    """How to reach a submitter: for repair, such as an address that was typed wrong."""

    list_display = ["initiatief", "naam", "organisatie"]
    list_select_related = ["initiatief"]
    search_fields = ["initiatief__nummer", "naam", "email"]
    autocomplete_fields = ["initiatief"]
