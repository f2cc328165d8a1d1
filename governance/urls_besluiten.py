from django.urls import path

from governance.views import besluiten

app_name = "besluiten"

urlpatterns = [
    path("", besluiten.BesluitList.as_view(), name="lijst"),
    path("nieuw/", besluiten.BesluitNieuw.as_view(), name="nieuw"),
    path("<slug:nummer>/", besluiten.BesluitDetail.as_view(), name="detail"),
    path("<slug:nummer>/bewerken/", besluiten.BesluitBewerken.as_view(), name="bewerken"),
    path("<slug:nummer>/vaststellen/", besluiten.vaststellen, name="vaststellen"),
    path("<slug:nummer>/gevolg/", besluiten.GevolgNieuw.as_view(), name="gevolg-nieuw"),
    path("<slug:nummer>/gevolg/<int:pk>/", besluiten.gevolg, name="gevolg"),
]
