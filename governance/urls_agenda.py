from django.urls import path

from governance.views import activiteiten

app_name = "agenda"

urlpatterns = [
    path("", activiteiten.Agenda.as_view(), name="lijst"),
    path("agenda.ics", activiteiten.ics, name="ics"),
    path("nieuw/", activiteiten.ActiviteitNieuw.as_view(), name="nieuw"),
    path("abonnement/", activiteiten.Abonnement.as_view(), name="abonnement"),
    path("mijn/<slug:sleutel>.ics", activiteiten.feed, name="feed"),
    path("<int:pk>/", activiteiten.ActiviteitDetail.as_view(), name="detail"),
    path("<int:pk>/bewerken/", activiteiten.ActiviteitBewerken.as_view(), name="bewerken"),
]
