"""Import measurements from a CSV or Excel file; see `monitor.importeren`."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from monitor.importeren.cellen import jaar_in
from monitor.importeren.koppelen import Koppeling, stel_voor, uit_geheugen
from monitor.importeren.lezen import lees
from monitor.importeren.tabel import Gebiedenlijst, LeesFout, Tabel
from monitor.importeren.voorstel import Regel, Soort, Voorstel, maak_voorstel
from monitor.models import Indicator, Kolomkoppeling
from monitor.services.importeren import geen_gebied, schrijf

#: So many lines of each kind are told; a file of 20,000 rows does not fill the screen.
MAX_REGELS = 40


class Command(BaseCommand):
    help = "Importeert metingen uit een CSV- of Excel-bestand: alles of niets. Nog eens importeren kan altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--proef", action="store_true", help="laat zien wat er zou gebeuren en verander niets")
        parser.add_argument("--jaar", type=int, help="het jaar van alle cijfers, als het bestand dat niet zegt")
        parser.add_argument("--bron", default="", help="waar de cijfers vandaan komen, als het bestand dat niet zegt")

    def handle(self, *args, bestand: Path, proef: bool, jaar: int | None, bron: str, **opties):
        doel = "Er verandert niets." if proef else "Alles wordt opgeslagen, of niets."
        self.stdout.write(f"Ik {'lees' if proef else 'importeer'} de metingen uit {bestand}. {doel}")
        if jaar is not None and not 1990 <= jaar <= 2100:
            raise CommandError("Er is niets veranderd. Geef bij --jaar een jaar tussen 1990 en 2100.")
        with _als_commandofout():
            tabel = self._lees(bestand)
            koppeling = _koppeling(tabel, bestand.name, jaar, bron)
            voorstel = maak_voorstel(tabel, koppeling)
            self._vertel(tabel, voorstel)
            if fouten := voorstel.van(Soort.FOUT):
                raise LeesFout(f"Aantal fouten in het bestand: {len(fouten)}. Verbeter ze en importeer opnieuw.")
            if not proef:
                schrijf(voorstel=voorstel)
        if proef:
            self.stdout.write("Klaar. Dit was een proef: er is niets veranderd.")
        else:
            self.stdout.write("Klaar." if voorstel.verandert else "Klaar. Er is niets veranderd.")

    def _lees(self, bestand: Path) -> Tabel:
        with bestand.open("rb") as stroom:
            tabel = lees(stroom, naam=bestand.name, gebieden=Gebiedenlijst.uit_database(), bij_deel=self._meter())
        self.stdout.write(f"  Gelezen: {len(tabel.rijen)} rijen over gebieden van het programma.")
        if tabel.andere_gebieden:
            namen = ", ".join(tabel.andere_namen)
            self.stdout.write(f"  Overgeslagen: {tabel.andere_gebieden} rijen over andere gebieden ({namen}).")
        if not tabel.rijen:
            raise LeesFout(geen_gebied(tabel))
        return tabel

    def _meter(self) -> Callable[[float], None]:
        """Tells each next quarter of a file that takes longer than a moment."""
        begin, gezegd = time.monotonic(), 0

        def bij_deel(deel: float) -> None:
            nonlocal gezegd
            kwart = int(deel * 4) * 25
            if kwart > gezegd and time.monotonic() - begin > 1:
                self.stdout.write(f"  Lezen: {kwart}%")
                gezegd = kwart

        return bij_deel

    def _vertel(self, tabel: Tabel, voorstel: Voorstel) -> None:
        for soort in Soort:
            regels = voorstel.van(soort)
            if not regels:
                continue
            self.stdout.write(f"  {soort.capitalize()}: {len(regels)}")
            if soort is Soort.GELIJK:
                continue
            for regel in regels[:MAX_REGELS]:
                self.stdout.write(f"    {_zeg(regel, tabel)}")
            if len(regels) > MAX_REGELS:
                self.stdout.write(f"    en nog {len(regels) - MAX_REGELS}")
        if voorstel.tellingen[Soort.TWIJFEL]:
            self.stdout.write("  Twijfelgevallen worden niet overgenomen. Neem ze over op /importeren/.")


def _koppeling(tabel: Tabel, naam: str, jaar: int | None, bron: str) -> Koppeling:
    """The remembered ties, else those that the heads themselves give. Raises LeesFout when that is not enough."""
    rij = Kolomkoppeling.objects.filter(vorm=tabel.vorm).first()
    if rij is not None:
        koppeling, jaar_nodig = uit_geheugen(rij.gegevens, tabel, naam)
    else:
        koppeling = stel_voor(
            tabel,
            naam=naam,
            gebieden=Gebiedenlijst.uit_database(),
            indicatoren=Indicator.objects.in_gebruik(),
        )
        if not koppeling.kolommen:
            raise LeesFout("Geen kolom heet zoals een indicator. Koppel de kolommen 1 keer op /importeren/.")
        jaar_nodig = koppeling.jaar_uit_kop and not all(jaar_in(tabel.kop[plek]) for plek in koppeling.kolommen)
    if jaar is not None and koppeling.jaarkolom is None:
        koppeling, jaar_nodig = replace(koppeling, jaar=jaar), False
    if jaar_nodig:
        raise LeesFout("Het bestand zegt niet over welk jaar het gaat. Geef het jaar met --jaar.")
    return replace(koppeling, bron=(bron or koppeling.bron or f"Bestand {naam}")[:160])


def _zeg(regel: Regel, tabel: Tabel) -> str:
    waar = f"rij {regel.rij}, {tabel.kop[regel.kolom][:60]}"
    if regel.gebied and regel.jaar:
        waar += f": {regel.indicator.naam}, {regel.gebied.naam} {regel.jaar}"
    nieuw = regel.waarde if regel.waarde is not None else (regel.reden_naam or regel.tekst[:40] or "leeg")
    oud = ""
    if regel.bestaand:
        was = regel.bestaand
        oud = f"{was.waarde if was.waarde is not None else was.get_reden_display()} → "
    return f"{waar}: {oud}{nieuw}. {regel.uitleg}".rstrip()


@contextmanager
def _als_commandofout():
    """Say in one sentence what is wrong, and that nothing changed."""
    try:
        yield
    except FileNotFoundError as fout:
        raise CommandError(f"Er is niets veranderd. Het bestand {fout.filename} is er niet.") from fout
    except OSError as fout:
        raise CommandError(f"Er is niets veranderd. Het bestand is niet te lezen: {fout.strerror}.") from fout
    except ValidationError as fout:
        raise CommandError(f"Er is niets veranderd. {' '.join(fout.messages)}") from fout
    except LeesFout as fout:
        raise CommandError(f"Er is niets veranderd. {fout}") from fout
