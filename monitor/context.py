"""What every page needs: the menu, who is signed in and how many acties wait for an update."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from acties.models import Actie, Initiatief
from sterkvoornoord.rollen import rollen_van

#: Pages that belong to an item of the menu and stand under another address.
OOK_ONDER = {
    "/monitor/": ("/doelen/",),
    "/initiatieven/nieuw/": ("/ideeen/", "/initiatieven/volg/", "/initiatieven/bijlagen/"),
    "/overleg/": ("/vergaderingen/", "/besluiten/", "/actiepunten/", "/signalen/", "/focus/", "/aanbevelingen/"),
    "/partners/": ("/inzet/",),
    "/publicaties/": ("/rapportage/",),
}


def portaal(request) -> dict:
    """Context processor; all of it is lazy, so a page that shows no menu costs no query."""
    gebruiker = getattr(request, "user", None)
    aangemeld = gebruiker is not None and gebruiker.is_authenticated
    return {
        "menu": SimpleLazyObject(lambda: _menu(request, aangemeld)),
        "programma_naam": "Sterk voor Noord",
        "contact_email": settings.CONTACT_EMAIL,
        "contact_telefoon": settings.CONTACT_TELEFOON,
        "gebruiker_kop": SimpleLazyObject(lambda: _kop(gebruiker)) if aangemeld else None,
    }


def _kop(gebruiker) -> dict[str, str]:
    rollen = rollen_van(gebruiker)
    sub = ", ".join(rollen.opgavenamen) or (gebruiker.partner.naam if gebruiker.partner_id else rollen.naam)
    return {"initialen": gebruiker.initialen, "naam": gebruiker.functie, "sub": sub}


def _menu(request, aangemeld: bool) -> list[dict]:
    if aangemeld:
        intern = rollen_van(request.user).intern
        keuzes = [(_("Dashboard"), "monitor:dashboard")] if intern else []
        keuzes += [
            (_("Acties"), "acties:lijst"),
            (_("Doelen"), "monitor:monitor"),
            *([(_("Overleg"), "overleg:gids"), (_("Initiatieven"), "initiatieven:lijst")] if intern else []),
            (_("Partners"), "partners:lijst"),
            (_("Rapporten"), "monitor:publicaties"),
        ]
    else:
        keuzes = [
            # With a context: Django itself translates a bare "Home", and differently.
            (pgettext("menu", "Home"), "monitor:home"),
            (_("Wat doen we"), "opgaven:lijst"),
            (_("Hoe gaat het"), "monitor:monitor"),
            (_("Acties"), "acties:lijst"),
            (_("Agenda"), "agenda:lijst"),
            (_("Partners"), "partners:lijst"),
            (_("Rapporten"), "monitor:publicaties"),
            (_("Uw idee"), "initiatieven:nieuw"),
        ]
    items = [_item(request, label, reverse(naam)) for label, naam in keuzes]
    if aangemeld:
        aantal = _aantal_te_doen(request.user)
        items.append(_item(request, _("Mijn werk"), reverse("monitor:mijn-werk"), teller=aantal, eind=True))
    return items


def _aantal_te_doen(gebruiker) -> int:
    """Acties to report on, and ideas that somebody waits for; in one query, on every page."""
    acties = Actie.objects.van(gebruiker).zonder_actuele_stand()
    rollen = rollen_van(gebruiker)
    if not (rollen.programmateam or rollen.opgaven):
        return acties.count()
    ideeen = Initiatief.objects.vraagt_aandacht().aan(gebruiker)
    return acties.order_by().values("pk").union(ideeen.order_by().values("pk"), all=True).count()


def _item(request, label: str, url: str, *, teller: int | None = None, eind: bool = False) -> dict:
    hier = request.path == url or (url != "/" and request.path.startswith((url, *OOK_ONDER.get(url, ()))))
    return {"label": label, "url": url, "actief": hier, "teller": teller, "eind": eind}
