from django.urls import path

from acties import api, api_initiatieven, api_partners

urlpatterns = [
    path("acties", api.Acties.as_view(), name="acties"),
    path("acties/<actienummer:nummer>", api.EenActie.as_view(), name="actie"),
    path("initiatieven", api_initiatieven.Initiatieven.as_view(), name="initiatieven"),
    path("initiatieven/<slug:nummer>", api_initiatieven.EenInitiatief.as_view(), name="initiatief"),
    path("partners", api_partners.Partners.as_view(), name="partners"),
    path("partners/<slug:slug>", api_partners.EenPartner.as_view(), name="partner"),
]
