from django.urls import path

from acties.views import partners
from sterkvoornoord.aanbouw import aanbouw

app_name = "partners"

urlpatterns = [
    path("", aanbouw, name="lijst"),
    path("<slug:slug>/", partners.PartnerDetail.as_view(), name="detail"),
]
