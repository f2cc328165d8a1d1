"""From snapshot to chapters: what is printed where, in words. Pure: knows no database and no HTML."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from acties.models.keuzes import LOPEND
from monitor.boekwoorden import Prestatie, Rij, hoofdletter, opsomming, toon_periode, zin
from monitor.projectenboek.achterin import (
    Eigendom,
    Geld,
    Partner,
    Verhaal,
    afgesproken,
    eigendomzin,
    maak_geld,
    maak_partners,
    maak_verhalen,
    prestatiezin,
)
from monitor.projectenboek.kaart import Kaart, maak_kaart, verwijs
from monitor.projectenboek.schema import als_nieuwste
from monitor.projectenboek.stand import Aspect, Cijfer, Stand, leiding, maak_cijfers, maak_standen
from monitor.projectenboek.verschillen import Verschillen, maak_verschillen
from sterkvoornoord.datums import toon_datum
from sterkvoornoord.huisstijl import KOERS, OPGAVE, STATUS, teken


@dataclass
class Doel:
    nummer: str
    titel: str
    anker: str
    #: What its numbers say; None when the edition did not record that.
    cijfer: Cijfer | None = None
    kaarten: list[Kaart] = field(default_factory=list)
    #: Acties of other doelen that also serve this one.
    ook: list[Kaart] = field(default_factory=list)


@dataclass
class Opgave:
    """One chapter: the doelen in order, and the acties that have no doel of this opgave."""

    nummer: int
    code: str
    css: str
    naam: str
    ambitie: str
    doelen: list[Doel]
    #: What the opgave reported; None when it reported nothing.
    stand: Stand | None = None
    #: Role, and who holds it.
    leiding: list[tuple[str, str]] = field(default_factory=list)
    zonder_doel: list[Kaart] = field(default_factory=list)
    plannen: Counter = field(default_factory=Counter)

    @property
    def anker(self) -> str:
        return f"opgave-{self.nummer}"

    @cached_property
    def kaarten(self) -> list[Kaart]:
        return [*(kaart for doel in self.doelen for kaart in doel.kaarten), *self.zonder_doel]

    @property
    def op_nummer(self) -> list[Kaart]:
        return sorted(self.kaarten, key=lambda kaart: kaart.volgorde)

    @property
    def standen(self) -> list[tuple[str, int]]:
        """Numbers of acties per status that occurs, in the order of the house style."""
        telling = Counter(kaart.status for kaart in self.kaarten)
        return [(code, telling[code]) for code in STATUS if telling[code]]

    @property
    def legenda(self) -> list[tuple[str, str, int]]:
        woorden = {kaart.status: kaart.status_woord for kaart in self.kaarten}
        return [(code, woorden[code], aantal) for code, aantal in self.standen]

    @property
    def koersen(self) -> list[tuple[str, str, int]]:
        """Per koers that occurs: its CSS suffix, its word in small letters, and how many acties have it."""
        telling = Counter(kaart.koers for kaart in self.kaarten if kaart.koers)
        woorden = {kaart.koers: kaart.koers_woord.lower() for kaart in self.kaarten}
        if telling["aandachtspunt"] > 1:
            woorden["aandachtspunt"] += "en"
        return [(teken(KOERS, code).css, woorden[code], telling[code]) for code in KOERS if telling[code]]

    @property
    def doelenkop(self) -> str:
        aantal = len(self.doelen)
        return f"De {aantal} doelen" if aantal > 1 else "Het doel" if aantal else "Er zijn nog geen doelen"

    @property
    def telling(self) -> str:
        return _acties(len(self.kaarten))

    @property
    def telling_per_plan(self) -> str:
        """ "17 acties: 12 uit het plan Jeugd en onderwijs, 5 uit het plan Jongeren"; one plan needs no name."""
        if len(self.plannen) < 2:
            return self.telling
        delen = [f"{aantal} uit het plan {naam}" for naam, aantal in self.plannen.most_common()]
        return f"{self.telling}: {opsomming(delen)}"


@dataclass
class Boek:
    """The whole book, ready for the template."""

    titel: str
    gebied: str
    peildatum: date
    periode: str
    vastgelegd_op: datetime
    controlegetal: str
    opgaven: list[Opgave]
    woorden: dict[str, dict[str, str]]
    #: Whether the edition recorded what surrounds the acties; an old one did not, and has no chapters about it.
    volledig: bool = False
    leiding: list[tuple[str, str]] = field(default_factory=list)
    verhalen: list[Verhaal] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    geld: Geld | None = None
    verschillen: Verschillen | None = None
    #: Of an erratum: its number, the edition that it replaces, and why.
    erratum: Rij | None = None

    @property
    def editie(self) -> str:
        """What tells this book from the others: "Najaar 2026"."""
        return hoofdletter(self.titel.removeprefix("Projectenboek ").strip())

    @property
    def voettekst(self) -> str:
        """What stands at the foot of every page."""
        return f"{self.titel}, stand op {toon_datum(self.peildatum)}"

    @cached_property
    def kaarten(self) -> list[Kaart]:
        return [kaart for opgave in self.opgaven for kaart in opgave.kaarten]

    @cached_property
    def lopend(self) -> list[Kaart]:
        return [kaart for kaart in self.kaarten if kaart.status in LOPEND]

    @property
    def kerngetallen(self) -> list[tuple[int, str]]:
        """The four numbers of the summary, each with its word."""
        bijsturen = (sum(kaart.koers == "bijsturen" for kaart in self.kaarten), "bijsturen")
        gemeld = any(kaart.koers for kaart in self.lopend)
        return [
            (len(self.kaarten), "actie" if len(self.kaarten) == 1 else "acties"),
            (len(self.lopend), "loopt nu" if len(self.lopend) == 1 else "lopen nu"),
            (sum(kaart.status == "afgerond" for kaart in self.kaarten), "afgerond"),
            # A nought would read as "all is well" where nobody reported anything.
            bijsturen if gemeld else (len(self.lopend), "zonder koers"),
        ]

    @property
    def samenvatting(self) -> str:
        """The book in three sentences: how many, how many run, and how those go."""
        koers = Counter(kaart.koers for kaart in self.lopend)
        delen = [
            f"bij {koers[code]} {wat}"
            for code, wat in (
                ("volgens_verwachting", "gaat het volgens verwachting"),
                ("aandachtspunt", "is er een aandachtspunt"),
                ("bijsturen", "is bijsturen nodig"),
                ("", "is nog geen koers gemeld"),
            )
            if koers[code]
        ]
        tekst = f"Het programma telt {_acties(len(self.kaarten))}. Daarvan {_lopen(len(self.lopend))}."
        return f"{tekst} {hoofdletter(opsomming(delen))}." if delen else tekst

    @cached_property
    def _statussen(self) -> list[str]:
        gebruikt = {kaart.status for kaart in self.kaarten}
        return [code for code in STATUS if code in gebruikt]

    @property
    def statuslegenda(self) -> list[tuple[str, str]]:
        """The statuses that occur with their words, in the order of the house style."""
        return [(code, self.woorden["status"][code]) for code in self._statussen]

    @property
    def statuskolommen(self) -> list[str]:
        return [woord for _, woord in self.statuslegenda]

    @property
    def statusrijen(self) -> list[tuple[Opgave, list[int]]]:
        """Per opgave its numbers of acties, in the order of `statuskolommen`."""
        tellingen = [(opgave, dict(opgave.standen)) for opgave in self.opgaven]
        return [(opgave, [telling.get(code, 0) for code in self._statussen]) for opgave, telling in tellingen]

    @property
    def aspectrijen(self) -> list[tuple[str, list[Aspect | None]]]:
        """Per aspect what each opgave says of itself, None where it said nothing; empty when none reported at all."""
        standen = [opgave.stand.per_aspect if opgave.stand else {} for opgave in self.opgaven]
        namen = dict.fromkeys(naam for per_aspect in standen for naam in per_aspect)
        return [(naam, [per_aspect.get(naam) for per_aspect in standen]) for naam in namen]

    @property
    def afgesproken(self) -> list[tuple[Opgave, list[tuple[Kaart, Prestatie]]]]:
        """Per opgave the results that were agreed as a number beforehand; without those that have none."""
        return [(opgave, rijen) for opgave in self.opgaven if (rijen := afgesproken(opgave.op_nummer))]

    @property
    def voorbeeldstand(self) -> bool:
        """A stand in this book is invented."""
        return any(opgave.stand and opgave.stand.voorbeeld for opgave in self.opgaven)

    @property
    def voorbeeld(self) -> bool:
        """Something in this book is invented, to show what it looks like."""
        cijfers = (doel.cijfer for opgave in self.opgaven for doel in opgave.doelen)
        return self.voorbeeldstand or any(deel and deel.voorbeeld for deel in (*cijfers, self.geld))

    @property
    def achterin(self) -> list[tuple[str, str]]:
        """The chapters behind the opgaven that this book has: anchor and name."""
        delen = [
            ("prestaties", "Wat het oplevert", self.volledig),
            ("verhalen", "Verhalen uit Noord", self.verhalen),
            ("partners", "Wie doet wat", self.volledig),
            ("geld", "Geld", self.geld),
            ("register", "Alle acties op nummer", True),
            ("partnerregister", "Alle partners op naam", self.partners),
            ("colofon", "Colofon", True),
        ]
        return [(anker, naam) for anker, naam, er_is in delen if er_is]

    @property
    def prestatiezin(self) -> str:
        return prestatiezin(self.kaarten)

    @property
    def eigendom(self) -> list[Eigendom]:
        """Per opgave how many acties have a penvoerder; all together at the end."""
        return [*(Eigendom(o.naam, o.css, o.kaarten) for o in self.opgaven), Eigendom("Totaal", "", self.kaarten)]

    @property
    def eigendomzin(self) -> str:
        return eigendomzin(self.eigendom[-1], self.partners)


def maak_boek(inhoud: Rij, controlegetal: str) -> Boek:
    """Arrange a snapshot as a book. Raises OnbekendSchema, OnbekendeCode (a code without a look) or KeyError."""
    inhoud = als_nieuwste(inhoud)
    opgaven = _opgaven(inhoud)
    plannen = {rij["slug"]: rij["korte_naam"] for rij in inhoud["plannen"]}
    bij_doel = {doel.nummer: (code, doel) for code, opgave in opgaven.items() for doel in opgave.doelen}
    opgave_van_doel = {nummer: opgaven[code].naam for nummer, (code, _) in bij_doel.items()}
    nummers = {rij["bron_code"]: rij["nummer"] for rij in inhoud["acties"] if rij["bron_code"]}
    for rij in inhoud["acties"]:
        opgave = opgaven[rij["opgave"]]
        kaart = maak_kaart(verwijs(rij, nummers), inhoud["woorden"], opgave_van_doel)
        code, doel = bij_doel.get(rij["doel_nummer"], (None, None))
        (doel.kaarten if doel and code == rij["opgave"] else opgave.zonder_doel).append(kaart)
        opgave.plannen[plannen[rij["plan_slug"]]] += 1
        for ook in rij["ook_doelen"]:
            bij_doel[ook["nummer"]][1].ook.append(kaart)
    kaarten = {kaart.nummer: kaart for opgave in opgaven.values() for kaart in opgave.kaarten}
    return Boek(
        titel=inhoud["titel"],
        gebied=inhoud["programma"]["gebied"],
        peildatum=date.fromisoformat(inhoud["peildatum"]),
        periode=toon_periode(inhoud["periode"]),
        vastgelegd_op=datetime.fromisoformat(inhoud["vastgelegd_op"]),
        controlegetal=controlegetal,
        opgaven=list(opgaven.values()),
        woorden=inhoud["woorden"],
        volledig=inhoud["partners"] is not None,
        leiding=leiding(inhoud["bemensing"], ""),
        verhalen=maak_verhalen(inhoud["verhalen"], kaarten),
        partners=maak_partners(inhoud["partners"], inhoud["acties"], kaarten),
        verschillen=maak_verschillen(inhoud["verschillen"], kaarten),
        erratum=inhoud.get("erratum"),
        geld=maak_geld(inhoud["geld"], {code: (opgave.naam, opgave.css) for code, opgave in opgaven.items()}),
    )


def _opgaven(inhoud: Rij) -> dict[str, Opgave]:
    """The chapters by code, still without acties."""
    standen, cijfers = maak_standen(inhoud["standen"]), maak_cijfers(inhoud["cijfers"])
    opgaven = {}
    for rij in inhoud["opgaven"]:
        doelen = [
            Doel(d["nummer"], d["titel"], f"doel-{d['nummer'].replace('.', '-')}", cijfers.get(d["nummer"]))
            for d in rij["doelen"]
        ]
        opgaven[rij["code"]] = Opgave(
            nummer=rij["nummer"],
            code=rij["code"],
            css=teken(OPGAVE, rij["code"]).css,
            naam=rij["naam"],
            ambitie=zin(rij["ambitie"]),
            doelen=doelen,
            stand=standen.get(rij["code"]),
            leiding=leiding(inhoud["bemensing"], rij["code"]),
        )
    return opgaven


def _acties(aantal: int) -> str:
    return "1 actie" if aantal == 1 else f"{aantal} acties"


def _lopen(aantal: int) -> str:
    return "loopt er 1" if aantal == 1 else f"lopen er {aantal}"
