"""Who may do what at every address: the table of the role matrix (tests/test_rollenmatrix.py).

The table of roles in the architecture is the source; a view that disagrees with it is wrong, not the table.
A new route needs a line here. Arguments that only differ in what they show get a line each: `acties:detail` of a
concept is another door than that of an open actie.
"""

from tests.rollenregels_overleg import OVERLEG
from tests.rolregel import (
    BEHEER,
    BEWERKERS,
    FORMULIER,
    IEDEREEN,
    INGELOGD,
    INTERN,
    INVOERDERS,
    KNOP,
    LEIDING,
    NIEMAND,
    NIET_INTERN,
    TEAM,
    Regel,
)

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

#: A file that waits to be looked at.
IMPORT = {"pk": 1}
IMPORTEREN = [
    Regel("monitor:importeren", wie=TEAM, methoden=FORMULIER),
    Regel("monitor:importeren-plan", wie=TEAM, methoden=FORMULIER),
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
    ),
    # No such file: who may open a real one, tests/acties/test_initiatief_bijlagen.py says.
    Regel("initiatieven:bijlage-collega", kwargs={**INITIATIEF, "pk": 1}, wie=NIEMAND, ziet=BUITEN),
    Regel(
        "initiatieven:website",
        kwargs=INITIATIEF,
        wie=INVOERDERS,
        ziet=INITIATIEFLEZERS | NIET_INTERN | BUITEN,
        methoden=FORMULIER,
        anders=dict.fromkeys(INVOERDERS, 302),
    ),
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

#: An idea on the website, and one that is not: for nobody, whoever asks.
IDEE, GEEN_IDEE = {"nummer": "N-2026-004"}, {**INITIATIEF}
INITIATIEVEN += [
    Regel("ideeen:lijst"),
    Regel("ideeen:detail", kwargs=IDEE),
    Regel("ideeen:detail", kwargs=GEEN_IDEE, wie=NIEMAND, ziet=NIEMAND),
    Regel("ideeen:meedoen", kwargs=IDEE, methoden=FORMULIER),
    Regel("ideeen:meedoen", kwargs=GEEN_IDEE, wie=NIEMAND, ziet=NIEMAND, methoden=FORMULIER),
    Regel("ideeen:deelname", methoden=FORMULIER, **DICHTE_LINK),
    Regel("api:initiatieven"),
    Regel("api:initiatief", kwargs=IDEE),
    Regel("api:initiatief", kwargs=GEEN_IDEE, wie=NIEMAND, ziet=NIEMAND),
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
    "admin:governance_aanmelding_",
    "admin:governance_aanwezigheid_",
    "admin:governance_besluit_",
    "admin:governance_focusonderwerp_",
    "admin:governance_gevolg_",
    "admin:governance_signaal_",
    "admin:governance_stuk_",
    "admin:governance_verslagreactie_",
    "admin:monitor_besluitenlijst_",
    "admin:monitor_importbestand_",
    "admin:monitor_kolomkoppeling_",
    "admin:monitor_publicatie_",
    "admin:sterkvoornoord_bericht_",
    "admin:sterkvoornoord_logregel_",
)
