from django.urls import path

from acties.views.verhalen import VerhaalLijst

app_name = "verhalen"

urlpatterns = [
    path("", VerhaalLijst.as_view(), name="lijst"),
]
