"""The path to the target year: what was measured, the gap, and where it should go. A wide and a narrow drawing."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from monitor import zinnen
from monitor.grafieken import svg
from monitor.grafieken.labels import Label, Vak, plaats
from monitor.grafieken.schaal import Schaal, ronde_stappen
from monitor.reeksen import IndicatorStand, Reeks
from sterkvoornoord.huisstijl import GRAFIEK_KLEUR, OPGAVE_KLEUR

#: Marker and dash of each area, in order: nobody has to see colour to tell them apart.
VORMEN = (("rond", None), ("driehoek", "8 4"), ("ruit", "2 3"))


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
    stappen = tekenaars[0].stappen
    return Verloop(breed, smal, zinnen.toon_waarde(stappen[0], stand.indicator) if stappen[0] else "")


class _Tekenaar:
    """Draws one size. Collects parts, labels and what labels had better not cover."""

    def __init__(self, stand: IndicatorStand, maat: Maat):
        self.stand, self.maat = stand, maat
        self.kleur = OPGAVE_KLEUR.get(stand.indicator.doel.opgave.code, GRAFIEK_KLEUR["noord"])
        self.gebieden = [v for v in stand.gebieden if v.reeks.laatste]
        self.gemeente = stand.gemeente if stand.gemeente and stand.gemeente.laatste else None
        self.reeksen = [v.reeks for v in self.gebieden] + ([self.gemeente] if self.gemeente else [])
        self.gemeten = sorted({p.jaar for r in self.reeksen for p in r.punten if p.waarde is not None})
        self.doelen = self._doelen()
        waarden = [p.waarde for r in self.reeksen for p in r.punten if p.waarde is not None]
        self.stappen = ronde_stappen([*waarden, *(waarde for _, waarde, _ in self.doelen)])
        eind = max([self.gemeten[-1], stand.doeljaar or 0, *(jaar for jaar, _, _ in self.doelen)])
        self.rechts = maat.breed - maat.rechts
        self.bodem = maat.hoog - maat.onder
        self.x = Schaal(self.gemeten[0], max(eind, self.gemeten[0] + 1), maat.links, self.rechts)
        self.y = Schaal(float(self.stappen[0]), float(self.stappen[-1]), self.bodem, maat.boven)
        self.delen: list[SafeString] = []
        self.labels: list[Label] = []
        self.hindernissen: list[Vak] = []

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
        self._labels()
        naam = self.stand.indicator.naam
        titel = _("%(naam)s, %(van)s tot en met %(tot)s") % {
            "naam": naam, "van": round(self.x.van), "tot": round(self.x.tot)
        }  # fmt: skip
        omschrijving = zinnen.standzin(self.stand)
        if self.stappen[0]:
            begin = zinnen.toon_waarde(self.stappen[0], self.stand.indicator)
            omschrijving += " " + _("De as begint bij %(begin)s.") % {"begin": begin}
        maat = self.maat
        return svg.tekening(
            self.delen,
            id_=id_, titel=titel, omschrijving=omschrijving, klasse=maat.klasse, breed=maat.breed, hoog=maat.hoog,
        )  # fmt: skip

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
            kleur = GRAFIEK_KLEUR["as" if nr == 0 else "raster"]
            self.delen.append(svg.element("line", x1=maat.links, x2=self.rechts, y1=hoogte, y2=hoogte, stroke=kleur))
            plaatsen = max(self.stand.indicator.decimalen, -stap.as_tuple().exponent)
            getal = svg.tekst(
                zinnen.getal(stap, plaatsen), maat.links - 8.0, hoogte + 5, text_anchor="end", fill=zacht
            )
            self.delen.append(getal)
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
        """The measured gap as a surface; with more than one area they would lie over each other."""
        if len(self.gebieden) != 1 or not self.gemeente:
            return
        vergelijking = self.gebieden[0]
        jaren, reeks = vergelijking.kloof.jaren, vergelijking.reeks
        if len(jaren) < 2:
            return
        wijk, gemeente = reeks.waarden, self.gemeente.waarden
        heen = [(self.x(jaar), self.y(wijk[jaar])) for jaar in jaren]
        terug = [(self.x(jaar), self.y(gemeente[jaar])) for jaar in reversed(jaren)]
        self.delen.append(svg.vlak([*heen, *terug], GRAFIEK_KLEUR["kloof"]))
        midden = (heen[-1][1] + terug[0][1]) / 2
        nu = zinnen.toon_verschil(vergelijking.kloof.nu, self.stand.indicator)
        self.labels.append(Label(_("kloof nu %(nu)s") % {"nu": nu}, heen[-1][0], midden, "#5b3f00", vet=True))

    def _streven(self) -> None:
        kleur = GRAFIEK_KLEUR["streef"]
        punten = [(self.x(jaar), self.y(waarde)) for jaar, waarde, _ in self.doelen]
        if len(self.gebieden) == 1 and punten:
            kloof = self.gebieden[0].kloof
            if kloof.nuljaar is not None:
                punten.insert(0, (self.x(kloof.nuljaar), self.y(kloof.nulwaarde)))
        if len(punten) > 1:
            self.delen.append(svg.lijn(punten, kleur, 2.0, "2 4"))
            self._mijd(punten)
        for jaar, waarde, tekst in self.doelen:
            plek = self.x(jaar), self.y(waarde)
            self.delen.append(svg.merk("ruit", *plek, kleur))
            self.labels.append(Label(tekst, *plek, kleur, vet=True))

    def _reeks(self, reeks: Reeks, kleur: str, vorm: str, streep: str | None, dikte: float) -> None:
        """The lines between breaks, the markers, and the name with the newest value."""
        stuk: list[svg.Punt] = []
        for punt in reeks.punten:
            if punt.meting.reeksbreuk and stuk:
                self.delen.append(svg.lijn(stuk, kleur, dikte, streep))
                stuk = []
            if punt.waarde is not None:
                stuk.append((self.x(punt.jaar), self.y(punt.waarde)))
                self.hindernissen.append(Vak(stuk[-1][0] - 6, stuk[-1][1] - 6, stuk[-1][0] + 6, stuk[-1][1] + 6))
        if len(stuk) > 1:
            self.delen.append(svg.lijn(stuk, kleur, dikte, streep))
        self._mijd(stuk)
        for punt in reeks.punten:
            if punt.waarde is not None:
                self.delen.append(svg.merk(vorm, self.x(punt.jaar), self.y(punt.waarde), kleur))
        nu = reeks.laatste
        tekst = f"{zinnen.kort(reeks.gebied)} {zinnen.toon_waarde(nu.waarde, self.stand.indicator)}"
        self.labels.insert(0, Label(tekst, self.x(nu.jaar), self.y(nu.waarde), kleur, vet=True))

    def _breuken(self) -> None:
        for jaar in sorted({reeks.breuk for reeks in self.reeksen if reeks.breuk}):
            plek = self.x(jaar)
            self.delen.append(
                svg.element("line", x1=plek, x2=plek, y1=self.maat.boven, y2=self.bodem,
                            stroke=GRAFIEK_KLEUR["zacht"], stroke_dasharray="1 4")
            )  # fmt: skip
            tekst = _("anders gemeten vanaf %(jaar)s") % {"jaar": jaar}
            self.labels.append(Label(tekst, plek, self.bodem - 10, GRAFIEK_KLEUR["zacht"], grootte=13))

    def _mijd(self, punten: list[svg.Punt]) -> None:
        """Keep labels off a line: small boxes along it."""
        for (x0, y0), (x1, y1) in pairwise(punten):
            for deel in range(9):
                x, y = x0 + (x1 - x0) * deel / 8, y0 + (y1 - y0) * deel / 8
                self.hindernissen.append(Vak(x - 2, y - 2, x + 2, y + 2))

    def _labels(self) -> None:
        ruimte = Vak(self.maat.links + 2, 22, self.maat.breed, self.bodem - 2)
        for geplaatst in plaats(self.labels, ruimte, self.hindernissen):
            label = geplaatst.label
            self.delen.append(
                svg.tekst(label.tekst, geplaatst.x, geplaatst.y, fill=label.kleur, font_size=label.grootte,
                          font_weight="600" if label.vet else None)
            )  # fmt: skip
