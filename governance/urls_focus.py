from django.urls import path

from governance.views import focus

app_name = "focus"

urlpatterns = [
    path("", focus.FocusList.as_view(), name="lijst"),
    path("nieuw/", focus.FocusNieuw.as_view(), name="nieuw"),
    path("<int:pk>/", focus.FocusBewerken.as_view(), name="bewerken"),
]
