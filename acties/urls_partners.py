from django.urls import path

from acties.views import partners

app_name = "partners"

urlpatterns = [
    path("", partners.PartnerList.as_view(), name="lijst"),
    path("<slug:slug>/", partners.PartnerDetail.as_view(), name="detail"),
]
