from django.urls import path

from governance.views import overleg

app_name = "overleg"

urlpatterns = [
    path("", overleg.Gids.as_view(), name="gids"),
    path("<slug:slug>/", overleg.OrgaanDetail.as_view(), name="detail"),
]
