"""Ideas on the website. `/initiatieven/` is where colleagues handle them; these are for everybody."""

from django.urls import path

from acties.initiatieven import views_openbaar

app_name = "ideeen"

urlpatterns = [
    path("", views_openbaar.Ideeen.as_view(), name="lijst"),
    path("deelname/<str:sleutel>/", views_openbaar.MijnDeelname.as_view(), name="deelname"),
    path("<slug:nummer>/", views_openbaar.Idee.as_view(), name="detail"),
    path("<slug:nummer>/meedoen/", views_openbaar.Meedoen.as_view(), name="meedoen"),
]
