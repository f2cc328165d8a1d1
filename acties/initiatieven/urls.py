from django.urls import path

from acties.initiatieven import views, views_bijlagen, website, werkbank

app_name = "initiatieven"

urlpatterns = [
    path("", werkbank.Werkbank.as_view(), name="lijst"),
    path("nieuw/", views.Formulier.as_view(), name="nieuw"),
    path("nieuw/<str:sleutel>/", views.Formulier.as_view(), name="verder"),
    path("volg/<str:sleutel>/", views.Volg.as_view(), name="volg"),
    path("volg/<str:sleutel>/bevestigen/<str:handtekening>/", views.Bevestig.as_view(), name="bevestigen"),
    path("bijlagen/<str:sleutel>/", views_bijlagen.Bijlagen.as_view(), name="bijlagen"),
    path("bijlagen/<str:sleutel>/<int:pk>/", views_bijlagen.bijlage, name="bijlage"),
    path("<slug:nummer>/bijlagen/<int:pk>/", views_bijlagen.bijlage_voor_collega, name="bijlage-collega"),
    path("<slug:nummer>/", werkbank.WerkbankDetail.as_view(), name="detail"),
    path("<slug:nummer>/website/", website.Website.as_view(), name="website"),
    path("<slug:nummer>/behandelen/", werkbank.Behandelen.as_view(), name="behandelen"),
]
