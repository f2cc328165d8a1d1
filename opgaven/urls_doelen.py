app_name = "doelen"

urlpatterns: list = []
