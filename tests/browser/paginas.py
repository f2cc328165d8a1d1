"""Every page that the browser tests visit, taken from the table of the role matrix: no page can be forgotten."""

import re
import urllib.request
from dataclasses import dataclass

from django.urls import reverse

from tests.cast import ROLLEN
from tests.rollenregels import REGELS, Regel

#: Answers that are no page: JSON, text, files, and fragments of a page.
GEEN_PAGINA = ("api:", "gezondheid", "robots-txt", "security-txt")

# What differs per account on a page that is the same for both: their names, the counter in the menu, tokens.
EIGEN = re.compile(
    r'<a class="svn-kop__gebruiker".*?</a>'
    r'|<span class="svn-zacht">\([^<]*\)</span>'
    r'|(?:value="|X-CSRFToken": ")[A-Za-z0-9]{64}"',
    re.S,
)


@dataclass(frozen=True)
class Pagina:
    regel: Regel

    def __str__(self) -> str:
        return str(self.regel)

    @property
    def pad(self) -> str:
        return reverse(self.regel.naam, kwargs=self.regel.kwargs)

    @property
    def rollen(self) -> list[str]:
        """The roles that get the page itself, the ones that see most first."""
        return [rol for rol in reversed(ROLLEN) if rol in self.regel.wie and rol not in self.regel.anders]


PAGINAS = [Pagina(regel) for regel in REGELS if "GET" in regel.methoden and not regel.naam.startswith(GEEN_PAGINA)]


def haal(url: str, sessie: str | None) -> str:
    """Return the HTML of a page of the running portal."""
    vraag = urllib.request.Request(url, headers={"Cookie": f"sessionid={sessie}"} if sessie else {})
    with urllib.request.urlopen(vraag, timeout=20) as antwoord:
        return antwoord.read().decode()


def verschillende_rollen(portaal, pagina: Pagina) -> list[str]:
    """Return one role for each different face of the page: what looks the same needs one look."""
    gezichten: dict[str, str] = {}
    for rol in pagina.rollen:
        html = haal(portaal.url + pagina.pad, portaal.sessies.get(rol))
        gezichten.setdefault(EIGEN.sub("", html), rol)
    return list(gezichten.values())
