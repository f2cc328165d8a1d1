from django.urls import path

from sterkvoornoord.aanbouw import aanbouw

app_name = "doelen"

urlpatterns = [
    path("", aanbouw, name="lijst"),
    path("<doelnummer:nummer>/", aanbouw, name="detail"),
]
