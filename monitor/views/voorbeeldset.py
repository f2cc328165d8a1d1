"""The button that removes the example set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from monitor.voorbeeldset import verwijder_voorbeeldcijfers
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.toegang import alleen_post


@alleen_post
def haal_weg(request: HttpRequest) -> HttpResponse:
    aantal = verwijder_voorbeeldcijfers(door=request.user)
    meld_gedaan(
        request,
        f"De voorbeeldcijfers zijn weg ({aantal} regels)." if aantal else "Er stonden geen voorbeeldcijfers meer.",
    )
    return redirect("monitor:monitor")
