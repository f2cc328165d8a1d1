from django.urls import path

from governance.views import agenda, overleg, reeks

app_name = "overleg"

urlpatterns = [
    path("", overleg.Gids.as_view(), name="gids"),
    path("<slug:slug>/", overleg.OrgaanDetail.as_view(), name="detail"),
    path("<slug:slug>/reeks/", reeks.Reeks.as_view(), name="reeks"),
    path("<slug:slug>/agendapunt/", agenda.PuntNieuw.as_view(), name="punt-nieuw"),
    path("<slug:slug>/agendapunt/<int:pk>/", agenda.PuntBewerken.as_view(), name="punt"),
]
