"""Money of the real programme: the source names amounts per unit and no totals, and the page says so."""

from django.urls import reverse

ADRES = reverse("monitor:geld")


def test_de_echte_gegevens_noemen_geen_totalen(programma, beheerder, als_client):
    antwoord = als_client(beheerder).get(ADRES)
    html = antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Er zijn nog geen bedragen bekend." in html and "voorbeeldcijfers" not in html
    assert "€ 5.000 per school per jaar" in html
