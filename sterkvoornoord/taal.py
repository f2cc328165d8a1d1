"""Pages in the language that a visitor asks for: `?taal=en`, or a button of the form that says so."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

TALEN: list[tuple[str, str]] = settings.LANGUAGES


def gekozen_taal(request: HttpRequest) -> str:
    """The language of the button that was pressed, else that in the address, when it is one that we have."""
    knop = request.POST.get("daad", "") if request.method == "POST" else ""
    taal = knop.removeprefix("taal-") if knop.startswith("taal-") else request.GET.get("taal", "")
    return taal if taal in dict(TALEN) else ""


class InTaal:
    """Mixin of a view: the page is in `taal()` from its first word to its last, rendered before that ends."""

    request: HttpRequest

    def taal(self) -> str:
        """The language that is asked for, else Dutch."""
        return gekozen_taal(self.request) or "nl"

    def taalvraag(self) -> str:
        """What a link to another page in the same language ends with; empty for Dutch."""
        return "" if self.taal() == "nl" else f"?taal={self.taal()}"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        with translation.override(self.taal()):
            antwoord = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            if hasattr(antwoord, "render"):
                antwoord.render()
        antwoord["Content-Language"] = self.taal()
        return antwoord

    def get_context_data(self, **kwargs) -> dict:
        vast = {"talen": TALEN, "taal_nu": self.taal(), "taalvraag": self.taalvraag()}
        return super().get_context_data(**vast, **kwargs)  # type: ignore[misc]
