from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Overleg en besluiten"

    def ready(self):
        from auditlog.registry import auditlog

        from governance import models

        auditlog.register(models.Agendapunt, m2m_fields={"acties", "doelen"})
        auditlog.register(models.Activiteit, m2m_fields={"gebieden"})
        auditlog.register(models.Focusonderwerp, m2m_fields={"opgaven", "werkgroep"})
        auditlog.register(models.Aanbeveling, m2m_fields={"acties", "besluiten"})
        auditlog.register(models.Signaal, m2m_fields={"acties", "doelen", "opgaven"})
        for model in (
            models.Aanmelding,
            models.Aanwezigheid,
            models.Actiepunt,
            models.Besluit,
            models.Gevolg,
            models.Lidmaatschap,
            models.Overlegorgaan,
            models.Stuk,
            models.Vergadering,
            models.Verslagreactie,
        ):
            auditlog.register(model)
