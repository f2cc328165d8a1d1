from django.urls import path

from acties import api, api_partners

urlpatterns = [
    path("acties", api.Acties.as_view(), name="acties"),
    path("acties/<actienummer:nummer>", api.EenActie.as_view(), name="actie"),
    path("partners", api_partners.Partners.as_view(), name="partners"),
    path("partners/<slug:slug>", api_partners.EenPartner.as_view(), name="partner"),
]
