from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "sterkvoornoord"
    verbose_name = "Accounts en partners"

    def ready(self):
        from auditlog.registry import auditlog

        from sterkvoornoord.models import Gebruiker, Partner, PartnerAlias

        auditlog.register(Gebruiker, exclude_fields=["last_login", "password"])
        auditlog.register(Partner, exclude_fields=["sleutel"])
        auditlog.register(PartnerAlias, exclude_fields=["sleutel"])
