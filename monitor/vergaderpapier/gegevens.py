"""What stands on a paper, as plain JSON: in two versions, with the besloten items and without.

The version without is for everybody who may see the meeting, and of a published besluitenlijst of a body that meets in
public for everybody at all. So nothing goes into it that is besloten, and of acties only what is openbaar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from acties.models import Actie, Zichtbaarheid
from governance.aanwezigen import aanwezigen_van
from governance.agenda import Agenda, Punt, actiepunten_bij, punten_van, stel_samen
from governance.models import Actiepunt, Agendapunt, Besluit, Stuk, Vergadering
from governance.services.sluiten import besluit_in_woorden

SCHEMA = 1
Stand = Vergadering.Status
Rij = dict[str, Any]

#: The agenda is not sent yet.
AGENDA_IN_CONCEPT = (Stand.CONCEPT, Stand.GEPLAND)
#: There is a besluitenlijst from then on, and it no longer changes from then on.
MET_BESLUITENLIJST = (Stand.CONCEPT_BESLUITENLIJST, Stand.VASTGESTELD, Stand.GEPUBLICEERD)
VAST = (Stand.VASTGESTELD, Stand.GEPUBLICEERD)
#: Called off or moved: what it treated is elsewhere.
ZONDER_PAPIER = (Stand.GEANNULEERD, Stand.VERPLAATST)


@dataclass(frozen=True)
class Zicht:
    """The rows of a meeting that go into one version of its papers."""

    agenda: Agenda
    losse_besluiten: QuerySet[Besluit]
    #: What its items are about that are on every agenda, and its actiepunten; see `actiepunten_bij`.
    bij: Rij
    #: Something of this meeting is besloten, and stands in this version.
    vertrouwelijk: bool
    #: Something of this meeting is besloten, and was left out.
    weggelaten: bool


def zicht_op(vergadering: Vergadering, *, besloten: bool) -> Zicht:
    """Read a meeting for one version of its papers; fourteen queries at most, however many items."""
    punten, besluiten, stukken = Agendapunt.objects.all(), _besluiten_van(vergadering), Stuk.objects.all()
    gemaakt = ~Q(vergadering__status=Stand.CONCEPT) | Q(vergadering=vergadering)
    actiepunten = Actiepunt.objects.filter(gemaakt)
    if not besloten:
        punten, besluiten = punten.niet_besloten(), besluiten.niet_besloten()
        stukken, actiepunten = stukken.filter(besloten=False), actiepunten.niet_besloten()
    openbaar = Actie.objects.filter(zichtbaarheid=Zichtbaarheid.OPENBAAR).only("nummer", "titel")
    erbij = [
        Prefetch("besluiten", besluiten, to_attr="te_lezen"),
        Prefetch("acties", openbaar, to_attr="bij_acties"),
        Prefetch("stukken", stukken, to_attr="te_openen"),
        "doelen",
    ]
    agenda = stel_samen(vergadering, list(punten_van(vergadering, punten)), erbij)
    if not besloten:
        agenda.verberg_besloten_uitkomsten()
    bij = actiepunten_bij(vergadering, agenda, actiepunten)
    iets_besloten = _heeft_besloten(vergadering)
    return Zicht(
        agenda=agenda,
        losse_besluiten=besluiten.filter(agendapunt=None).order_by("pk"),
        bij=bij,
        vertrouwelijk=besloten and (iets_besloten or iets_besloten_onder([*bij["actiepunten"], *bij["te_doen"]])),
        weggelaten=not besloten and iets_besloten,
    )


def _besluiten_van(vergadering: Vergadering) -> QuerySet[Besluit]:
    """What was vastgesteld; while members look at the concept of the list, what is going to be."""
    besluiten = Besluit.objects.filter(vergadering=vergadering)
    return besluiten if vergadering.is_concept_verslag else besluiten.vastgesteld()


def _vorige(vergadering: Vergadering, agenda: Agenda) -> str:
    """The day of the meeting whose besluitenlijst is on this agenda."""
    if not agenda.heeft_vast(Agendapunt.Vast.BESLUITENLIJST):
        return ""
    eerder = Vergadering.objects.geldig().filter(orgaan=vergadering.orgaan_id, datum__lt=vergadering.datum)
    return _dag(eerder.order_by("-datum", "-pk").values_list("datum", flat=True).first())


def _heeft_besloten(vergadering: Vergadering) -> bool:
    """Whether anything of this meeting is besloten; three queries."""
    punten = Agendapunt.objects.filter(vergadering=vergadering, besloten=True)
    besluiten = Besluit.objects.filter(vergadering=vergadering, besloten=True)
    stukken = Stuk.objects.filter(agendapunt__vergadering=vergadering, besloten=True)
    return any(soort.exists() for soort in (punten, besluiten, stukken))


def iets_besloten_onder(punten: Iterable[Actiepunt]) -> bool:
    """Whether any of these actiepunten hangs on something that is besloten; one query, none without actiepunten."""
    pks = [punt.pk for punt in punten]
    return bool(pks) and Actiepunt.objects.niet_besloten().filter(pk__in=pks).count() < len(pks)


def agenda(vergadering: Vergadering, *, besloten: bool) -> Rij:
    """The agenda of a meeting: what is treated, when, and what is asked."""
    zicht = zicht_op(vergadering, besloten=besloten)
    return {
        **_kop("agenda", vergadering, zicht, concept=_in_concept(vergadering)),
        "omschrijving": vergadering.omschrijving,
        "vorige": _vorige(vergadering, zicht.agenda),
        "te_doen": [_actiepunt(punt) for punt in zicht.bij["te_doen"]],
        "secties": _secties(zicht.agenda, _agendapunt),
    }


def besluitenlijst(vergadering: Vergadering, *, besloten: bool) -> Rij:
    """What a meeting decided, what it asks of whom, and who was there."""
    zicht = zicht_op(vergadering, besloten=besloten)
    aanwezigen = aanwezigen_van(vergadering)
    return {
        **_kop("besluitenlijst", vergadering, zicht, concept=vergadering.status not in VAST),
        "secties": _secties(zicht.agenda, _behandeld),
        "losse_besluiten": [_besluit(besluit) for besluit in zicht.losse_besluiten],
        # Whether one is late is for the actielijst: this list is about the meeting, and is read for years.
        "actiepunten": [_actiepunt(punt) | {"te_laat": False} for punt in zicht.bij["actiepunten"]],
        "aanwezig_bekend": aanwezigen.zijn_vastgelegd,
        "aanwezig": [
            {
                "functie": rij.lid.functie,
                "partner": rij.lid.partner.naam if rij.lid.partner else "",
                "stand": rij.stand,
                "vervanger": rij.vervanger,
            }
            for rij in aanwezigen.rijen
            if rij.stand
        ],
        "ook_aanwezig": vergadering.ook_aanwezig,
    }


def actielijst(punten: Iterable[Actiepunt], *, onder: str, filters: list[str], vertrouwelijk: bool) -> Rij:
    """Actiepunten per body that asked for them (`met_orgaan`); `onder` says which, `filters` what they are cut to."""
    groepen: dict[str, list[Rij]] = {}
    for punt in punten:
        groepen.setdefault(punt.orgaan_naam or "", []).append(_actiepunt(punt))
    return {
        "soort": "actielijst",
        "schema": SCHEMA,
        "titel": "Actielijst",
        "onder": onder,
        "filters": filters,
        "concept": False,
        "vertrouwelijk": vertrouwelijk,
        "stand": timezone.localdate().isoformat(),
        "groepen": [{"kop": kop, "rijen": groepen[kop]} for kop in sorted(groepen)],
    }


def _in_concept(vergadering: Vergadering) -> bool:
    """The agenda is not sent, and can still be; one of a day that is over is what there is."""
    return vergadering.status in AGENDA_IN_CONCEPT and vergadering.datum >= timezone.localdate()


def _kop(soort: str, vergadering: Vergadering, zicht: Zicht, *, concept: bool) -> Rij:
    return {
        "soort": soort,
        "schema": SCHEMA,
        "titel": soort.capitalize(),
        "onder": vergadering.titel or vergadering.orgaan.naam,
        "orgaan": vergadering.orgaan.naam if vergadering.titel else "",
        "nummer": vergadering.nummer,
        "datum": vergadering.datum.isoformat(),
        "begin": _tijd(vergadering.begin),
        "eind": _tijd(vergadering.eind),
        "plaats": vergadering.plaats,
        "concept": concept,
        "vertrouwelijk": zicht.vertrouwelijk,
        "weggelaten": zicht.weggelaten,
        "stand": timezone.localdate().isoformat(),
    }


def _secties(agenda: Agenda, maak) -> list[Rij]:
    return [
        {
            "kop": sectie.kop,
            "punten": [maak(p) | {"onderdelen": [maak(o) for o in p.onderdelen]} for p in sectie.punten],
        }
        for sectie in agenda.secties
    ]


def _punt(regel: Punt) -> Rij:
    punt = regel.punt
    return {"nummer": regel.nummer, "kop": regel.kop, "titel": punt.titel, "besloten": punt.is_besloten}


def _agendapunt(regel: Punt) -> Rij:
    punt = regel.punt
    inbrenger = (punt.inbrenger, str(punt.inbrengende_partner or ""))
    return {
        **_punt(regel),
        "soort": punt.get_soort_display(),
        "vast": punt.vast,
        "om": _tijd(regel.om),
        "minuten": punt.minuten,
        "toelichting": punt.toelichting,
        "gevraagd_besluit": punt.gevraagd_besluit,
        "inbrenger": ", ".join(deel for deel in inbrenger if deel),
        "stukken": [f"{stuk.titel} ({stuk.kenmerk})" for stuk in punt.te_openen],
        "aangehouden": punt.vervolg_op_id is not None,
        "over": [f"Actie {a.nummer} {a.titel}" for a in punt.bij_acties]
        + [f"Doel {d.nummer}" for d in punt.doelen.all()],
    }


def _behandeld(regel: Punt) -> Rij:
    """What came of an item; what is besloten of it is not in this version."""
    punt = regel.punt
    rij = {**_punt(regel), "besluiten": [_besluit(besluit) for besluit in punt.te_lezen], "uitkomst": "", "tekst": ""}
    if regel.uitkomst_besloten:
        return rij | {"verslag": ""}
    if punt.uitkomst and not punt.te_lezen:
        rij |= {"uitkomst": punt.get_uitkomst_display(), "tekst": besluit_in_woorden(punt)}
    return rij | {"verslag": punt.verslag}


def _besluit(besluit: Besluit) -> Rij:
    return {
        "nummer": besluit.nummer,
        "titel": besluit.titel,
        "tekst": besluit.tekst,
        "uitkomst": besluit.get_uitkomst_display(),
    }


def _actiepunt(punt: Actiepunt) -> Rij:
    return {
        "nummer": punt.nummer,
        "tekst": punt.tekst,
        "eigenaar": punt.eigenaar,
        "uiterlijk": _dag(punt.uiterlijk),
        "te_laat": punt.is_te_laat,
        "stand": punt.get_status_display(),
        "afgesloten_op": _dag(punt.afgesloten_op),
        "afsluiting": "" if punt.is_open else punt.afsluiting,
    }


def _dag(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _tijd(tijd: time | None) -> str:
    return f"{tijd:%H.%M}" if tijd else ""
