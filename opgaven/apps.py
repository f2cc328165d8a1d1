from django.apps import AppConfig


class OpgavenConfig(AppConfig):
    name = "opgaven"
    verbose_name = "Opgaven en doelen"

    def ready(self):
        from auditlog.registry import auditlog

        from opgaven import models

        for model in (models.Programma, models.Gebied, models.Doel, models.Onderwerp):
            auditlog.register(model)
        auditlog.register(models.Opgave, exclude_fields=["laatste_actienummer"])
        auditlog.register(models.Uitvoeringsplan)
        auditlog.register(models.Bemensing)
