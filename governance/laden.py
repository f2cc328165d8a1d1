"""Loads the overlegorganen with their seats, their meetings, and the besluiten, signalen and advice in the source."""

from functools import partial

from django.utils.text import capfirst, slugify

from acties.models import Actie
from governance.models import Aanbeveling, Agendapunt, Besluit, Lidmaatschap, Overlegorgaan, Signaal, Vergadering
from opgaven.laden import Kader
from sterkvoornoord.laden import Bron, LaadFout, Lader
from sterkvoornoord.nummers import volgend_nummer

#: What stands in front of the numbers of besluiten and meetings. Only bodies that need one have it.
AFKORTINGEN = {
    "algemeen-bestuur": "AB",
    "dagelijks-bestuur": "DB",
    "rondetafels-evaluatie": "RT",
    "stuurgroep-jeugd-en-onderwijs": "SJO",
}
#: The year of the evaluatie, for the numbers of what it names.
UITGAVE = 2024
#: What the source says of a meeting, and what the portal makes of it. Nothing tells of an invitation.
STANDEN = {
    "gepland": Vergadering.Status.GEPLAND,
    "geweest": Vergadering.Status.GEHOUDEN,
    "afgelast": Vergadering.Status.GEANNULEERD,
}


def laad_overleg(lader: Lader, bron: Bron, kader: Kader, acties: dict[str, Actie | None]) -> None:
    """Load everything of this layer; raises LaadFout when the source is not right."""
    organen = _laad_organen(lader, bron, kader)
    for deel in bron.delen("gebeurtenissen"):
        orgaan = deel.verwijzing("overleg", organen, leeg=True)
        if orgaan is None:
            continue
        soort = deel.tekst("soort")
        if soort == "vergadering":
            _laad_vergadering(lader, deel, orgaan, acties)
        elif soort == "besluit":
            _laad_besluit(lader, deel, orgaan)
    _laad_signalen(lader, bron, kader, acties)
    _laad_aanbevelingen(lader, bron, kader)


def _laad_organen(lader: Lader, bron: Bron, kader: Kader) -> dict[str, Overlegorgaan | None]:
    """Load every body after the one that follows it up, wherever that stands in the file; returns them by code."""
    delen = {deel.tekst("code"): deel for deel in bron.delen("overleggen")}
    bekend = {code: code for code in delen}
    organen: dict[str, Overlegorgaan | None] = {}

    def laad(code: str, onderweg: tuple[str, ...] = ()) -> Overlegorgaan | None:
        if code in organen:
            return organen[code]
        deel = delen[code]
        if code in onderweg:
            raise LaadFout(f"{deel.plek}: 'opvolger' loopt rond: {' > '.join((*onderweg, code))}.")
        volgende = deel.verwijzing("opvolger", bekend, leeg=True)
        if volgende and delen[volgende].verwijzing("voorganger", bekend, leeg=True) != code:
            raise deel.fout("opvolger", f"past niet bij de voorganger van {volgende!r}")
        opvolger = laad(volgende, (*onderweg, code)) if volgende else None
        organen[code] = lader.bewaar(Overlegorgaan, code, deel, _orgaanwaarden(deel, kader, opvolger))
        return organen[code]

    for code, deel in delen.items():
        if (orgaan := laad(code)) is not None:
            _laad_leden(lader, deel, orgaan, kader)
    return organen


