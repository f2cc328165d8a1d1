app_name = "opgaven"

urlpatterns: list = []
