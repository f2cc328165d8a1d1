"""Money: how it is divided and what is not covered; geldinvoer.py keeps it up to date."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView

from acties.models import Geldstroom
from monitor.geld import VERDELINGEN, Geld, Regel
from sterkvoornoord.export import SOORTEN, Kolom, exporteer
from sterkvoornoord.paginering import kies_pagina, paginanummers
from sterkvoornoord.rollen import Rollen, rollen_van
from sterkvoornoord.toegang import RolVereist

#: The tab with every row, beside the splits.
ALLES = "alles"
#: Splits below the chosen one, and how many lines those have at most.
OOK, OOK_REGELS = ("jaar", "bron", "partner"), 6
PER_PAGINA = 25

KOLOMMEN = [
    Kolom("Opgave", lambda g: g.opgave.naam, 28),
    Kolom("Doel", lambda g: g.actie.doel.nummer if g.actie and g.actie.doel else None, 8),
    Kolom("Actie", lambda g: g.actie.nummer if g.actie else None, 8),
    Kolom("Titel van de actie", lambda g: g.actie.titel if g.actie else None, 40),
    Kolom("Jaar", lambda g: g.jaar, 8),
    Kolom("Wie betaalt", lambda g: g.bron, 28),
    Kolom("Wie krijgt het", lambda g: ", ".join(p.naam for p in g.ontvangers.all()), 28),
    Kolom("Omschrijving", lambda g: g.omschrijving, 40),
    Kolom("Begroot", lambda g: g.begroot, 14),
    Kolom("Toegezegd", lambda g: g.toegezegd, 14),
    Kolom("Besteed", lambda g: g.besteed, 14),
    Kolom("Begroot min toegezegd", lambda g: verschil(g), 14),
    Kolom("Bedrag per eenheid", lambda g: g.eenheidsbedrag, 14),
    Kolom("Eenheid", lambda g: g.eenheid, 20),
    Kolom("Voorbeeldcijfer", lambda g: g.voorbeeld, 14),
]

#: What follows the name of a line in the file of a split; what a sum cannot say stays empty.
VERDEELKOLOMMEN = [
    Kolom("Begroot", lambda regel: regel.bedragen.begroot, 14),
    Kolom("Toegezegd", lambda regel: regel.bedragen.toegezegd, 14),
    Kolom("Besteed", lambda regel: regel.bedragen.besteed, 14),
    Kolom("Niet gedekt", lambda regel: regel.bedragen.ongedekt, 14),
    Kolom("Meer toegezegd dan begroot", lambda regel: regel.bedragen.te_veel, 14),
    Kolom("Niet bekend of het is toegezegd", lambda regel: regel.bedragen.onzeker, 14),
    Kolom("Toegezegd zonder begroting", lambda regel: regel.bedragen.zonder_begroting, 14),
    Kolom("Aantal bedragen", lambda regel: regel.bedragen.regels, 12),
    Kolom("Voorbeeldcijfers", lambda regel: bool(regel.bedragen.voorbeelden), 14),
]


def verschil(geld: Geldstroom):
    """What is not covered of this row; below zero when more was promised, None when either is not known."""
    return None if geld.begroot is None or geld.toegezegd is None else geld.begroot - geld.toegezegd


def mag_invoeren(rollen: Rollen) -> bool:
    return rollen.programmateam or bool(rollen.opgaven)


class GeldOverzicht(RolVereist, TemplateView):
    """`/geld/?verdeling=…`; with ``export=csv`` or ``xlsx`` that split as a file, or without a split every row."""

    template_name = "monitor/geld.html"

    def mag(self, rollen: Rollen) -> bool:
        return rollen.intern

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.meldingen: list[str] = []
        if (soort := request.GET.get("export")) is not None:
            if soort in SOORTEN:
                return self._bestand(soort, request.GET.get("verdeling"))
            self.meldingen.append("Dit soort bestand maken wij niet. Kies Excel of CSV.")
        self.verdeling = request.GET.get("verdeling", "opgave")
        if self.verdeling not in (*VERDELINGEN, ALLES):
            self.meldingen.append("Deze verdeling kennen wij niet. U ziet het geld per opgave.")
            self.verdeling = "opgave"
        status = 400 if self.meldingen else 200
        return self.render_to_response(self.get_context_data(**kwargs), status=status)

    def _bestand(self, soort: str, sleutel: str | None) -> HttpResponseBase:
        if sleutel not in VERDELINGEN:
            return exporteer(soort, "geld", KOLOMMEN, self.rijen().iterator(chunk_size=500))
        verdeling = Geld(self.request.user).verdeling(sleutel)
        kolommen = [Kolom(verdeling.kop, lambda regel: regel.naam, 44), *VERDEELKOLOMMEN]
        return exporteer(
            soort, f"geld-per-{sleutel}", kolommen, [*verdeling.regels, Regel("Totaal", verdeling.totaal)]
        )

    def rijen(self):
        rijen = Geldstroom.objects.zichtbaar_voor(self.request.user).select_related("opgave", "actie__doel")
        return rijen.prefetch_related("ontvangers").order_by("opgave__nummer", "actie__nummer_sortering", "jaar", "pk")

    def get_context_data(self, **kw):
        geld, rollen = Geld(self.request.user), rollen_van(self.request.user)
        context = {
            "kruimels": [("Dashboard", reverse("monitor:dashboard"))],
            "geld": geld,
            "rollen": rollen,
            "verdelingen": [(sleutel, naam) for sleutel, (naam, *_) in VERDELINGEN.items()]
            + [(ALLES, "Alle bedragen")],
            "gekozen": self.verdeling,
            "meldingen": self.meldingen,
            "fout_in_titel": bool(self.meldingen),
            "mag_invoeren": mag_invoeren(rollen),
        }
        context |= self._alles(geld, rollen) if self.verdeling == ALLES else self._verdeeld(geld)
        return super().get_context_data(**kw) | context

    def _verdeeld(self, geld: Geld) -> dict:
        ook = ["opgave" if sleutel == self.verdeling else sleutel for sleutel in OOK]
        return {
            "hoofd": geld.verdeling(self.verdeling),
            "ook": [geld.verdeling(sleutel).ingekort(OOK_REGELS) for sleutel in ook],
            "nodig": geld.nodig(),
            "los": geld.los(),
        }

    def _alles(self, geld: Geld, rollen: Rollen) -> dict:
        bladen = Paginator(self.rijen(), PER_PAGINA)
        bladen.count = geld.totaal.rijen  # counted with the sums
        pagina, fout = kies_pagina(bladen, self.request.GET.get("pagina", "1"))
        for rij in pagina.object_list:
            rij.bewerkbaar = not rij.voorbeeld and (rollen.programmateam or rij.opgave_id in rollen.opgaven)
        if fout:
            self.meldingen.append(fout)
        return {"page_obj": pagina, "paginanummers": paginanummers(pagina)}