def _orgaanwaarden(deel: Bron, kader: Kader, opvolger: Overlegorgaan | None) -> dict:
    van, van_precisie = deel.datum("van")
    tot, tot_precisie = deel.datum("tot", einde=True)
    code = deel.tekst("code")
    return {
        "naam": deel.tekst("naam"),
        "slug": code,
        "afkorting": AFKORTINGEN.get(code),
        "ook_bekend_als": ", ".join(str(naam) for naam in deel.lijst("aliassen")),
        "soort": deel.keuze("soort", Overlegorgaan.Soort),
        "binnen_programma": deel.ja_nee("binnen_programma"),
        "opgave": deel.verwijzing("opgave", kader.opgaven, leeg=True),
        "plan": deel.verwijzing("plan", kader.plannen, leeg=True),
        "organisator": deel.verwijzing("organisator", kader.partners, leeg=True),
        "voorzitter": deel.tekst_of_leeg("voorzitter"),
        "ritme": deel.tekst_of_leeg("rrule"),
        "ritme_in_woorden": deel.tekst_of_leeg("frequentie"),
        "ritme_afgeleid": deel.ja_nee("rrule_afgeleid"),
        "mandaat": deel.tekst_of_leeg("mandaat"),
        "onduidelijk": deel.tekst_of_leeg("onduidelijk"),
        "ledenlijst_volledig": deel.ja_nee("ledenlijst_volledig"),
        "van": van,
        "van_precisie": van_precisie.value,
        "tot": tot,
        "tot_precisie": tot_precisie.value,
        "afgelopen": not deel.ja_nee("actief"),
        "opvolger": opvolger,
        "aantekening": deel.tekst_of_leeg("aantekening"),
    }


def _laad_leden(lader: Lader, deel: Bron, orgaan: Overlegorgaan, kader: Kader) -> None:
    """Load the seats. A seat is known by body, partner and function, so that a new order moves no account along."""
    for volgorde, lid in enumerate(deel.delen("leden")):
        partner = lid.verwijzing("partner", kader.partners, leeg=True)
        gedrukt = lid.tekst("functie")
        functie, _, namens = gedrukt.partition(", namens ")
        lader.bewaar(
            Lidmaatschap,
            f"{orgaan.bron_code}:{partner.bron_code if partner else '-'}:{slugify(gedrukt)}",
            lid,
            {
                "orgaan": orgaan,
                "partner": partner,
                "functie": functie,
                "vertegenwoordigt": namens,
                "volgorde": volgorde,
                "aantekening": lid.tekst_of_leeg("aantekening"),
            },
        )


def _laad_vergadering(lader: Lader, deel: Bron, orgaan: Overlegorgaan, acties: dict[str, Actie | None]) -> None:
    datum, precisie = deel.datum("datum")
    if datum is None or precisie != "dag":
        raise deel.fout("datum", "is geen dag; een vergadering heeft een dag nodig")
    stand = deel.tekst("stand")
    if stand not in STANDEN:
        raise deel.fout("stand", f"heeft een onbekende waarde: {stand!r}")
    code = deel.tekst("code")
    vergadering = lader.bewaar(
        Vergadering,
        code,
        deel,
        {
            "orgaan": orgaan,
            "titel": deel.tekst("titel"),
            "datum": datum,
            "plaats": deel.tekst_of_leeg("locatie"),
            "status": STANDEN[stand].value,
            "omschrijving": deel.tekst_of_leeg("omschrijving"),
            "aantal_aanwezig": _aanwezig(deel),
            "aantekening": deel.tekst_of_leeg("aantekening"),
        },
        nieuw=partial(_geef_nummer, deel=deel, vorm="{afkorting}-V{jaar}"),
    )
    if vergadering is not None:
        _laad_agenda(lader, deel, vergadering, deel.verwijzingen("acties", acties))


def _aanwezig(deel: Bron) -> int | None:
    return deel.deel("aanwezigheid").geheel_of_niets("aantal") if deel.gegevens.get("aanwezigheid") else None


def _laad_agenda(lader: Lader, deel: Bron, vergadering: Vergadering, acties: list[Actie]) -> None:
    """Load the items. The source asks questions and names no outcome, so they are for discussion."""
    for punt in deel.delen("agendapunten"):
        if punt.tekst_of_leeg("besluit"):
            raise punt.fout("besluit", "is gevuld; leg een besluit vast als gebeurtenis van de soort besluit")
        nummer = punt.geheel("nummer")
        lader.bewaar(
            Agendapunt,
            f"{vergadering.bron_code}:a{nummer}",
            punt,
            {
                "vergadering": vergadering,
                "volgorde": nummer,
                "titel": punt.tekst("titel"),
                "toelichting": punt.tekst_of_leeg("vraag"),
                "soort": Agendapunt.Soort.BESPREKING.value,
            },
            {"acties": acties},
        )


