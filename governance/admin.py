"""Admin of bodies, meetings and besluiten: reference data and repair. Daily work has its own pages."""

from django.contrib import admin

from governance import models
from sterkvoornoord.admin_lezen import AlleenLezen


class LidmaatschapInline(admin.TabularInline):
    model = models.Lidmaatschap
    extra = 0
    fields = ["functie", "partner", "vertegenwoordigt", "gebruiker", "van", "tot", "afgelopen", "volgorde"]
    autocomplete_fields = ["partner"]


@admin.register(models.Overlegorgaan)
class OverlegorgaanAdmin(admin.ModelAdmin):
    list_display = ["naam", "afkorting", "soort", "binnen_programma", "ritme_in_woorden", "van", "tot", "afgelopen"]
    list_filter = ["soort", "binnen_programma", "afgelopen", "opgave"]
    search_fields = ["naam", "ook_bekend_als", "mandaat"]
    prepopulated_fields = {"slug": ["naam"]}
    autocomplete_fields = ["opgave", "plan", "organisator", "opvolger"]
    inlines = [LidmaatschapInline]


@admin.register(models.Lidmaatschap)
class LidmaatschapAdmin(admin.ModelAdmin):
    """Who sits where; an account here is what gives the rights of a member."""

    list_display = ["functie", "partner", "orgaan", "vertegenwoordigt", "gebruiker", "van", "tot", "afgelopen"]
    list_filter = ["orgaan", "afgelopen"]
    list_select_related = ["partner", "orgaan", "gebruiker"]
    search_fields = ["functie", "partner__naam", "gebruiker__email"]
    autocomplete_fields = ["orgaan", "partner"]


class AgendapuntInline(admin.TabularInline):
    model = models.Agendapunt
    extra = 0
    fields = ["volgorde", "titel", "soort", "sectie", "minuten", "gevraagd_besluit", "besloten"]


@admin.register(models.Vergadering)
class VergaderingAdmin(admin.ModelAdmin):
    list_display = ["nummer", "orgaan", "soort", "datum", "begin", "eind", "plaats", "status"]
    list_filter = ["orgaan", "soort", "status"]
    list_select_related = ["orgaan"]
    search_fields = ["nummer", "titel", "orgaan__naam"]
    date_hierarchy = "datum"
    autocomplete_fields = ["orgaan", "gastheer"]
    readonly_fields = ["status", "verplaatst_naar"]
    inlines = [AgendapuntInline]


@admin.register(models.Agendapunt)
class AgendapuntAdmin(admin.ModelAdmin):
    list_display = ["titel", "vergadering", "orgaan", "soort", "sectie", "besloten"]
    list_filter = ["soort", "besloten", "vergadering__orgaan"]
    list_select_related = ["vergadering__orgaan", "orgaan"]
    search_fields = ["titel", "gevraagd_besluit"]
    autocomplete_fields = ["vergadering", "orgaan", "bovenliggend", "inbrengende_partner", "acties", "doelen"]


@admin.register(models.Stuk)
class StukAdmin(AlleenLezen, admin.ModelAdmin):
    """Papers are kept on the page of their item; here they can be read, with the check sum of their file."""

    list_display = ["titel", "agendapunt", "soort", "grootte", "besloten", "toegevoegd_op"]
    list_filter = ["soort", "besloten"]
    list_select_related = ["agendapunt"]
    search_fields = ["titel", "agendapunt__titel", "sha256"]
    date_hierarchy = "toegevoegd_op"
    exclude = ["bestand"]


@admin.register(models.Besluit)
class BesluitAdmin(AlleenLezen, admin.ModelAdmin):
    """Besluiten are taken, changed and made vastgesteld on their own pages; here they can be read."""

    list_display = ["nummer", "titel", "orgaan", "datum", "uitkomst", "status"]
    list_display_links = ["nummer", "titel"]
    list_filter = ["orgaan", "status", "uitkomst", "besloten"]
    list_select_related = ["orgaan"]
    search_fields = ["nummer", "titel", "tekst"]
    date_hierarchy = "datum"


@admin.register(models.Gevolg)
class GevolgAdmin(AlleenLezen, admin.ModelAdmin):
    """What a besluit changes of an actie is proposed and carried out on the page of the besluit."""

    list_display = ["besluit", "actie", "soort", "doorgevoerd_op"]
    list_filter = ["soort"]
    list_select_related = ["besluit", "actie"]
    search_fields = ["besluit__nummer", "actie__nummer"]


class VanLeden(AlleenLezen, admin.ModelAdmin):
    """Who was there, who comes and what members say: all has its place on the page of the meeting."""

    list_filter = ["vergadering__orgaan"]
    search_fields = ["vergadering__nummer"]


@admin.register(models.Aanwezigheid)
class AanwezigheidAdmin(VanLeden):
    list_display = ["vergadering", "lid", "stand", "vervanger"]
    list_select_related = ["vergadering__orgaan", "lid__partner"]


@admin.register(models.Aanmelding)
class AanmeldingAdmin(VanLeden):
    list_display = ["vergadering", "gebruiker", "stand", "vervanger", "op"]
    list_select_related = ["vergadering__orgaan", "gebruiker"]


@admin.register(models.Verslagreactie)
class VerslagreactieAdmin(VanLeden):
    list_display = ["vergadering", "als", "akkoord", "oordeel", "op"]
    list_select_related = ["vergadering__orgaan"]


class SignaalstapInline(AlleenLezen, admin.TabularInline):
    model = models.Signaalstap
    extra = 0


@admin.register(models.Signaal)
class SignaalAdmin(AlleenLezen, admin.ModelAdmin):
    """Signalen are raised and handled on their own pages; here they can be read, with the log of their run."""

    list_display = ["nummer", "titel", "van_wie", "status", "besloten"]
    list_display_links = ["nummer", "titel"]
    list_filter = ["status", "besloten", "opgaven"]
    list_select_related = ["partner"]
    search_fields = ["nummer", "titel", "wat"]
    inlines = [SignaalstapInline]


@admin.register(models.Focusonderwerp)
class FocusonderwerpAdmin(AlleenLezen, admin.ModelAdmin):
    """Subjects of focus have pages of their own; here they can be read."""

    list_display = ["titel", "van", "tot", "realisatie"]
    search_fields = ["titel"]


@admin.register(models.Activiteit)
class ActiviteitAdmin(admin.ModelAdmin):
    list_display = ["titel", "dag", "plaats", "voor_wie", "partner", "afgelast"]
    list_filter = ["afgelast", "gebieden"]
    list_select_related = ["partner"]
    search_fields = ["titel", "omschrijving", "partner__naam"]
    date_hierarchy = "dag"
    autocomplete_fields = ["doel", "partner"]


@admin.register(models.Aanbeveling)
class AanbevelingAdmin(AlleenLezen, admin.ModelAdmin):
    """What the evaluatie advises is loaded; its follow-up has a page of its own."""

    list_display = ["nummer", "titel", "soort", "thema", "status", "wie"]
    list_display_links = ["nummer", "titel"]
    list_filter = ["status", "soort", "thema"]
    list_select_related = ["partner"]
    search_fields = ["nummer", "titel", "tekst"]


@admin.register(models.Actiepunt)
class ActiepuntAdmin(admin.ModelAdmin):
    list_display = ["nummer", "tekst", "eigenaar", "uiterlijk", "status"]
    list_filter = ["status"]
    list_select_related = ["gebruiker", "partner"]
    search_fields = ["nummer", "tekst", "functie"]
    autocomplete_fields = ["vergadering", "agendapunt", "besluit", "partner"]
