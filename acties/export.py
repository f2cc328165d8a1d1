"""The columns of acties in an export. The aantekening, which is for administration only, is never among them."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch

from acties.models import Actie, Betrokkenheid, Dwarsverband
from sterkvoornoord.datums import Precisie, toon_datum
from sterkvoornoord.export import Kolom
from sterkvoornoord.rollen import Rollen


def kolommen(rollen: Rollen) -> list[Kolom]:
    """The columns for this reader; whether an actie is intern is only told to those who may see it."""
    intern = [Kolom("Zichtbaarheid", Actie.get_zichtbaarheid_display, 14)] if rollen.intern else []
    return [
        Kolom("Nummer", lambda a: a.nummer, 9),
        Kolom("Code in de bron", lambda a: a.bron_code, 9),
        Kolom("Titel", lambda a: a.titel, 44),
        Kolom("Opgave", lambda a: a.plan.opgave.naam, 26),
        Kolom("Plan", lambda a: a.plan.korte_naam, 24),
        Kolom("Doel", lambda a: str(a.doel) if a.doel else "nog geen doel", 34),
        Kolom("Ook voor doel", lambda a: ", ".join(d.doel.nummer for d in a.dwarsverbanden.all())),
        Kolom("Onderwerp", lambda a: a.onderwerp.naam if a.onderwerp else "", 24),
        Kolom("Status", Actie.get_status_display, 18),
        Kolom("Koers", Actie.get_koers_display, 20),
        Kolom("Stand van", lambda a: a.stand_op, 12),
        Kolom("Uitkomst", Actie.get_uitkomst_display, 20),
        Kolom("Vervolg", Actie.get_vervolg_display, 24),
        Kolom("Penvoerder", _penvoerder, 26),
        Kolom("Partners", _partners, 40),
        Kolom("Wijken", lambda a: ", ".join(g.naam for g in a.gebieden.all()), 20),
        Kolom("Plek", lambda a: a.locatie, 24),
        Kolom("Begin", lambda a: _datum(a.begindatum, a.begin_precisie), 14),
        Kolom("Eind", lambda a: _datum(a.einddatum, a.eind_precisie), 14),
        Kolom("Omschrijving", lambda a: a.omschrijving, 60),
        Kolom("Wat willen we bereiken", lambda a: a.beoogd_resultaat, 60),
        Kolom("Wat is er al bereikt", lambda a: a.resultaat, 60),
        Kolom("Hoe doen bewoners mee", lambda a: a.inwonersbetrokkenheid, 40),
        *intern,
        Kolom("Bron", lambda a: a.bron, 30),
        Kolom("Adres", lambda a: settings.SITE_URL + a.get_absolute_url(), 44),
    ]


def rijen(acties) -> Iterator[Actie]:
    """The acties of the queryset in its order, with what the columns need, a few hundred at a time."""
    return (
        acties.select_related("plan__opgave", "doel", "onderwerp")
        .prefetch_related(
            "gebieden",
            Prefetch("dwarsverbanden", Dwarsverband.objects.select_related("doel")),
            Prefetch("betrokkenheden", Betrokkenheid.objects.select_related("partner")),
        )
        .iterator(chunk_size=500)
    )


def _penvoerder(actie: Actie) -> str:
    namen = (b.partner.naam for b in actie.betrokkenheden.all() if b.rol == Betrokkenheid.Rol.PENVOERDER)
    return next(namen, "nog geen penvoerder")


def _partners(actie: Actie) -> str:
    return ", ".join(f"{b.partner.naam} ({b.get_rol_display().lower()})" for b in actie.betrokkenheden.all())


def _datum(datum, precisie: str):
    """A real date when the day is known; else the month or year in words, because nobody named a day."""
    return datum if precisie == Precisie.DAG else toon_datum(datum, precisie)
