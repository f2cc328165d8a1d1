from django.apps import AppConfig


class ActiesConfig(AppConfig):
    name = "acties"
    verbose_name = "Acties"

    def ready(self):
        from auditlog.registry import auditlog

        from acties import models

        auditlog.register(
            models.Actie,
            exclude_fields=["versie", "nummer_sortering", "zoektekst"],
            m2m_fields={"gebieden", "bestemmingen"},
        )
        for model in (
            models.Bestemming,
            models.Betrokkenheid,
            models.Dwarsverband,
            models.Mijlpaal,
            models.Onderdeel,
            models.Prestatie,
            models.RaaktPlan,
            models.Voortgang,
        ):
            auditlog.register(model)
        auditlog.register(models.GeleverdeUren, exclude_fields=["versie", "gemeld_op"])
        auditlog.register(models.Inzetafspraak, exclude_fields=["versie", "gemaakt_op"])
        # Only what colleagues decide: what a resident wrote must be gone when it is removed. The rest is in its log.
        auditlog.register(models.Initiatief, include_fields=["status", "behandelaar", "opgave", "doel", "actie"])
        auditlog.register(models.Geldstroom, m2m_fields={"ontvangers"})
        auditlog.register(models.Verhaal, m2m_fields={"acties"})
