from django.urls import path

from governance.views import signalen

app_name = "signalen"

urlpatterns = [
    path("", signalen.SignaalList.as_view(), name="lijst"),
    path("nieuw/", signalen.SignaalNieuw.as_view(), name="nieuw"),
    path("<slug:nummer>/", signalen.SignaalDetail.as_view(), name="detail"),
    path("<slug:nummer>/bewerken/", signalen.SignaalBewerken.as_view(), name="bewerken"),
    path("<slug:nummer>/stap/<slug:naar>/", signalen.SignaalStap.as_view(), name="stap"),
]
