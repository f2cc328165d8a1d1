from django.urls import path

from monitor.mijn_werk import MijnWerk
from sterkvoornoord.aanbouw import aanbouw

app_name = "monitor"

urlpatterns = [
    path("", aanbouw, name="home"),
    path("mijn-werk/", MijnWerk.as_view(), name="mijn-werk"),
    path("publicaties/", aanbouw, name="publicaties"),
    path("zoeken/", aanbouw, name="zoeken"),
]
