"""The chapters behind the opgaven: what was delivered, stories, who does what, and money. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.boekwoorden import Prestatie, Rij
from monitor.geld import Bedragen
from monitor.projectenboek.kaart import Kaart
from sterkvoornoord.getallen import toon_euro

#: What a money table says, in this order, and where it comes from.
GELDKOLOMMEN = {"begroot": "Begroot", "toegezegd": "Toegezegd", "besteed": "Besteed", "ongedekt": "Niet gedekt"}


@dataclass(frozen=True)
class Verhaal:
    titel: str
    wie: str
    alineas: list[str]
    doel: str
    acties: list[Kaart]


@dataclass
class Partner:
    """One partner with the acties that it answers for, and those that it takes part in."""

    naam: str
    soort: str
    penvoerder: list[Kaart] = field(default_factory=list)
    doet_mee: list[Kaart] = field(default_factory=list)

    @property
    def kaarten(self) -> list[Kaart]:
        """All its acties once, in order of number."""
        return sorted(
            {kaart.nummer: kaart for kaart in (*self.penvoerder, *self.doet_mee)}.values(), key=lambda k: k.volgorde
        )


@dataclass(frozen=True)
class Eigendom:
    """How many acties of an opgave, or of all, have a penvoerder."""

    naam: str
    css: str
    kaarten: list[Kaart]

    @property
    def met(self) -> int:
        return sum(kaart.heeft_penvoerder for kaart in self.kaarten)

    @property
    def zonder(self) -> int:
        return len(self.kaarten) - self.met


@dataclass(frozen=True)
class Geldregel:
    naam: str
    css: str
    bedragen: Bedragen
    per_eenheid: int

    @property
    def vakken(self) -> list[str]:
        """The four amounts as printed; what nobody wrote down is not nought."""
        waarden = [getattr(self.bedragen, naam) for naam in GELDKOLOMMEN]
        return ["niet bekend" if waarde is None else toon_euro(waarde) for waarde in waarden]


@dataclass(frozen=True)
class Geld:
    """All money that everybody may see; the lines add up to the total."""

    regels: list[Geldregel]
    kolommen: list[str] = field(default_factory=lambda: list(GELDKOLOMMEN.values()))

    @property
    def totaal(self) -> Geldregel:
        samen = sum((regel.bedragen for regel in self.regels), Bedragen())
        return Geldregel("Totaal", "", samen, sum(regel.per_eenheid for regel in self.regels))

    @property
    def grootste(self) -> Decimal:
        """The longest bar: the others are drawn as a share of it."""
        return max((regel.bedragen.lengte for regel in self.regels), default=Decimal(0))

    @property
    def voorbeeld(self) -> bool:
        return bool(self.totaal.bedragen.voorbeelden)

    @property
    def zin(self) -> str:
        bedragen = self.totaal.bedragen
        if bedragen.leeg:
            return "Er zijn nog geen bedragen bekend."
        if bedragen.som_ongedekt:
            return f"Voor {toon_euro(bedragen.ongedekt)} is nog geen geld."
        if bedragen.gedekt:
            return "Al het geld dat nodig is, is toegezegd."
        return "Niet overal is bekend hoeveel geld nodig is."

    @property
    def noten(self) -> list[str]:
        """What the table does not say by itself."""
        bedragen, per_eenheid = self.totaal.bedragen, self.totaal.per_eenheid
        noten = []
        if bedragen.som_te_veel:
            noten.append(f"Elders is {toon_euro(bedragen.te_veel)} meer toegezegd dan begroot.")
        if bedragen.som_onzeker:
            noten.append(f"Van {toon_euro(bedragen.onzeker)} is niet bekend of het is toegezegd.")
        if bedragen.som_zonder_begroting:
            noten.append(f"Bij {toon_euro(bedragen.zonder_begroting)} die is toegezegd, is geen begroting bekend.")
        if per_eenheid:
            wat = "1 bedrag is" if per_eenheid == 1 else f"{per_eenheid} bedragen zijn"
            noten.append(f"{wat} alleen per eenheid bekend, zoals per school per jaar. Dat telt hier niet mee.")
        return noten


def maak_verhalen(rijen: list[Rij] | None, kaarten: dict[str, Kaart]) -> list[Verhaal]:
    return [
        Verhaal(
            titel=rij["titel"],
            wie=rij["wie"],
            alineas=[alinea for alinea in rij["tekst"].splitlines() if alinea.strip()],
            doel=rij["doel_nummer"] or "",
            acties=[kaarten[nummer] for nummer in rij["acties"]],
        )
        for rij in rijen or []
    ]


def maak_partners(rijen: list[Rij] | None, acties: list[Rij], kaarten: dict[str, Kaart]) -> list[Partner]:
    """The partners by name; none when the edition did not record them."""
    partners = {rij["naam"]: Partner(rij["naam"], rij["soort"]) for rij in rijen or []}
    if partners:
        for rij in acties:
            _verdeel(rij, kaarten[rij["nummer"]], partners)
    return list(partners.values())


def _verdeel(rij: Rij, kaart: Kaart, partners: dict[str, Partner]) -> None:
    rollen = defaultdict(set)
    for betrokken in rij["betrokken"]:
        rollen[betrokken["partner_naam"]].add(betrokken["rol"])
    for naam, heeft in rollen.items():
        partner = partners[naam]
        (partner.penvoerder if "penvoerder" in heeft else partner.doet_mee).append(kaart)


def maak_geld(rijen: list[Rij] | None, opgaven: dict[str, tuple[str, str]]) -> Geld | None:
    """The money of these opgaven (code: name and CSS suffix) in their order; None when it was not recorded."""
    if rijen is None:
        return None
    bekend = {rij["opgave"]: rij for rij in rijen}
    leeg = {"bedragen": {}, "per_eenheid": 0}
    regels = [
        Geldregel(naam, css, Bedragen(**rij["bedragen"]), rij["per_eenheid"])
        for code, (naam, css) in opgaven.items()
        for rij in [bekend.get(code, leeg)]
    ]
    return Geld(regels)


def afgesproken(kaarten: list[Kaart]) -> list[tuple[Kaart, Prestatie]]:
    """What was agreed beforehand as a number, beside what came of it."""
    return [(kaart, prestatie) for kaart in kaarten for prestatie in kaart.prestaties if prestatie.doel]


def prestatiezin(kaarten: list[Kaart]) -> str:
    """How many results there are, and of how many a target was agreed."""
    alle = [prestatie for kaart in kaarten for prestatie in kaart.prestaties]
    if not alle:
        return "Er zijn nog geen prestaties gemeld."
    met_doel, acties = sum(bool(p.doel) for p in alle), sum(bool(kaart.prestaties) for kaart in kaarten)
    eerste = f"Bij {acties} van de {len(kaarten)} acties staat wat het opleverde: {_prestaties(len(alle))}."
    tweede = {0: "Bij geen daarvan was vooraf een getal afgesproken.", 1: "Bij 1 was vooraf een getal afgesproken."}
    return f"{eerste} {tweede.get(met_doel, f'Bij {met_doel} was vooraf een getal afgesproken.')}"


def _prestaties(aantal: int) -> str:
    return "1 prestatie" if aantal == 1 else f"{aantal} prestaties"


def eigendomzin(alles: Eigendom, partners: list[Partner]) -> str:
    """Who takes part and who answers for it, in two sentences."""
    doen_mee = f"{len(partners)} partners doen mee." if len(partners) != 1 else "1 partner doet mee."
    if not alles.zonder:
        return f"{doen_mee} Elke actie heeft een penvoerder."
    if not alles.met:
        return f"{doen_mee} Geen enkele actie heeft al een penvoerder."
    met = "1 actie heeft" if alles.met == 1 else f"{alles.met} acties hebben"
    return f"{doen_mee} {met} een penvoerder, {alles.zonder} nog niet."
