"""Freeze everything the projectenboek needs into one JSON document, in a fixed number of queries.

The book goes to board, college and council and is public once it is adopted. So only acties that everybody may
see go in, and no field that is meant for the office alone (aantekening, contacts, e-mail). Words that belong to
a code are frozen with it: an old edition keeps saying what it said.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone, translation

from acties.models import (
    Actie,
    Betrokkenheid,
    Dwarsverband,
    Koers,
    Onderdeel,
    Prestatie,
    RaaktPlan,
    Status,
    Uitkomst,
    Vervolg,
    Voortgang,
    Zichtbaarheid,
)
from monitor.bevriezen import GeenProgramma, Rij, een_moment, per_sleutel
from monitor.models import Publicatie
from monitor.projectenboek import rondom
from monitor.projectenboek.schema import NIEUWSTE
from monitor.projectenboek.verschillen import vergelijk
from opgaven.models import Doel, Opgave, Programma, Uitvoeringsplan
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.models import Partner
from sterkvoornoord.tekst import vouw


def bouw_snapshot(peildatum: date, *, titel: str, periode: tuple[date, date]) -> Rij:
    """Return the programme as it stands now, as plain JSON values.

    `peildatum` and `periode` (first and last day) are printed as given; the data is always that of this moment.
    Raises GeenProgramma, with a Dutch sentence, when no programme or no public actie is there.
    """
    with translation.override("nl"), een_moment():
        programma = Programma.objects.order_by("pk").values("naam", "gebied", "startjaar", "eindjaar").first()
        acties = _acties()
        if programma is None or not acties:
            raise GeenProgramma("Er zijn nog geen openbare acties. Laad eerst het programma.")
        inhoud = {
            "schema": NIEUWSTE,
            "soort": "projectenboek",
            "titel": titel,
            "peildatum": peildatum.isoformat(),
            "periode": {"van": periode[0].isoformat(), "tot": periode[1].isoformat()},
            "vastgelegd_op": timezone.localtime().isoformat(timespec="seconds"),
            "programma": programma,
            "opgaven": _opgaven(),
            "plannen": list(
                Uitvoeringsplan.objects.values("slug", "naam", "korte_naam", opgave_code=F("opgave__code"))
            ),
            "acties": acties,
            "standen": rondom.standen(peildatum),
            "partners": _partners(acties),
            "cijfers": rondom.cijfers(),
            "verhalen": rondom.verhalen(),
            "geld": rondom.geld(),
            "bemensing": rondom.bemensing(),
            "woorden": _woorden(),
        }
        vorige = Publicatie.objects.voor_editie(titel, peildatum).values_list("inhoud", flat=True).first()
        return {**inhoud, "verschillen": vergelijk(vorige, inhoud)}


def _woorden() -> dict[str, dict[str, str]]:
    keuzes = {"status": Status, "koers": Koers, "uitkomst": Uitkomst, "vervolg": Vervolg, "rol": Betrokkenheid.Rol}
    return {naam: {code: str(label) for code, label in soort.choices} for naam, soort in keuzes.items()}


def _opgaven() -> list[Rij]:
    opgaven = list(Opgave.objects.order_by("nummer").values("code", "nummer", "naam", "ambitie", "waarom"))
    doelen = per_sleutel(
        Doel.objects.order_by("opgave__nummer", "volgnummer").values(
            "nummer", "titel", "korte_naam", sleutel=F("opgave__code")
        )
    )
    return [{**opgave, "doelen": doelen[opgave["code"]]} for opgave in opgaven]


def _partners(acties: list[Rij]) -> list[Rij]:
    """Every partner of these acties once, by name, with what it is; takes that from the acties."""
    soorten = {betrokken["partner_naam"]: betrokken.pop("soort") for rij in acties for betrokken in rij["betrokken"]}
    return [{"naam": naam, "soort": str(Partner.Soort(soorten[naam]).label)} for naam in sorted(soorten, key=vouw)]


def _acties() -> list[Rij]:
    """The public acties in order of number, each with its parts."""
    rijen = (
        Actie.objects.filter(zichtbaarheid=Zichtbaarheid.OPENBAAR)
        .order_by("nummer_sortering")
        .values(
            *(
                "pk",
                "nummer",
                "bron_code",
                "titel",
                "omschrijving",
                "beoogd_resultaat",
                "resultaat",
                "status",
                "koers",
            ),
            *("uitkomst", "vervolg", "locatie", "inwonersbetrokkenheid", "doel_afgeleid", "stand_op"),
            *("begindatum", "begin_precisie", "einddatum", "eind_precisie"),
            doel_nummer=F("doel__nummer"),
            plan_slug=F("plan__slug"),
            opgave=F("plan__opgave__code"),
            onderwerp_naam=F("onderwerp__naam"),
        )
    )
    delen = _delen()
    return [_actie(rij, delen) for rij in rijen]


def _actie(rij: Rij, delen: dict[str, dict[Any, list]]) -> Rij:
    pk = rij.pop("pk")
    van = toon_datum(rij.pop("begindatum"), rij.pop("begin_precisie"))
    tot = toon_datum(rij.pop("einddatum"), rij.pop("eind_precisie"))
    stand = delen["stand"].get(pk)
    stand_op = rij.pop("stand_op")
    return {
        **rij,
        "begin": van,
        "eind": tot,
        "stand_op": stand_op and stand_op.isoformat(),
        "stand": stand[0] if stand else None,
        **{naam: rijen.get(pk, []) for naam, rijen in delen.items() if naam != "stand"},
    }


def _delen() -> dict[str, dict[Any, list]]:
    """Per kind of part, the rows of each actie; one query a kind."""
    openbaar = {"actie__zichtbaarheid": Zichtbaarheid.OPENBAAR}
    return {
        "ook_doelen": per_sleutel(
            Dwarsverband.objects.filter(**openbaar)
            .order_by("doel__opgave__nummer", "doel__volgnummer")
            .values(sleutel=F("actie"), nummer=F("doel__nummer"), korte_naam=F("doel__korte_naam"))
        ),
        "raakt_plannen": per_sleutel(
            RaaktPlan.objects.filter(**openbaar).values(sleutel=F("actie"), korte_naam=F("plan__korte_naam"))
        ),
        "bestemmingen": per_sleutel(_namen(Actie.bestemmingen.through, "bestemming__naam")),
        "wijken": per_sleutel(_namen(Actie.gebieden.through, "gebied__naam")),
        "betrokken": per_sleutel(
            Betrokkenheid.objects.filter(Q(tot__isnull=True) | Q(tot__gt=timezone.localdate()), **openbaar)
            .order_by("pk")
            .values("rol", "inzet", sleutel=F("actie"), partner_naam=F("partner__naam"), soort=F("partner__soort"))
        ),
        "onderdelen": per_sleutel(
            Onderdeel.objects.filter(**openbaar)
            .order_by("volgorde", "pk")
            .values("titel", "omschrijving", "status", "periode", sleutel=F("actie"))
        ),
        "prestaties": per_sleutel(map(prestatie, prestaties(openbaar))),
        "stand": per_sleutel(map(_stand, _standen(openbaar))),
    }


def _namen(tussentabel, veld: str):
    """Names at the other end of a many-to-many relation of an actie, in alphabetical order."""
    return (
        tussentabel.objects.filter(actie__zichtbaarheid=Zichtbaarheid.OPENBAAR)
        .order_by(veld)
        .values(sleutel=F("actie"), naam=F(veld))
    )


def prestaties(openbaar: Rij):
    return (
        Prestatie.objects.filter(**openbaar)
        .order_by(F("onderdeel__volgorde").asc(nulls_first=True), "volgorde", "pk")
        .values(
            *("omschrijving", "eenheid", "periode", "waarde", "waarde_tot", "streefwaarde"),
            *("ongeveer", "afgeleid", "tegenspraak", "bron"),
            sleutel=F("actie"),
            deel=F("onderdeel__titel"),
        )
    )


def prestatie(rij: Rij) -> Rij:
    return {veld: _getal(waarde) if isinstance(waarde, Decimal) else waarde for veld, waarde in rij.items()}


def _getal(waarde: Decimal) -> str:
    """A number as text without needless zeros, so that it survives JSON to the cent."""
    return f"{waarde.normalize():f}"


def _standen(openbaar: Rij):
    """Of each actie the newest report that was not withdrawn."""
    nieuwste = Voortgang.objects.geldig().filter(actie=OuterRef("actie")).order_by("-peildatum", "-pk")
    return Voortgang.objects.filter(**openbaar, pk=Subquery(nieuwste.values("pk")[:1])).values(
        "peildatum", "status", "koers", "toelichting", "oorzaak", "maatregel", sleutel=F("actie")
    )


def _stand(rij: Rij) -> Rij:
    return {**rij, "peildatum": rij["peildatum"].isoformat()}