def _laad_besluit(lader: Lader, deel: Bron, orgaan: Overlegorgaan) -> None:
    """Load a besluit that the source names. It was taken, so it is vastgesteld; its outcome stays as it is told."""
    datum, precisie = deel.datum("datum")
    if datum is None:
        raise deel.fout("datum", "ontbreekt; een besluit heeft ten minste een jaar nodig")
    lader.bewaar(
        Besluit,
        deel.tekst("code"),
        deel,
        {
            "orgaan": orgaan,
            "datum": datum,
            "datum_precisie": precisie.value,
            "datum_in_woorden": deel.tekst_of_leeg("datum_tekst"),
            "titel": deel.tekst("titel"),
            "tekst": deel.tekst("omschrijving"),
            "status": Besluit.Status.VASTGESTELD.value,
            "bron": "Evaluatie, paragraaf " + ", ".join(str(p) for p in deel.lijst("bronnen")),
            "aantekening": deel.tekst_of_leeg("aantekening"),
        },
        nieuw=partial(_geef_nummer, deel=deel, vorm="{afkorting}-{jaar}"),
    )


def _laad_signalen(lader: Lader, bron: Bron, kader: Kader, acties: dict[str, Actie | None]) -> None:
    """Load what the source says that people notice. Nobody raised it here, and nobody took it up."""
    for deel in bron.delen("signalen"):
        opgave = deel.verwijzing("opgave", kader.opgaven, leeg=True)
        doel = deel.verwijzing("doel", kader.doelen, leeg=True)
        lader.bewaar(
            Signaal,
            deel.tekst("code"),
            deel,
            {
                "titel": deel.tekst("titel"),
                "wat": deel.tekst("tekst"),
                "ingediend_als": capfirst(deel.tekst("afzender")),
                "status": Signaal.Status.GENOEMD.value,
                "bron": "Evaluatie, paragraaf " + ", ".join(str(p) for p in deel.lijst("bronnen")),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
            {
                "opgaven": [opgave] if opgave else [],
                "doelen": [doel] if doel else [],
                "acties": deel.verwijzingen("acties", acties),
            },
            nieuw=_geef_signaalnummer,
        )


def _laad_aanbevelingen(lader: Lader, bron: Bron, kader: Kader) -> None:
    """Load what the source advises, under its own numbers. It names no owner and no stand: nobody took it up yet."""
    bekend = {deel.tekst("code"): deel.tekst("code") for deel in bron.delen("aanbevelingen")}
    for deel in bron.delen("aanbevelingen"):
        for veld in ("stand", "eigenaar"):
            if deel.tekst_of_leeg(veld):
                raise deel.fout(veld, "is gevuld; leg de opvolging vast in het portaal")
        code = deel.tekst("code")
        lader.bewaar(
            Aanbeveling,
            code,
            deel,
            {
                "titel": deel.tekst("titel"),
                "tekst": deel.tekst("tekst"),
                "soort": deel.keuze("soort", Aanbeveling.Soort),
                "thema": deel.keuze("thema", Aanbeveling.Thema),
                "voor": ", ".join(str(wie) for wie in deel.lijst("voor")),
                "voor_afgeleid": deel.ja_nee("voor_afgeleid"),
                "paragrafen": ", ".join(str(p) for p in deel.lijst("paragrafen")),
                "opgave": deel.verwijzing("opgave", kader.opgaven, leeg=True),
                "plan": deel.verwijzing("plan", kader.plannen, leeg=True),
                "verwant": ", ".join(deel.verwijzingen("verwant", bekend)),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
            nieuw=lambda rij, nummer=code: setattr(rij, "nummer", nummer),
        )


def _geef_signaalnummer(signaal: Signaal) -> None:
    signaal.nummer = volgend_nummer(f"SG-{UITGAVE}")


def _geef_nummer(rij: Vergadering | Besluit, *, deel: Bron, vorm: str) -> None:
    if not rij.orgaan.afkorting:
        raise deel.fout("overleg", f"heeft geen afkorting voor zijn nummers: {rij.orgaan.naam!r}")
    rij.nummer = volgend_nummer(vorm.format(afkorting=rij.orgaan.afkorting, jaar=rij.datum.year))
