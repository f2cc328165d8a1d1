"""Loads the frame of the programme: areas, opgaven, doelen, subjects, plans and who leads them."""

from dataclasses import dataclass, field

from opgaven.models import Bemensing, Doel, Gebied, Onderwerp, Opgave, Programma, Uitvoeringsplan
from sterkvoornoord.laden import Bron, Lader
from sterkvoornoord.models import Partner

#: Roles as the source prints them; another one is kept in words.
ROLLEN = {
    "voorzitter bestuur": Bemensing.Rol.VOORZITTER,
    "bestuurslid": Bemensing.Rol.BESTUURSLID,
    "programmamanager": Bemensing.Rol.PROGRAMMAMANAGER,
    "projectleider": Bemensing.Rol.PROJECTLEIDER,
    "trekker": Bemensing.Rol.TREKKER,
    "betrokken": Bemensing.Rol.BETROKKEN,
}


@dataclass
class Kader:
    """What was loaded, by the codes of the source; None for what people removed in the portal."""

    partners: dict[str, Partner | None]
    gebieden: dict[str, Gebied | None] = field(default_factory=dict)
    opgaven: dict[str, Opgave | None] = field(default_factory=dict)
    doelen: dict[str, Doel | None] = field(default_factory=dict)
    onderwerpen: dict[str, Onderwerp | None] = field(default_factory=dict)
    plannen: dict[str, Uitvoeringsplan | None] = field(default_factory=dict)


def laad_kader(lader: Lader, bron: Bron, partners: dict[str, Partner | None]) -> Kader:
    """Load everything of this layer and return it by code, for the layers above."""
    kader = Kader(partners)
    _laad_programma(lader, bron)
    _laad_gebieden(lader, bron, kader)
    _laad_opgaven(lader, bron, kader)
    _laad_doelen(lader, bron, kader)
    _laad_onderwerpen(lader, bron, kader)
    _laad_plannen(lader, bron, kader)
    _laad_bemensing(lader, bron, kader)
    return kader


def _laad_programma(lader: Lader, bron: Bron) -> None:
    deel = bron.deel("programma")
    lader.bewaar(
        Programma,
        deel.tekst("slug"),
        deel,
        {
            "naam": deel.tekst("naam"),
            "slug": deel.tekst("slug"),
            "ambitie": deel.tekst("ambitie"),
            "waarom": deel.tekst_of_leeg("waarom"),
            "startjaar": deel.geheel("startjaar"),
            "eindjaar": deel.geheel("eindjaar"),
            "gebied": deel.tekst("gebied"),
            "aantal_partners": deel.geheel_of_niets("aantal_partners_genoemd"),
            "bron": bron.deel("meta").deel("bron").tekst("titel"),
        },
    )


