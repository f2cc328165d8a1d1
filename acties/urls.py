app_name = "acties"

urlpatterns: list = []
