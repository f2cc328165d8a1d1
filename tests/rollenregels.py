"""Who may do what at every address: the table of the role matrix (tests/test_rollenmatrix.py).

The table of roles in the architecture is the source; a view that disagrees with it is wrong, not the table.
A new route needs a line here. Arguments that only differ in what they show get a line each: `acties:detail` of a
concept is another door than that of an open actie.
"""

from dataclasses import dataclass, field

from tests.cast import ROLLEN

IEDEREEN = frozenset(ROLLEN)
INGELOGD = IEDEREEN - {"bezoeker"}
#: Whoever holds a role today may read what is intern.
INTERN = INGELOGD - {"zonder_rol", "afgelopen_rol"}
NIET_INTERN = INGELOGD - INTERN
#: Who sees the concepts of the opgave of the tests.
LEIDING = frozenset({"projectleider", "programmateam", "beheerder"})
#: Who edits the acties of that opgave; `trekker` those of his own partner, as long as they are no concept.
BEWERKERS = frozenset({"trekker", "projectleider", "programmateam"})
TEAM = frozenset({"programmateam"})
BEHEER = frozenset({"beheerder"})
#: Who enters numbers of that opgave.
INVOERDERS = frozenset({"projectleider", "programmateam"})
NIEMAND: frozenset[str] = frozenset()

LEZEN, FORMULIER, KNOP = ("GET",), ("GET", "POST"), ("POST",)


@dataclass(frozen=True)
class Regel:
    """One door. `wie` gets in, `ziet` learns that it is there (403), everybody else gets 404.

    A visitor without an account is sent to the sign-in page, unless the door is `openbaar`. `anders` names
    other answers than 200 to a GET for some roles; `data` is what is posted, in which {versie} and {voortgang}
    stand for those of the actie in the address.
    """

    naam: str
    wie: frozenset[str] = IEDEREEN
    methoden: tuple[str, ...] = LEZEN
    ziet: frozenset[str] = IEDEREEN
    kwargs: dict = field(default_factory=dict)
    anders: dict[str, int] = field(default_factory=dict)
    data: dict = field(default_factory=dict)

    @property
    def openbaar(self) -> bool:
        return "bezoeker" in self.wie or "bezoeker" not in self.ziet

    def __str__(self) -> str:
        return " ".join([self.naam, *(str(w) for w in self.kwargs.values())])


#: One real actie, and two with numbers that the programme does not use.
OPENBAAR, INTERNE, CONCEPT = "3.22", "3.91", "3.92"


def _actie(naam: str, nummer: str, **kw) -> Regel:
    return Regel(f"acties:{naam}", kwargs={"nummer": nummer}, **kw)


def _per_actie(naam: str, methoden: tuple[str, ...], door: frozenset[str] = BEWERKERS, **kw) -> list[Regel]:
    """The three kinds of actie for an address where one edits."""
    vast = {"methoden": methoden, **kw}
    return [
        _actie(naam, OPENBAAR, wie=door, **vast),
        _actie(naam, INTERNE, wie=door, ziet=INTERN | {"bezoeker"}, **vast),
        _actie(naam, CONCEPT, wie=door - {"trekker"}, ziet=LEIDING | {"bezoeker"}, **vast),
    ]


