"""The page of the monitor with the real programme: honest without numbers, marked with invented ones."""

from monitor.voorbeeldset import laad_voorbeeldcijfers

ADRES = "/monitor/"


def test_zonder_metingen_zegt_elke_rij_dat(als_client, programma):
    html = als_client().get(ADRES).content.decode()
    assert html.count("Er is nog geen meting.") == 18
    assert "voorbeeldcijfers" not in html and "svn-vonk" not in html


def test_voorbeeldcijfers_zijn_als_zodanig_te_zien(als_client, programma):
    laad_voorbeeldcijfers()
    antwoord = als_client().get(ADRES)
    assert "voorbeeldcijfers" in antwoord.content.decode()
    assert [aantal for _, aantal, *_ in antwoord.context["kernen"]] == [9, 3, 3, 3]
