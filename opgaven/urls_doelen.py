from django.urls import path

from opgaven import views

app_name = "doelen"

urlpatterns = [
    path("", views.DoelList.as_view(), name="lijst"),
    path("<doelnummer:nummer>/", views.DoelDetail.as_view(), name="detail"),
]