LEZERS = [
    Regel("monitor:home"),
    Regel("monitor:zoeken"),
    Regel("monitor:monitor"),
    Regel("monitor:doel-cijfers", kwargs={"nummer": "3.1"}),
    Regel("monitor:doel-cijfers-excel", kwargs={"nummer": "3.1"}),
    Regel("opgaven:lijst"),
    Regel("opgaven:detail", kwargs={"slug": "fijn-en-veilig-wonen"}),
    Regel("doelen:lijst"),
    Regel("doelen:detail", kwargs={"nummer": "3.1"}),
    Regel("acties:lijst"),
    _actie("detail", OPENBAAR),
    _actie("poster", OPENBAAR),
    # Paper has no access rules: nobody prints what is not public.
    _actie("poster", INTERNE, wie=NIEMAND, ziet=NIEMAND),
    _actie("poster", CONCEPT, wie=NIEMAND, ziet=NIEMAND),
    _actie("detail", INTERNE, wie=INTERN, ziet=INTERN),
    _actie("detail", CONCEPT, wie=LEIDING, ziet=LEIDING),
    Regel("partners:lijst"),
    Regel("partners:detail", kwargs={"slug": "vidomes"}),
    Regel("verhalen:lijst"),
    Regel("toegankelijkheid"),
    Regel("privacy"),
    Regel("stijlgids"),
    Regel("gezondheid"),
    Regel("robots-txt"),
    Regel("security-txt"),
    Regel("api-docs"),
    Regel("api:openapi"),
    Regel("api:opgaven"),
    Regel("api:opgave", kwargs={"slug": "fijn-en-veilig-wonen"}),
    Regel("api:doelen"),
    Regel("api:doel", kwargs={"nummer": "3.1"}),
    Regel("api:acties"),
    Regel("api:actie", kwargs={"nummer": OPENBAAR}),
    # The API knows visitors only, whoever asks.
    Regel("api:actie", wie=NIEMAND, ziet=NIEMAND, kwargs={"nummer": INTERNE}),
    Regel("api:actie", wie=NIEMAND, ziet=NIEMAND, kwargs={"nummer": CONCEPT}),
    Regel("api:indicatoren"),
    Regel("api:indicator", kwargs={"code": "sociale-samenhang"}),
    Regel("api:metingen"),
    Regel("api:publicaties"),
    Regel("api:rapportagerondes"),
    Regel("api:partners"),
    Regel("api:partner", kwargs={"slug": "vidomes"}),
]

WERK = [
    Regel("monitor:mijn-werk", wie=INGELOGD),
    Regel("monitor:metingen", wie=INVOERDERS, methoden=FORMULIER, kwargs={"code": "sociale-samenhang"}),
    Regel("monitor:streefwaarden", wie=INVOERDERS, methoden=FORMULIER, kwargs={"code": "sociale-samenhang"}),
    Regel("monitor:duiding", wie=INVOERDERS, methoden=FORMULIER, kwargs={"nummer": "3.1"}),
    Regel("monitor:voorbeeldcijfers-weg", wie=TEAM, methoden=KNOP),
    *_per_actie("voortgang", FORMULIER),
    *_per_actie("bewerken", FORMULIER),
    *_per_actie("ongewijzigd", KNOP, data={"versie": "{versie}"}),
    # Only who reported takes a report back, and the programmateam reported on these three.
    *_per_actie("ongedaan", KNOP, door=TEAM, data={"voortgang": "{voortgang}"}),
    _actie("geschiedenis", OPENBAAR, wie=INTERN),
    _actie("geschiedenis", INTERNE, wie=INTERN, ziet=INTERN | {"bezoeker"}),
    _actie("geschiedenis", CONCEPT, wie=LEIDING, ziet=LEIDING | {"bezoeker"}),
]

#: Editions of the tests: a concept, one that is being made, a monitor that is a concept, and two further in life.
BOEK, BAAN, MONITOR, VASTGESTELD, GEPUBLICEERD = ({"pk": nummer} for nummer in range(1, 6))
CONCEPTLEZERS = LEIDING | {"andere_projectleider"}
MAKERS = TEAM | BEHEER
RAPPORTEN = [
    Regel("monitor:publicaties"),
    Regel("monitor:publicatie-nieuw", wie=TEAM, methoden=KNOP),
    Regel(
        "monitor:publicatie-stand",
        kwargs=BAAN,
        wie=MAKERS,
        ziet=MAKERS | {"bezoeker"},
        anders=dict.fromkeys(MAKERS, 302),
    ),
    Regel("monitor:publicatie-stoppen", kwargs=BAAN, wie=TEAM, ziet=MAKERS | {"bezoeker"}, methoden=KNOP),
    Regel("monitor:publicatie-opnieuw", kwargs=BAAN, wie=TEAM, ziet=MAKERS | {"bezoeker"}, methoden=KNOP),
    *(
        Regel(f"monitor:publicatie{naam}", kwargs=editie | kwargs, wie=lezers, ziet=lezers)
        for editie, lezers in (
            (BOEK, CONCEPTLEZERS),
            (VASTGESTELD, CONCEPTLEZERS | {"bestuurder"}),
            (GEPUBLICEERD, IEDEREEN),
        )
        for naam, kwargs in (
            ("", {}),
            ("-pdf", {}),
            ("-kort-pdf", {}),
            ("-csv", {}),
            ("-json", {}),
            ("-lezen", {}),
            ("-lezen-blad", {"blad": "colofon"}),
        )
    ),
    Regel("api:publicatie", kwargs=GEPUBLICEERD),
    Regel("api:publicatie", kwargs=VASTGESTELD, wie=NIEMAND, ziet=NIEMAND),
    # The open round is in no public projectenboek yet.
    Regel("api:rapportageronde", kwargs={"pk": 1}, wie=NIEMAND, ziet=NIEMAND),
    Regel("monitor:publicatie-monitor-pdf", kwargs=MONITOR, wie=CONCEPTLEZERS, ziet=CONCEPTLEZERS),
    *(
        Regel(f"monitor:publicatie-{daad}", kwargs=editie, wie=TEAM, ziet=lezers | {"bezoeker"}, methoden=KNOP)
        for editie, lezers in ((BOEK, CONCEPTLEZERS), (GEPUBLICEERD, IEDEREEN))
        for daad in ("vaststellen", "publiceren", "erratum")
    ),
]

