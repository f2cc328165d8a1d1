"""Who may do what with overleg: bodies, meetings, besluiten and what follows; part of `tests.rollenregels`."""

from tests.rolregel import BEHEER, FORMULIER, INTERN, KNOP, NIEMAND, NIET_INTERN, TEAM, Regel

#: Meetings (one in concept, one that goes on), a besluit and a concept, of a body that nobody of the cast sits in.
VERGADERING, VOORBEREIDING = {"nummer": "AB-V2024-01"}, {"nummer": "AB-V2024-02"}
BEZIG = {"nummer": "AB-V2024-03"}
#: One of which the members look at the verslag; a reaction and an item of it are 9005 and 9007.
NAKIJKEN = {"nummer": "AB-V2024-04"}
#: One of which the besluitenlijst is published; the body does not meet in public.
MET_LIJST = {"nummer": "AB-V2024-05"}
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
PAPIER = [
    Regel("monitor:agenda-pdf", kwargs=BEZIG, wie=INTERN),
    Regel("monitor:agenda-pdf", kwargs=VOORBEREIDING, **STIL),
    Regel("monitor:besluitenlijst-pdf", kwargs=MET_LIJST, wie=INTERN, ziet=INTERN),
    Regel("monitor:besluitenlijst-pdf", kwargs=NAKIJKEN, wie=MAG_ALLES, ziet=MAG_ALLES),
    Regel("monitor:besluitenlijst-pdf", kwargs=BEZIG, wie=NIEMAND, ziet=NIEMAND),
    Regel("monitor:actielijst-pdf", wie=INTERN),
    Regel("monitor:actielijst-van-pdf", kwargs=MET_LIJST, wie=INTERN),
]
OVERLEG = [
    *PAPIER,
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
    Regel("vergaderingen:komst", kwargs=VERGADERING, wie=NIEMAND, methoden=FORMULIER),
    Regel("vergaderingen:reactie", kwargs=NAKIJKEN, wie=NIEMAND, methoden=FORMULIER),
    Regel("vergaderingen:reacties", kwargs=NAKIJKEN, wie=MAG_ALLES),
    Regel("vergaderingen:reactietermijn", kwargs=NAKIJKEN, wie=TEAM, methoden=FORMULIER),
    Regel("vergaderingen:reactie-antwoord", kwargs={**NAKIJKEN, "pk": 9005}, wie=TEAM, methoden=FORMULIER),
    Regel(
        "vergaderingen:verslag",
        kwargs={**NAKIJKEN, "pk": 9007},
        wie=TEAM,
        methoden=FORMULIER,
        data={"versie": "1"},
    ),
    Regel("vergaderingen:detail", kwargs=NAKIJKEN, wie=INTERN),
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
