from django.urls import path

from monitor import api, api_publicaties, api_rondes

urlpatterns = [
    path("indicatoren", api.Indicatoren.as_view(), name="indicatoren"),
    path("indicatoren/<slug:code>", api.EenIndicator.as_view(), name="indicator"),
    path("metingen", api.Metingen.as_view(), name="metingen"),
    path("publicaties", api_publicaties.Publicaties.as_view(), name="publicaties"),
    path("publicaties/<int:pk>", api_publicaties.EenPublicatie.as_view(), name="publicatie"),
    path("rapportagerondes", api_rondes.Rapportagerondes.as_view(), name="rapportagerondes"),
    path("rapportagerondes/<int:pk>", api_rondes.EenRapportageronde.as_view(), name="rapportageronde"),
]
