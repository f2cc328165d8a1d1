from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor en publicaties"

    def ready(self):
        from auditlog.registry import auditlog

        from monitor.models import (
            Besluitenlijst,
            Duiding,
            Importbestand,
            Indicator,
            Kolomkoppeling,
            Meting,
            Nazicht,
            OpgaveStand,
            Publicatie,
            Rapportageronde,
            Risico,
            Streefwaarde,
        )

        for model in (Indicator, Meting, Streefwaarde, Duiding, Rapportageronde, Risico, Nazicht):
            auditlog.register(model)
        auditlog.register(OpgaveStand, exclude_fields=["versie"])

        # Progress of a job is no history; who asked for an edition, stopped it, adopted or published it is.
        auditlog.register(
            Publicatie,
            include_fields=[
                *("soort", "titel", "peildatum", "status", "fase", "besluit", "publicatiedatum", "erratum_reden"),
                *("inhoud_sha256", "bestand_sha256"),
            ],
        )
        auditlog.register(
            Besluitenlijst, include_fields=["vergadering", "besloten", "inhoud_sha256", "bestand_sha256"]
        )
        # The cells of a file are no history; who brought it and what became of it is.
        auditlog.register(Importbestand, include_fields=["naam", "sha256", "status", "uitkomst"])
        auditlog.register(Kolomkoppeling, exclude_fields=["gewijzigd_op"])
