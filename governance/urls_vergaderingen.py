from django.urls import path

from governance.views import overleg

app_name = "vergaderingen"

urlpatterns = [path("<slug:nummer>/", overleg.VergaderingDetail.as_view(), name="detail")]
