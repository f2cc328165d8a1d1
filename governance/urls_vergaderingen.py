from django.urls import path

from governance.views import agenda, stukken, vastleggen, vergaderingen

app_name = "vergaderingen"

urlpatterns = [
    path("nieuw/", vergaderingen.VergaderingNieuw.as_view(), name="nieuw"),
    path("<slug:nummer>/", vergaderingen.VergaderingDetail.as_view(), name="detail"),
    path("<slug:nummer>/agenda.ics", vergaderingen.VergaderingIcs.as_view(), name="ics"),
    path("<slug:nummer>/stukken.zip", stukken.alle_stukken, name="stukken"),
    path("<slug:nummer>/bewerken/", vergaderingen.VergaderingBewerken.as_view(), name="bewerken"),
    path("<slug:nummer>/stand/", vergaderingen.stand, name="stand"),
    path("<slug:nummer>/agenda/", agenda.AgendaMaken.as_view(), name="agenda"),
    path("<slug:nummer>/vastleggen/", vastleggen.Vastleggen.as_view(), name="vastleggen"),
]
