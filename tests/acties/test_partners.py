"""Pages of the partners."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from acties.models import Betrokkenheid, Zichtbaarheid
from opgaven.models import Bemensing
from sterkvoornoord.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db
Rol = Betrokkenheid.Rol


@pytest.fixture
def welzijn():
    return factories.maak_partner(
        naam="Sport en Welzijn", slug="sport-en-welzijn", type="welzijn", aliassen=("S&W", "SenW")
    )


def _html(client, adres):
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


# All partners -------------------------------------------------------------------------------------------

LIJST = "/partners/"


def _namen(client, vraag=""):
    antwoord = client.get(f"{LIJST}?{vraag}")
    assert antwoord.status_code == 200
    return [partner.naam for partner in antwoord.context["partners"]]


def test_bewoner_ziet_alle_partners_op_naam(als_client, welzijn):
    factories.maak_partner(naam="avalex", rol=Partner.Rol.KANAAL)
    factories.maak_partner(naam="Woej")

    assert _namen(als_client()) == ["avalex", "Sport en Welzijn", "Woej"]


def test_lijst_is_alleen_om_te_lezen(als_client, programmateam):
    for methode in ("post", "put", "patch", "delete"):
        assert getattr(als_client(programmateam), methode)(LIJST).status_code == 405


@pytest.mark.parametrize("zoektekst", ["SenW", "senw", "S%26W", "s %26 w", "Sport en Welzijn", "sport EN welzijn"])
def test_elke_schrijfwijze_vindt_dezelfde_partner_als_eerste(als_client, welzijn, zoektekst):
    groep = factories.maak_partner(naam="Focusgroep van Sport en Welzijn", aliassen=("groep van SenW", "groep S&W"))
    factories.maak_partner(naam="Woej")

    assert _namen(als_client(), f"q={zoektekst}") == [welzijn.naam, groep.naam]


def test_zoeken_zonder_letters_vindt_niets(als_client, welzijn):
    assert _namen(als_client(), "q=%3F%3F") == []


def test_filters_versterken_elkaar(als_client, opgave, andere_opgave, welzijn):
    gemeente = factories.maak_partner(naam="Gemeente", soort=Partner.Soort.GEMEENTE)
    bron = factories.maak_partner(naam="Bron", rol=Partner.Rol.BRON)
    factories.maak_betrokkenheid(actie=factories.maak_actie(opgave=opgave), partner=welzijn)
    factories.maak_betrokkenheid(actie=factories.maak_actie(opgave=andere_opgave), partner=gemeente)
    client = als_client()

    assert _namen(client, "soort=gemeente") == [gemeente.naam]
    assert _namen(client, "soort=gemeente&soort=organisatie&rol=deelnemer") == [gemeente.naam, welzijn.naam]
    assert _namen(client, "rol=bron") == [bron.naam]
    assert _namen(client, f"opgave={opgave.code}") == [welzijn.naam]
    assert _namen(client, f"opgave={opgave.code}&soort=gemeente") == []


def test_wie_een_opgave_leidt_hoort_erbij_tot_die_rol_voorbij_is(als_client, opgave, welzijn):
    rol = factories.maak_bemensing(opgave=opgave, partner=welzijn, rol=Bemensing.Rol.TREKKER)
    assert _namen(als_client(), f"opgave={opgave.code}") == [welzijn.naam]

    rol.afgelopen = True
    rol.save()
    assert _namen(als_client(), f"opgave={opgave.code}") == []


def test_een_geheime_actie_verraadt_zich_niet_in_filter_en_telling(als_client, opgave, welzijn, programmateam):
    geheim = factories.maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    factories.maak_betrokkenheid(actie=geheim, partner=welzijn)

    def rij(client):
        return next(p for p in client.get(LIJST).context["partners"] if p == welzijn)

    assert _namen(als_client(), f"opgave={opgave.code}") == []
    assert (rij(als_client()).aantal_acties, rij(als_client()).opgaven) == (0, [])
    assert rij(als_client(programmateam)).aantal_acties == 1
    assert [o.code for o in rij(als_client(programmateam)).opgaven] == [opgave.code]


def test_sorteren_op_aantal_acties(als_client, opgave, welzijn):
    druk = factories.maak_partner(naam="Woej")
    actie = factories.maak_actie(opgave=opgave)
    for rol in (Rol.PENVOERDER, Rol.UITVOERDER):
        factories.maak_betrokkenheid(actie=actie, partner=druk, rol=rol)

    antwoord = als_client().get(f"{LIJST}?sorteer=-acties")

    assert [(p.naam, p.aantal_acties) for p in antwoord.context["partners"]] == [("Woej", 1), (welzijn.naam, 0)]
    assert 'aria-sort="descending"' in antwoord.content.decode()


@pytest.mark.parametrize("vraag", ["soort=onzin", "rol=baas", "opgave=99", "sorteer=kleur", "q=%00", "q=" + "a" * 201])
def test_verkeerd_filter_zegt_wat_er_mis_is_en_toont_niets(als_client, welzijn, vraag):
    antwoord = als_client().get(f"{LIJST}?{vraag}")

    assert antwoord.status_code == 200
    assert antwoord.context["partners"] == []
    html = antwoord.content.decode()
    assert 'role="alert"' in html and "<title>Fout:" in html


def test_gekozen_filters_zijn_een_voor_een_weg_te_halen(als_client, welzijn):
    html = _html(als_client(), f"{LIJST}?soort=organisatie&rol=deelnemer&q=senw")

    for rest in ("q=senw&amp;rol=deelnemer", "q=senw&amp;soort=organisatie", "soort=organisatie&amp;rol=deelnemer"):
        assert f'href="{LIJST}?{rest}"' in html


def test_niets_gevonden_zegt_wat_u_kunt_doen(als_client, welzijn):
    assert "Haal een filter weg" in _html(als_client(), f"{LIJST}?q=bestaatniet")


@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_export_heeft_precies_wat_gefilterd_is(als_client, opgave, welzijn, soort):
    factories.maak_partner(naam="Woej")
    factories.maak_betrokkenheid(actie=factories.maak_actie(opgave=opgave), partner=welzijn)

    antwoord = als_client().get(f"{LIJST}?q=senw&export={soort}")

    rijen = _rijen(soort, b"".join(antwoord.streaming_content))
    assert rijen[0][:3] == ["Naam", "Andere namen", "Soort"]
    assert [rij[0] for rij in rijen[1:]] == [welzijn.naam]
    assert rijen[1][1] == "S&W, SenW" and opgave.naam in rijen[1]


def _rijen(soort, inhoud):
    if soort == "csv":
        return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))
    return [list(rij) for rij in load_workbook(io.BytesIO(inhoud)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("vraag", ["export=pdf", "export=", "export=csv&soort=onzin"])
def test_onmogelijke_export_geeft_de_pagina_met_de_fout(als_client, welzijn, vraag):
    antwoord = als_client().get(f"{LIJST}?{vraag}")

    assert antwoord.status_code == 400
    assert "Content-Disposition" not in antwoord
    assert "<title>Fout:" in antwoord.content.decode()


def test_lijst_houdt_haar_aantal_queries(
    als_client, welzijn, trekker, projectleider, django_assert_max_num_queries, django_assert_num_queries
):
    client, vraag = als_client(trekker), f"{LIJST}?opgave=JO&soort=organisatie&q=p"
    _vul(welzijn, projectleider)
    with django_assert_max_num_queries(10) as eerst:
        client.get(vraag)
    for _ in range(5):
        _vul(welzijn, projectleider)
    with django_assert_num_queries(len(eerst)):
        client.get(vraag)


# One partner --------------------------------------------------------------------------------------------


def test_bewoner_leest_een_partner_met_zijn_andere_namen(als_client, welzijn):
    html = _html(als_client(), welzijn.get_absolute_url())

    assert "Organisatie, welzijn" in html
    assert "S&amp;W" in html and "SenW" in html


def test_onbekende_partner_is_404_en_schrijven_kan_niet(als_client, welzijn, programmateam):
    client = als_client(programmateam)
    assert client.get("/partners/bestaat-niet/").status_code == 404
    for methode in ("post", "put", "patch", "delete"):
        assert getattr(client, methode)(welzijn.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    ("rol", "aantal"), [("bewoner", 1), ("partner", 2), ("bestuurder", 2), ("projectleider", 3), ("programmateam", 3)]
)
def test_ieder_ziet_alleen_acties_die_hij_mag_zien(als_client, request, opgave, welzijn, rol, aantal):
    for zichtbaarheid in Zichtbaarheid.values:
        actie = factories.maak_actie(opgave=opgave, zichtbaarheid=zichtbaarheid)
        factories.maak_betrokkenheid(actie=actie, partner=welzijn)

    html = _html(als_client(request.getfixturevalue(rol)), welzijn.get_absolute_url())

    assert f"Acties ({aantal})" in html
    assert f"Doet mee aan {aantal} actie" in html


def test_actie_staat_er_een_keer_met_al_haar_rollen_penvoerder_eerst(als_client, opgave, welzijn):
    later = factories.maak_actie(opgave=opgave, titel="Meer te doen voor meisjes")
    for rol in (Rol.UITVOERDER, Rol.PENVOERDER):
        factories.maak_betrokkenheid(actie=later, partner=welzijn, rol=rol)
    eerst = factories.maak_actie(opgave=opgave, titel="Buurtvaders", nummer="3.02", nummer_sortering=300002)
    factories.maak_betrokkenheid(actie=eerst, partner=welzijn)

    deelnames = als_client().get(welzijn.get_absolute_url()).context["deelnames"]

    assert [d.actie for d in deelnames] == [later, eerst]
    assert [b.rol for b in deelnames[0].betrokkenheden] == [Rol.PENVOERDER, Rol.UITVOERDER]


def test_uren_staan_er_alleen_als_ze_zijn_afgesproken(als_client, opgave, welzijn):
    zonder, met = (factories.maak_actie(opgave=opgave) for _ in range(2))
    factories.maak_betrokkenheid(actie=zonder, partner=welzijn)
    assert "Er zijn nog geen uren afgesproken." in _html(als_client(), welzijn.get_absolute_url())

    factories.maak_betrokkenheid(actie=met, partner=welzijn, uren_per_jaar=240)
    html = _html(als_client(), welzijn.get_absolute_url())

    assert "<b>240 uur</b> per jaar afgesproken" in html
    assert html.count("geen uren afgesproken") == 1


def test_uren_van_een_rol_die_voorbij_is_tellen_niet_meer(als_client, opgave, welzijn):
    vandaag = timezone.localdate()
    for tot, uren in ((vandaag, 40), (vandaag + timedelta(days=1), 60)):
        factories.maak_betrokkenheid(
            actie=factories.maak_actie(opgave=opgave), partner=welzijn, uren_per_jaar=uren, tot=tot
        )

    html = _html(als_client(), welzijn.get_absolute_url())

    assert "<b>60 uur</b> per jaar afgesproken" in html
    assert f"tot {date_format(vandaag)}" in html


def test_rollen_van_vandaag_staan_apart_van_eerdere(als_client, opgave, welzijn):
    plan = factories.maak_plan(opgave=opgave, korte_naam="Jongeren")
    school = factories.maak_partner(naam="Spinoza")
    for partner in (welzijn, school):
        factories.maak_bemensing(plan=plan, partner=partner, rol=Bemensing.Rol.TREKKER, functie="bestuurder")
    factories.maak_bemensing(opgave=opgave, partner=welzijn, rol=Bemensing.Rol.BETROKKEN, afgelopen=True)

    antwoord = als_client().get(welzijn.get_absolute_url())
    html = antwoord.content.decode()

    assert [rol.naam for rol in antwoord.context["rollen"]] == ["Trekker Jongeren"]
    assert [rol.naam for rol in antwoord.context["eerdere_rollen"]] == [f"Betrokken {opgave.naam}"]
    assert antwoord.context["rollen"][0].samen_met == [school]
    assert "Is trekker van Jongeren." in html and "<strong>Bestuurder</strong>" in html


@pytest.mark.parametrize("rol", Partner.Rol.values)
def test_partner_zonder_acties_zegt_waarom_hij_er_staat(als_client, rol):
    partner = factories.maak_partner(rol=rol)

    antwoord = als_client().get(partner.get_absolute_url())

    assert antwoord.context["inleiding"].endswith(".") and "Doet mee" not in antwoord.context["inleiding"]
    assert "Deze partner staat nog bij geen enkele actie." in antwoord.content.decode()


def test_adres_van_een_collega_is_niet_voor_bezoekers(als_client, bestuurder, welzijn):
    collega = factories.maak_gebruiker(functie="Jongerenwerker", partner=welzijn)

    openbaar, intern = (_html(als_client(wie), welzijn.get_absolute_url()) for wie in (None, bestuurder))

    assert "Jongerenwerker" not in openbaar and collega.email not in openbaar
    assert "Er is nog geen contactpersoon bekend." in openbaar
    assert f"mailto:{collega.email}" in intern


def test_aantekening_staat_op_geen_pagina(als_client, beheerder):
    partner = factories.maak_partner(aantekening="Niet voor de buitenwereld")

    assert "buitenwereld" not in _html(als_client(beheerder), partner.get_absolute_url())


def test_meldingen_zijn_de_nieuwste_geldige_van_zichtbare_acties(als_client, opgave, welzijn, projectleider):
    actie = factories.maak_actie(opgave=opgave)
    concept = factories.maak_actie(opgave=opgave, zichtbaarheid=Zichtbaarheid.CONCEPT)
    vandaag = timezone.localdate()
    for rij in (actie, concept):
        factories.maak_betrokkenheid(actie=rij, partner=welzijn)
    for dagen, velden in enumerate(
        [
            {"toelichting": "Er zijn 5 buurtvaders."},
            {"toelichting": "Ingetrokken bericht", "ingetrokken_op": timezone.now()},
            {"ongewijzigd": True},
            {"actie": concept, "toelichting": "Nog geheim"},
        ]
    ):
        factories.maak_voortgang(
            **{"actie": actie, "gemeld_door": projectleider, "peildatum": vandaag - timedelta(dagen), **velden}
        )

    html = _html(als_client(), welzijn.get_absolute_url())

    assert html.index("Er zijn 5 buurtvaders.") < html.index("Niets veranderd.")
    assert "Ingetrokken bericht" not in html and "Nog geheim" not in html
    assert "Projectleider wonen" in html


def test_organisaties_die_bij_elkaar_horen_verwijzen_naar_elkaar(als_client, welzijn):
    deel = factories.maak_partner(naam="Focusgroep jongeren", onderdeel_van=welzijn)

    assert deel.get_absolute_url() in _html(als_client(), welzijn.get_absolute_url())
    assert welzijn.get_absolute_url() in _html(als_client(), deel.get_absolute_url())


def test_alleen_beheer_krijgt_de_link_om_een_naam_toe_te_voegen(als_client, beheerder, programmateam, welzijn):
    adres = reverse("admin:sterkvoornoord_partner_change", args=[welzijn.pk])

    assert adres in _html(als_client(beheerder), welzijn.get_absolute_url())
    assert adres not in _html(als_client(programmateam), welzijn.get_absolute_url())


def test_pagina_van_een_partner_houdt_haar_aantal_queries(
    als_client, welzijn, trekker, projectleider, django_assert_max_num_queries, django_assert_num_queries
):
    client = als_client(trekker)
    _vul(welzijn, projectleider)
    with django_assert_max_num_queries(15) as eerst:
        client.get(welzijn.get_absolute_url())
    for _ in range(5):
        _vul(welzijn, projectleider)
    with django_assert_num_queries(len(eerst)):
        client.get(welzijn.get_absolute_url())


def _vul(partner, melder):
    plan = factories.maak_plan()
    actie = factories.maak_actie(plan=plan)
    factories.maak_betrokkenheid(actie=actie, partner=partner, uren_per_jaar=40)
    for trekker in (partner, factories.maak_partner(onderdeel_van=partner)):
        factories.maak_bemensing(plan=plan, partner=trekker, rol=Bemensing.Rol.TREKKER, functie="bestuurder")
    factories.maak_bemensing(opgave=plan.opgave, partner=partner, rol=Bemensing.Rol.BETROKKEN, afgelopen=True)
    factories.maak_voortgang(actie=actie, gemeld_door=melder, peildatum=timezone.localdate(), toelichting="Loopt.")
    factories.maak_gebruiker(partner=partner)
