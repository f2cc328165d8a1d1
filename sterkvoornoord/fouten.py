"""Error pages, and the health check."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened too long ago or in another browser; tell what to do."""
    return render(request, "403_csrf.html", status=403)


def weiger_te_groot(get_response):
    """Middleware: a form that is larger than Django will read gets a page that says so, with status 413.

    Without it Django raises halfway, and the visitor reads that the site does not understand the form. A form with
    a file may be larger; above its limit not a byte of it is read.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        lengte = request.META.get("CONTENT_LENGTH") or "0"
        met_bestand = request.content_type == "multipart/form-data"
        grens = settings.UPLOAD_MAX if met_bestand else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if lengte.isdecimal() and int(lengte) > grens:
            return render(None, "413.html", {"met_bestand": met_bestand}, status=413)
        return get_response(request)

    return middleware


@login_not_required
@never_cache
@require_safe
def gezondheid(request: HttpRequest) -> JsonResponse:
    """200 with ``{"status": "goed"}`` when the portal can reach its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "geen database"}, status=503)
    return JsonResponse({"status": "goed"})
