"""Admin of the accounts: who has one, for which organisation, and a mail to set a password.

Nobody types a password for somebody else. What an account may do follows from its partner and its Bemensing;
the only right that is given here is that of beheerder.
"""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import ngettext

from sterkvoornoord.models import Gebruiker
from sterkvoornoord.rollen import rollen_van
from sterkvoornoord.services import vraag_wachtwoordmail


class GebruikerForm(forms.ModelForm):
    class Meta:
        model = Gebruiker
        fields = ("email", "functie", "partner", "is_active", "is_superuser")
        labels = {"is_superuser": "beheerder"}
        help_texts = {
            "is_active": "Zonder vinkje kan niemand meer met dit account inloggen. De geschiedenis blijft.",
            "is_superuser": "Mag alles zien en in dit beheer alles wijzigen.",
        }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class NieuweGebruikerForm(GebruikerForm):
    uitnodigen = forms.BooleanField(
        label="meteen uitnodigen",
        initial=True,
        required=False,
        help_text="Stuurt een mail waarmee deze persoon zelf een wachtwoord instelt.",
    )


class GebruikerAdmin(admin.ModelAdmin):
    form = GebruikerForm
    list_display = ("email", "functie", "partner", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    list_select_related = ("partner",)
    search_fields = ("email", "functie", "partner__naam")
    ordering = ("functie",)
    autocomplete_fields = ("partner",)
    readonly_fields = ("rol_vandaag", "heeft_wachtwoord", "last_login", "aangemaakt_op")
    actions = ("stuur_wachtwoordmail",)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **(kwargs if obj else {**kwargs, "form": NieuweGebruikerForm}))

    def get_fieldsets(self, request, obj=None):
        velden = ["email", "functie", "partner", "is_superuser"]
        if obj is None:
            return [(None, {"fields": [*velden, "uitnodigen"]})]
        return [(None, {"fields": [*velden, "is_active"]}), ("Ter informatie", {"fields": self.readonly_fields})]

    @admin.display(description="rol vandaag")
    def rol_vandaag(self, gebruiker: Gebruiker) -> str:
        return rollen_van(gebruiker).naam

    @admin.display(description="heeft een wachtwoord", boolean=True)
    def heeft_wachtwoord(self, gebruiker: Gebruiker) -> bool:
        return gebruiker.has_usable_password()

    def save_model(self, request, obj: Gebruiker, form, change) -> None:
        """A beheerder may enter this admin; a new account starts without a password."""
        obj.is_staff = obj.is_superuser
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("uitnodigen"):
            vraag_wachtwoordmail(email=obj.email)
            messages.success(request, f"De uitnodiging voor {obj.email} is onderweg.")

    def get_readonly_fields(self, request, obj=None):
        """Who locks himself out cannot mend it: one's own account keeps its rights."""
        eigen = ("is_active", "is_superuser") if obj == request.user else ()
        return self.readonly_fields + eigen

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and obj != request.user

    @admin.action(description="Stuur wachtwoordmail")
    def stuur_wachtwoordmail(self, request, queryset) -> None:
        """Mail every chosen account that may sign in a link to set a password."""
        adressen = list(queryset.filter(is_active=True).values_list("email", flat=True))
        for email in adressen:
            vraag_wachtwoordmail(email=email)
        if adressen:
            zin = ngettext("%d wachtwoordmail is onderweg.", "%d wachtwoordmails zijn onderweg.", len(adressen))
            messages.success(request, zin % len(adressen))
        if uit := queryset.filter(is_active=False).count():
            zin = ngettext("%d account is uitgezet en krijgt geen mail.", "%d accounts zijn uitgezet.", uit)
            messages.warning(request, zin % uit)
