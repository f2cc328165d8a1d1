"""Every page that the browser tests visit, taken from the table of the role matrix: no page can be forgotten."""

import re
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser

from django.urls import reverse

from tests.cast import ROLLEN
from tests.rollenregels import GEPUBLICEERD, REGELS
from tests.rolregel import Regel

#: Answers that are no page: JSON, text, files, and fragments of a page.
GEEN_PAGINA = (
    "agenda:ics",
    "api:",
    "overleg:stuk-open",
    "vergaderingen:ics",
    "vergaderingen:stukken",
    "monitor:actielijst-",
    "monitor:agenda-pdf",
    "monitor:besluitenlijst-pdf",
    "monitor:doel-cijfers",
    "monitor:publicatie-",
    "gezondheid",
    "robots-txt",
    "security-txt",
)


class Onderdelen(HTMLParser):
    """Gathers what a page is made of: each kind of element with its classes and attributes, and how headings follow.

    Texts, numbers and how often a part is repeated do not matter: they do not change what axe thinks of it.
    """

    TELT_ALS_WAARDE = frozenset({"class", "role", "type", "scope", "lang", "dir", "autocomplete", "tabindex"})

    def __init__(self, html: str):
        super().__init__()
        self.gevonden: set[tuple] = set()
        self._kop = "h1"
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        soort = frozenset((naam, waarde if naam in self.TELT_ALS_WAARDE else "") for naam, waarde in attrs)
        self.gevonden.add((tag, soort))
        if re.fullmatch("h[1-6]", tag):
            self.gevonden.add((self._kop, tag))
            self._kop = tag


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


#: Of the edition with many acties: the summary, the fullest page of acties, the longest table.
LEESBLADEN = [
    Regel("monitor:publicatie-lezen", kwargs=GEPUBLICEERD),
    *(
        Regel("monitor:publicatie-lezen-blad", kwargs=GEPUBLICEERD | {"blad": blad})
        for blad in ("opgave-3", "partnerregister")
    ),
]

PAGINAS = [
    Pagina(regel)
    for regel in REGELS
    if "GET" in regel.methoden and regel.wie and not regel.naam.startswith(GEEN_PAGINA)
] + [Pagina(regel) for regel in LEESBLADEN]


def haal(url: str, sessie: str | None) -> str:
    """Return the HTML of a page of the running portal."""
    vraag = urllib.request.Request(url, headers={"Cookie": f"sessionid={sessie}"} if sessie else {})
    with urllib.request.urlopen(vraag, timeout=20) as antwoord:
        return antwoord.read().decode()


#: What differs between two answers that are the same page.
EENMALIG = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def rollen_om_te_bekijken(portaal, pagina: Pagina) -> list[str]:
    """Return the roles that together see every part the page has for anyone; the richest page comes first."""
    rol_van: dict[str, str] = {}
    for rol in pagina.rollen:
        html = haal(portaal.url + pagina.pad, portaal.sessies.get(rol))
        # What stands around the main part is the same on every page; home is looked at as a whole.
        deel = html if pagina.regel.naam == "monitor:home" else html.partition("<main")[2].partition("</main>")[0]
        rol_van.setdefault(EENMALIG.sub("", deel), rol)
    per_rol = {rol: Onderdelen(deel).gevonden for deel, rol in rol_van.items()}
    gezien: set[tuple] = set()
    kiezen = []
    for rol, onderdelen in sorted(per_rol.items(), key=lambda paar: -len(paar[1])):
        if not onderdelen <= gezien:
            kiezen.append(rol)
            gezien |= onderdelen
    return kiezen
