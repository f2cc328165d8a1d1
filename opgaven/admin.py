"""Admin of the frame: opgaven, doelen, plans and who leads them."""

from django.contrib import admin

from opgaven.models import Bemensing, Doel, Gebied, Onderwerp, Opgave, Programma, Uitvoeringsplan


@admin.register(Programma)
class ProgrammaAdmin(admin.ModelAdmin):
    list_display = ["naam", "startjaar", "eindjaar", "gebied"]


@admin.register(Gebied)
class GebiedAdmin(admin.ModelAdmin):
    list_display = ["naam", "soort", "cbs_code"]
    list_filter = ["soort"]
    search_fields = ["naam", "cbs_code"]


@admin.register(Opgave)
class OpgaveAdmin(admin.ModelAdmin):
    list_display = ["nummer", "naam", "code", "laatste_actienummer"]
    list_display_links = ["naam"]
    readonly_fields = ["laatste_actienummer"]
    search_fields = ["naam"]


@admin.register(Doel)
class DoelAdmin(admin.ModelAdmin):
    list_display = ["nummer", "korte_naam", "opgave"]
    list_display_links = ["korte_naam"]
    list_filter = ["opgave"]
    list_select_related = ["opgave"]
    search_fields = ["nummer", "korte_naam", "titel"]


@admin.register(Onderwerp)
class OnderwerpAdmin(admin.ModelAdmin):
    list_display = ["naam", "opgave", "doel", "volgorde"]
    list_filter = ["opgave"]
    list_select_related = ["opgave", "doel"]
    search_fields = ["naam", "naam_gedrukt"]
    autocomplete_fields = ["doel"]


class BemensingInline(admin.TabularInline):
    model = Bemensing
    extra = 0
    fields = ["rol", "rol_omschrijving", "functie", "partner", "gebruiker", "van", "tot", "afgelopen"]
    autocomplete_fields = ["partner"]


@admin.register(Uitvoeringsplan)
class UitvoeringsplanAdmin(admin.ModelAdmin):
    list_display = ["naam", "opgave", "startjaar", "eindjaar", "stand"]
    list_filter = ["opgave", "stand"]
    list_select_related = ["opgave"]
    search_fields = ["naam"]
    prepopulated_fields = {"slug": ["naam"]}
    inlines = [BemensingInline]


@admin.register(Bemensing)
class BemensingAdmin(admin.ModelAdmin):
    """Who holds which role; an account here is what gives rights."""

    list_display = ["rolnaam", "functie", "partner", "waarvoor", "gebruiker", "van", "tot", "afgelopen"]
    list_filter = ["rol", "opgave", "plan", "afgelopen"]
    list_select_related = ["partner", "gebruiker", "opgave", "plan"]
    search_fields = ["functie", "partner__naam", "gebruiker__email"]
    autocomplete_fields = ["partner", "plan", "opgave"]

    @admin.display(description="waarvoor")
    def waarvoor(self, rij: Bemensing) -> str:
        return str(rij.opgave or rij.plan or "Hele programma")
