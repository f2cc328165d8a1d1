from django.urls import path

from acties.views import detail
from sterkvoornoord.aanbouw import aanbouw

app_name = "acties"

urlpatterns = [
    path("", aanbouw, name="lijst"),
    path("<actienummer:nummer>/", detail.ActieDetail.as_view(), name="detail"),
    path("<actienummer:nummer>/voortgang/", aanbouw, name="voortgang"),
    path("<actienummer:nummer>/ongewijzigd/", aanbouw, name="ongewijzigd"),
    path("<actienummer:nummer>/ongedaan/", aanbouw, name="ongedaan"),
    path("<actienummer:nummer>/bewerken/", aanbouw, name="bewerken"),
    path("<actienummer:nummer>/geschiedenis/", aanbouw, name="geschiedenis"),
]
