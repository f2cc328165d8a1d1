"""The monitor in the admin, for repair. Editions and imports are only to look at: each has a page of its own."""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone

from monitor.models import (
    Besluitenlijst,
    Duiding,
    Importbestand,
    Indicator,
    Kolomkoppeling,
    Meting,
    OpgaveStand,
    Publicatie,
    Rapportageronde,
    Risico,
    Streefwaarde,
)
from sterkvoornoord.admin_lezen import AlleenLezen


@admin.register(Publicatie)
class PublicatieAdmin(AlleenLezen, admin.ModelAdmin):
    list_display = ["titel", "peildatum", "status", "fase", "besluit", "publicatiedatum", "aangevraagd_door"]
    list_filter = ["soort", "status", "fase"]
    list_select_related = ["aangevraagd_door", "besluit"]
    date_hierarchy = "peildatum"
    fields = [
        *("soort", "titel", "peildatum", "periode_van", "periode_tot", "status", "stap", "voortgang"),
        *(
            "foutmelding",
            "pogingen",
            "aantal_acties",
            "bladzijden",
            "bestand_grootte",
            "kort_bladzijden",
            "inhoud_sha256",
        ),
        *("fase", "besluit", "vastgesteld_op", "vastgesteld_als", "bestand_sha256", "kort_sha256"),
        *("publicatiedatum", "gepubliceerd_op", "gepubliceerd_als", "erratum_bij", "erratum_nummer", "erratum_reden"),
        *("schema_versie", "aangevraagd_door", "aangevraagd_op", "gestart_op", "klaar_op"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).zonder_inhoud()


@admin.register(Besluitenlijst)
class BesluitenlijstAdmin(AlleenLezen, admin.ModelAdmin):
    list_display = ["vergadering", "besloten", "vastgesteld_op", "bladzijden"]
    list_filter = ["besloten"]
    list_select_related = ["vergadering"]
    fields = [
        *("vergadering", "besloten", "vastgesteld_op", "inhoud_sha256"),
        *("bestand_sha256", "bestand_grootte", "bladzijden"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("vergadering__orgaan").defer("inhoud")


class StreefwaardeInline(admin.TabularInline):
    model = Streefwaarde
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    """Definitions are kept here; numbers have their own page."""

    list_display = ["naam", "doel", "eenheid", "richting", "hoofd", "actief"]
    list_filter = ["doel__opgave", "richting", "hoofd", "actief"]
    list_select_related = ["doel"]
    search_fields = ["naam", "code"]
    autocomplete_fields = ["doel", "eigenaar"]
    prepopulated_fields = {"code": ["naam"]}
    inlines = [StreefwaardeInline]


@admin.register(Meting)
class MetingAdmin(admin.ModelAdmin):
    list_display = ["indicator", "gebied", "peiljaar", "waarde", "reden", "bron", "geldt", "voorbeeld"]
    list_filter = ["gebied", "peiljaar", "geldt", "voorbeeld"]
    list_select_related = ["indicator", "gebied"]
    search_fields = ["indicator__naam", "bron"]
    autocomplete_fields = ["indicator", "gebied"]
    readonly_fields = ["voorbeeld"]


@admin.register(Streefwaarde)
class StreefwaardeAdmin(admin.ModelAdmin):
    list_display = ["indicator", "jaar", "waarde", "gemeentegemiddelde", "voorbeeld"]
    list_filter = ["jaar", "gemeentegemiddelde", "voorbeeld"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__naam"]
    autocomplete_fields = ["indicator"]
    readonly_fields = ["voorbeeld"]


@admin.register(Duiding)
class DuidingAdmin(admin.ModelAdmin):
    list_display = ["doel", "periode_van", "periode_tot", "bijgedragen", "geschreven_als", "voorbeeld"]
    list_filter = ["doel__opgave", "bijgedragen", "voorbeeld"]
    list_select_related = ["doel"]
    search_fields = ["tekst", "doel__nummer"]
    autocomplete_fields = ["doel", "geschreven_door"]
    readonly_fields = ["voorbeeld"]


@admin.register(Rapportageronde)
class RapportagerondeAdmin(admin.ModelAdmin):
    list_display = ["naam", "vanaf", "peildatum", "deadline", "status"]
    list_filter = ["status"]
    search_fields = ["naam"]


class RisicoInline(admin.TabularInline):
    model = Risico
    extra = 0


@admin.register(OpgaveStand)
class OpgaveStandAdmin(admin.ModelAdmin):
    list_display = ["opgave", "ronde", "totaalbeeld", "bestuur", "planning", "budget", "ingevuld_als"]
    list_filter = ["ronde", "opgave", "totaalbeeld"]
    list_select_related = ["opgave", "ronde"]
    search_fields = ["opgave__naam", "ronde__naam"]
    readonly_fields = ["ingevuld_als", "ingevuld_op"]
    inlines = [RisicoInline]

    def save_model(self, request, obj, form, change):
        """Who repairs a stand is named on it, and whoever is writing in it on another page gets to see it."""
        obj.ingevuld_door, obj.ingevuld_als, obj.ingevuld_op = request.user, request.user.functie, timezone.now()
        obj.versie = F("versie") + 1 if change else 1
        super().save_model(request, obj, form, change)
        obj.refresh_from_db(fields=["versie"])


@admin.register(Importbestand)
class ImportbestandAdmin(AlleenLezen, admin.ModelAdmin):
    list_display = ["naam", "status", "gelezen_op", "klaar_op", "door_als"]
    list_filter = ["status"]
    date_hierarchy = "gelezen_op"
    fields = [
        *("naam", "grootte", "sha256", "status", "uitkomst"),
        *("door", "door_als", "gelezen_op", "verloopt_op", "klaar_op"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).zonder_inhoud()


@admin.register(Kolomkoppeling)
class KolomkoppelingAdmin(AlleenLezen, admin.ModelAdmin):
    """To look at: a tie that is wrong is corrected on the page of the columns, with the next file of that shape."""

    list_display = ["__str__", "gewijzigd_op"]
    fields = ["kop", "gegevens", "gewijzigd_op"]
