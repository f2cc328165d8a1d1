"""The imprint of the programme that the tests share is the programme as its loader stores it."""

import pickle

import pytest
from django.db import models, transaction

from sterkvoornoord.models import Partner
from tests import afdruk


def _zonder_tijd_van_opslaan(rijen: dict) -> dict:
    """Without the fields that hold when a row was written: that differs, and should."""
    tijden = {
        model._meta.label: {v.attname for v in model._meta.concrete_fields if getattr(v, "auto_now", False)}
        for model in afdruk.modellen()
    }
    return {
        label: [{veld: w for veld, w in rij.items() if veld not in tijden[label]} for rij in deel]
        for label, deel in rijen.items()
    }


@pytest.fixture
def teruggezet(db, programma_afdruk):
    """The programme put back from its imprint, also when this test is the first to want one."""
    with transaction.atomic():
        afdruk.laad_programma_vlug(programma_afdruk)
        transaction.set_rollback(True)
    assert not Partner.objects.exists()
    afdruk.laad_programma_vlug(programma_afdruk)


def test_teruggezet_is_gelijk_aan_geladen(teruggezet, programma_afdruk):
    geladen = pickle.loads(programma_afdruk.read_bytes())
    assert len(geladen["rijen"]) > 20
    assert "sterkvoornoord.Logregel" in geladen["rijen"]
    assert _zonder_tijd_van_opslaan(afdruk.neem_af()["rijen"]) == _zonder_tijd_van_opslaan(geladen["rijen"])


def test_een_nieuwe_rij_krijgt_een_vrij_nummer(teruggezet):
    laatste = Partner.objects.aggregate(pk=models.Max("pk"))["pk"]
    assert Partner.objects.create(naam="Nieuw", slug="nieuw").pk > laatste
