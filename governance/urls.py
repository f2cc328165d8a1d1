from django.urls import path

from governance.views import agenda, agenderen, overleg, reeks, stukken

app_name = "overleg"

urlpatterns = [
    path("", overleg.Gids.as_view(), name="gids"),
    path("stuk/<int:pk>/", stukken.open_stuk, name="stuk-open"),
    path("<slug:slug>/", overleg.OrgaanDetail.as_view(), name="detail"),
    path("initiatief/<slug:nummer>/", agenderen.Agenderen.as_view(), name="initiatief"),
    path("<slug:slug>/reeks/", reeks.Reeks.as_view(), name="reeks"),
    path("<slug:slug>/agendapunt/", agenda.PuntNieuw.as_view(), name="punt-nieuw"),
    path("<slug:slug>/agendapunt/<int:pk>/", agenda.PuntBewerken.as_view(), name="punt"),
    path("<slug:slug>/agendapunt/<int:pk>/stukken/", stukken.StukkenVanPunt.as_view(), name="stukken"),
    path("<slug:slug>/agendapunt/<int:pk>/stukken/<int:stuk>/", stukken.StukBewerken.as_view(), name="stuk"),
    path("<slug:slug>/agendapunt/<int:pk>/stukken/<int:stuk>/weg/", stukken.StukWeghalen.as_view(), name="stuk-weg"),
]
