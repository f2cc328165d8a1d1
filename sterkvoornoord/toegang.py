"""Access rules: deny by default, and nothing typed is lost when a session has expired."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sterkvoornoord.rollen import Rollen, rollen_van

SLEUTEL_BEWAARD = "bewaard_formulier"
#: More than this (characters over all fields) is not kept for a visitor who is not signed in.
MAX_BEWAARD = 60_000


def alleen_post(view):
    """Like Django's ``require_POST``, for one-shot acts that have no page of their own.

    Who signs in after pressing such a button returns to the page with the button, not to a 405.
    """
    beperkt = require_POST(view)
    beperkt.alleen_post = True
    return beperkt


class ToegangMiddleware(LoginRequiredMiddleware):
    """Sign-in is required unless a view opts out; a form posted after the session ended is kept.

    A part of a page that htmx asks for gets 401: the page then asks again as a whole (``static/js/portaal.js``).
    """

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        if "HX-Request" in request.headers:
            return HttpResponse(status=401)
        terug = request.get_full_path()
        if request.method == "POST":
            if getattr(view_func, "alleen_post", False):
                terug = vorige_pagina(request)
            else:
                bewaar_formulier(request)
                terug = request.path
        return redirect_to_login(terug, resolve_url(settings.LOGIN_URL), REDIRECT_FIELD_NAME)


def vorige_pagina(request: HttpRequest) -> str:
    """Path and query of the page on this site that the request came from; the home page when unknown."""
    verwijzer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(verwijzer, {request.get_host()}):
        return "/"
    delen = urlsplit(verwijzer)
    return delen.path + (f"?{delen.query}" if delen.query else "")


def terug_of(request: HttpRequest, anders: str) -> str:
    """Where to go after an act: the page of this site that asked for it in ``terug``, else `anders`."""
    doel = request.POST.get("terug") or request.GET.get("terug") or ""
    veilig = url_has_allowed_host_and_scheme(doel, {request.get_host()}, require_https=request.is_secure())
    return doel if veilig and doel.startswith("/") else anders


def bewaar_formulier(request: HttpRequest) -> None:
    """Keep what was posted in the visitor's session, under the address it was posted to."""
    velden = {k: v for k, v in request.POST.lists() if k != "csrfmiddlewaretoken"}
    if sum(len(tekst) for waarden in velden.values() for tekst in waarden) > MAX_BEWAARD:
        return
    request.session[SLEUTEL_BEWAARD] = {"pad": request.path, "velden": velden}


def haal_bewaard(request: HttpRequest) -> dict[str, list[str]] | None:
    """Take back what `bewaar_formulier` kept for this address, once; None when there is nothing.

    A view that shows a form fills it with the result, so that the user only has to press the button again.
    """
    bewaard = request.session.get(SLEUTEL_BEWAARD)
    if not bewaard or bewaard["pad"] != request.path:
        return None
    del request.session[SLEUTEL_BEWAARD]
    messages.info(
        request,
        "U was uitgelogd. Uw tekst is bewaard en staat hieronder. Kijk hem na en verstuur hem opnieuw.",
    )
    return bewaard["velden"]


class RolVereist(UserPassesTestMixin):
    """View mixin: 403 unless `mag(rollen)` holds for the signed-in account."""

    raise_exception = True

    def mag(self, rollen: Rollen) -> bool:
        raise NotImplementedError

    def test_func(self) -> bool:
        return self.mag(rollen_van(self.request.user))
