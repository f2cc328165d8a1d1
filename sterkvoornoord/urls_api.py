"""Addresses of the API, without a slash at the end; each layer has its own resources."""

from django.urls import include, path

from sterkvoornoord.api_schema import OpenApi

app_name = "api"

urlpatterns = [
    path("openapi.json", OpenApi.as_view(), name="openapi"),
    path("", include("opgaven.urls_api")),
    path("", include("acties.urls_api")),
    path("", include("monitor.urls_api")),
]