#: An amount of the opgave of the tests.
BEDRAG = {"pk": 9001}
GELD = [
    Regel("monitor:dashboard", wie=INTERN),
    Regel("monitor:geld", wie=INTERN),
    Regel("monitor:geld-nieuw", wie=TEAM | {"projectleider", "andere_projectleider"}, methoden=FORMULIER),
    Regel("monitor:geldstroom", kwargs=BEDRAG, wie=TEAM | {"projectleider"}, methoden=FORMULIER),
    Regel("monitor:geldstroom-verwijderen", kwargs=BEDRAG, wie=TEAM | {"projectleider"}, methoden=FORMULIER),
]

#: Meetings (one in concept, one that goes on), a besluit and a concept, of a body that nobody of the cast sits in.
VERGADERING, VOORBEREIDING = {"nummer": "AB-V2024-01"}, {"nummer": "AB-V2024-02"}
BEZIG = {"nummer": "AB-V2024-03"}
BESLUIT, BESLUITCONCEPT = {"nummer": "AB-2024-01"}, {"nummer": "AB-2024-02"}
#: An item of the meeting that goes on, with a paper, and a besloten paper.
PUNT, STUK, BESLOTEN_STUK = {"pk": 9006}, {"pk": 9004}, {"pk": 9005}
#: What the concept changes of an actie.
GEVOLG = {"pk": 9003}
#: An item that waits for a meeting; who makes the agenda and partners bring in items.
INGEBRACHT = {"slug": "algemeen-bestuur", "pk": 9002}
BIJ_PUNT = {"slug": "algemeen-bestuur", **PUNT}
INBRENGERS = TEAM | {"partner", "trekker"}
#: An actiepunt of the meeting that everybody may read, for the partner that is penvoerder of the actie of the tests.
ACTIEPUNT = {"nummer": "AP-2024-01"}
AANBEVELING, FOCUS = {"nummer": "A-901"}, {"pk": 9001}
#: An activity of the partner that is penvoerder of the actie of the tests.
ACTIVITEIT = {"pk": 9001}
#: A signaal that the bestuurder of the tests raised, and a besloten one of the programmateam.
SIGNAAL, BESLOTEN_SIGNAAL = {"nummer": "SG-2024-91"}, {"nummer": "SG-2024-92"}
MAG_ALLES = TEAM | BEHEER
VERTROUWD = MAG_ALLES | {"bestuurder"}
STIL = {"wie": MAG_ALLES, "ziet": MAG_ALLES | {"bezoeker"} | NIET_INTERN}
OVERLEG = [
    Regel("overleg:gids", wie=INTERN),
    Regel("overleg:detail", kwargs={"slug": "algemeen-bestuur"}, wie=INTERN),
    Regel("overleg:reeks", kwargs={"slug": "algemeen-bestuur"}, wie=TEAM, methoden=FORMULIER),
    Regel("overleg:punt-nieuw", kwargs={"slug": "algemeen-bestuur"}, wie=INBRENGERS, methoden=FORMULIER),
    Regel(
        "overleg:punt", kwargs=INGEBRACHT, wie=TEAM, ziet=MAG_ALLES | {"bezoeker"} | NIET_INTERN, methoden=FORMULIER
    ),
    Regel("overleg:stuk-open", kwargs=STUK, wie=INTERN),
    Regel("overleg:stuk-open", kwargs=BESLOTEN_STUK, **STIL),
    Regel("overleg:stukken", kwargs=BIJ_PUNT, wie=TEAM, methoden=FORMULIER),
    Regel(
        "overleg:stukken",
        kwargs=INGEBRACHT,
        wie=TEAM,
        ziet=MAG_ALLES | {"bezoeker"} | NIET_INTERN,
        methoden=FORMULIER,
    ),
    Regel("overleg:stuk", kwargs=BIJ_PUNT | {"stuk": 9004}, wie=TEAM, methoden=FORMULIER),
    Regel("overleg:stuk-weg", kwargs=BIJ_PUNT | {"stuk": 9005}, wie=TEAM, methoden=FORMULIER),
    Regel("vergaderingen:stukken", kwargs=BEZIG, wie=INTERN),
    # Nothing to hand out: back to the page, with a word.
    Regel("vergaderingen:stukken", kwargs=VERGADERING, wie=INTERN, anders=dict.fromkeys(INTERN, 302)),
    Regel("vergaderingen:stukken", kwargs=VOORBEREIDING, **STIL, anders=dict.fromkeys(MAG_ALLES, 302)),
    Regel("vergaderingen:nieuw", wie=TEAM, methoden=FORMULIER),
    Regel("vergaderingen:bewerken", kwargs=VERGADERING, wie=TEAM, methoden=FORMULIER),
    Regel("vergaderingen:stand", kwargs=VOORBEREIDING, wie=TEAM, ziet=MAG_ALLES | {"bezoeker"}, methoden=KNOP),
    Regel("vergaderingen:agenda", kwargs=VOORBEREIDING, **{**STIL, "wie": TEAM}, methoden=FORMULIER),
    Regel("vergaderingen:ics", kwargs=VERGADERING, wie=INTERN),
    Regel("vergaderingen:vastleggen", kwargs=BEZIG, wie=TEAM, methoden=FORMULIER),
    Regel("vergaderingen:detail", kwargs=VERGADERING, wie=INTERN),
    Regel("vergaderingen:detail", kwargs=BEZIG, wie=INTERN),
    Regel("vergaderingen:detail", kwargs=VOORBEREIDING, **STIL),
    Regel("besluiten:lijst", wie=INTERN),
    Regel("besluiten:nieuw", wie=TEAM, methoden=FORMULIER),
    Regel("besluiten:detail", kwargs=BESLUIT, wie=INTERN),
    Regel("besluiten:detail", kwargs=BESLUITCONCEPT, **STIL),
    Regel("besluiten:bewerken", kwargs=BESLUIT, wie=NIEMAND, methoden=FORMULIER),
    Regel("besluiten:bewerken", kwargs=BESLUITCONCEPT, **{**STIL, "wie": TEAM}, methoden=FORMULIER),
    Regel("besluiten:gevolg-nieuw", kwargs=BESLUITCONCEPT, **{**STIL, "wie": TEAM}, methoden=FORMULIER),
    Regel(
        "besluiten:gevolg",
        kwargs=BESLUITCONCEPT | GEVOLG,
        wie=TEAM,
        ziet=MAG_ALLES | {"bezoeker"},
        methoden=KNOP,
    ),
    Regel("besluiten:vaststellen", kwargs=BESLUIT, wie=NIEMAND, ziet=INTERN | {"bezoeker"}, methoden=KNOP),
    Regel("besluiten:vaststellen", kwargs=BESLUITCONCEPT, wie=TEAM, ziet=MAG_ALLES | {"bezoeker"}, methoden=KNOP),
    Regel("actiepunten:lijst", wie=INTERN),
    Regel("actiepunten:nieuw", wie=TEAM, methoden=FORMULIER),
    Regel("actiepunten:detail", kwargs=ACTIEPUNT, wie=INTERN),
    Regel("actiepunten:bewerken", kwargs=ACTIEPUNT, wie=TEAM, methoden=FORMULIER),
    Regel("actiepunten:stand", kwargs=ACTIEPUNT, wie=TEAM | {"trekker"}, methoden=FORMULIER),
    Regel("focus:lijst", wie=INTERN),
    Regel("focus:nieuw", wie=TEAM, methoden=FORMULIER),
    Regel("focus:bewerken", kwargs=FOCUS, wie=TEAM, methoden=FORMULIER),
    Regel("agenda:lijst"),
    Regel("agenda:ics"),
    Regel("agenda:feed", kwargs={"sleutel": "verzonnen"}, wie=NIEMAND, ziet=NIEMAND),
    Regel("agenda:nieuw", wie=TEAM | {"partner", "trekker"}, methoden=FORMULIER),
    Regel("agenda:abonnement", wie=INTERN, methoden=FORMULIER),
    Regel("agenda:detail", kwargs=ACTIVITEIT),
    Regel("agenda:bewerken", kwargs=ACTIVITEIT, wie=TEAM | {"trekker"}, methoden=FORMULIER),
    Regel("aanbevelingen:lijst", wie=INTERN),
    Regel("aanbevelingen:detail", kwargs=AANBEVELING, wie=INTERN),
    Regel("aanbevelingen:opvolgen", kwargs=AANBEVELING, wie=TEAM, methoden=FORMULIER),
    Regel("signalen:lijst", wie=INTERN),
    Regel("signalen:nieuw", wie=TEAM | {"partner", "trekker", "bestuurder"}, methoden=FORMULIER),
    Regel("signalen:detail", kwargs=SIGNAAL, wie=INTERN),
    Regel("signalen:detail", kwargs=BESLOTEN_SIGNAAL, wie=VERTROUWD, ziet=VERTROUWD | {"bezoeker"} | NIET_INTERN),
    Regel("signalen:bewerken", kwargs=SIGNAAL, wie=frozenset({"bestuurder"}), methoden=FORMULIER),
    Regel(
        "signalen:stap",
        kwargs=SIGNAAL | {"naar": "geagendeerd"},
        wie=TEAM,
        methoden=FORMULIER,
        data={"versie": "1"},
    ),
]

