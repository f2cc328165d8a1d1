"""Addresses. The layers meet here, by name only."""

from django.contrib import admin
from django.urls import include, path, register_converter

from sterkvoornoord import api_docs, fouten, paginas
from sterkvoornoord.converters import ActieNummer, DoelNummer
from sterkvoornoord.stijlgids import Stijlgids

register_converter(ActieNummer, "actienummer")
register_converter(DoelNummer, "doelnummer")

urlpatterns = [
    path("", include("monitor.urls")),
    path("opgaven/", include("opgaven.urls")),
    path("doelen/", include("opgaven.urls_doelen")),
    path("acties/", include("acties.urls")),
    path("partners/", include("acties.urls_partners")),
    path("initiatieven/", include("acties.initiatieven.urls")),
    path("inzet/", include("acties.inzet.urls")),
    path("ideeen/", include("acties.initiatieven.urls_openbaar")),
    path("overleg/", include("governance.urls")),
    path("vergaderingen/", include("governance.urls_vergaderingen")),
    path("besluiten/", include("governance.urls_besluiten")),
    path("actiepunten/", include("governance.urls_actiepunten")),
    path("signalen/", include("governance.urls_signalen")),
    path("agenda/", include("governance.urls_agenda")),
    path("focus/", include("governance.urls_focus")),
    path("aanbevelingen/", include("governance.urls_aanbevelingen")),
    path("account/", include("sterkvoornoord.urls_account")),
    path("verhalen/", include("acties.urls_verhalen")),
    path("beheer/", admin.site.urls),
    path("gezondheid/", fouten.gezondheid, name="gezondheid"),
    path("toegankelijkheid/", paginas.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", paginas.privacy, name="privacy"),
    path(".well-known/security.txt", paginas.security_txt, name="security-txt"),
    path("robots.txt", paginas.robots_txt, name="robots-txt"),
    path("api/v1/documentatie", api_docs.documentatie, name="api-docs"),
    path("api/v1/", include("sterkvoornoord.urls_api")),
    path("stijlgids/", Stijlgids.as_view(), name="stijlgids"),
]
