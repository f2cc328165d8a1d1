"""Freezing the real programme: how many queries that takes, and whose money it is."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acties.models import Actie, Geldstroom, Zichtbaarheid
from monitor.geld import Bedragen, Geld
from tests.monitor.conftest import vries


@pytest.mark.parametrize("erbij", [0, 500])
def test_echt_programma_met_weinig_queries(programma, erbij):
    opgave = Actie.objects.first().plan.opgave
    plan, teller = opgave.plannen.first(), Actie.objects.order_by("-nummer_sortering").first().nummer_sortering
    Actie.objects.bulk_create(
        Actie(
            plan=plan,
            nummer=f"9.{nr}",
            nummer_sortering=teller + nr,
            titel=f"Actie {nr}",
            zichtbaarheid=Zichtbaarheid.OPENBAAR,
        )
        for nr in range(1, erbij + 1)
    )
    with CaptureQueriesContext(connection) as queries:
        assert len(vries()["acties"]) == 65 + erbij
    assert len(queries) <= 25


def test_geld_is_dat_van_de_geldpagina_voor_een_bezoeker(programma):
    Geldstroom.objects.create(opgave=Actie.objects.first().plan.opgave, bron="Rijk", begroot=Decimal("0.01"))
    som = sum((Bedragen(**rij["bedragen"]) for rij in vries()["geld"]), Bedragen())
    assert som == Geld(AnonymousUser()).totaal
