from django.urls import path

from governance.views import aanbevelingen

app_name = "aanbevelingen"

urlpatterns = [
    path("", aanbevelingen.AanbevelingList.as_view(), name="lijst"),
    path("<slug:nummer>/", aanbevelingen.AanbevelingDetail.as_view(), name="detail"),
    path("<slug:nummer>/opvolgen/", aanbevelingen.AanbevelingOpvolgen.as_view(), name="opvolgen"),
]
