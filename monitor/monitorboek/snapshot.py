"""Freeze everything that a monitor needs into one JSON document, in a fixed number of queries.

What is measured after the period does not go in, whenever the monitor is made. Numbers about few people are hidden
before they get here (`monitor.bescherming`), so they are in no snapshot either. Of the acties only those that
everybody may see go in. The drawing and the sentences are frozen with the numbers: the page of that day and the
book say the same, and an old edition keeps saying it.
"""

from django.db.models import F
from django.utils import timezone, translation

from acties.models import Actie, Dwarsverband, Status, Zichtbaarheid
from monitor import zinnen
from monitor.bevriezen import GeenProgramma, Rij, een_moment, per_sleutel
from monitor.grafieken import teken_verloop
from monitor.kloof import Trend
from monitor.models import Duiding
from monitor.models.publicatie import Editie, Publicatie
from monitor.monitorboek.schema import NIEUWSTE
from monitor.monitorboek.verschillen import vergelijk
from monitor.projectenboek.snapshot import prestatie, prestaties
from monitor.reeksen import DoelStand, IndicatorStand, Punt, Vergelijking, standen_van_doelen
from opgaven.models import Opgave, Programma


def bouw_snapshot(wat: Editie) -> Rij:
    """Return the numbers up to the end of the period and the acties as they are now, as plain JSON values.

    Raises GeenProgramma, with a Dutch sentence, when there is no programme or no doel.
    """
    van, tot = wat["periode_van"].year, wat["periode_tot"].year
    with translation.override("nl"), een_moment():
        programma = Programma.objects.order_by("pk").values("naam", "gebied", "startjaar", "eindjaar").first()
        standen = standen_van_doelen(tot=tot)
        if programma is None or not standen:
            raise GeenProgramma("Er zijn nog geen doelen. Laad eerst het programma.")
        openbaar = wat["publicatiedatum"]
        inhoud = {
            "schema": NIEUWSTE,
            "soort": wat["soort"],
            "titel": wat["titel"],
            "periode": {"van": wat["periode_van"].isoformat(), "tot": wat["periode_tot"].isoformat()},
            "peildatum": wat["peildatum"].isoformat(),
            "publicatiedatum": openbaar and openbaar.isoformat(),
            "vastgelegd_op": timezone.localtime().isoformat(timespec="seconds"),
            "programma": programma,
            "opgaven": list(Opgave.objects.order_by("nummer").values("code", "nummer", "naam", "ambitie")),
            "doelen": [_doel(stand, van, tot) for stand in standen],
            "acties": _acties(),
            "woorden": {
                "status": {code: str(label) for code, label in Status.choices},
                "trend": {trend.value: zinnen.trend_woord(trend) for trend in Trend},
            },
        }
        vorige = Publicatie.objects.eerdere_monitors(wat["periode_tot"]).values_list("inhoud", flat=True).first()
        return {**inhoud, "verschillen": vergelijk(vorige, inhoud)}


def _doel(stand: DoelStand, van: int, tot: int) -> Rij:
    doel = stand.doel
    duidingen = [_duiding(rij) for rij in stand.duidingen if van <= rij.periode_tot <= tot]
    hoofd = stand.hoofd
    return {
        "nummer": doel.nummer,
        "titel": doel.titel,
        "korte_naam": doel.korte_naam,
        "opgave": doel.opgave.code,
        "trend": stand.trend.value,
        "deel_weg": zinnen.procent(_deel_weg(hoofd)),
        "waarom_niet": zinnen.geen_meting_zin(hoofd) if stand.trend is Trend.GEEN_METING else "",
        "indicatoren": [_indicator(deel, f"v{doel.pk}-{nr}") for nr, deel in enumerate(stand.indicatoren)],
        "duiding": max(duidingen, key=lambda rij: (rij["tot"], -rij["van"]), default=None),
    }


def _deel_weg(stand: IndicatorStand | None):
    """Share of the gap that is gone in the area that the doel goes by; None with none or several."""
    delen = [v.kloof.deel_weg for v in stand.gebieden] if stand else []
    return delen[0] if len(delen) == 1 else None