def _laad_gebieden(lader: Lader, bron: Bron, kader: Kader) -> None:
    programma = bron.deel("programma")
    lader.bewaar(
        Gebied,
        "programma",
        programma,
        {"naam": programma.tekst("gebied"), "slug": "noord", "soort": Gebied.Soort.PROGRAMMA.value},
    )
    gemeente = programma.deel("gemeente")
    lader.bewaar(
        Gebied,
        gemeente.tekst("code"),
        gemeente,
        {
            "naam": gemeente.tekst("naam"),
            "slug": "gemeente",
            "soort": Gebied.Soort.GEMEENTE.value,
            "cbs_code": gemeente.tekst("code"),
        },
    )
    for deel in bron.delen("wijken"):
        code = deel.tekst("code")
        kader.gebieden[code] = lader.bewaar(
            Gebied,
            code,
            deel,
            {
                "naam": deel.tekst("naam"),
                "slug": code,
                "soort": Gebied.Soort.WIJK.value,
                "cbs_code": deel.tekst("cbs_code"),
                "delen": deel.lijst("delen"),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
        )


def _laad_opgaven(lader: Lader, bron: Bron, kader: Kader) -> None:
    for deel in bron.delen("opgaven"):
        code = deel.tekst("code")
        kader.opgaven[code] = lader.bewaar(
            Opgave,
            code,
            deel,
            {
                "code": code,
                "nummer": deel.geheel("nummer"),
                "naam": deel.tekst("naam"),
                "slug": deel.tekst("slug"),
                "ambitie": deel.tekst("ambitie"),
                "waarom": deel.tekst_of_leeg("waarom"),
            },
        )


def _laad_doelen(lader: Lader, bron: Bron, kader: Kader) -> None:
    for deel in bron.delen("doelen"):
        code = deel.tekst("code")
        opgave = deel.verwijzing("opgave", kader.opgaven)
        if opgave is None:
            kader.doelen[code] = None
            continue
        volgnummer = deel.geheel("nummer")
        kader.doelen[code] = lader.bewaar(
            Doel,
            code,
            deel,
            {
                "opgave": opgave,
                "volgnummer": volgnummer,
                "nummer": f"{opgave.nummer}.{volgnummer}",
                "titel": deel.tekst("titel"),
                "korte_naam": deel.tekst("korte_naam"),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
        )


def _laad_onderwerpen(lader: Lader, bron: Bron, kader: Kader) -> None:
    for volgorde, deel in enumerate(bron.delen("onderwerpen")):
        code = deel.tekst("code")
        opgave = deel.verwijzing("opgave", kader.opgaven)
        if opgave is None:
            kader.onderwerpen[code] = None
            continue
        kader.onderwerpen[code] = lader.bewaar(
            Onderwerp,
            code,
            deel,
            {
                "opgave": opgave,
                "doel": deel.verwijzing("doel", kader.doelen, leeg=True),
                "naam": deel.tekst("naam"),
                "slug": code,
                "naam_gedrukt": deel.tekst_of_leeg("naam_gedrukt"),
                "samenvatting": deel.tekst_of_leeg("samenvatting"),
                "volgorde": volgorde,
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
        )


def _laad_plannen(lader: Lader, bron: Bron, kader: Kader) -> None:
    for deel in bron.delen("uitvoeringsplannen"):
        code = deel.tekst("slug")
        opgave = deel.verwijzing("opgave", kader.opgaven)
        if opgave is None:
            kader.plannen[code] = None
            continue
        periode = deel.deel("periode")
        begin, eind = periode.datum("van")[0], periode.datum("tot")[0]
        kader.plannen[code] = lader.bewaar(
            Uitvoeringsplan,
            code,
            deel,
            {
                "opgave": opgave,
                "naam": deel.tekst("naam"),
                "korte_naam": deel.tekst("korte_naam"),
                "slug": code,
                "startjaar": begin.year if begin else None,
                "eindjaar": eind.year if eind else None,
                "periode_afgeleid": periode.ja_nee("afgeleid"),
                "periode_toelichting": periode.tekst_of_leeg("toelichting"),
                "vastgesteld": deel.deel("vaststelling").tekst_of_leeg("datum_tekst"),
                "stand": deel.keuze("stand", Uitvoeringsplan.Stand),
                "totstandkoming": deel.tekst_of_leeg("totstandkoming"),
                "hoe_nu_verder": deel.tekst_of_leeg("hoe_nu_verder"),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
        )


def _laad_bemensing(lader: Lader, bron: Bron, kader: Kader) -> None:
    for deel in bron.delen("bemensing"):
        opgave = deel.verwijzing("opgave", kader.opgaven, leeg=True)
        plan = deel.verwijzing("plan", kader.plannen, leeg=True)
        partner = deel.verwijzing("partner", kader.partners)
        if bool(opgave) + bool(plan) + deel.ja_nee("programmabreed") != 1:
            raise deel.fout("programmabreed", "klopt niet: kies precies een opgave, een plan of het hele programma")
        if partner is None:
            continue
        gedrukt = deel.tekst("rol")
        van, van_precisie = deel.datum("van")
        tot, tot_precisie = deel.datum("tot", einde=True)
        lader.bewaar(
            Bemensing,
            deel.tekst("code"),
            deel,
            {
                "opgave": opgave,
                "plan": plan,
                "rol": ROLLEN.get(gedrukt, Bemensing.Rol.OVERIG).value,
                "rol_omschrijving": "" if gedrukt in ROLLEN else gedrukt,
                "functie": deel.tekst_of_leeg("functie"),
                "partner": partner,
                "aantal": deel.geheel_of_niets("aantal"),
                "van": van,
                "van_precisie": van_precisie.value,
                "tot": tot,
                "tot_precisie": tot_precisie.value,
                "afgelopen": not deel.ja_nee("huidig"),
                "aantekening": deel.tekst_of_leeg("aantekening"),
            },
        )
