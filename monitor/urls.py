from django.urls import path

from monitor.mijn_werk import MijnWerk
from monitor.views import (
    dashboard,
    editie,
    editiebestanden,
    geld,
    geldinvoer,
    importeren,
    metingen,
    opgavestand,
    planimport,
    publicaties,
    rapportage,
    voorbeeldset,
)
from monitor.views.home import Home
from monitor.views.monitor import Monitor, doel_cijfers
from monitor.views.zoeken import Zoeken

app_name = "monitor"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("dashboard/", dashboard.Dashboard.as_view(), name="dashboard"),
    path("geld/", geld.GeldOverzicht.as_view(), name="geld"),
    path("geld/nieuw/", geldinvoer.GeldNieuw.as_view(), name="geld-nieuw"),
    path("geld/<int:pk>/", geldinvoer.GeldBewerken.as_view(), name="geldstroom"),
    path("geld/<int:pk>/verwijderen/", geldinvoer.GeldVerwijderen.as_view(), name="geldstroom-verwijderen"),
    path("importeren/", importeren.Importeren.as_view(), name="importeren"),
    path("importeren/plan/", planimport.PlanImporteren.as_view(), name="importeren-plan"),
    path("importeren/<int:pk>/", importeren.Nakijken.as_view(), name="import"),
    path("importeren/<int:pk>/kolommen/", importeren.Koppelen.as_view(), name="import-koppelen"),
    path("importeren/<int:pk>/annuleren/", importeren.annuleer, name="import-annuleren"),
    path("mijn-werk/", MijnWerk.as_view(), name="mijn-werk"),
    path("monitor/", Monitor.as_view(), name="monitor"),
    path("doelen/<doelnummer:nummer>/cijfers.csv", doel_cijfers, name="doel-cijfers"),
    path("doelen/<doelnummer:nummer>/cijfers.xlsx", doel_cijfers, {"soort": "xlsx"}, name="doel-cijfers-excel"),
    path("doelen/<doelnummer:nummer>/duiding/", metingen.DuidingInvoer.as_view(), name="duiding"),
    path("indicatoren/<slug:code>/metingen/", metingen.MetingInvoer.as_view(), name="metingen"),
    path("indicatoren/<slug:code>/streefwaarden/", metingen.StreefInvoer.as_view(), name="streefwaarden"),
    path("monitor/voorbeeldcijfers-weg/", voorbeeldset.haal_weg, name="voorbeeldcijfers-weg"),
    path("publicaties/", publicaties.PublicatieList.as_view(), name="publicaties"),
    path("publicaties/nieuw/", publicaties.vraag_aan, name="publicatie-nieuw"),
    path("publicaties/<int:pk>/", editie.detail, name="publicatie"),
    path("publicaties/<int:pk>/vaststellen/", editie.stel_vast, name="publicatie-vaststellen"),
    path("publicaties/<int:pk>/publiceren/", editie.publiceer, name="publicatie-publiceren"),
    path("publicaties/<int:pk>/erratum/", editie.vraag_erratum, name="publicatie-erratum"),
    path("publicaties/<int:pk>/gegevens.csv", editiebestanden.als_csv_bestand, name="publicatie-csv"),
    path("publicaties/<int:pk>/gegevens.json", editiebestanden.als_json_bestand, name="publicatie-json"),
    path("publicaties/<int:pk>/lezen/", editiebestanden.lees, name="publicatie-lezen"),
    path("publicaties/<int:pk>/lezen/<slug:blad>/", editiebestanden.lees, name="publicatie-lezen-blad"),
    path("publicaties/<int:pk>/stand/", publicaties.stand, name="publicatie-stand"),
    path("publicaties/<int:pk>/stoppen/", publicaties.stop, name="publicatie-stoppen"),
    path("publicaties/<int:pk>/opnieuw/", publicaties.probeer_opnieuw, name="publicatie-opnieuw"),
    path(
        "publicaties/<int:pk>/projectenboek.pdf",
        editiebestanden.pdf,
        {"soort": "projectenboek"},
        name="publicatie-pdf",
    ),
    path("publicaties/<int:pk>/projectenboek-kort.pdf", editiebestanden.kort_pdf, name="publicatie-kort-pdf"),
    path("publicaties/<int:pk>/monitor.pdf", editiebestanden.pdf, {"soort": "monitor"}, name="publicatie-monitor-pdf"),
    path("rapportage/", rapportage.Rapportage.as_view(), name="rapportage"),
    path("rapportage/openen/", rapportage.open_ronde, name="ronde-openen"),
    path("rapportage/sluiten/", rapportage.sluit_ronde, name="ronde-sluiten"),
    path("rapportage/herinneren/", rapportage.herinner, name="ronde-herinneren"),
    path("rapportage/<slug:slug>/", opgavestand.Opgavestand.as_view(), name="opgavestand"),
    path("rapportage/<slug:slug>/invullen/", opgavestand.StandInvullen.as_view(), name="opgavestand-invullen"),
    path("rapportage/<slug:slug>/ongewijzigd/", opgavestand.stand_ongewijzigd, name="opgavestand-ongewijzigd"),
    path("rapportage/<slug:slug>/nagekeken/", opgavestand.kijk_na, name="opgavestand-nagekeken"),
    path("zoeken/", Zoeken.as_view(), name="zoeken"),
]
