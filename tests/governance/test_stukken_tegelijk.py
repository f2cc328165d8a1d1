"""Several people at once at the same papers: one file is kept once, and goes when nothing names it any more."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from governance.models import Stuk, Vergadering
from governance.services import haal_stuk_weg, voeg_stuk_toe
from sterkvoornoord.models import Gebruiker
from tests import factories
from tests.bestanden import pdf

pytestmark = pytest.mark.django_db(transaction=True)


def doe_tegelijk(daden) -> list:
    """Run all at the same moment, each on a connection of its own; returns what came of each, errors included."""
    start, uit = Barrier(len(daden)), []

    def draai(daad):
        try:
            start.wait(timeout=10)
            uit.append(daad())
        except Exception as fout:
            uit.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=draai, args=[daad]) for daad in daden]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    return uit


def test_hetzelfde_bestand_van_vier_tegelijk_is_een_stuk(plan, programmateam):
    def voeg_toe(titel):
        door = Gebruiker.objects.get(pk=programmateam.pk)
        return voeg_stuk_toe(punt=plan, door=door, bestand=SimpleUploadedFile("x.pdf", pdf()), titel=titel)

    uit = doe_tegelijk([lambda t=titel: voeg_toe(t) for titel in ("Plan", "Plan", "Ander plan", "Ander plan")])
    stuk = Stuk.objects.get()
    assert len(default_storage.listdir("stukken")[1]) == 1
    assert sorted(isinstance(wat, ValidationError) for wat in uit) == [False, False, True, True], uit
    assert all(wat == stuk for wat in uit if isinstance(wat, Stuk))


@pytest.mark.parametrize("alles", [True, False])
def test_een_gedeeld_bestand_dat_van_alle_kanten_tegelijk_weg_moet(bezig, plan, programmateam, alles):
    eerste = voeg_stuk_toe(punt=plan, door=programmateam, bestand=SimpleUploadedFile("x.pdf", pdf()))
    rijen = [eerste]
    for status in (Vergadering.Status.GEPLAND, Vergadering.Status.GEPLAND):
        ander = factories.maak_agendapunt(vergadering=factories.maak_vergadering(orgaan=bezig.orgaan, status=status))
        rij = Stuk.objects.get(pk=eerste.pk)
        rij.pk, rij.agendapunt, rij._state.adding = None, ander, True
        rij.save()
        rijen.append(rij)
    weg = rijen if alles else rijen[:2]

    def haal_weg(rij):
        haal_stuk_weg(stuk=Stuk.objects.get(pk=rij.pk), door=Gebruiker.objects.get(pk=programmateam.pk))

    uit = doe_tegelijk([lambda r=rij: haal_weg(r) for rij in (*weg, *weg)])
    geweigerd = [wat for wat in uit if wat is not None]
    assert uit.count(None) == len(weg), uit
    assert all(isinstance(wat, ValidationError | Stuk.DoesNotExist) for wat in geweigerd), uit
    assert set(Stuk.objects.all()) == set(rijen) - set(weg)
    assert default_storage.exists(eerste.bestand.name) == (not alles)
