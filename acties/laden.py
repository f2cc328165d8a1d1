"""Loads the acties with everything that hangs on them, and the stories."""

from acties.models import (
    Actie,
    Bestemming,
    Betrokkenheid,
    Dwarsverband,
    Geldstroom,
    Onderdeel,
    Prestatie,
    RaaktPlan,
    Status,
    Uitkomst,
    Verhaal,
    Vervolg,
    Zichtbaarheid,
)
from acties.services.nummers import geef_nummer
from opgaven.laden import Kader
from sterkvoornoord.laden import Bron, Lader


def laad_acties(lader: Lader, bron: Bron, kader: Kader) -> dict[str, Actie | None]:
    """Load destinations, acties with their parts, and stories; returns the acties by code."""
    bestemmingen = {deel.tekst("code"): _laad_bestemming(lader, deel) for deel in bron.delen("bestemmingen")}
    herkomst = bron.deel("meta").deel("bron").tekst("titel")
    acties: dict[str, Actie | None] = {}
    for deel in bron.delen("acties"):
        code = deel.tekst("code")
        acties[code] = actie = _laad_actie(lader, deel, kader, bestemmingen, herkomst)
        if actie is not None:
            _laad_verbanden(lader, deel, actie, kader)
            _laad_partners(lader, deel, actie, kader)
            _laad_prestaties(lader, deel, actie, code)
            _laad_onderdelen(lader, deel, actie, code)
            _laad_geld(lader, deel, actie, kader)
    _laad_verhalen(lader, bron, kader, acties)
    return acties


def _laad_bestemming(lader: Lader, deel: Bron) -> Bestemming | None:
    code = deel.tekst("code")
    return lader.bewaar(
        Bestemming,
        code,
        deel,
        {
            "code": code,
            "naam": deel.tekst("naam"),
            "voluit": deel.tekst_of_leeg("voluit"),
            "soort": deel.tekst_of_leeg("soort"),
            "toelichting": deel.tekst_of_leeg("toelichting"),
        },
    )


def _laad_actie(lader: Lader, deel: Bron, kader: Kader, bestemmingen: dict, herkomst: str) -> Actie | None:
    plan = deel.verwijzing("plan", kader.plannen)
    if plan is None:
        return None
    if deel.verwijzing("opgave", kader.opgaven) not in (plan.opgave, None):
        raise deel.fout("opgave", f"past niet bij plan {plan.bron_code!r}")
    gedrukt = deel.gegevens.get("status_gedrukt")
    begin, begin_precisie = deel.datum("periode_van")
    eind, eind_precisie = deel.datum("periode_tot", einde=True)
    waarden = {
        "plan": plan,
        "doel": deel.verwijzing("doel", kader.doelen, leeg=True),
        "doel_afgeleid": deel.ja_nee("doel_afgeleid"),
        "onderwerp": deel.verwijzing("onderwerp", kader.onderwerpen, leeg=True),
        "titel": deel.tekst("titel"),
        "omschrijving": deel.tekst_of_leeg("omschrijving"),
        "resultaat": deel.tekst_of_leeg("resultaat"),
        "status": deel.keuze("status", Status),
        "status_afgeleid": deel.ja_nee("status_afgeleid"),
        "status_gedrukt": gedrukt if gedrukt is None else deel.tekst("status_gedrukt"),
        "uitkomst": deel.keuze("uitkomst", Uitkomst),
        "vervolg": deel.keuze("vervolg", Vervolg),
        "begindatum": begin,
        "begin_precisie": begin_precisie.value,
        "einddatum": eind,
        "eind_precisie": eind_precisie.value,
        "locatie": deel.tekst_of_leeg("locatie"),
        "inwonersbetrokkenheid": deel.tekst_of_leeg("inwonersbetrokkenheid"),
        "zichtbaarheid": Zichtbaarheid.OPENBAAR.value,
        "bron": herkomst,
        "aantekening": deel.tekst_of_leeg("aantekening"),
    }
    if deel.verwijzing("penvoerder", kader.partners, leeg=True) is None:
        waarden["zonder_penvoerder_reden"] = "De bron wijst geen penvoerder aan."
    m2m = {
        "bestemmingen": deel.verwijzingen("bestemming", bestemmingen),
        "gebieden": deel.verwijzingen("wijken", kader.gebieden),
    }
    return lader.bewaar(Actie, deel.tekst("code"), deel, waarden, m2m, nieuw=geef_nummer)


