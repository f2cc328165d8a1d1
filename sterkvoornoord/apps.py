from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class BeheerConfig(admin_apps.AdminConfig):
    """Takes the place of ``django.contrib.admin``, with a site that has no sign-in of its own."""

    default = False
    default_site = "sterkvoornoord.beheersite.BeheerSite"


class KernelConfig(AppConfig):
    default = True
    name = "sterkvoornoord"
    verbose_name = "Accounts en partners"

    def ready(self):
        from auditlog.registry import auditlog

        from sterkvoornoord.models import Gebruiker, Partner, PartnerAlias

        auditlog.register(Gebruiker, exclude_fields=["last_login", "password"])
        auditlog.register(Partner, exclude_fields=["sleutel"])
        auditlog.register(PartnerAlias, exclude_fields=["sleutel"])
