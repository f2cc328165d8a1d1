from django.urls import path

from governance.views import agenda, leden, stukken, vastleggen, vergaderingen

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
    path("<slug:nummer>/komst/", leden.Komst.as_view(), name="komst"),
    path("<slug:nummer>/reactie/", leden.Reactie.as_view(), name="reactie"),
    path("<slug:nummer>/reacties/", leden.Reacties.as_view(), name="reacties"),
    path("<slug:nummer>/reacties/termijn/", leden.Termijn.as_view(), name="reactietermijn"),
    path("<slug:nummer>/reacties/<int:pk>/", leden.Antwoord.as_view(), name="reactie-antwoord"),
    path("<slug:nummer>/verslag/<int:pk>/", leden.Verbeteren.as_view(), name="verslag"),
]