#: A file that waits to be looked at.
IMPORT = {"pk": 1}
IMPORTEREN = [
    Regel("monitor:importeren", wie=TEAM, methoden=FORMULIER),
    Regel("monitor:import-koppelen", kwargs=IMPORT, wie=TEAM, methoden=FORMULIER),
    Regel("monitor:import", kwargs=IMPORT, wie=TEAM, methoden=FORMULIER),
    Regel("monitor:import-annuleren", kwargs=IMPORT, wie=TEAM, methoden=KNOP),
]

#: The opgave of the tests; a round is open.
STAND = {"slug": "fijn-en-veilig-wonen"}
RAPPORTAGE = [
    Regel("monitor:rapportage", wie=INTERN),
    Regel("monitor:ronde-openen", wie=TEAM, methoden=KNOP),
    Regel("monitor:ronde-sluiten", wie=TEAM, methoden=KNOP),
    Regel("monitor:ronde-herinneren", wie=TEAM, methoden=KNOP),
    Regel("monitor:opgavestand", kwargs=STAND, wie=INTERN),
    Regel("monitor:opgavestand-invullen", kwargs=STAND, wie=INVOERDERS, methoden=FORMULIER),
    Regel("monitor:opgavestand-ongewijzigd", kwargs=STAND, wie=INVOERDERS, methoden=KNOP),
    # Nobody of the tests has a partner that leads the opgave.
    Regel("monitor:opgavestand-nagekeken", kwargs=STAND, wie=NIEMAND, methoden=KNOP),
]

