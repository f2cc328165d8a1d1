"""Admin of the kernel: reference data and repair. Accounts are in `admin_gebruikers`."""

from allauth.account.models import EmailAddress
from auditlog.admin import LogEntryAdmin
from django.contrib import admin
from django.contrib.auth.models import Group

from sterkvoornoord.admin_gebruikers import GebruikerAdmin
from sterkvoornoord.admin_lezen import AlleenLezen
from sterkvoornoord.models import Bericht, Gebruiker, Logregel, Partner, PartnerAlias

admin.site.site_header = "Beheer van Sterk voor Noord"
admin.site.site_title = "Beheer"
admin.site.index_title = "Stamgegevens en herstel"
# Roles come from Bemensing by date; groups would be a second way to give rights.
admin.site.unregister(Group)
admin.site.unregister(Logregel)
admin.site.register(Gebruiker, GebruikerAdmin)
# An account has one address, Gebruiker.email; allauth's own table stays empty (see `accounts`).
admin.site.unregister(EmailAddress)


class AliasInline(admin.TabularInline):
    model = PartnerAlias
    extra = 1


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ["naam", "soort", "rol", "onderdeel_van", "onzeker"]
    list_filter = ["soort", "rol", "onzeker"]
    list_select_related = ["onderdeel_van"]
    search_fields = ["naam", "aliassen__naam"]
    prepopulated_fields = {"slug": ["naam"]}
    autocomplete_fields = ["onderdeel_van"]
    inlines = [AliasInline]


@admin.register(Logregel)
class LogregelAdmin(LogEntryAdmin):
    """The log: to read only. auditlog's own search asks for names of persons, which accounts do not have."""

    list_display = ["created", "resource_url", "action", "msg_short", "functie", "rol"]
    search_fields = ["object_repr", "changes", "functie", "actor__email"]


@admin.register(Bericht)
class BerichtAdmin(AlleenLezen, admin.ModelAdmin):
    """Outgoing mail: to see what came of it. The text is not here: it is between the portal and who gets it.

    Nobody removes a message: its key is what keeps it from being sent twice.
    """

    list_display = ["onderwerp", "aan", "gemaakt_op", "verstuurd_op", "opgegeven_op", "pogingen", "fout"]
    list_filter = [("opgegeven_op", admin.EmptyFieldListFilter), ("verstuurd_op", admin.EmptyFieldListFilter)]
    search_fields = ["aan"]
    date_hierarchy = "gemaakt_op"
    exclude = ["tekst", "bijlage", "sleutel"]
