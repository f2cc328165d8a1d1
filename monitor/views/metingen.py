"""Pages where numbers and duiding are entered, by the projectleider of the opgave and the programmateam."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from monitor import bescherming
from monitor.forms import Duidingformulier, Metingformulier, Streefformulier
from monitor.models import Duiding, Indicator, Meting, Streefwaarde
from monitor.services import metingen as services
from monitor.services.metingen import Gewijzigd, stand_van
from opgaven.models import Doel, Gebied
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.toegang import haal_bewaard

CONFLICT = (
    "Dit is intussen door iemand anders veranderd. Hieronder staat wat u schreef. "
    "Moet dat gelden? Sla dan nog eens op."
)


def kruimels_naar(doel: Doel) -> list[tuple[str, str]]:
    """The way back from a form, by way of its doel."""
    return [("Doelen", reverse("doelen:lijst")), (str(doel), doel.get_absolute_url())]


class Invoer(View):
    """One form that adds or changes one row. A subclass says of what."""

    formulier: type
    rij: object | None = None

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.zoek_op(request, **kwargs)

    def zoek_op(self, request: HttpRequest, **kwargs) -> None:
        raise NotImplementedError

    def begin(self) -> dict:
        """What the form shows of a row that is not there yet."""
        raise NotImplementedError

    def bewaar(self, formulier) -> tuple[str, str]:
        """Save; return what was done and where to go."""
        raise NotImplementedError

    def toon(self, formulier, status: int = 200) -> HttpResponse:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method in ("GET", "HEAD", "POST") and not services.mag_invoeren(request.user, self.doel):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        begin = self.begin()
        if self.rij is not None:
            begin = {veld: getattr(self.rij, veld, None) for veld in self.formulier.base_fields}
            begin["stand"] = stand_van(self.rij)
        formulier = self.formulier(initial=begin)
        if bewaard := haal_bewaard(request):
            formulier = self.formulier(initial=begin | {veld: w[-1] for veld, w in bewaard.items()})
        return self.toon(formulier)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        formulier = self.formulier(request.POST)
        if not formulier.is_valid():
            return self.toon(formulier)
        try:
            gedaan, waarheen = self.bewaar(formulier)
        except Gewijzigd as conflict:
            formulier.data = formulier.data.copy()
            formulier.data["stand"] = stand_van(conflict.rij)
            formulier.add_error(None, CONFLICT)
            return self.toon(formulier, status=409)
        except ValidationError as fout:
            formulier.add_error(None, fout.messages)
            return self.toon(formulier)
        meld_gedaan(request, gedaan)
        return redirect(waarheen)


class IndicatorInvoer(Invoer):
    """Entry for one indicator; both kinds of row are on one page."""

    def zoek_op(self, request: HttpRequest, *, code: str) -> None:
        self.indicator = get_object_or_404(Indicator.objects.select_related("doel__opgave"), code=code)
        self.doel = self.indicator.doel

    def _rij(self, naam: str, rijen):
        """The row that the address names; 404 when it is not one of this indicator."""
        pk = self.request.GET.get(naam, "")
        return get_object_or_404(rijen, pk=pk) if pk.isdigit() else None

    def toon(self, formulier, status: int = 200) -> HttpResponse:
        context = {
            "indicator": self.indicator,
            "doel": self.doel,
            "form": formulier,
            "is_streef": isinstance(formulier, Streefformulier),
            "metingen": self._metingen(),
            "streefwaarden": self.indicator.streefwaarden.all(),
            "kruimels": kruimels_naar(self.doel),
        }
        return render(self.request, "monitor/metingen/invoer.html", context, status=status)

    def _metingen(self) -> list[Meting]:
        """All of them, and whether the portal keeps the value to itself: here it is seen by who enters it."""
        metingen = list(
            self.indicator.metingen.select_related("gebied", "indicator").order_by(
                "gebied__soort", "gebied__naam", "-peiljaar", "-geldt", "bron"
            )
        )
        verborgen = bescherming.verborgen_vakken(metingen, wijken=Gebied.objects.wijken().count())
        for meting in metingen:
            meting.verborgen = meting.waarde is not None and bescherming.vak(meting) in verborgen
        return metingen

    @property
    def hier(self) -> str:
        return reverse("monitor:metingen", args=[self.indicator.code])


class MetingInvoer(IndicatorInvoer):
    formulier = Metingformulier

    def begin(self) -> dict:
        self.rij = self._rij("meting", Meting.objects.filter(indicator=self.indicator, voorbeeld=False))
        return {"geldt": True, "bron": self.indicator.bron, "peiljaar": timezone.localdate().year - 1}

    def bewaar(self, formulier: Metingformulier) -> tuple[str, str]:
        waarden = formulier.waarden()
        meting, nieuw = services.leg_meting_vast(
            indicator=self.indicator, door=self.request.user, waarden=waarden, stand=formulier.cleaned_data["stand"]
        )
        zin = "is opgeslagen" if nieuw else "stond er al zo"
        return f"De meting van {meting.gebied} in {meting.peiljaar} {zin}.", self.hier


class StreefInvoer(IndicatorInvoer):
    formulier = Streefformulier

    def begin(self) -> dict:
        self.rij = self._rij("streefwaarde", Streefwaarde.objects.filter(indicator=self.indicator, voorbeeld=False))
        return {}

    def bewaar(self, formulier: Streefformulier) -> tuple[str, str]:
        streef, nieuw = services.leg_streefwaarde_vast(
            indicator=self.indicator,
            door=self.request.user,
            waarden=formulier.waarden(),
            stand=formulier.cleaned_data["stand"],
        )
        return f"De streefwaarde voor {streef.jaar} {'is opgeslagen' if nieuw else 'stond er al zo'}.", self.hier


class DuidingInvoer(Invoer):
    formulier = Duidingformulier

    def zoek_op(self, request: HttpRequest, *, nummer: str) -> None:
        self.doel = get_object_or_404(Doel.objects.select_related("opgave"), nummer=nummer)

    def begin(self) -> dict:
        self.rij = Duiding.objects.filter(doel=self.doel, voorbeeld=False).first()
        vorig_jaar = timezone.localdate().year - 1
        return {"periode_van": vorig_jaar - 1, "periode_tot": vorig_jaar, "bijgedragen": Duiding.Bijgedragen.ONBEKEND}

    def bewaar(self, formulier: Duidingformulier) -> tuple[str, str]:
        _duiding, nieuw = services.schrijf_duiding(
            doel=self.doel,
            door=self.request.user,
            waarden=formulier.waarden(),
            stand=formulier.cleaned_data["stand"],
        )
        zin = "is opgeslagen" if nieuw else "stond er al zo"
        return f"De duiding bij doel {self.doel.nummer} {zin}.", self.doel.get_absolute_url()

    def toon(self, formulier, status: int = 200) -> HttpResponse:
        context = {"doel": self.doel, "form": formulier, "kruimels": kruimels_naar(self.doel)}
        return render(self.request, "monitor/metingen/duiding_formulier.html", context, status=status)
