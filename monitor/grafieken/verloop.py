"""The path to the target year: what was measured, the gap, and where it should go. A wide and a narrow drawing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from monitor import zinnen
from monitor.grafieken import svg
from monitor.grafieken.labels import Label, Vol, plaats, tekstbreedte
from monitor.grafieken.schaal import Schaal, ronde_stappen
from monitor.grafieken.vlak import Lijnstuk, Vak
from monitor.reeksen import IndicatorStand, Reeks
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR, OPGAVE_KLEUR

#: Marker and dash of each area, in order: nobody has to see colour to tell them apart.
VORMEN = (("rond", None), ("driehoek", "8 4"), ("ruit", "2 3"))
#: Longest name of an area in a drawing; the table beside it has the whole of it.
LANGSTE_NAAM = 28
#: Height of a line of the key under the drawing.
SLEUTELREGEL = 22


@dataclass(frozen=True, slots=True)
class Maat:
    """Size of a drawing and the space around its plot."""

    klasse: str
    breed: int
    hoog: int
    links: int = 46
    rechts: int = 172
    boven: int = 34
    onder: int = 38
    #: Least distance between the years along the axis.
    jaar: int = 44


BREED = Maat("svn-grafiek svn-grafiek--breed", 820, 400)
SMAL = Maat("svn-grafiek svn-grafiek--smal", 340, 330, links=38, rechts=16, jaar=38)


@dataclass(frozen=True, slots=True)
class Verloop:
    """The two drawings of one indicator, and what must be said beside them."""

    breed: SafeString
    smal: SafeString
    #: Where the axis of values starts; "" at 0.
    as_begin: str


def teken_verloop(stand: IndicatorStand, *, id_: str) -> Verloop | None:
    """Draw the series of an indicator; None when there is no value to draw. `id_` is unique on the page."""
    if not stand.heeft_meting:
        return None
    tekenaars = [_Tekenaar(stand, maat) for maat in (BREED, SMAL)]
    breed, smal = (t.teken(f"{id_}-{letter}") for t, letter in zip(tekenaars, "bs", strict=True))
    return Verloop(breed, smal, tekenaars[0].as_begin)


class _Tekenaar:
    """Draws one size. Collects parts, labels and what labels stay off."""

    def __init__(self, stand: IndicatorStand, maat: Maat):
        self.stand = stand
        self.kleur = OPGAVE_KLEUR.get(stand.indicator.doel.opgave.code, GRAFIEK_KLEUR["noord"])
        self.gebieden = [v for v in stand.gebieden if v.reeks.laatste]
        self.gemeente = stand.gemeente if stand.gemeente and stand.gemeente.laatste else None
        self.reeksen = [v.reeks for v in self.gebieden] + ([self.gemeente] if self.gemeente else [])
        self.gemeten = sorted({p.jaar for r in self.reeksen for p in r.punten if p.waarde is not None})
        self.doelen = self._doelen()
        waarden = [p.waarde for r in self.reeksen for p in r.punten if p.waarde is not None]
        self.stappen = ronde_stappen([*waarden, *(waarde for _, waarde, _ in self.doelen)])
        eind = max([self.gemeten[-1], stand.doeljaar or 0, *(jaar for jaar, _, _ in self.doelen)])
        aswaarden = max(tekstbreedte(self._aswaarde(stap), 14) for stap in self.stappen)
        self.maat = maat = replace(maat, links=max(maat.links, round(aswaarden) + 14))
        self.rechts = maat.breed - maat.rechts
        self.bodem = maat.hoog - maat.onder
        self.x = Schaal(self.gemeten[0], max(eind, self.gemeten[0] + 1), maat.links, self.rechts)
        self.y = Schaal(float(self.stappen[0]), float(self.stappen[-1]), self.bodem, maat.boven)
        self.delen: list[SafeString] = []
        self.labels: list[Label] = []
        self.vol = Vol()

    def _doelen(self) -> list[tuple[int, Decimal, str]]:
        """Year, height and label of each target; the municipal average is drawn where it is now."""
        doelen = []
        nu = self.gemeente.laatste.waarde if self.gemeente else None
        for streef in self.stand.streefwaarden:
            waarde = nu if streef.gemeentegemiddelde else streef.waarde
            if waarde is None or streef.jaar < self.gemeten[0]:
                continue
            naam = _("gemeente") if streef.gemeentegemiddelde else zinnen.toon_waarde(waarde, self.stand.indicator)
            doelen.append((streef.jaar, waarde, f"{_('streef')} {streef.jaar}: {naam}"))
        return doelen

    def teken(self, id_: str) -> SafeString:
        self._assen()
        self._kloof()
        self._streven()
        for nr, vergelijking in enumerate(self.gebieden):
            vorm, streep = VORMEN[nr % len(VORMEN)]
            self._reeks(vergelijking.reeks, self.kleur, vorm, streep, 3.0)
        if self.gemeente:
            self._reeks(self.gemeente, GRAFIEK_KLEUR["gemeente"], "vierkant", "5 4", 2.0)
        self._breuken()
        hoog = self._labels()
        naam = self.stand.indicator.naam
        titel = _("%(naam)s, %(van)s tot en met %(tot)s") % {
            "naam": naam, "van": round(self.x.van), "tot": round(self.x.tot)
        }  # fmt: skip
        omschrijving = zinnen.standzin(self.stand)
        if self.as_begin:
            omschrijving += " " + _("De as begint bij %(begin)s.") % {"begin": self.as_begin}
        return svg.tekening(
            self.delen, id_=id_, titel=titel, omschrijving=omschrijving,
            klasse=self.maat.klasse, breed=self.maat.breed, hoog=hoog,
        )  # fmt: skip

    @property
    def as_begin(self) -> str:
        """Where the axis of values starts; empty at 0."""
        return self._aswaarde(self.stappen[0]) if self.stappen[0] else ""

    def _aswaarde(self, stap: Decimal) -> str:
        return zinnen.getal(stap, max(self.stand.indicator.decimalen, -stap.as_tuple().exponent))

    # Parts ------------------------------------------------------------------------------------------------

    def _assen(self) -> None:
        maat, zacht = self.maat, GRAFIEK_KLEUR["zacht"]
        nu = self.x(self.gemeten[-1])
        if nu < self.rechts:
            self.delen.append(
                svg.element("rect", x=nu, y=maat.boven, width=self.rechts - nu, height=self.bodem - maat.boven,
                            fill=GRAFIEK_KLEUR["toekomst"])
            )  # fmt: skip
        for nr, stap in enumerate(self.stappen):
            hoogte = self.y(stap)
            # Where values go below 0 it is that line that everything stands on.
            kleur = GRAFIEK_KLEUR["as" if nr == 0 or not stap else "raster"]
            self.delen.append(svg.element("line", x1=maat.links, x2=self.rechts, y1=hoogte, y2=hoogte, stroke=kleur))
            self.delen.append(
                svg.tekst(self._aswaarde(stap), maat.links - 8.0, hoogte + 5, text_anchor="end", fill=zacht)
            )
        for jaar in self._jaren():
            plek = self.x(jaar)
            self.delen.append(
                svg.element("line", x1=plek, x2=plek, y1=self.bodem, y2=self.bodem + 5, stroke=GRAFIEK_KLEUR["as"])
            )
            self.delen.append(svg.tekst(str(jaar), plek, self.bodem + 22.0, text_anchor="middle", fill=zacht))
        eenheid = svg.tekst(self.stand.indicator.eenheid, 4.0, 16.0, fill=zacht, font_size=13)
        self.delen.append(eenheid)

    def _jaren(self) -> list[int]:
        """Years along the axis: the ends and targets first, then what fits between them."""
        eerste, laatste = round(self.x.van), round(self.x.tot)
        wensen = [eerste, laatste, *(jaar for jaar, _, _ in self.doelen), self.gemeten[-1]]
        wensen += [jaar for jaar in range(eerste, laatste) if jaar % 5 == 1] + self.gemeten
        gekozen: list[int] = []
        for jaar in wensen:
            if all(abs(self.x(jaar) - self.x(ander)) >= self.maat.jaar for ander in gekozen):
                gekozen.append(jaar)
        return sorted(gekozen)

    def _kloof(self) -> None:
        """What the area is behind as a surface; with more than one area they would lie over each other."""
        if len(self.gebieden) != 1 or not self.gemeente:
            return
        kloof, reeks = self.gebieden[0].kloof, self.gebieden[0].reeks
        if len(kloof.jaren) < 2:
            return
        paren = []
        for jaar in kloof.jaren:
            wijk, gemeente = reeks.waarden[jaar], self.gemeente.waarden[jaar]
            paren.append((self.x(jaar), self.y(wijk), self.y(gemeente), kloof.richting.teken * (gemeente - wijk)))
        self.delen += [svg.vlak(punten, GRAFIEK_KLEUR["kloof"]) for punten in achterstanden(paren)]
        plek, boven, onder, nu = paren[-1]
        toon = zinnen.toon_waarde(abs(nu), self.stand.indicator)
        if toon == zinnen.toon_waarde(Decimal(0), self.stand.indicator):
            return
        woord, teken = (_("kloof nu %(nu)s"), self._vlakje) if nu > 0 else (_("voorsprong nu %(nu)s"), self._niets)
        self.labels.append(
            Label(woord % {"nu": toon}, plek, (boven + onder) / 2, "#5b3f00", teken, straal=0.0)
        )  # fmt: skip

    def _streven(self) -> None:
        kleur = GRAFIEK_KLEUR["streef"]
        punten = [(self.x(jaar), self.y(waarde)) for jaar, waarde, _ in self.doelen]
        if len(self.gebieden) == 1 and punten:
            kloof = self.gebieden[0].kloof
            if kloof.nuljaar is not None:
                punten.insert(0, (self.x(kloof.nuljaar), self.y(kloof.nulwaarde)))
        if len(punten) > 1:
            self._lijn(punten, kleur, 2.0, "2 4")
        for jaar, waarde, tekst in self.doelen:
            plek = self.x(jaar), self.y(waarde)
            self.delen.append(svg.merk("ruit", *plek, kleur))
            self.vol.vakken.append(Vak.rond(*plek, 8))
            self.labels.append(Label(tekst, *plek, kleur, self._lijntje("ruit", kleur, "2 4", 2.0), straal=8.0))

    def _reeks(self, reeks: Reeks, kleur: str, vorm: str, streep: str | None, dikte: float) -> None:
        """The lines between breaks, the markers, and the name with the newest value."""
        stukken: list[list[svg.Punt]] = [[]]
        for punt in reeks.punten:
            if punt.meting.reeksbreuk:
                stukken.append([])
            if punt.waarde is not None:
                stukken[-1].append((self.x(punt.jaar), self.y(punt.waarde)))
        for stuk in stukken:
            self._lijn(stuk, kleur, dikte, streep)
        for plek in (plek for stuk in stukken for plek in stuk):
            self.delen.append(svg.merk(vorm, *plek, kleur))
            self.vol.vakken.append(Vak.rond(*plek, 6))
        nu, naam = reeks.laatste, zinnen.kort(reeks.gebied)
        if len(naam) > LANGSTE_NAAM:
            naam = f"{naam[: LANGSTE_NAAM - 1].rstrip()}…"
        tekst = f"{naam} {zinnen.toon_waarde(nu.waarde, self.stand.indicator)}"
        if nu.jaar != self.gemeten[-1]:
            tekst += f" ({nu.jaar})"
        self.labels.insert(
            0, Label(tekst, self.x(nu.jaar), self.y(nu.waarde), kleur, self._lijntje(vorm, kleur, streep, dikte))
        )

    def _breuken(self) -> None:
        kleur = GRAFIEK_KLEUR["zacht"]
        for jaar in sorted({reeks.breuk for reeks in self.reeksen if reeks.breuk}):
            plek = self.x(jaar)
            self._lijn([(plek, float(self.maat.boven)), (plek, float(self.bodem))], kleur, 1.0, "1 4")
            tekst = _("anders gemeten vanaf %(jaar)s") % {"jaar": jaar}
            self.labels.append(
                Label(
                    tekst, plek, self.bodem - 12.0, kleur, self._lijntje("", kleur, "1 4", 1.0), vet=False, straal=2.0
                )
            )

    def _lijn(self, punten: list[svg.Punt], kleur: str, dikte: float, streep: str | None) -> None:
        """A line that labels stay off; none through fewer than two points."""
        if len(punten) > 1:
            self.delen.append(svg.lijn(punten, kleur, dikte, streep))
            self.vol.lijnen += [Lijnstuk(*van, *tot) for van, tot in pairwise(punten)]

    # Labels and key ---------------------------------------------------------------------------------------

    def _labels(self) -> int:
        """Write the labels, and under the drawing those that have no place in it; return the height of it all."""
        ruimte = Vak(self.maat.links + 2, 22, self.maat.breed - 2, self.bodem - 2)
        geplaatst, over = plaats(self.labels, ruimte, self.vol)
        for plek in geplaatst:
            if (naar := plek.aanwijzer) is not None:
                self.delen.append(
                    svg.element("line", x1=naar.x0, y1=naar.y0, x2=naar.x1, y2=naar.y1, stroke=plek.label.kleur)
                )
            self._schrijf(plek.label, plek.x, plek.y, plek.kant)
        if self.x(self.gemeten[-1]) < self.rechts:
            rechtsonder = self.rechts, self.bodem - 12.0
            straks = Label(_("nog te meten"), *rechtsonder, GRAFIEK_KLEUR["zacht"], vet=False, grootte=13, straal=0.0)
            for plek in plaats([straks], Vak(ruimte.x0, ruimte.y0, self.rechts, ruimte.y1), self.vol)[0]:
                self._schrijf(straks, plek.x, plek.y, plek.kant)
        for nr, label in enumerate(over):
            regel = self.maat.hoog + SLEUTELREGEL * (nr + 0.5)
            self.delen += label.teken(self.maat.links, regel)
            self._schrijf(label, self.maat.links + 40.0, regel + 5)
        return self.maat.hoog + SLEUTELREGEL * len(over)

    def _schrijf(self, label: Label, x: float, y: float, kant: str | None = None) -> None:
        dikte = "600" if label.vet else None
        self.delen.append(
            svg.tekst(
                label.tekst, x, y, fill=label.kleur, font_size=label.grootte, font_weight=dikte, text_anchor=kant
            )
        )

    @staticmethod
    def _lijntje(
        vorm: str, kleur: str, streep: str | None, dikte: float
    ) -> Callable[[float, float], list[SafeString]]:
        """A piece of a line with its marker, for the key."""

        def teken(x: float, y: float) -> list[SafeString]:
            lijn = svg.lijn([(x, y), (x + 32, y)], kleur, dikte, streep)
            return [lijn, svg.merk(vorm, x + 16, y, kleur)] if vorm else [lijn]

        return teken

    @staticmethod
    def _vlakje(x: float, y: float) -> list[SafeString]:
        """A piece of the surface of the gap, for the key."""
        return [svg.vlak([(x, y - 6), (x + 32, y - 6), (x + 32, y + 6), (x, y + 6)], GRAFIEK_KLEUR["kloof"])]

    @staticmethod
    def _niets(_x: float, _y: float) -> list[SafeString]:
        """A lead has no surface of its own."""
        return []


def achterstanden(paren: list[tuple[float, float, float, Decimal]]) -> list[list[svg.Punt]]:
    """Outlines between two lines for as long as the area is behind.

    Each of `paren` is a year: its place, the height of the area and of the municipality there, and the gap, which is
    positive when the area is behind. Where the lines cross the surface ends in a point.
    """
    vlakken: list[list[svg.Punt]] = []
    heen: list[svg.Punt] = []
    terug: list[svg.Punt] = []
    for nr, (x, gebied, gemeente, kloof) in enumerate(paren):
        if nr and kloof * paren[nr - 1][3] < 0:
            vorige_x, vorig_gebied, _gemeente, vorige = paren[nr - 1]
            deel = float(vorige / (vorige - kloof))
            snijpunt = vorige_x + (x - vorige_x) * deel, vorig_gebied + (gebied - vorig_gebied) * deel
            heen.append(snijpunt)
        if kloof >= 0:
            heen.append((x, gebied))
            terug.append((x, gemeente))
        if (kloof < 0 or nr == len(paren) - 1) and heen:
            if len(heen) > 1:
                vlakken.append([*heen, *reversed(terug)])
            heen, terug = [], []
    return vlakken
