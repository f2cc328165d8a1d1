"""Freeze what surrounds the acties: numbers of the doelen in three queries, standen in two, the rest in one each.

Everything here stands on a public page already, or is a sum of what does: stories whose teller agreed, numbers as
the page of a doel shows them, functions and never names. Of money only sums per opgave go in, of the rows that
everybody may see.
"""

from collections import defaultdict
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, Subquery

from acties.models import Geldstroom, Koers, Verhaal, Zichtbaarheid
from monitor import zinnen
from monitor.bevriezen import Rij
from monitor.geld import BEDRAGEN, Bedragen, sommen
from monitor.kloof import Trend
from monitor.models import ASPECTEN, OpgaveStand, Rapportageronde, Risico
from monitor.reeksen import DoelStand, IndicatorStand, Vergelijking, standen_van_doelen
from opgaven.models import Bemensing

#: What an opgave writes beside its judgements, with the heading that it gets in print.
TEKSTEN = {
    "risicoprofiel": "Toelichting op de risico’s",
    "besluitvorming": "Besluitvorming",
    "afwijking": "Afwijking van het plan",
}


def standen(peildatum: date) -> list[Rij]:
    """What the opgaven reported in the newest round up to this day; not who has yet to choose some of the aspects."""
    ronde = Rapportageronde.objects.filter(peildatum__lte=peildatum).order_by("-peildatum").values("pk")[:1]
    velden = [veld for aspect in ASPECTEN for veld in (aspect.veld, aspect.uitleg)]
    rijen = (
        OpgaveStand.objects.ingevuld()
        .filter(ronde=Subquery(ronde))
        .order_by("opgave__nummer")
        .values(
            *velden,
            *TEKSTEN,
            "belangrijkste_wijzigingen",
            stand=F("pk"),
            code=F("opgave__code"),
            naam=F("ronde__naam"),
            dag=F("ronde__peildatum"),
            voorbeeld=F("ronde__voorbeeld"),
        )
    )
    risicos = defaultdict(list)
    for risico in Risico.objects.filter(stand__ronde=Subquery(ronde)):
        risicos[risico.stand_id].append(risico)
    return [_stand(rij, risicos[rij["stand"]]) for rij in rijen]


def _stand(rij: Rij, risicos: list[Risico]) -> Rij:
    return {
        "opgave": rij["code"],
        "ronde": f"Rapportage {rij['naam']}",
        "peildatum": rij["dag"].isoformat(),
        "aspecten": [
            {
                "naam": aspect.label,
                "oordeel": rij[aspect.veld],
                "woord": str(Koers(rij[aspect.veld]).label),
                "toelichting": rij[aspect.uitleg],
            }
            for aspect in ASPECTEN
        ],
        "risicos": [
            {
                "omschrijving": risico.omschrijving,
                "kans": str(risico.get_kans_display()),
                "gevolg": str(risico.get_gevolg_display()),
                "profiel": risico.profiel.value,
                "profiel_woord": str(risico.profiel.label),
                "maatregel": risico.maatregel,
            }
            for risico in sorted(risicos, key=lambda risico: (-risico.gewicht, risico.pk))
        ],
        "voorbeeld": rij["voorbeeld"],
        "teksten": [{"kop": kop, "tekst": rij[veld]} for veld, kop in TEKSTEN.items()],
        "wijzigingen": [
            regel.strip(" -–•") for regel in rij["belangrijkste_wijzigingen"].splitlines() if regel.strip(" -–•")
        ],
    }


def cijfers() -> list[Rij]:
    """Per doel what its main indicator says, in the words that its page uses; why not, where it says nothing."""
    return [_cijfer(stand) for stand in standen_van_doelen(kort=True)]


