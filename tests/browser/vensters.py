"""Windows of the browser, used again: making one costs more than what most tests do in it."""

from dataclasses import dataclass, field

from django.conf import settings

from tests.browser import toezicht

GEDULD = 10_000  # ms
MAAT = {"width": 1280, "height": 900}
#: What a page leaves behind besides cookies.
OPSLAG = "local_storage,indexeddb,cache_storage,service_workers"


@dataclass
class Raam:
    """A browser context at the portal of `url`. `fouten` fills with what must not happen in it."""

    context: object
    url: str
    soort: tuple | None
    fouten: list[str] = field(default_factory=list)

    def meld_aan(self, sessie: str | None) -> None:
        """Forget who was here; the next request comes from the owner of this session, or from nobody."""
        self.context.clear_cookies()
        if sessie:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie, "url": self.url}])

    def open(self, breedte: int, hoogte: int):
        """A new page of this size."""
        pagina, maat = self.context.new_page(), {"width": breedte, "height": hoogte}
        if maat != MAAT:
            pagina.set_viewport_size(maat)
        return pagina

    def veeg(self) -> None:
        """Close the pages and wipe what they stored: the next test finds a browser that knows nothing."""
        for plek, pagina in enumerate(self.context.pages):
            if plek == 0:
                veger = self.context.new_cdp_session(pagina)
                veger.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": OPSLAG})
            pagina.close()


class Ramen:
    """Lends browser contexts and takes them back. Cookies, pages and storage go; only fetched static files stay."""

    def __init__(self, browser):
        self._browser = browser
        self._vrij: dict[tuple, list[Raam]] = {}

    def leen(self, url: str, js: bool = True, **kw) -> Raam:
        """A context with or without script; with anything else of Playwright's new_context it is a new one."""
        soort = None if kw else (url, js)
        vrij = self._vrij.get(soort, []) if soort else []
        raam = vrij.pop() if vrij else self._maak(url, js, soort, kw)
        raam.fouten.clear()
        return raam

    def _maak(self, url: str, js: bool, soort: tuple | None, kw: dict) -> Raam:
        context = self._browser.new_context(
            base_url=url,
            viewport=MAAT,
            java_script_enabled=js,
            reduced_motion="reduce",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **kw,
        )
        context.set_default_timeout(GEDULD)
        return Raam(context, url, soort, toezicht.bewaak(context, url))

    def neem_terug(self, raam: Raam) -> list[str]:
        """Return what went wrong in it since it was lent."""
        if raam.soort:
            raam.veeg()
            self._vrij.setdefault(raam.soort, []).append(raam)
        else:
            raam.context.close()
        return list(raam.fouten)
