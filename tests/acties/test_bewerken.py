"""Editing an actie and its parts: who may change what, what is kept, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Dwarsverband, Mijlpaal, Prestatie, Status, Zichtbaarheid
from acties.services import RijWijziging, VersieConflict, bewerk_actie
from opgaven.models import Onderwerp
from sterkvoornoord.datums import Precisie
from sterkvoornoord.models import Logregel
from tests.acties.pagina import formulier
from tests.factories import (
    WACHTWOORD,
    maak_actie,
    maak_betrokkenheid,
    maak_doel,
    maak_gebied,
    maak_partner,
    maak_plan,
)

ROL = Betrokkenheid.Rol


def adres(actie):
    return reverse("acties:bewerken", args=[actie.nummer])


def bewerk(actie, door, versie=1, rijen=(), **wijzigingen):
    return bewerk_actie(actie=actie, door=door, versie=versie, wijzigingen=wijzigingen, rijen=rijen)


def vers(actie):
    return Actie.objects.get(pk=actie.pk)


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def verstuur(client, actie):
    """Returns a function: open the edit page, fill in what is given, press the button."""

    def doe(wie=None, bij=actie, **velden):
        browser = wie or client
        pagina = browser.get(adres(bij))
        return browser.post(adres(bij), formulier(pagina) | {k.replace("__", "-"): v for k, v in velden.items()})

    return doe


# ── The service ──────────────────────────────────────────────────────────────


def test_bewerken_schrijft_alleen_wat_veranderde_en_de_geschiedenis_weet_het(actie, projectleider):
    na = bewerk(actie, projectleider, titel="Tuinkamer", locatie="De Fluit")
    assert (na.titel, na.locatie, na.versie) == ("Tuinkamer", "De Fluit", 2)
    (regel,) = Logregel.objects.van(actie).filter(action=Logregel.Action.UPDATE)
    assert regel.changes == {"titel": ["Tuinkamer van Noord", "Tuinkamer"], "locatie": ["", "De Fluit"]}
    assert regel.functie == "Projectleider wonen"


def test_de_nieuwe_titel_is_te_vinden(actie, projectleider):
    bewerk(actie, projectleider, titel="Café Één")
    assert "cafe een" in vers(actie).zoektekst


def test_zonder_wijziging_verandert_er_niets_ook_de_versie_niet(actie, projectleider):
    assert bewerk(actie, projectleider).versie == 1


def test_een_oude_versie_geeft_een_conflict(actie, projectleider, trekker):
    bewerk(actie, trekker, titel="Van de trekker")
    with pytest.raises(VersieConflict) as fout:
        bewerk(actie, projectleider, titel="Van mij")
    assert fout.value.actie.titel == "Van de trekker"


def test_lijsten_komen_met_elke_wijziging_in_de_geschiedenis(actie, opgave, projectleider):
    prinsenhof, heuvel = maak_gebied(naam="Prinsenhof"), maak_gebied(naam="De Heuvel")
    doel, ook, later = (maak_doel(opgave=opgave) for _ in range(3))
    bewerk(actie, projectleider, doel=doel, gebieden=[prinsenhof], ook_doelen=[ook, doel])
    bewerk(actie, projectleider, versie=2, gebieden=[heuvel], ook_doelen=[later])
    na = vers(actie)
    assert list(na.gebieden.all()) == [heuvel]
    assert list(na.ook_doelen.all()) == [later]
    soorten = Logregel.objects.van(actie).filter(content_type__model="dwarsverband")
    assert sorted(soorten.values_list("action", flat=True)) == [0, 0, 2]
    gebieden = [r.changes["gebieden"] for r in Logregel.objects.van(actie) if "gebieden" in r.changes]
    assert {(g["operation"], *g["objects"]) for g in gebieden} == {
        ("add", "Prinsenhof"),
        ("delete", "Prinsenhof"),
        ("add", "De Heuvel"),
    }


def test_een_dwarsverband_dat_blijft_houdt_zijn_reden(actie, opgave, projectleider):
    doel, ook = maak_doel(opgave=opgave), maak_doel(opgave=opgave)
    Dwarsverband.objects.create(actie=actie, doel=ook, grond="Staat in het plan.")
    bewerk(actie, projectleider, ook_doelen=[ook, doel])
    assert actie.dwarsverbanden.get(doel=ook).grond == "Staat in het plan."


def test_een_gekozen_doel_is_niet_meer_afgeleid(opgave, projectleider):
    actie = maak_actie(opgave=opgave, doel=maak_doel(opgave=opgave), doel_afgeleid=True)
    bewerk(actie, projectleider, doel=maak_doel(opgave=opgave))
    assert vers(actie).doel_afgeleid is False


def test_einde_voor_begin_kan_niet(actie, projectleider):
    with pytest.raises(ValidationError, match="voor de begindatum"):
        bewerk(actie, projectleider, begindatum=date(2024, 2, 1), einddatum=date(2024, 1, 1))
    assert vers(actie).versie == 1


@pytest.mark.parametrize("veld", ["status", "koers", "stand_op", "nummer", "aantekening"])
def test_de_stand_en_het_nummer_zijn_hier_niet_te_wijzigen(veld, actie, projectleider):
    with pytest.raises(ValueError, match="not editable"):
        bewerk(actie, projectleider, **{veld: "x"})


@pytest.mark.parametrize("rol", ["bewoner", "partner", "bestuurder", "andere_projectleider", "beheerder"])
def test_wie_niet_mag_bewerken_verandert_niets(rol, actie, request):
    with pytest.raises(PermissionDenied):
        bewerk(actie, request.getfixturevalue(rol), titel="Anders")
    assert vers(actie).titel == "Tuinkamer van Noord"


def test_een_partner_wijzigt_zichtbaarheid_en_plan_niet(actie, opgave, trekker):
    for velden in ({"zichtbaarheid": Zichtbaarheid.INTERN}, {"plan": maak_plan(opgave=opgave)}):
        with pytest.raises(PermissionDenied):
            bewerk(actie, trekker, **velden)
    assert vers(actie).versie == 1


def test_een_projectleider_verplaatst_niets_naar_een_andere_opgave(actie, andere_opgave, projectleider, programmateam):
    plan = maak_plan(opgave=andere_opgave)
    with pytest.raises(PermissionDenied):
        bewerk(actie, projectleider, plan=plan)
    assert bewerk(actie, programmateam, plan=plan).plan == plan


def test_een_partner_komt_niet_aan_penvoerder_en_coordinator(actie, trekker, organisatie):
    penvoerder = actie.betrokkenheden.get()
    ander = maak_partner()
    pogingen = [
        RijWijziging(Betrokkenheid, penvoerder.pk, None),
        RijWijziging(Betrokkenheid, penvoerder.pk, {"inzet": "Minder"}),
        RijWijziging(Betrokkenheid, None, {"partner": ander, "rol": ROL.COORDINATOR}),
        RijWijziging(Betrokkenheid, maak_betrokkenheid(actie=actie, partner=ander).pk, {"rol": ROL.PENVOERDER}),
    ]
    for rij in pogingen:
        with pytest.raises(PermissionDenied):
            bewerk(actie, trekker, rijen=[rij])
    bewerk(
        actie, trekker, rijen=[RijWijziging(Betrokkenheid, None, {"partner": maak_partner(), "rol": ROL.DEELNEMER})]
    )
    assert actie.betrokkenheden.count() == 3


def test_de_penvoerder_wisselt_in_een_keer(actie, projectleider):
    oud, nieuw = actie.betrokkenheden.get(), maak_betrokkenheid(actie=actie)
    rijen = [
        RijWijziging(Betrokkenheid, nieuw.pk, {"rol": ROL.PENVOERDER}),
        RijWijziging(Betrokkenheid, oud.pk, {"rol": ROL.DEELNEMER}),
    ]
    bewerk(actie, projectleider, rijen=rijen)
    assert actie.betrokkenheden.get(rol=ROL.PENVOERDER) == nieuw


def test_een_lopende_actie_verliest_haar_penvoerder_niet_zonder_reden(actie, projectleider):
    weg = [RijWijziging(Betrokkenheid, actie.betrokkenheden.get().pk, None)]
    with pytest.raises(ValidationError) as fout:
        bewerk(actie, projectleider, rijen=weg)
    assert "nu geen penvoerder" in fout.value.message_dict["zonder_penvoerder_reden"][0]
    assert actie.betrokkenheden.count() == 1
    bewerk(actie, projectleider, rijen=weg, zonder_penvoerder_reden="Vidomes stopt.")
    assert not actie.betrokkenheden.exists()


def test_wat_al_zonder_penvoerder_liep_blijft_te_bewerken(opgave, projectleider):
    actie = maak_actie(opgave=opgave, status=Status.IN_UITVOERING)
    assert bewerk(actie, projectleider, titel="Anders").titel == "Anders"


def test_een_rij_van_een_andere_actie_blijft_waar_ze_is(actie, opgave, projectleider):
    elders = maak_betrokkenheid(actie=maak_actie(opgave=opgave))
    with pytest.raises(ValidationError, match="er niet meer"):
        bewerk(actie, projectleider, rijen=[RijWijziging(Betrokkenheid, elders.pk, None)])
    assert Betrokkenheid.objects.filter(pk=elders.pk).exists()


def test_een_fout_in_de_laatste_rij_draait_alles_terug(actie, projectleider):
    goed = RijWijziging(Mijlpaal, None, {"titel": "Opening"})
    fout = RijWijziging(Prestatie, None, {"omschrijving": "Bezoekers"})
    with pytest.raises(ValidationError, match="Bezoekers: Vul een waarde"):
        bewerk(actie, projectleider, rijen=[goed, fout], titel="Anders")
    assert not Mijlpaal.objects.exists()
    assert (vers(actie).titel, vers(actie).versie) == ("Tuinkamer van Noord", 1)


# ── The page ─────────────────────────────────────────────────────────────────


def test_openen_en_meteen_opslaan_verandert_niets(verstuur, actie, opgave, organisatie):
    doel = maak_doel(opgave=opgave)
    Actie.objects.update(begindatum=date(2023, 1, 1), begin_precisie=Precisie.JAAR, doel=doel)
    Mijlpaal.objects.create(actie=actie, titel="Opening", datum=date(2024, 5, 31), precisie=Precisie.MAAND)
    Prestatie.objects.create(actie=actie, omschrijving="Bezoekers", waarde="1234.50", streefwaarde=60, bron="B4")
    actie.gebieden.add(maak_gebied())
    Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=opgave))
    regels = Logregel.objects.count()
    antwoord = verstuur()
    assert antwoord.status_code == 302
    assert vers(actie).versie == 1
    assert Logregel.objects.count() == regels


def test_de_pagina_bewaart_alle_feiten(verstuur, actie, opgave):
    doel, ook, wijk = maak_doel(opgave=opgave), maak_doel(opgave=opgave), maak_gebied()
    onderwerp = Onderwerp.objects.create(opgave=opgave, naam="Ontmoeten", slug="ontmoeten")
    antwoord = verstuur(
        titel="Tuinkamer 🙂 <b>",
        omschrijving="Een plek.\r\nOverdag.",
        doel=doel.pk,
        onderwerp=onderwerp.pk,
        ook_doelen=[ook.pk],
        gebieden=[wijk.pk],
        begin_0="16",
        begin_1="5",
        begin_2="2024",
        eind_2="2026",
        locatie="De Fluit",
        betrokkenheid_niveau="meedoen",
        inwonersbetrokkenheid="Acht bewoners zijn gastvrouw.",
        uitkomst="loopt",
        vervolg="in_de_lijn",
        zichtbaarheid=Zichtbaarheid.INTERN,
    )
    assert antwoord.url == actie.get_absolute_url()
    na = vers(actie)
    assert (na.titel, na.omschrijving) == ("Tuinkamer 🙂 <b>", "Een plek.\nOverdag.")
    assert (na.doel, na.onderwerp, na.locatie, na.zichtbaarheid) == (doel, onderwerp, "De Fluit", Zichtbaarheid.INTERN)
    assert (na.begindatum, na.begin_precisie) == (date(2024, 5, 16), Precisie.DAG)
    assert (na.einddatum, na.eind_precisie) == (date(2026, 12, 31), Precisie.JAAR)
    assert list(na.ook_doelen.all()) == [ook] and list(na.gebieden.all()) == [wijk]
    assert (na.betrokkenheid_niveau, na.uitkomst, na.vervolg, na.versie) == ("meedoen", "loopt", "in_de_lijn", 2)


def test_rijen_erbij_anders_en_weg(verstuur, actie):
    partner, weg = maak_partner(), maak_betrokkenheid(actie=actie)
    verstuur(
        **{
            "partners-0-uren_per_jaar": "160",
            "partners-0-inzet": "Ruimte en beheer",
            "partners-1-DELETE": "on",
            "partners-2-partner": partner.pk,
            "partners-2-rol": ROL.FINANCIER,
            "mijlpalen-0-titel": "Opening",
            "mijlpalen-0-gepland_1": "5",
            "mijlpalen-0-gepland_2": "2024",
            "prestaties-0-omschrijving": "Bezoekers per week",
            "prestaties-0-waarde": "1.048,5",
            "prestaties-0-streefwaarde": "60",
        }
    )
    assert not Betrokkenheid.objects.filter(pk=weg.pk).exists()
    rijen = {(b.rol, b.inzet, b.uren_per_jaar) for b in actie.betrokkenheden.all()}
    assert rijen == {(ROL.PENVOERDER, "Ruimte en beheer", 160), (ROL.FINANCIER, "", None)}
    mijlpaal, prestatie = actie.mijlpalen.get(), actie.prestaties.get()
    assert (mijlpaal.datum, mijlpaal.precisie) == (date(2024, 5, 31), Precisie.MAAND)
    assert (prestatie.waarde, prestatie.streefwaarde) == (prestatie.waarde.__class__("1048.5"), 60)


@pytest.mark.parametrize(
    ("velden", "naam", "woord"),
    [
        ({"titel": ""}, "titel", "Vul een titel in"),
        ({"titel": "x" * 121}, "titel", "120"),
        ({"omschrijving": "x" * 4001}, "omschrijving", "4000"),
        ({"omschrijving": "a\x00b"}, "omschrijving", "ull"),
        ({"begin_0": "31", "begin_1": "2", "begin_2": "2024"}, "begin", "bestaat niet"),
        ({"begin_0": "1", "begin_2": "2024"}, "begin", "ook de maand"),
        ({"begin_0": "1", "begin_1": "2"}, "begin", "ook het jaar"),
        ({"begin_2": "1"}, "begin", "vier cijfers"),
        ({"begin_1": "13", "begin_2": "2024"}, "begin", "tot en met 12"),
        ({"begin_2": "2025", "eind_2": "2024"}, "eind", "voor de begindatum"),
        ({"doel": "999999"}, "doel", ""),
        ({"doel": "abc"}, "doel", ""),
        ({"ook_doelen": ["999999"]}, "ook_doelen", ""),
        ({"gebieden": ["\x00"]}, "gebieden", ""),
        ({"uitkomst": "geweldig"}, "uitkomst", ""),
        ({"zichtbaarheid": "geheim"}, "zichtbaarheid", ""),
        ({"partners-0-uren_per_jaar": "-1"}, "partners-0-uren_per_jaar", ""),
        ({"partners-0-uren_per_jaar": "9" * 30}, "partners-0-uren_per_jaar", ""),
        ({"partners-0-van": "2024-02-01", "partners-0-tot": "2024-01-01"}, "partners-0-tot", "voor de begindatum"),
        ({"partners-0-partner": "999999"}, "partners-0-partner", ""),
        ({"partners-1-inzet": "Zonder partner"}, "partners-1-partner", ""),
        ({"mijlpalen-0-toelichting": "Zonder titel"}, "mijlpalen-0-titel", ""),
        ({"prestaties-0-omschrijving": "Leeg"}, "prestaties-0-waarde", "gehaald"),
        ({"prestaties-0-omschrijving": "Raar", "prestaties-0-waarde": "veel"}, "prestaties-0-waarde", ""),
        ({"partners-TOTAL_FORMS": "abc"}, "__all__", ""),
        ({"partners-TOTAL_FORMS": "99999999"}, "__all__", ""),
        ({"versie": "een"}, "__all__", "welke versie"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_er_verandert_niets(velden, naam, woord, client, verstuur, actie):
    antwoord = verstuur(**velden)
    assert antwoord.status_code == 200
    fouten = antwoord.context["form"].errors
    assert naam in fouten, fouten
    assert woord in " ".join(fouten[naam])
    assert "<title>Fout:" in antwoord.content.decode()
    assert vers(actie).versie == 1 and actie.betrokkenheden.count() == 1


def test_de_sectie_met_een_fout_staat_open(verstuur, client, actie):
    html = verstuur(begin_2="1").content.decode()
    assert html.count('<details class="svn-paneel svn-vouw" open>') == 1
    assert '<details class="svn-paneel svn-vouw" open>' not in client.get(adres(actie)).content.decode()


def test_twee_penvoerders_of_dezelfde_rol_twee_keer_kan_niet(verstuur, actie, organisatie):
    twee = verstuur(**{"partners-1-partner": maak_partner().pk, "partners-1-rol": ROL.PENVOERDER})
    assert "hoogstens een penvoerder" in twee.content.decode()
    dubbel = verstuur(**{"partners-1-partner": organisatie.pk, "partners-1-rol": ROL.PENVOERDER})
    assert "heeft deze rol al" in dubbel.content.decode()
    assert actie.betrokkenheden.count() == 1


def test_een_partner_heeft_geen_velden_die_hij_niet_mag_wijzigen(als_client, trekker, verstuur, actie):
    client = als_client(trekker)
    velden = formulier(client.get(adres(actie)))
    assert not {"plan", "zichtbaarheid", "partners-0-rol", "partners-0-DELETE"} & set(velden)
    antwoord = verstuur(
        client,
        titel="Van de trekker",
        zichtbaarheid=Zichtbaarheid.CONCEPT,
        **{"partners-0-rol": ROL.DEELNEMER, "partners-0-DELETE": "on", "partners-0-inzet": "Meer"},
    )
    assert antwoord.status_code == 302
    na, rij = vers(actie), actie.betrokkenheden.get()
    assert (na.titel, na.zichtbaarheid, rij.rol, rij.inzet) == (
        "Van de trekker",
        Zichtbaarheid.OPENBAAR,
        ROL.PENVOERDER,
        "",
    )
    kaper = verstuur(client, **{"partners-1-partner": maak_partner().pk, "partners-1-rol": ROL.COORDINATOR})
    assert "partners-1-rol" in kaper.context["form"].errors
    assert actie.betrokkenheden.count() == 1


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "andere_projectleider", "beheerder"])
def test_wie_ziet_maar_niet_bewerkt_krijgt_403(rol, actie, als_client, request):
    client = als_client(request.getfixturevalue(rol))
    assert client.get(adres(actie)).status_code == 403
    assert client.post(adres(actie), {"titel": "Anders"}).status_code == 403
    assert vers(actie).titel == "Tuinkamer van Noord"


def test_wat_iemand_niet_ziet_en_wat_niet_bestaat_geeft_404(als_client, partner, opgave, client):
    concept = maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    assert als_client(partner).get(adres(concept)).status_code == 404
    assert client.get(reverse("acties:bewerken", args=["9.99"])).status_code == 404


def test_andere_methoden_bestaan_niet(client, actie):
    for methode in ("put", "patch", "delete"):
        assert getattr(client, methode)(adres(actie)).status_code == 405


def test_wie_uitgelogd_raakte_vindt_zijn_hele_formulier_terug(als_client, client, projectleider, actie):
    velden = formulier(client.get(adres(actie)))
    velden |= {"omschrijving": "Lange tekst. 🙂", "partners-0-inzet": "Ruimte", "begin_2": "2024"}
    los = als_client()
    antwoord = los.post(adres(actie), velden)
    los.post(antwoord.url, {"login": projectleider.email, "password": WACHTWOORD})
    terug = formulier(los.get(adres(actie)))
    assert terug["omschrijving"] == ["Lange tekst. 🙂"]
    assert (terug["partners-0-inzet"], terug["begin_2"]) == (["Ruimte"], ["2024"])
    assert los.post(adres(actie), terug).status_code == 302
    assert vers(actie).omschrijving == "Lange tekst. 🙂"


def test_het_aantal_queries_hangt_niet_van_het_aantal_rijen_af(client, actie, opgave):
    def tel():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(adres(actie)).status_code == 200
        return len(queries)

    def vul():
        maak_betrokkenheid(actie=actie)
        Dwarsverband.objects.create(actie=actie, doel=maak_doel(opgave=opgave))
        Mijlpaal.objects.create(actie=actie, titel="Stap")
        Prestatie.objects.create(actie=actie, omschrijving="Aantal", waarde=1)

    vul()
    een = tel()
    for _ in range(8):
        vul()
    assert tel() == een
    assert een <= 25


# ── Two people ───────────────────────────────────────────────────────────────


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
        client, actie, mijne, **{"partners-0-uren_per_jaar": "160", "partners-1-inzet": "Koffie", "titel": "Tuinkamer"}
    )
    assert antwoord.status_code == 409 and not antwoord.context["vergelijking"].botsingen
    labels = {(v.label, v.wordt) for v in antwoord.context["vergelijking"].vanzelf}
    assert ("Woej: Deelnemer", "nieuwe rij") in labels
    assert ("Vidomes: Penvoerder: Wat doet de partner?", "Ruimte") in labels
    assert bewaar(client, actie, formulier(antwoord)).status_code == 302
    penvoerder = actie.betrokkenheden.get(rol=ROL.PENVOERDER)
    ander.refresh_from_db()
    assert (penvoerder.inzet, penvoerder.uren_per_jaar, ander.inzet) == ("Ruimte", 160, "Koffie")
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
