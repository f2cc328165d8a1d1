"""Real writers at the same moment, each with a connection of its own: one gets through, nothing is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from acties.models import Actie, Koers, Status, Voortgang
from acties.services import VersieConflict, bevestig_ongewijzigd, bewerk_actie, maak_ongedaan, meld_voortgang
from sterkvoornoord.models import Gebruiker

pytestmark = pytest.mark.django_db(transaction=True)


def tegelijk(*daden):
    """Run the functions in threads that start together; return per function its result or its error."""
    start, uitkomsten = Barrier(len(daden)), [None] * len(daden)

    def doe(nummer, daad):
        try:
            start.wait(timeout=10)
            uitkomsten[nummer] = daad()
        except Exception as fout:
            uitkomsten[nummer] = fout
        finally:
            connection.close()

    draden = [Thread(target=doe, args=paar) for paar in enumerate(daden)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert not any(draad.is_alive() for draad in draden)
    return uitkomsten


def melder(actie, gebruiker, tekst):
    # A thread gets its own objects, as a web request does.
    def meld():
        return meld_voortgang(
            actie=Actie.objects.get(pk=actie.pk),
            door=Gebruiker.objects.get(pk=gebruiker.pk),
            versie=1,
            status=Status.IN_UITVOERING,
            koers=Koers.VOLGENS_VERWACHTING,
            toelichting=tekst,
        )

    return meld


def test_van_zes_schrijvers_wint_er_een_en_krijgen_vijf_een_conflict(actie, projectleider, trekker):
    schrijvers = [melder(actie, (projectleider, trekker)[n % 2], f"Tekst {n}") for n in range(6)]
    uitkomsten = tegelijk(*schrijvers)
    winnaars = [u for u in uitkomsten if isinstance(u, Voortgang)]
    conflicten = [u for u in uitkomsten if isinstance(u, VersieConflict)]
    assert (len(winnaars), len(conflicten)) == (1, 5), uitkomsten
    assert all(c.laatste == winnaars[0] and c.actie.versie == 2 for c in conflicten)
    assert Voortgang.objects.get() == winnaars[0]
    assert Actie.objects.get(pk=actie.pk).versie == 2


def test_een_dubbele_klik_op_hetzelfde_moment_geeft_een_bevestiging(actie, projectleider):
    def klik():
        return bevestig_ongewijzigd(
            actie=Actie.objects.get(pk=actie.pk), door=Gebruiker.objects.get(pk=projectleider.pk), versie=1
        )

    uitkomsten = tegelijk(klik, klik, klik)
    assert {type(u) for u in uitkomsten} == {Voortgang}, uitkomsten
    assert len({u.pk for u in uitkomsten}) == 1
    assert Voortgang.objects.count() == 1


def test_ongedaan_maken_en_melden_tegelijk_laat_een_ware_stand_achter(actie, projectleider, trekker):
    eerste = melder(actie, projectleider, "Eerste")()

    def ongedaan():
        return maak_ongedaan(voortgang=eerste, door=Gebruiker.objects.get(pk=projectleider.pk))

    def meld():
        return meld_voortgang(
            actie=Actie.objects.get(pk=actie.pk),
            door=Gebruiker.objects.get(pk=trekker.pk),
            versie=2,
            status=Status.AFGEROND,
            koers="",
        )

    tegelijk(ongedaan, meld)
    nu, nieuwste = Actie.objects.get(pk=actie.pk), Voortgang.objects.nieuwste_van(actie)
    hoort = (nieuwste.status, nieuwste.koers, nieuwste.peildatum) if nieuwste else (Status.IN_UITVOERING, "", None)
    assert (nu.status, nu.koers, nu.stand_op) == hoort
    assert nu.versie == 3


def test_melden_en_bewerken_tegelijk_laat_er_een_door(actie, projectleider, trekker):
    def bewerk():
        return bewerk_actie(
            actie=Actie.objects.select_related("plan").get(pk=actie.pk),
            door=Gebruiker.objects.get(pk=trekker.pk),
            versie=1,
            wijzigingen={"titel": "Van de trekker"},
        )

    uitkomsten = tegelijk(melder(actie, projectleider, "Tekst"), bewerk, bewerk)
    assert sum(isinstance(u, VersieConflict) for u in uitkomsten) == 2, uitkomsten
    nu = Actie.objects.get(pk=actie.pk)
    assert nu.versie == 2
    assert (nu.titel == "Van de trekker") != Voortgang.objects.exists()
