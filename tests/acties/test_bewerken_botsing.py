"""Two people edit one actie, rows included: what goes together goes, for the rest the second chooses."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from acties.models import Actie, Betrokkenheid
from sterkvoornoord.models import Logregel
from tests.acties.pagina import formulier
from tests.factories import maak_betrokkenheid, maak_partner, maak_plan

ROL = Betrokkenheid.Rol


def adres(actie):
    return reverse("acties:bewerken", args=[actie.nummer])


def vers(actie):
    return Actie.objects.get(pk=actie.pk)


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def zijn(als_client, trekker):
    return als_client(trekker)


def bewaar(client, actie, pagina, **velden):
    return client.post(adres(actie), pagina | {k.replace("__", "-"): v for k, v in velden.items()})


def test_twee_mensen_wijzigen_een_tekst_en_de_tweede_kiest(client, zijn, actie):
    Actie.objects.update(omschrijving="Er kwamen 3 tot 5 mensen per keer.")
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, omschrijving="Er kwamen gemiddeld 4 mensen per keer.", locatie="De Fluit")
    antwoord = bewaar(
        client, actie, mijne, omschrijving="Er kwamen 3 tot 5 mensen per keer. Er zijn posters.", titel="Tuinkamer"
    )
    assert antwoord.status_code == 409
    html = antwoord.content.decode()
    assert "<del>3 tot 5</del><ins>gemiddeld 4</ins>" in html and "<ins> Er zijn posters.</ins>" in html
    vanzelf = {(v.label, v.wordt, v.van_mij) for v in antwoord.context["vergelijking"].vanzelf}
    assert vanzelf == {("Titel", "Tuinkamer", True), ("Plek", "De Fluit", False)}
    assert vers(actie).titel == "Tuinkamer van Noord"
    assert bewaar(client, actie, formulier(antwoord)).status_code == 302
    na = vers(actie)
    assert na.omschrijving == "Er kwamen gemiddeld 4 mensen per keer. Er zijn posters."
    assert (na.titel, na.locatie, na.versie) == ("Tuinkamer", "De Fluit", 3)


def test_de_tekst_van_de_ander_kiezen_bewaart_de_mijne_in_de_geschiedenis(client, zijn, actie):
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, omschrijving="Zijn tekst.")
    antwoord = bewaar(client, actie, mijne, omschrijving="Mijn tekst.")
    bewaar(client, actie, formulier(antwoord), **{"keuze-omschrijving": "ander"})
    assert vers(actie).omschrijving == "Zijn tekst."
    assert Logregel.objects.van(actie).first().changes == {"omschrijving": ["Mijn tekst.", "Zijn tekst."]}


def test_de_geschiedenis_laat_lezen_wat_niet_gekozen_is_ook_in_een_rij(client, als_client, programmateam, actie):
    zijn = als_client(programmateam)
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, **{"partners-0-inzet": "Zijn ruimte", "locatie": "Zijn plek"})
    antwoord = bewaar(client, actie, mijne, **{"partners-0-inzet": "Mijn ruimte", "locatie": "Mijn <plek>"})
    keuzes = {"keuze-partners-0-inzet": "ander", "keuze-locatie": "ander"}
    assert bewaar(client, actie, formulier(antwoord), **keuzes).status_code == 302
    html = client.get(reverse("acties:geschiedenis", args=[actie.nummer])).content.decode()
    assert html.count("niet gekozen tekst bewaard") == 2
    assert "Mijn ruimte" in html and "Mijn &lt;plek&gt;" in html
    assert (vers(actie).locatie, actie.betrokkenheden.get().inzet) == ("Zijn plek", "Zijn ruimte")


def test_stoppen_bewaart_de_tekst_bij_het_veld_en_wijzigt_niets(client, zijn, actie):
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, omschrijving="Zijn tekst.")
    antwoord = bewaar(client, actie, mijne, omschrijving="Mijn tekst.", titel="Ook gewijzigd")
    assert bewaar(client, actie, formulier(antwoord), stop="1").status_code == 302
    assert (vers(actie).omschrijving, vers(actie).titel) == ("Zijn tekst.", "Tuinkamer van Noord")
    assert Logregel.objects.van(actie).first().changes == {"omschrijving": ["Mijn tekst.", "Zijn tekst."]}


def test_twee_keer_versturen_slaat_een_keer_op(client, actie):
    velden = formulier(client.get(adres(actie)))
    velden |= {"titel": "Tuinkamer", "partners-1-partner": maak_partner().pk, "mijlpalen-0-titel": "Opening"}
    for _ in range(2):
        assert client.post(adres(actie), velden).status_code == 302
    na = vers(actie)
    assert (na.titel, na.versie) == ("Tuinkamer", 2)
    assert (na.betrokkenheden.count(), na.mijlpalen.count()) == (2, 1)


def test_terug_in_de_browser_en_iets_anders_versturen_is_geen_dubbele_rij(client, actie):
    velden = formulier(client.get(adres(actie))) | {"mijlpalen-0-titel": "Opening"}
    client.post(adres(actie), velden)
    antwoord = client.post(adres(actie), velden | {"titel": "Tuinkamer"})
    assert antwoord.status_code == 409
    assert client.post(adres(actie), formulier(antwoord)).status_code == 302
    assert (vers(actie).titel, actie.mijlpalen.count()) == ("Tuinkamer", 1)


def test_een_rapport_tussendoor_botst_niet_met_bewerken(client, zijn, actie):
    mijne = formulier(client.get(adres(actie)))
    zijn.post(reverse("acties:ongewijzigd", args=[actie.nummer]), {"versie": 1})
    antwoord = bewaar(client, actie, mijne, titel="Tuinkamer")
    assert antwoord.status_code == 409 and not antwoord.context["vergelijking"].botsingen
    bewaar(client, actie, formulier(antwoord))
    na = vers(actie)
    assert (na.titel, na.stand_op) == ("Tuinkamer", timezone.localdate())


def test_rijen_van_twee_mensen_gaan_samen(client, als_client, programmateam, actie):
    ander, derde = maak_betrokkenheid(actie=actie), maak_partner(naam="Woej")
    zijn = als_client(programmateam)
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, **{"partners-0-inzet": "Ruimte", "partners-2-partner": derde.pk})
    antwoord = bewaar(
        client, actie, mijne, **{"partners-0-van": "2024-01-01", "partners-1-inzet": "Koffie", "titel": "Tuinkamer"}
    )
    assert antwoord.status_code == 409 and not antwoord.context["vergelijking"].botsingen
    labels = {(v.label, v.wordt) for v in antwoord.context["vergelijking"].vanzelf}
    assert ("Woej: Deelnemer", "nieuwe rij") in labels
    assert ("Vidomes: Penvoerder: Wat doet de partner?", "Ruimte") in labels
    assert bewaar(client, actie, formulier(antwoord)).status_code == 302
    penvoerder = actie.betrokkenheden.get(rol=ROL.PENVOERDER)
    ander.refresh_from_db()
    assert (penvoerder.inzet, penvoerder.van, ander.inzet) == ("Ruimte", date(2024, 1, 1), "Koffie")
    assert actie.betrokkenheden.count() == 3


def test_een_rij_die_een_ander_weghaalde_gaat_weg_of_komt_terug_als_ik_haar_wijzigde(
    client, als_client, programmateam, actie
):
    for naam in ("Een", "Twee"):
        maak_betrokkenheid(actie=actie, partner=maak_partner(naam=naam))
    zijn = als_client(programmateam)
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, **{"partners-1-DELETE": "on", "partners-2-DELETE": "on"})
    assert actie.betrokkenheden.count() == 1
    antwoord = bewaar(
        client, actie, mijne, **{"partners-2-inzet": "Mijn tekst over Twee", "partners-0-inzet": "Ruimte"}
    )
    assert antwoord.status_code == 409
    vanzelf = {(v.label, v.wordt) for v in antwoord.context["vergelijking"].vanzelf}
    assert ("Een", "weg") in vanzelf and ("Twee", "komt terug, want u wijzigde de rij") in vanzelf
    assert bewaar(client, actie, formulier(antwoord)).status_code == 302
    rijen = {(b.partner.naam, b.inzet) for b in actie.betrokkenheden.select_related("partner")}
    assert rijen == {("Vidomes", "Ruimte"), ("Twee", "Mijn tekst over Twee")}


def test_een_rij_die_ik_weghaal_en_een_ander_wijzigde_is_een_keuze(client, als_client, programmateam, actie):
    maak_betrokkenheid(actie=actie, partner=maak_partner(naam="Een"))
    zijn = als_client(programmateam)
    mijne, zijne = formulier(client.get(adres(actie))), formulier(zijn.get(adres(actie)))
    bewaar(zijn, actie, zijne, **{"partners-1-inzet": "Zijn tekst"})
    antwoord = bewaar(client, actie, mijne, **{"partners-1-DELETE": "on"})
    (botsing,) = antwoord.context["vergelijking"].botsingen
    assert botsing.naam == "partners-1-DELETE"
    blijft = bewaar(client, actie, formulier(antwoord), **{"keuze-partners-1-DELETE": "ander"})
    assert blijft.status_code == 302
    assert actie.betrokkenheden.get(partner__naam="Een").inzet == "Zijn tekst"


def test_een_wissel_van_plan_die_het_recht_wegneemt_geeft_daarna_403(
    client, als_client, programmateam, actie, andere_opgave
):
    mijne = formulier(client.get(adres(actie)))
    plan = maak_plan(opgave=andere_opgave)
    zijn = als_client(programmateam)
    bewaar(zijn, actie, formulier(zijn.get(adres(actie))), plan=plan.pk)
    assert vers(actie).plan == plan
    assert bewaar(client, actie, mijne, titel="Te laat").status_code == 403