SLEUTEL = {"uidb36": "1", "key": "verzonnen"}
ACCOUNT = [
    Regel("account_overzicht", wie=INGELOGD),
    Regel("account_login", methoden=FORMULIER, anders=dict.fromkeys(INGELOGD, 302)),
    Regel("account_logout", methoden=FORMULIER, anders={"bezoeker": 302}),
    Regel("account_inactive"),
    Regel("account_change_password", wie=INGELOGD, methoden=FORMULIER),
    Regel("account_reset_password", methoden=FORMULIER),
    Regel("account_reset_password_done"),
    Regel("account_reset_password_from_key", methoden=FORMULIER, kwargs=SLEUTEL),
    Regel("account_reset_password_from_key_done"),
]

#: Links that open nothing: what the pages behind a right one do is tested with the form itself.
DICHTE_LINK = {"kwargs": {"sleutel": "A" * 43}, "wie": NIEMAND, "ziet": NIEMAND}
#: An initiatief of the opgave of the tests.
INITIATIEF = {"nummer": "N-2026-001"}
INITIATIEFLEZERS, BUITEN = LEIDING | {"bestuurder"}, frozenset({"bezoeker"})
#: One that was granted: who handles it makes an actie of it.
TOEGEKEND = {"nummer": "N-2026-003"}
INITIATIEVEN = [
    Regel("initiatieven:lijst", wie=INTERN),
    Regel("initiatieven:detail", kwargs=TOEGEKEND, wie=INITIATIEFLEZERS, ziet=INITIATIEFLEZERS | NIET_INTERN | BUITEN),
    Regel(
        "initiatieven:detail", kwargs=INITIATIEF, wie=INITIATIEFLEZERS, ziet=INITIATIEFLEZERS | NIET_INTERN | BUITEN
    ),
    Regel(
        "initiatieven:behandelen",
        kwargs=INITIATIEF,
        wie=INVOERDERS,
        ziet=INITIATIEFLEZERS | NIET_INTERN | BUITEN,
        methoden=FORMULIER,
        anders=dict.fromkeys(INVOERDERS, 302),
    ),
    Regel(
        "overleg:initiatief",
        kwargs=INITIATIEF,
        wie=INVOERDERS,
        ziet=INITIATIEFLEZERS | NIET_INTERN | BUITEN,
        methoden=FORMULIER,
        anders=dict.fromkeys(INVOERDERS, 302),
    ),
    # No such file: who may open a real one, tests/acties/test_initiatief_bijlagen.py says.
    Regel("initiatieven:bijlage-collega", kwargs={**INITIATIEF, "pk": 1}, wie=NIEMAND, ziet=BUITEN),
    Regel("initiatieven:bijlagen", methoden=FORMULIER, **DICHTE_LINK),
    Regel("initiatieven:bijlage", **{**DICHTE_LINK, "kwargs": {"sleutel": "A" * 43, "pk": 1}}),
    Regel("initiatieven:nieuw", methoden=FORMULIER),
    Regel("initiatieven:verder", methoden=FORMULIER, **DICHTE_LINK),
    Regel("initiatieven:volg", methoden=FORMULIER, **DICHTE_LINK),
    Regel(
        "initiatieven:bevestigen",
        methoden=FORMULIER,
        **{**DICHTE_LINK, "kwargs": {"sleutel": "A" * 43, "handtekening": "a"}},
    ),
]

