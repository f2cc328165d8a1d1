"""Pages about the site itself: accessibility, privacy, and what machines ask for."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

#: A reader of security.txt must look again after this many days; the standard asks for less than a year.
SECURITY_TXT_DAGEN = 90
#: Addresses that search engines have no business with.
NIET_VOOR_ZOEKMACHINES = ("/account/", "/beheer/", "/mijn-werk/")


@login_not_required
@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """What is done for accessibility and where to report a problem; it claims no status."""
    return render(request, "sterkvoornoord/toegankelijkheid.html", {"verklaring_url": settings.TOEGANKELIJKHEID_URL})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data the portal keeps, with the terms as they are set."""
    termijnen = {
        "sessie_uren": settings.SESSION_COOKIE_AGE // 3600,
        "csrf_dagen": settings.CSRF_COOKIE_AGE // (24 * 3600),
        "bericht_dagen": settings.BERICHTEN_BEWAREN_DAGEN,
        "concept_dagen": settings.INITIATIEF_CONCEPT_DAGEN,
        "bevestigen_dagen": settings.INITIATIEF_BEVESTIGEN_DAGEN,
        "bewaren_dagen": settings.INITIATIEF_BEWAREN_DAGEN,
        "contact_dagen": settings.INITIATIEF_CONTACT_DAGEN,
        "verklaring_url": settings.PRIVACY_URL,
    }
    return render(request, "sterkvoornoord/privacy.html", termijnen)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a vulnerability. It never expires by neglect: the date moves with the day."""
    verloopt = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=SECURITY_TXT_DAGEN)
    regels = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {verloopt.astimezone(timezone.get_fixed_timezone(0)):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL.rstrip('/')}{reverse('security-txt')}",
    ]
    return _platte_tekst(regels)


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    return _platte_tekst(["User-agent: *", *(f"Disallow: {pad}" for pad in NIET_VOOR_ZOEKMACHINES)])


def _platte_tekst(regels: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")
