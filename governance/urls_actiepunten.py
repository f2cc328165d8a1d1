from django.urls import path

from governance.views import actiepunten

app_name = "actiepunten"

urlpatterns = [
    path("", actiepunten.ActiepuntList.as_view(), name="lijst"),
    path("nieuw/", actiepunten.ActiepuntNieuw.as_view(), name="nieuw"),
    path("<slug:nummer>/", actiepunten.ActiepuntDetail.as_view(), name="detail"),
    path("<slug:nummer>/bewerken/", actiepunten.ActiepuntBewerken.as_view(), name="bewerken"),
    path("<slug:nummer>/stand/", actiepunten.ActiepuntStand.as_view(), name="stand"),
]
