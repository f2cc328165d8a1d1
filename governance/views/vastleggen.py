"""The screen for during the meeting: outcome, decision, notes and action points per item, and who is there.

Without script one form saves all of it. With htmx each item saves itself, and answers with what came of it only: what
one types is never replaced by what the server says.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from governance.agenda import Punt, lees_agenda
from governance.forms.vastleggen import Aanwezigheidformulier, Puntvastlegging
from governance.gids import zetels_op
from governance.models import Actiepunt, Lidmaatschap, Vergadering
from governance.services import (
    Gewijzigd,
    leg_aanwezigheid_vast,
    leg_punt_vast,
    noteer_actiepunt,
    zet_stand,
)
from governance.services.vastleggen import eis_bezig
from governance.views.overleg import VoorIntern
from governance.views.vergaderingen import kruimels, lees_om_te_wijzigen
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.toegang import haal_bewaard


@dataclass
class Regel:
    """One item on the screen: its number, its form, its action points, and what came of saving it."""

    punt: Punt
    kop: str
    form: Puntvastlegging
    actiepunten: list[Actiepunt] = field(default_factory=list)
    botsingen: list[dict] = field(default_factory=list)
    van_ander: list[str] = field(default_factory=list)
    fout: str = ""
    bewaard: bool = False
    #: The text of the other was chosen, so the page shows the item anew.
    overgenomen: bool = False
    #: An empty form for a next action point.
    vers: Puntvastlegging | None = None

    @property
    def is_goed(self) -> bool:
        return not (self.botsingen or self.fout or self.form.errors)


class Vastleggen(VoorIntern, View):
    template_name = "governance/vastleggen.html"
    http_method_names = ["get", "head", "post", "options"]

    def haal(self, request: HttpRequest, nummer: str) -> None:
        self.vergadering = lees_om_te_wijzigen(request, nummer)
        orgaan = self.vergadering.orgaan
        self.leden: list[Lidmaatschap] = [
            zetel.lid for zetel in zetels_op([orgaan], self.vergadering.datum)[orgaan.pk]
        ]

    def get(self, request: HttpRequest, nummer: str) -> HttpResponse:
        self.haal(request, nummer)
        if self.vergadering.status != Vergadering.Status.BEZIG:
            messages.info(request, "Vastleggen kan zolang de vergadering bezig is.")
            return redirect(self.vergadering)
        bewaard = haal_bewaard(request)
        if not bewaard:
            return self.toon(self.regels(), self.er())
        data = request.POST.copy()
        for veld, waarden in bewaard.items():
            data.setlist(veld, waarden)
        return self.toon(self.regels(data), self.er(data))

    def post(self, request: HttpRequest, nummer: str) -> HttpResponse:
        self.haal(request, nummer)
        deel = request.POST.get("deel", "")
        try:
            eis_bezig(self.vergadering)
        except ValidationError as fout:
            return self.weiger(" ".join(fout.messages))
        if self.is_deel and deel == "er":
            return self.bewaar_aanwezigheid_alleen()
        regels = self.regels(request.POST)
        if self.is_deel:
            return self.bewaar_een(next((r for r in regels if r.form.prefix == deel), None))
        er = self.er(request.POST)
        er, goed = self.bewaar_er(er)
        for regel in regels:
            self.bewaar(regel)
            goed = goed and regel.is_goed
        if not goed:
            botst = er.botsingen or any(regel.botsingen for regel in regels)
            return self.toon(regels, er, 409 if botst else 200)
        return self.sluit() if "sluit" in request.POST else self.klaar(deel)

    # One item ------------------------------------------------------------------------------------------------

    def regels(self, data=None) -> list[Regel]:
        """The items of the agenda, each with its form; bound when the item was on the page that was posted."""
        agenda = lees_agenda(self.vergadering, self.request.user, kaal=True)
        self.agenda = agenda
        punten = [(s.kop, r) for s in agenda.secties for p in s.punten for r in (p, *p.onderdelen)]
        per_punt: dict[int, list[Actiepunt]] = {}
        alle = Actiepunt.objects.filter(vergadering=self.vergadering).select_related("gebruiker", "partner")
        for actiepunt in alle.order_by("pk"):
            per_punt.setdefault(actiepunt.agendapunt_id, []).append(actiepunt)
        return [
            Regel(
                punt,
                kop,
                Puntvastlegging(
                    data if data is not None and Puntvastlegging.is_gepost(data, punt.punt) else None,
                    punt=punt.punt,
                    leden=self.leden,
                ),
                per_punt.get(punt.punt.pk, []),
            )
            for kop, punt in punten
        ]

    def bewaar(self, regel: Regel) -> None:
        """Save what was typed about one item; the line tells what came of it."""
        form = regel.form
        if not form.is_bound or not form.is_valid():
            return
        punt, door = regel.punt.punt, self.request.user
        try:
            uit = leg_punt_vast(punt=punt, door=door, gepost=form.gepost, gelezen=form.merken, keuzes=form.keuzes)
            nieuw = form.nieuw_actiepunt
            if nieuw and (actiepunt := noteer_actiepunt(punt=punt, door=door, **nieuw)):
                regel.actiepunten = [*(a for a in regel.actiepunten if a.pk != actiepunt.pk), actiepunt]
        except ValidationError as fout:
            regel.fout = " ".join(fout.messages)
            return
        regel.botsingen = [form.met_label(botsing) for botsing in uit.botsingen]
        regel.van_ander = [form.fields[veld].label for veld in uit.van_ander]
        regel.bewaard = True
        form.data = form.data.copy()
        form.data[form.add_prefix("gelezen")] = form.merken_na(uit.punt, uit.overgenomen)
        if nieuw or uit.overgenomen:
            regel.vers = Puntvastlegging(punt=uit.punt, leden=self.leden)
        if uit.overgenomen:
            regel.form, regel.overgenomen = regel.vers, True

    def bewaar_een(self, regel: Regel | None) -> HttpResponse:
        if regel is None:
            return self.weiger("Dit punt staat niet meer op de agenda. Kopieer uw tekst en open de pagina opnieuw.")
        self.bewaar(regel)
        antwoord = render(self.request, "governance/_vastgelegd.html", self.context_van(regel))
        antwoord["X-Bewaard"] = "ja" if regel.is_goed else "nee"
        return antwoord

    def context_van(self, regel: Regel) -> dict:
        gewoon = {"hier": self.hier, "vergadering": self.vergadering}
        return {"regel": regel, "nu": timezone.localtime(), "los": True, **gewoon}

    # Who is there --------------------------------------------------------------------------------------------

    def er(self, data=None) -> Aanwezigheidformulier:
        data = data if data is not None and "er-ook_aanwezig" in data else None
        return Aanwezigheidformulier(data, vergadering=self.vergadering, leden=self.leden)

    def bewaar_er(self, er: Aanwezigheidformulier) -> tuple[Aanwezigheidformulier, bool]:
        """Save who is there; returns the form as the page shows it from now on, and whether all of it is stored."""
        if not er.is_bound:
            return er, True
        if not er.is_valid():
            return er, False
        uit, staat = leg_aanwezigheid_vast(
            vergadering=self.vergadering,
            door=self.request.user,
            gepost=er.gepost,
            gelezen=er.merken,
            keuzes=er.keuzes,
        )
        er.neem_over(uit, staat)
        if uit.overgenomen and not uit.botsingen:
            self.vergadering.refresh_from_db()
            return self.er(), True
        return er, not uit.botsingen

    def bewaar_aanwezigheid_alleen(self) -> HttpResponse:
        gepost = self.er(self.request.POST)
        er, goed = self.bewaar_er(gepost)
        if er.errors:
            return self.weiger("Kijk de aanwezigheid na: een antwoord klopt niet.")
        context = {"er": er, "goed": goed, "vers": er is not gepost, "nu": timezone.localtime()}
        antwoord = render(self.request, "governance/_aanwezig_vastgelegd.html", context)
        antwoord["X-Bewaard"] = "ja" if goed else "nee"
        return antwoord

    # Answers -------------------------------------------------------------------------------------------------

    @property
    def is_deel(self) -> bool:
        return "HX-Request" in self.request.headers

    def weiger(self, zin: str) -> HttpResponse:
        """Nothing was saved; a part of the page tells it in its own place and keeps what was typed."""
        if self.is_deel:
            return render(self.request, "governance/_geweigerd.html", {"zin": zin})
        messages.error(self.request, zin)
        return redirect(self.vergadering)

    def klaar(self, deel: str) -> HttpResponse:
        meld_gedaan(self.request, "Alles is opgeslagen.")
        return redirect(f"{self.hier}#punt-{deel}" if deel.startswith("p") and deel[1:].isdecimal() else self.hier)

    @property
    def hier(self) -> str:
        return reverse("vergaderingen:vastleggen", args=[self.vergadering.nummer])

    def sluit(self) -> HttpResponse:
        try:
            zet_stand(
                vergadering=self.vergadering,
                door=self.request.user,
                versie=self.vergadering.versie,
                naar=Vergadering.Status.CONCEPT_BESLUITENLIJST,
            )
        except Gewijzigd:
            messages.warning(self.request, "Iemand anders heeft deze vergadering net gewijzigd. Kijk of het klopt.")
        except ValidationError as fout:
            for zin in fout.messages:
                messages.error(self.request, zin)
            return redirect(self.hier)
        else:
            meld_gedaan(self.request, "De vergadering is gesloten. De besluiten staan klaar als concept.")
        return redirect(self.vergadering)

    def toon(self, regels: list[Regel], er: Aanwezigheidformulier, status: int = 200) -> HttpResponse:
        fouten = [regel for regel in regels if not regel.is_goed]
        context = {
            "vergadering": self.vergadering,
            "regels": regels,
            "er": er,
            "leden": self.leden,
            "fouten": fouten,
            "fout_in_titel": bool(fouten or er.errors or er.botsingen),
            "minuten": self.agenda.minuten,
            "hier": self.hier,
            "kruimels": kruimels(self.vergadering.orgaan, self.vergadering),
        }
        return render(self.request, self.template_name, context, status=status)