#: A question about hours to the partner of the trekker, that waits for an answer; so is the row of that partner.
INZET = {"pk": 9001}
INZETLEZERS = LEIDING | {"trekker", "bestuurder"}
UREN = [
    Regel("inzet:overzicht", wie=INTERN),
    Regel("inzet:actie", kwargs={"nummer": OPENBAAR}, wie=INTERN),
    Regel("inzet:actie", kwargs={"nummer": CONCEPT}, wie=LEIDING, ziet=LEIDING | NIET_INTERN | BUITEN),
    Regel("inzet:vragen", kwargs={"nummer": OPENBAAR, **INZET}, wie=BEWERKERS, methoden=FORMULIER),
    Regel(
        "inzet:geleverd",
        kwargs={"nummer": OPENBAAR, **INZET},
        wie=BEWERKERS,
        methoden=FORMULIER,
        data={"versie": "1"},
    ),
    Regel("inzet:afspraak", kwargs=INZET, wie=INZETLEZERS, ziet=INZETLEZERS | NIET_INTERN | BUITEN),
    Regel(
        "inzet:antwoord",
        kwargs=INZET,
        wie=BEWERKERS,
        ziet=INZETLEZERS | NIET_INTERN | BUITEN,
        methoden=FORMULIER,
        anders=dict.fromkeys(BEWERKERS, 302),
    ),
    Regel("inzet:intrekken", kwargs=INZET, wie=BEWERKERS, ziet=INZETLEZERS | BUITEN, methoden=KNOP),
    # Only who leads the opgave takes over what a partner proposed.
    Regel("inzet:overnemen", kwargs=INZET, wie=INVOERDERS, ziet=INZETLEZERS | BUITEN, methoden=KNOP),
]

REGELS: list[Regel] = [
    *LEZERS,
    *WERK,
    *RAPPORTEN,
    *GELD,
    *OVERLEG,
    *IMPORTEREN,
    *RAPPORTAGE,
    *INITIATIEVEN,
    *UREN,
    *ACCOUNT,
]

#: The admin is one house behind one door, with a test of its own. What was reported, frozen and logged can be
#: read there but not made, changed or removed, not even by a beheerder.
BEHEER_RUIMTE = "admin:"
BEHEER_ALLEEN_LEZEN = (
    "admin:acties_initiatief_",
    "admin:acties_initiatieflog_",
    "admin:acties_voortgang_",
    "admin:governance_aanbeveling_",
    "admin:governance_besluit_",
    "admin:governance_focusonderwerp_",
    "admin:governance_signaal_",
    "admin:governance_stuk_",
    "admin:monitor_importbestand_",
    "admin:monitor_kolomkoppeling_",
    "admin:monitor_publicatie_",
    "admin:sterkvoornoord_bericht_",
    "admin:sterkvoornoord_logregel_",
)
