from django.urls import path

from opgaven import views

app_name = "opgaven"

urlpatterns = [
    path("", views.OpgaveList.as_view(), name="lijst"),
    path("<slug:slug>/", views.OpgaveDetail.as_view(), name="detail"),
]
