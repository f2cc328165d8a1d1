"""What the forms of this layer share: nothing typed is lost, and what a service refuses is said on the page."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.generic import View

from governance.forms.versie import VersieForm
from governance.services import Gewijzigd
from governance.views.overleg import VoorIntern
from sterkvoornoord.meldingen import meld_gedaan
from sterkvoornoord.toegang import haal_bewaard


class Invoer(VoorIntern, View):
    """A page with one form on a row with a version. A subclass finds the row, makes the form and saves it.

    409 when somebody else saved first: the form keeps what was typed, and the page tells what is stored now.
    """

    template_name: str
    http_method_names = ["get", "head", "post", "options"]

    def haal(self, request: HttpRequest, **kwargs) -> None:
        """Find what the address names; Http404 when it is not visible, PermissionDenied when it may not be changed."""
        raise NotImplementedError

    def formulier(self, **kwargs) -> VersieForm:
        raise NotImplementedError

    def bewaar(self, form: VersieForm) -> tuple[str, str]:
        """Save the valid form; returns what to tell and where to go. Raises what the service raises."""
        raise NotImplementedError

    def context(self) -> dict:
        return {}

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.haal(request, **kwargs)
        if bewaard := haal_bewaard(request):
            data = request.POST.copy()
            for veld, waarden in bewaard.items():
                data.setlist(veld, waarden)
            return self.toon(self.formulier(data=data))
        return self.toon(self.formulier())

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        self.haal(request, **kwargs)
        form = self.formulier(data=request.POST)
        if form.is_valid():
            try:
                zin, terug = self.bewaar(form)
            except Gewijzigd as botsing:
                return self.toon(form, 409, nu_opgeslagen=form.lees_opnieuw(botsing.nu))
            except ValidationError as fout:
                voeg_fout_toe(form, fout)
            else:
                meld_gedaan(request, zin)
                return terug if isinstance(terug, HttpResponseRedirect) else redirect(terug)
        return self.toon(form)

    def toon(self, form: VersieForm, status: int = 200, **extra) -> HttpResponse:
        context = {"form": form, "fout_in_titel": status != 200, **self.context(), **extra}
        return render(self.request, self.template_name, context, status=status)


def voeg_fout_toe(form, fout: ValidationError) -> None:
    """What a service refuses, beside the field it is about; on top of the form when it has no such field."""
    if not hasattr(fout, "error_dict"):
        form.add_error(None, fout)
        return
    for veld, fouten in fout.error_dict.items():
        form.add_error(veld if veld in form.fields else None, fouten)


def gelezen_versie(request: HttpRequest) -> int:
    """The version that a button was pressed on; 0, which no row has, when none was posted."""
    versie = request.POST.get("versie", "")
    return int(versie) if versie.isdecimal() and len(versie) < 10 else 0
