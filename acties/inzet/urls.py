from django.urls import path

from acties.inzet import views
from acties.inzet.views_overzicht import Overzicht

app_name = "inzet"

urlpatterns = [
    path("", Overzicht.as_view(), name="overzicht"),
    path("acties/<actienummer:nummer>/", views.ActieUren.as_view(), name="actie"),
    path("acties/<actienummer:nummer>/<int:pk>/vragen/", views.Vragen.as_view(), name="vragen"),
    path("acties/<actienummer:nummer>/<int:pk>/geleverd/", views.Geleverd.as_view(), name="geleverd"),
    path("afspraken/<int:pk>/", views.Afspraak.as_view(), name="afspraak"),
    path("afspraken/<int:pk>/antwoord/", views.Antwoord.as_view(), name="antwoord"),
    path("afspraken/<int:pk>/intrekken/", views.intrekken, name="intrekken"),
    path("afspraken/<int:pk>/overnemen/", views.overnemen, name="overnemen"),
]
