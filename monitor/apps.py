from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor en publicaties"

    def ready(self):
        from auditlog.registry import auditlog

        from monitor.models import Publicatie

        # Progress of a job is no history; who asked for an edition or stopped it is.
        auditlog.register(Publicatie, include_fields=["soort", "titel", "peildatum", "status"])
