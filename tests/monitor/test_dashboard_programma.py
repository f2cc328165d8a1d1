"""The dashboard and money of the real programme, without and with the example set."""

from django.urls import reverse

from monitor.voorbeeldset import laad_voorbeeldcijfers

DASHBOARD, GELD = reverse("monitor:dashboard"), reverse("monitor:geld")


def haal(client, pad: str) -> str:
    return client.get(pad).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_zonder_voorbeelden_staat_er_geen_enkel_voorbeeldcijfer(programma, beheerder, als_client):
    html = haal(als_client(beheerder), DASHBOARD)
    assert "voorbeeldcijfers" not in html
    assert "Van geen enkel doel is de kloof met de gemeente al gemeten." in html
    assert "Nog niemand heeft een koers gemeld." in html and "Er zijn nog geen bedragen bekend." in html


def test_met_voorbeelden_heten_doelen_en_geld_voorbeeldcijfers(
    programma, beheerder, als_client, django_assert_max_num_queries
):
    laad_voorbeeldcijfers()
    client = als_client(beheerder)
    with django_assert_max_num_queries(12):
        html = haal(client, DASHBOARD)
    assert html.count("voorbeeldcijfers") == 2  # beside the doelen and beside the money
    assert "van de 18 doelen wordt de kloof met de gemeente kleiner" in html
    geld = haal(client, GELD)
    assert "voorbeeldcijfers" in geld and "niet gedekt" in geld
