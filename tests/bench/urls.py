"""The portal's addresses and one page that does nothing: the floor."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from sterkvoornoord.urls import urlpatterns as portaal


@login_not_required
def kaal(request):
    """What a page costs before it does anything: middleware, session, account."""
    return HttpResponse("goed")


urlpatterns = [path("kaal/", kaal), *portaal]
