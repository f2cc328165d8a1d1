from django.urls import path

from monitor import api

urlpatterns = [
    path("indicatoren", api.Indicatoren.as_view(), name="indicatoren"),
    path("indicatoren/<slug:code>", api.EenIndicator.as_view(), name="indicator"),
    path("metingen", api.Metingen.as_view(), name="metingen"),
]