def _indicator(stand: IndicatorStand, id_: str) -> Rij:
    indicator, verloop = stand.indicator, teken_verloop(stand, id_=id_)
    punten = [punt for reeks in stand.reeksen for punt in reeks.punten]
    return {
        "code": indicator.code,
        "naam": indicator.naam,
        "eenheid": indicator.eenheid,
        "richting": zinnen.richting_zin(indicator),
        "hoofd": indicator.hoofd,
        "trend": stand.trend.value,
        "grafiek": str(verloop.breed) if verloop else "",
        "as_begin": verloop.as_begin if verloop else "",
        "jaren": stand.jaren,
        "reeksen": [
            {
                "naam": zinnen.kort(reeks.gebied),
                "waarden": [_vak(reeks.punt(jaar), stand) for jaar in stand.jaren],
            }
            for reeks in stand.reeksen
        ],
        "kloof": [_kloof(vergelijking, stand) for vergelijking in stand.gebieden],
        "streefwaarden": [
            {"jaar": streef.jaar, "waarde": zinnen.toon_waarde(streef.waarde, indicator)}
            for streef in stand.streefwaarden
        ],
        "tegenspraak": [_tegenspraak(punt, stand) for punt in stand.tegenspraak],
        "breuken": sorted({reeks.breuk for reeks in stand.reeksen if reeks.breuk}),
        "bronnen": stand.bronnen,
        "bron_verwacht": indicator.bron,
        "methoden": list(dict.fromkeys(punt.meting.methode for punt in punten if punt.meting.methode)),
        "indelingen": list(dict.fromkeys(p.meting.gebiedsindeling for p in punten if p.meting.gebiedsindeling)),
        "frequentie": indicator.frequentie,
        "eigenaar": indicator.eigenaar.naam if indicator.eigenaar else "",
        "toelichting": indicator.toelichting,
        "voorbeeld": stand.voorbeeld,
    }


def _vak(punt: Punt | None, stand: IndicatorStand) -> Rij:
    """A box of the table: the value as it is printed, or why there is none."""
    if punt is None:
        return {"waarde": "", "waarom_niet": "", "voorlopig": False}
    waarde = zinnen.toon_waarde(punt.waarde, stand.indicator)
    return {"waarde": waarde, "waarom_niet": punt.waarom_niet, "voorlopig": bool(waarde) and punt.meting.voorlopig}


def _kloof(vergelijking: Vergelijking, stand: IndicatorStand) -> Rij:
    """The gap of one area, in numbers as they are printed; empty texts where it cannot be said."""
    kloof = vergelijking.kloof

    def toon(waarde) -> str:
        return "" if waarde is None else zinnen.toon_waarde(waarde, stand.indicator)

    return {
        "naam": zinnen.kort(vergelijking.reeks.gebied),
        "nuljaar": kloof.nuljaar,
        "jaar": kloof.jaar,
        "toen": toon(kloof.toen),
        "nu": toon(kloof.nu),
        "winst": toon(kloof.winst),
        "beweging": toon(kloof.beweging),
        "deel_weg": zinnen.procent(kloof.deel_weg),
        "verwacht": zinnen.procent(vergelijking.verwacht),
        "oordeel": vergelijking.schema.value,
        "schema": zinnen.schema_woord(vergelijking.schema),
        "zinnen": zinnen.bewegingszinnen(vergelijking, stand.indicator),
    }


def _tegenspraak(punt: Punt, stand: IndicatorStand) -> Rij:
    return {
        "jaar": punt.jaar,
        "gebied": zinnen.kort(punt.meting.gebied),
        "waarde": zinnen.toon_waarde(punt.waarde, stand.indicator),
        "bron": punt.meting.bron,
    }


def _duiding(duiding: Duiding) -> Rij:
    return {
        "van": duiding.periode_van,
        "tot": duiding.periode_tot,
        "tekst": duiding.tekst,
        "bijgedragen": duiding.get_bijgedragen_display(),
        "als": duiding.geschreven_als,
        "op": duiding.geschreven_op and duiding.geschreven_op.isoformat(),
        "voorbeeld": duiding.voorbeeld,
    }


def _acties() -> list[Rij]:
    """The public acties in order of number, with the doelen that they serve and what they delivered."""
    openbaar = {"actie__zichtbaarheid": Zichtbaarheid.OPENBAAR}
    ook = per_sleutel(
        Dwarsverband.objects.filter(**openbaar)
        .order_by("doel__opgave__nummer", "doel__volgnummer")
        .values(sleutel=F("actie"), nummer=F("doel__nummer"))
    )
    geleverd = per_sleutel(map(prestatie, prestaties(openbaar)))
    rijen = (
        Actie.objects.filter(zichtbaarheid=Zichtbaarheid.OPENBAAR)
        .order_by("nummer_sortering")
        .values(
            "pk", "nummer", "titel", "status", "stand_op", "begindatum", "einddatum", doel_nummer=F("doel__nummer")
        )
    )
    return [_actie(rij, ook, geleverd) for rij in rijen]


def _actie(rij: Rij, ook: dict[int, list[Rij]], geleverd: dict[int, list[Rij]]) -> Rij:
    pk, eigen = rij["pk"], rij["doel_nummer"]
    return {
        **{veld: rij[veld] for veld in ("nummer", "titel", "status")},
        **{veld: rij[veld] and rij[veld].isoformat() for veld in ("stand_op", "begindatum", "einddatum")},
        "doelen": [*([eigen] if eigen else []), *(deel["nummer"] for deel in ook.get(pk, []))],
        "prestaties": geleverd.get(pk, []),
    }