def _laad_verbanden(lader: Lader, deel: Bron, actie: Actie, kader: Kader) -> None:
    for model, lijst, veld, bekend in (
        (Dwarsverband, "extra_doelen", "doel", kader.doelen),
        (RaaktPlan, "raakt_plannen", "plan", kader.plannen),
    ):
        for verband in deel.delen(lijst):
            ander = verband.verwijzing(veld, bekend)
            if ander is None:
                continue
            waarden = {
                "actie": actie,
                veld: ander,
                "afgeleid": verband.ja_nee("afgeleid"),
                "grond": verband.tekst_of_leeg("grond"),
            }
            lader.bewaar(model, f"{actie.bron_code}:{ander.bron_code}", verband, waarden)


def _laad_partners(lader: Lader, deel: Bron, actie: Actie, kader: Kader) -> None:
    """Tie the partners to the actie: at most one role each, the weightiest that the source gives."""
    rollen = dict.fromkeys(deel.verwijzingen("partners", kader.partners), Betrokkenheid.Rol.DEELNEMER)
    for sleutel, rol in (("uitvoerder", Betrokkenheid.Rol.UITVOERDER), ("penvoerder", Betrokkenheid.Rol.PENVOERDER)):
        if (partner := deel.verwijzing(sleutel, kader.partners, leeg=True)) is not None:
            rollen[partner] = rol
    for partner, rol in rollen.items():
        code = f"{actie.bron_code}:{partner.bron_code}"
        lader.bewaar(Betrokkenheid, code, deel, {"actie": actie, "partner": partner, "rol": rol.value})


def _laad_prestaties(lader: Lader, deel: Bron, actie: Actie, code: str, onderdeel: Onderdeel | None = None) -> None:
    for volgorde, prestatie in enumerate(deel.delen("prestaties")):
        lader.bewaar(
            Prestatie,
            f"{code}:p{volgorde + 1}",
            prestatie,
            {
                "actie": actie,
                "onderdeel": onderdeel,
                "volgorde": volgorde,
                "omschrijving": prestatie.tekst("omschrijving"),
                "eenheid": prestatie.tekst_of_leeg("eenheid"),
                "periode": prestatie.tekst_of_leeg("periode"),
                "waarde": prestatie.getal_of_niets("waarde"),
                "waarde_tot": prestatie.getal_of_niets("waarde_tot"),
                "streefwaarde": prestatie.getal_of_niets("streefwaarde"),
                "ongeveer": prestatie.ja_nee("ongeveer"),
                "afgeleid": prestatie.ja_nee("afgeleid"),
                "tegenspraak": prestatie.ja_nee("tegenspraak"),
                "bron": prestatie.tekst_of_leeg("bron"),
                "aantekening": prestatie.tekst_of_leeg("aantekening"),
            },
        )


def _laad_onderdelen(lader: Lader, deel: Bron, actie: Actie, code: str) -> None:
    for volgorde, onderdeel in enumerate(deel.delen("onderdelen")):
        eigen_code = f"{code}:o{volgorde + 1}"
        rij = lader.bewaar(
            Onderdeel,
            eigen_code,
            onderdeel,
            {
                "actie": actie,
                "volgorde": volgorde,
                "titel": onderdeel.tekst("titel"),
                "omschrijving": onderdeel.tekst_of_leeg("omschrijving"),
                "status": onderdeel.keuze("status", Status),
                "periode": onderdeel.tekst_of_leeg("periode"),
                "aantekening": onderdeel.tekst_of_leeg("aantekening"),
            },
        )
        if rij is not None:
            _laad_prestaties(lader, onderdeel, actie, eigen_code, rij)


def _laad_geld(lader: Lader, deel: Bron, actie: Actie, kader: Kader) -> None:
    for volgorde, geld in enumerate(deel.delen("financiering")):
        lader.bewaar(
            Geldstroom,
            f"{actie.bron_code}:g{volgorde + 1}",
            geld,
            {
                "opgave": actie.plan.opgave,
                "actie": actie,
                "soort": geld.tekst_of_leeg("soort"),
                "omschrijving": geld.tekst_of_leeg("omschrijving"),
                "bron": geld.tekst("bron_van_geld"),
                "eenheidsbedrag": geld.getal_of_niets("bedrag_euro"),
                "eenheid": geld.tekst_of_leeg("eenheid"),
                "periode": geld.tekst_of_leeg("periode"),
            },
            {"ontvangers": geld.verwijzingen("voor", kader.partners)},
        )


def _laad_verhalen(lader: Lader, bron: Bron, kader: Kader, acties: dict[str, Actie | None]) -> None:
    for deel in bron.delen("verhalen"):
        lader.bewaar(
            Verhaal,
            deel.tekst("code"),
            deel,
            {
                "titel": deel.tekst("titel"),
                "wie": deel.tekst("wie"),
                "tekst": deel.tekst("tekst"),
                "doel": deel.verwijzing("doel", kader.doelen, leeg=True),
                "toestemming": deel.ja_nee_of_onbekend("toestemming"),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
            {"acties": deel.verwijzingen("acties", acties)},
        )
