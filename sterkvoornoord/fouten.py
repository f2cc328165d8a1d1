"""Error pages, and the health check."""

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
