"""Reminders of actiepunten: once when its term is a week away, and once a week of all that are too late.

Of a verslag once, two days before the last day on which a member can react. And of ideas on an agenda: to who handles
one of which was decided, and to who makes the agenda when an idea on it went on without the meeting.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import Lower

from acties.models import Initiatief, InitiatiefStatus
from governance.models import Actiepunt, Agendapunt, Besluit, Vergadering
from governance.services.leden import leden_met_account
from opgaven.rollen import programmateam
from sterkvoornoord.herinneren import Herinnering
from sterkvoornoord.models import Gebruiker

#: So long before its term somebody is reminded of an actiepunt.
VOORAF = timedelta(days=7)

#: So long before the last day a member who said nothing is reminded of a verslag.
VERSLAG_VOORAF = timedelta(days=2)


def van_verslagen(dag: date) -> list[Herinnering]:
    """Who has not reacted on a verslag of which the last day is near; see ``settings.HERINNERINGEN``.

    Once for each last day: who gets more time is reminded again. Two queries per verslag that is due.
    """
    wacht = Vergadering.objects.filter(
        status=Vergadering.Status.CONCEPT_BESLUITENLIJST,
        reageren_tot__gte=dag,
        reageren_tot__lte=dag + VERSLAG_VOORAF,
    ).select_related("orgaan")
    return [
        Herinnering(
            sleutel=f"verslag-{verslag.pk}-{verslag.reageren_tot}-{lid.pk}",
            gebruiker=lid,
            waarover=f"verslag {verslag.nummer}, reageren tot en met {verslag.reageren_tot}",
            sjabloon="governance/mail/verslag",
            gegevens={"vergadering": verslag, "herinnering": True},
        )
        for verslag in wacht
        for lid in leden_met_account(verslag).exclude(verslagreacties__vergadering=verslag)
    ]


def van_actiepunten(dag: date) -> list[Herinnering]:
    """What is due on `dag`; see ``settings.HERINNERINGEN``. Two queries per account that has something to do."""
    open_ = Actiepunt.objects.lopend().filter(uiterlijk__lte=dag + VOORAF)
    return [
        herinnering
        for gebruiker in _met_werk(open_)
        for herinnering in _aan(gebruiker, open_.zichtbaar_voor(gebruiker).van(gebruiker).met_orgaan(), dag)
    ]


def _met_werk(punten) -> list[Gebruiker]:
    """The accounts that may have one of `punten` to do; which ones, `van` tells."""
    rijen = list(punten.values_list("gebruiker", "partner", Lower("functie")))
    gebruikers, partners, functies = (
        (set(kolom) - {None, ""} for kolom in zip(*rijen, strict=True)) if rijen else ((),) * 3
    )
    alle = Gebruiker.objects.filter(is_active=True).annotate(functie_klein=Lower("functie"))
    kan = Q(pk__in=gebruikers) | Q(partner__in=partners) | Q(functie_klein__in=functies)
    return list(alle.filter(kan).order_by("pk"))


def _aan(gebruiker: Gebruiker, punten, dag: date) -> list[Herinnering]:
    rijen = list(punten.order_by("uiterlijk", "pk"))
    te_laat = [punt for punt in rijen if punt.uiterlijk < dag]
    herinneringen = [_vooraf(gebruiker, punt, dag) for punt in rijen if punt.uiterlijk >= dag]
    return [*herinneringen, *([_te_laat(gebruiker, te_laat, dag)] if te_laat else [])]


def _vooraf(gebruiker: Gebruiker, punt: Actiepunt, dag: date) -> Herinnering:
    """One for each term: who gets more time is reminded again."""
    return Herinnering(
        sleutel=f"actiepunt-{punt.pk}-{punt.uiterlijk}-{gebruiker.pk}",
        gebruiker=gebruiker,
        waarover=f"actiepunt {punt.nummer}, uiterlijk {punt.uiterlijk}",
        sjabloon="governance/mail/actiepunt",
        gegevens={"punt": punt, "dagen": (punt.uiterlijk - dag).days if punt.uiterlijk else 0},
    )


def _te_laat(gebruiker: Gebruiker, punten: list[Actiepunt], dag: date) -> Herinnering:
    """One for each week, on the first day that somebody looks."""
    jaar, week, _dag = dag.isocalendar()
    aantal = len(punten)
    return Herinnering(
        sleutel=f"actiepunten-te-laat-{jaar}-{week:02}-{gebruiker.pk}",
        gebruiker=gebruiker,
        waarover=f"{aantal} actiepunt{'' if aantal == 1 else 'en'} te laat",
        sjabloon="governance/mail/actiepunten_te_laat",
        gegevens={"punten": punten},
    )


def van_ideeen(dag: date) -> list[Herinnering]:
    """What is due of ideas on an agenda, each once; see ``settings.HERINNERINGEN``. Three queries at most."""
    geagendeerd = InitiatiefStatus.GEAGENDEERD
    wachtend = Initiatief.objects.filter(status=geagendeerd).met_behandelt().select_related("behandelaar")
    besloten = Besluit.objects.vastgesteld().filter(agendapunt__initiatief__status=geagendeerd)
    besluiten = list(besloten.select_related("agendapunt").order_by("pk"))
    punten = Agendapunt.objects.open().filter(initiatief__isnull=False).exclude(initiatief__status=geagendeerd)
    punten = list(punten.select_related("initiatief", "vergadering__orgaan", "orgaan").order_by("pk"))
    if not besluiten and not punten:
        return []
    ideeen, team = {rij.pk: rij for rij in wachtend}, list(programmateam())
    uit = []
    for besluit in besluiten:
        idee = ideeen[besluit.agendapunt.initiatief_id]
        for wie in [idee.behandelaar] if idee.behandelt else team:
            uit.append(_besloten(wie, idee, besluit))
    return [*uit, *(_niet_meer(wie, punt) for punt in punten for wie in team)]


def _besloten(wie: Gebruiker, idee: Initiatief, besluit: Besluit) -> Herinnering:
    return Herinnering(
        sleutel=f"initiatief-{idee.pk}-besluit-{besluit.pk}-{wie.pk}",
        gebruiker=wie,
        waarover=f"{idee.nummer}, er is besloten",
        sjabloon="governance/mail/idee_besloten",
        gegevens={"initiatief": idee},
    )


def _niet_meer(wie: Gebruiker, punt: Agendapunt) -> Herinnering:
    """Its submitter withdrew the idea, or it was merged or answered: does the meeting still have to talk of it?"""
    idee = punt.initiatief
    return Herinnering(
        sleutel=f"initiatief-{idee.pk}-agenda-{punt.pk}-{idee.status}-{wie.pk}",
        gebruiker=wie,
        waarover=f"{idee.nummer} staat nog op een agenda en is {idee.bij_collegas.lower()}",
        sjabloon="governance/mail/idee_niet_meer",
        gegevens={"initiatief": idee, "punt": punt},
    )
