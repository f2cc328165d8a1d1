from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor en publicaties"

    def ready(self):
        from auditlog.registry import auditlog

        from monitor.models import Duiding, Indicator, Meting, Publicatie, Streefwaarde

        for model in (Indicator, Meting, Streefwaarde, Duiding):
            auditlog.register(model)

        # Progress of a job is no history; who asked for an edition or stopped it is.
        auditlog.register(Publicatie, include_fields=["soort", "titel", "peildatum", "status"])
