from django.urls import path

from opgaven import api

urlpatterns = [
    path("opgaven", api.Opgaven.as_view(), name="opgaven"),
    path("opgaven/<slug:slug>", api.EenOpgave.as_view(), name="opgave"),
    path("doelen", api.Doelen.as_view(), name="doelen"),
    path("doelen/<doelnummer:nummer>", api.EenDoel.as_view(), name="doel"),
]
