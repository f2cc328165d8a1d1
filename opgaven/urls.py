from django.urls import path

from sterkvoornoord.aanbouw import aanbouw

app_name = "opgaven"

urlpatterns = [
    path("", aanbouw, name="lijst"),
    path("<slug:slug>/", aanbouw, name="detail"),
]
