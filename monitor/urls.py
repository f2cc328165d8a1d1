from django.urls import path

from sterkvoornoord.aanbouw import aanbouw

app_name = "monitor"

urlpatterns = [
    path("", aanbouw, name="home"),
    path("mijn-werk/", aanbouw, name="mijn-werk"),
    path("publicaties/", aanbouw, name="publicaties"),
    path("zoeken/", aanbouw, name="zoeken"),
]
