from django.urls import path

from monitor.mijn_werk import MijnWerk
from monitor.views.home import Home
from monitor.views.zoeken import Zoeken
from sterkvoornoord.aanbouw import aanbouw

app_name = "monitor"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("mijn-werk/", MijnWerk.as_view(), name="mijn-werk"),
    path("publicaties/", aanbouw, name="publicaties"),
    path("zoeken/", Zoeken.as_view(), name="zoeken"),
]
