"""What is asked to decide and what was decided, on the dashboard: to each reader what he may read, and no more."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Agendapunt, Besluit, Vergadering
from monitor.besluitvragen import IN_BEELD, NIEUWSTE, lees_besluiten
from tests.factories import maak_agendapunt, maak_besluit, maak_lidmaatschap, maak_orgaan, maak_vergadering

ADRES = reverse("monitor:dashboard")
S = Vergadering.Status


def dag(over: int):
    return timezone.localdate() + timedelta(days=over)


def vraag(over: int = 7, status: str = S.UITGENODIGD, **kw) -> Agendapunt:
    """An item that asks for a besluit in a meeting so many days from now."""
    vergadering = kw.pop("vergadering", None) or maak_vergadering(datum=dag(over), status=status)
    return maak_agendapunt(
        **{"vergadering": vergadering, "soort": Agendapunt.Soort.BESLUIT, "gevraagd_besluit": "Stem in."} | kw
    )


def titels(gebruiker) -> list[str]:
    return [regel.titel for regel in lees_besluiten(gebruiker, timezone.localdate()).gevraagd]


def test_eerst_wat_komt_en_dan_wat_is_blijven_liggen(bestuurder):
    vraag(30, titel="later")
    vraag(2, titel="gauw")
    vraag(0, status=S.BEZIG, titel="nu")
    vraag(-3, status=S.CONCEPT_BESLUITENLIJST, titel="pas geweest")
    vraag(-90, status=S.GEHOUDEN, titel="lang geleden")
    assert titels(bestuurder) == ["nu", "gauw", "later", "lang geleden", "pas geweest"]


@pytest.mark.parametrize("status", [S.CONCEPT, S.GEANNULEERD, S.VERPLAATST, S.VASTGESTELD, S.GEPUBLICEERD])
def test_een_vergadering_die_dicht_is_of_niet_doorgaat_vraagt_niets(programmateam, status):
    vraag(status=status)
    assert titels(programmateam) == []


def test_alleen_een_punt_dat_om_een_besluit_vraagt_telt(bestuurder):
    vraag(soort=Agendapunt.Soort.BESPREKING)
    vraag(gevraagd_besluit="")
    maak_agendapunt(orgaan=maak_orgaan(), soort=Agendapunt.Soort.BESLUIT, gevraagd_besluit="Wacht nog.")
    vraag(soort=Agendapunt.Soort.HAMERSTUK, titel="hamer")
    assert titels(bestuurder) == ["hamer"]


def test_een_punt_is_gevraagd_tot_zijn_besluit_is_vastgesteld(bestuurder):
    punt = vraag(-1, status=S.GEHOUDEN, titel="wijkvisie")
    besluit = maak_besluit(vergadering=punt.vergadering, agendapunt=punt, status=Besluit.Status.CONCEPT)
    assert titels(bestuurder) == ["wijkvisie"]
    Besluit.objects.filter(pk=besluit.pk).update(status=Besluit.Status.VASTGESTELD)
    assert titels(bestuurder) == []
    (genomen,) = lees_besluiten(bestuurder, timezone.localdate()).genomen
    assert (genomen.nummer, genomen.uitkomst_woord) == (besluit.nummer, "Conform voorstel")


def test_nieuwste_besluiten_zijn_die_gelden_de_jongste_eerst(bestuurder):
    oud = maak_besluit(datum=dag(-400), titel="vervangen")
    maak_besluit(datum=dag(-1), titel="opvolger", vervangt=oud)
    maak_besluit(titel="concept", status=Besluit.Status.CONCEPT)
    for geleden in range(2, 2 + NIEUWSTE):
        maak_besluit(datum=dag(-geleden), titel=f"van {geleden}")
    kort = lees_besluiten(bestuurder, timezone.localdate()).genomen
    assert [regel.titel for regel in kort] == ["opvolger", "van 2", "van 3", "van 4"]
    alles = lees_besluiten(bestuurder, timezone.localdate(), nieuwste=None).genomen
    assert len(alles) == NIEUWSTE + 1 and "vervangen" not in {regel.titel for regel in alles}


def _besloten_in(orgaan) -> set[str]:
    """Every way in which something is besloten; returns the titles that nobody else may read."""
    vergadering = maak_vergadering(orgaan=orgaan, datum=dag(5))
    vraag(vergadering=vergadering, titel="geheime vraag", besloten=True)
    boven = maak_agendapunt(vergadering=vergadering, titel="geheim dossier", besloten=True)
    vraag(vergadering=vergadering, bovenliggend=boven, titel="geheim onderdeel")
    maak_besluit(orgaan=orgaan, titel="geheim besluit", besloten=True)
    maak_besluit(vergadering=vergadering, agendapunt=boven, titel="besluit op geheim punt")
    vraag(vergadering=vergadering, titel="open vraag")
    return {"geheime vraag", "geheim onderdeel", "geheim besluit", "besluit op geheim punt"}


def test_besloten_staat_op_pagina_en_in_bestand_alleen_voor_wie_het_mag_lezen(
    als_client, bestuurder, partner, projectleider, programmateam
):
    orgaan = maak_orgaan()
    geheim = _besloten_in(orgaan)
    maak_lidmaatschap(orgaan=orgaan, gebruiker=bestuurder, van=dag(-10))
    maak_lidmaatschap(orgaan=orgaan, gebruiker=projectleider, van=dag(-20), tot=dag(-1))  # has left
    for gebruiker, mag in ((partner, False), (projectleider, False), (bestuurder, True), (programmateam, True)):
        client = als_client(gebruiker)
        pagina = client.get(ADRES).content.decode()
        bestand = b"".join(client.get(ADRES, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        assert "open vraag" in pagina and "open vraag" in bestand
        for titel in geheim:
            assert (titel in pagina, titel in bestand) == (mag, mag), (gebruiker.email, titel)


def test_de_pagina_noemt_aantal_dag_vergadering_en_wat_er_meer_is(als_client, bestuurder):
    punt = vraag(9, titel="Kiezen wij één plan?", gevraagd_besluit="Eén plan met per doel een paar acties.")
    for nr in range(IN_BEELD):
        vraag(vergadering=punt.vergadering, volgorde=nr + 1)
    besluit = maak_besluit(titel="Het plan is aangenomen")
    html = " ".join(als_client(bestuurder).get(ADRES).content.decode().split())
    for woorden in (
        f'{IN_BEELD + 1}</span> <span class="svn-kern__naam">Besluiten gevraagd',
        f'href="{punt.vergadering.get_absolute_url()}">Kiezen wij één plan?',
        "Eén plan met per doel een paar acties.",
        "<summary>Nog 1</summary>",
        f'href="{besluit.get_absolute_url()}">Het plan is aangenomen',
    ):
        assert woorden in html
    assert "Geweest." not in html


def test_zonder_vraag_of_besluit_zegt_de_pagina_dat(als_client, partner):
    html = als_client(partner).get(ADRES).content.decode()
    assert "staat een besluit op de agenda" in html and "Er zijn nog geen besluiten vastgesteld." in html


def test_het_bestand_heeft_alle_vragen_en_besluiten(als_client, bestuurder):
    for nr in range(IN_BEELD + 2):
        vraag(nr, titel=f"=vraag {nr}")
    for _ in range(NIEUWSTE + 2):
        maak_besluit()
    antwoord = als_client(bestuurder).get(ADRES, {"export": "csv"})
    inhoud = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    rijen = list(csv.DictReader(io.StringIO(inhoud), delimiter=";"))
    assert [rij["Naam"] for rij in rijen if rij["Onderdeel"] == "Besluit gevraagd"] == [
        f"'=vraag {nr}" for nr in range(IN_BEELD + 2)
    ]
    assert sum(rij["Onderdeel"] == "Besluit genomen" for rij in rijen) == NIEUWSTE + 2
