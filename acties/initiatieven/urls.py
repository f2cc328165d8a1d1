from django.urls import path

from acties.initiatieven import views, werkbank

app_name = "initiatieven"

urlpatterns = [
    path("", werkbank.Werkbank.as_view(), name="lijst"),
    path("nieuw/", views.Formulier.as_view(), name="nieuw"),
    path("nieuw/<str:sleutel>/", views.Formulier.as_view(), name="verder"),
    path("volg/<str:sleutel>/", views.Volg.as_view(), name="volg"),
    path("volg/<str:sleutel>/bevestigen/<str:handtekening>/", views.Bevestig.as_view(), name="bevestigen"),
    path("<str:nummer>/", werkbank.WerkbankDetail.as_view(), name="detail"),
    path("<str:nummer>/behandelen/", werkbank.Behandelen.as_view(), name="behandelen"),
]