def _cijfer(stand: DoelStand) -> Rij:
    hoofd = stand.hoofd
    delen = [_vergelijking(v, hoofd) for v in hoofd.gebieden if v.kloof.jaren] if hoofd else []
    return {
        "doel": stand.doel.nummer,
        "indicator": hoofd.indicator.naam if hoofd and delen else "",
        "zin": " ".join(delen) or zinnen.geen_meting_zin(hoofd),
        "trend": stand.trend.value,
        "trend_woord": zinnen.trend_woord(stand.trend),
        "voorbeeld": bool(hoofd and delen and hoofd.voorbeeld),
    }


def _vergelijking(vergelijking: Vergelijking, stand: IndicatorStand) -> str:
    """ "Noord 90, gemeente 96 in 2024. Van de kloof uit 2022 is 25% weg."; the last part only where it can be said."""
    kloof, indicator = vergelijking.kloof, stand.indicator
    wij, gemeente = (zinnen.toon_waarde(w, indicator) for w in (kloof.waarde, kloof.waarde_gemeente))
    tekst = f"{zinnen.kort(vergelijking.reeks.gebied)} {wij}, gemeente {gemeente} in {kloof.jaar}."
    if kloof.deel_weg is None:
        return tekst
    if kloof.ingehaald:
        return f"{tekst} De kloof uit {kloof.nuljaar} is weg."
    if kloof.trend is Trend.GELIJK:
        return f"{tekst} De kloof is even groot als in {kloof.nuljaar}."
    if kloof.deel_weg < 0:
        return f"{tekst} De kloof uit {kloof.nuljaar} is {zinnen.procent(-kloof.deel_weg)} groter geworden."
    return f"{tekst} Van de kloof uit {kloof.nuljaar} is {zinnen.procent(kloof.deel_weg)} weg."


def verhalen() -> list[Rij]:
    """The stories that may be published, by doel, each with the numbers of the public acties that it is about."""
    rijen = (
        Verhaal.objects.openbaar()
        .order_by(F("doel__opgave__nummer").asc(nulls_last=True), "doel__volgnummer", "pk", "acties__nummer_sortering")
        .values(
            *("pk", "titel", "wie", "tekst", "acties__nummer", "acties__zichtbaarheid"), doel_nummer=F("doel__nummer")
        )
    )
    per_verhaal: dict[int, Rij] = {}
    for rij in rijen:
        nummer, zichtbaar = rij.pop("acties__nummer"), rij.pop("acties__zichtbaarheid")
        verhaal = per_verhaal.setdefault(rij.pop("pk"), {**rij, "acties": []})
        if zichtbaar == Zichtbaarheid.OPENBAAR:
            verhaal["acties"].append(nummer)
    return list(per_verhaal.values())


def geld() -> list[Rij]:
    """Per opgave with any money its sums in whole cents, as `Bedragen`, and how many rows cannot be added."""
    zonder_bedrag = Q(**{f"{naam}__isnull": True for naam in BEDRAGEN})
    per_opgave = (
        Geldstroom.objects.zichtbaar_voor(AnonymousUser())
        .order_by("opgave__nummer")
        .values(code=F("opgave__code"))
        .annotate(**sommen(), per_eenheid=Count("pk", filter=zonder_bedrag & Q(eenheidsbedrag__isnull=False)))
    )
    return [
        {"opgave": rij["code"], "per_eenheid": rij["per_eenheid"], "bedragen": Bedragen.uit(rij).als_rij()}
        for rij in per_opgave
    ]


def bemensing() -> list[Rij]:
    """Who leads what now, as function and organisation."""
    rijen = Bemensing.objects.nu().select_related("partner", "opgave", "plan__opgave")
    return [
        {
            "opgave": rij.opgave.code if rij.opgave else rij.plan.opgave.code if rij.plan else "",
            "plan": rij.plan.korte_naam if rij.plan else "",
            "rol": rij.rolnaam,
            "functie": rij.functie,
            "partner": rij.partner.naam,
            "aantal": rij.aantal,
        }
        for rij in rijen
    ]
