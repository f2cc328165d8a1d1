from django.urls import path

from acties.views import bewerken, detail, geschiedenis, lijst, poster, voortgang

app_name = "acties"

urlpatterns = [
    path("", lijst.ActieLijst.as_view(), name="lijst"),
    path("<actienummer:nummer>/", detail.ActieDetail.as_view(), name="detail"),
    path("<actienummer:nummer>/poster/", poster.ActiePoster.as_view(), name="poster"),
    path("<actienummer:nummer>/voortgang/", voortgang.VoortgangMelden.as_view(), name="voortgang"),
    path("<actienummer:nummer>/ongewijzigd/", voortgang.ongewijzigd, name="ongewijzigd"),
    path("<actienummer:nummer>/ongedaan/", voortgang.ongedaan, name="ongedaan"),
    path("<actienummer:nummer>/bewerken/", bewerken.ActieBewerken.as_view(), name="bewerken"),
    path("<actienummer:nummer>/geschiedenis/", geschiedenis.ActieGeschiedenis.as_view(), name="geschiedenis"),
]
