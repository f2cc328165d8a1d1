"""ActieFilter: what each filter means, in every spelling that people use, and what it says to nonsense."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from acties.facetten import Facetten
from acties.filters import ActieFilter
from acties.models import Actie, Betrokkenheid, Dwarsverband, Koers, Status, Zichtbaarheid
from opgaven.models import Onderwerp
from sterkvoornoord.filters import camel
from tests.factories import (
    maak_actie,
    maak_betrokkenheid,
    maak_doel,
    maak_gebied,
    maak_opgave,
    maak_partner,
    maak_plan,
)


def filter_(vraag: str = "", gebruiker=None, soort=ActieFilter) -> ActieFilter:
    request = RequestFactory().get("/acties/")
    request.user = gebruiker or AnonymousUser()
    return soort(QueryDict(vraag), queryset=Actie.objects.zichtbaar_voor(request.user), request=request)


def titels(vraag: str = "", gebruiker=None) -> list[str]:
    return [actie.titel for actie in filter_(vraag, gebruiker).qs]


# Searching ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "vraag", ["q=SenW", "q=S%26W", "q=S+%26+W", "q=Sport+en+Welzijn", "q=sport", "q=WELZIJN+sport"]
)
def test_elke_naam_van_een_partner_vindt_zijn_acties(db, vraag):
    sport = maak_partner(naam="Sport en Welzijn", aliassen=("SenW", "S&W"))
    maak_betrokkenheid(actie=maak_actie(titel="Meedoen"), partner=sport)
    maak_actie(titel="Iets anders", penvoerder=maak_partner(naam="Vidomes"))
    assert titels(vraag) == ["Meedoen"]


@pytest.mark.parametrize("vraag", ["ÉÉN école", "een ecole", "Ecole EEN", "école", "co"])
def test_zoeken_let_niet_op_hoofdletters_accenten_en_volgorde(db, vraag):
    maak_actie(titel="Eén École voor Noord")
    maak_actie(titel="Twee scholen")
    assert titels(f"q={vraag}") == ["Eén École voor Noord"]


@pytest.mark.parametrize(
    "veld", ["titel", "omschrijving", "beoogd_resultaat", "resultaat", "locatie", "inwonersbetrokkenheid"]
)
def test_zoeken_kijkt_in_elk_tekstveld(db, veld):
    maak_actie(**{veld: "Bij de meeuwen"})
    maak_actie()
    assert filter_("q=meeuw").qs.count() == 1


def test_zoeken_vindt_nummer_code_doel_en_onderwerp(db):
    opgave = maak_opgave(nummer=3)
    doel = maak_doel(opgave=opgave, nummer="3.6", volgnummer=6, korte_naam="Verbonden", titel="Iedereen hoort erbij")
    meeuwen = Onderwerp.objects.create(opgave=opgave, naam="Meeuwen en ratten", slug="meeuwen")
    maak_actie(opgave=opgave, titel="A", nummer="3.22", bron_code="B4-22")
    maak_actie(opgave=opgave, titel="B", doel=doel)
    maak_actie(opgave=opgave, titel="C", onderwerp=meeuwen)
    assert titels("q=3.22") == ["A"]
    assert titels("q=b4-22") == ["A"]
    assert titels("q=3.6") == titels("q=verbonden") == titels("q=hoort") == ["B"]
    assert titels("q=meeuwen") == ["C"]


def test_elk_woord_moet_ergens_staan(db):
    maak_actie(titel="Tuinkamer", omschrijving="Voor de buurt", penvoerder=maak_partner(naam="Sportfondsen"))
    assert titels("q=tuinkamer+sportfondsen+buurt") == ["Tuinkamer"]
    assert titels("q=tuinkamer+vidomes") == []


@pytest.mark.parametrize("vraag", ["q=%25", "q=_", "q=%3F+%26", "q=100%25"])
def test_tekens_zonder_woord_vinden_niets_en_jokers_zijn_gewone_tekens(db, vraag):
    maak_actie(titel="Honderd procent")
    assert titels(vraag) == []


def test_lege_zoekvraag_zoekt_niet(db):
    maak_actie(titel="A")
    assert titels("q=") == titels("q=++") == ["A"]


def test_zoeken_volgt_een_wijziging(actie):
    actie.titel = "Heel iets nieuws"
    actie.full_clean()
    actie.save()
    assert titels("q=nieuws") == ["Heel iets nieuws"]
    assert titels("q=tuinkamer") == []


# Filters --------------------------------------------------------------------------------------------------


def test_opgave_status_en_plan(db):
    jeugd, wonen = maak_opgave(nummer=1), maak_opgave(nummer=3)
    jongeren = maak_plan(opgave=jeugd, slug="jongeren")
    maak_actie(titel="A", plan=jongeren, status=Status.AFGEROND)
    maak_actie(titel="B", opgave=wonen, status=Status.IN_UITVOERING)
    maak_actie(titel="C", opgave=wonen, status=Status.IDEE)
    assert titels("opgave=JO") == titels("plan=jongeren") == ["A"]
    assert titels("opgave=JO&opgave=FVW") == ["A", "B", "C"]
    assert titels("status=idee&status=afgerond") == ["A", "C"]
    assert titels("opgave=FVW&status=idee") == ["C"]


def test_koers_en_geen_koers(db):
    maak_actie(titel="A", koers=Koers.BIJSTUREN)
    maak_actie(titel="B", koers=Koers.VOLGENS_VERWACHTING)
    maak_actie(titel="C")
    assert titels("koers=bijsturen") == ["A"]
    assert titels("koers=geen") == ["C"]
    assert titels("koers=bijsturen&koers=geen") == ["A", "C"]


def test_doel_telt_ook_de_doelen_die_een_actie_erbij_dient(db):
    een, twee = maak_doel(), maak_doel()
    maak_actie(titel="A", doel=een)
    b = maak_actie(titel="B", doel=twee)
    Dwarsverband.objects.create(actie=b, doel=een)
    maak_actie(titel="C")
    assert titels(f"doel={een.nummer}") == ["A", "B"]
    assert titels(f"doel={twee.nummer}") == ["B"]
    assert titels("doel=geen") == ["C"]


def test_partner_in_elke_rol_en_elke_actie_een_keer(db):
    vidomes = maak_partner(slug="vidomes")
    actie = maak_actie(titel="A", penvoerder=vidomes)
    maak_betrokkenheid(actie=actie, partner=vidomes, rol=Betrokkenheid.Rol.FINANCIER)
    maak_actie(titel="B")
    assert titels("partner=vidomes") == ["A"]


def test_wijk_en_geen_wijk(db):
    prinsenhof, heuvel = maak_gebied(slug="prinsenhof"), maak_gebied(slug="heuvel")
    maak_actie(titel="A").gebieden.set([prinsenhof, heuvel])
    maak_actie(titel="B").gebieden.set([heuvel])
    maak_actie(titel="C")
    assert titels("wijk=prinsenhof") == ["A"]
    assert titels("wijk=heuvel") == ["A", "B"]
    assert titels("wijk=geen") == ["C"]


def test_van_mij_is_voor_wie_is_ingelogd(actie, trekker, andere_projectleider):
    maak_actie(titel="Van een ander")
    assert titels("van-mij=1", trekker) == ["Tuinkamer van Noord"]
    assert titels("van-mij=1", andere_projectleider) == ["Van een ander"]
    assert titels("van-mij=0", trekker) == ["Van een ander", "Tuinkamer van Noord"]
    anoniem = filter_("van-mij=1")
    assert list(anoniem.qs) == []
    assert "log eerst in" in anoniem.fouten[0].reden


def test_geen_actuele_stand(db, settings):
    vandaag = timezone.localdate()
    grens = vandaag - timedelta(days=settings.ACTUEEL_DAGEN)
    maak_actie(titel="nooit")
    maak_actie(titel="oud", stand_op=grens - timedelta(days=1))
    maak_actie(titel="net niet", stand_op=grens)
    maak_actie(titel="klaar", status=Status.AFGEROND)
    assert titels("geen-actuele-stand=1&sorteer=nummer") == ["nooit", "oud"]


def test_filter_toont_nooit_wat_de_bezoeker_niet_mag_zien(opgave, projectleider, partner):
    for z in Zichtbaarheid:
        maak_actie(opgave=opgave, titel=z.value, zichtbaarheid=z)
    assert titels("opgave=FVW") == ["openbaar"]
    assert titels("opgave=FVW", partner) == ["intern", "openbaar"]
    assert titels("opgave=FVW", projectleider) == ["concept", "intern", "openbaar"]


# Sorting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sorteer", "verwacht"),
    [
        ("", ["bij", "let", "goed", "geen"]),
        ("koers", ["bij", "let", "goed", "geen"]),
        ("-koers", ["goed", "let", "bij", "geen"]),
        ("nummer", ["geen", "goed", "let", "bij"]),
        ("-nummer", ["bij", "let", "goed", "geen"]),
        ("actie", ["bij", "geen", "goed", "let"]),
        ("status", ["let", "bij", "goed", "geen"]),
        ("penvoerder", ["goed", "bij", "let", "geen"]),
        ("-penvoerder", ["let", "bij", "goed", "geen"]),
        ("bijgewerkt", ["geen", "bij", "goed", "let"]),
        ("-bijgewerkt", ["let", "goed", "bij", "geen"]),
        ("status,-nummer", ["let", "bij", "goed", "geen"]),
    ],
)
def test_sorteren(db, sorteer, verwacht):
    vandaag = timezone.localdate()
    a, b, c = (maak_partner(naam=naam) for naam in ("aaa", "Bbb", "Ccc"))
    maak_actie(titel="geen", status=Status.AFGEROND)
    maak_actie(titel="goed", koers="volgens_verwachting", status=Status.DOORLOPEND, penvoerder=a, stand_op=vandaag)
    Actie.objects.filter(titel="goed").update(stand_op=vandaag - timedelta(days=5))
    maak_actie(titel="let", koers="aandachtspunt", status=Status.IN_VOORBEREIDING, penvoerder=c, stand_op=vandaag)
    maak_actie(titel="bij", koers="bijsturen", penvoerder=b, stand_op=vandaag - timedelta(days=200))
    assert titels(f"sorteer={sorteer}") == verwacht


# Nonsense -------------------------------------------------------------------------------------------------

NUL = "%00"


@pytest.mark.parametrize(
    "sleutel", ["opgave", "status", "koers", "doel", "partner", "wijk", "plan", "sorteer", "van-mij"]
)
@pytest.mark.parametrize("waarde", ["onzin", NUL, "x" * 5000, "1' OR 1=1 --", "%F0%9F%90%A6", "-"])
def test_onbekende_waarde_geeft_een_melding_en_geen_acties(db, sleutel, waarde):
    maak_actie()
    filterset = filter_(f"{sleutel}={waarde}")
    assert [fout.sleutel for fout in filterset.fouten] == [sleutel]
    assert len(filterset.fouten[0].reden) < 100
    assert list(filterset.qs) == []
    assert Facetten(filterset).gevonden == 0


@pytest.mark.parametrize("waarde", ["x" * 201, f"a{NUL}b", "+".join(f"woord{n}" for n in range(11))])
def test_zoekvraag_die_niet_kan(db, waarde):
    maak_actie(titel="woord")
    filterset = filter_(f"q={waarde}")
    assert [fout.sleutel for fout in filterset.fouten] == ["q"]
    assert list(filterset.qs) == []


def test_goede_en_foute_waarde_samen_is_fout(db):
    maak_actie(status=Status.IDEE)
    assert titels("status=idee&status=onzin") == []


def test_onbekende_sleutel_doet_niets(db):
    maak_actie(titel="A")
    assert titels("utm_source=nieuwsbrief") == ["A"]


def test_api_gebruikt_dezelfde_filters_met_andere_sleutels(actie, trekker):
    class ApiFilter(ActieFilter):
        naamvorm = staticmethod(camel)

    assert list(filter_("vanMij=true&geenActueleStand=true", trekker, ApiFilter).qs) == [actie]
    assert "van-mij" not in ApiFilter.base_filters
    assert "vanMij" not in ActieFilter.base_filters


def test_vraag_zonder_een_waarde(db):
    filterset = filter_("status=idee&status=afgerond&q=&pagina=3&doel=geen")
    assert filterset.vraag.urlencode() == "status=idee&status=afgerond&doel=geen"
    assert filterset.vraag_zonder("status", "idee").urlencode() == "status=afgerond&doel=geen"
    assert filterset.vraag_zonder("doel", "geen").urlencode() == "status=idee&status=afgerond"
    assert filterset.vraag_zonder("status").urlencode() == "doel=geen"


# Counts per filter value ------------------------------------------------------------------------------------


@pytest.fixture
def zes(db):
    """Six acties that differ in everything that is counted."""
    jeugd, wonen = maak_opgave(nummer=1), maak_opgave(nummer=3)
    d1, d3 = maak_doel(opgave=jeugd), maak_doel(opgave=wonen)
    vidomes, avalex = maak_partner(slug="vidomes"), maak_partner(slug="avalex")
    wijk = maak_gebied(slug="prinsenhof")
    vandaag = timezone.localdate()
    rijen = [
        maak_actie(opgave=jeugd, doel=d1, koers="bijsturen", penvoerder=vidomes, stand_op=vandaag),
        maak_actie(opgave=jeugd, doel=d1, status=Status.AFGEROND, penvoerder=avalex),
        maak_actie(opgave=wonen, doel=d3, koers="bijsturen", penvoerder=vidomes),
        maak_actie(opgave=wonen, doel=d3, koers="aandachtspunt", penvoerder=avalex, stand_op=vandaag),
        maak_actie(opgave=wonen, status=Status.IDEE),
        maak_actie(opgave=wonen, zichtbaarheid=Zichtbaarheid.CONCEPT, penvoerder=vidomes),
    ]
    maak_betrokkenheid(actie=rijen[2], partner=avalex)
    maak_betrokkenheid(actie=rijen[2], partner=vidomes, rol=Betrokkenheid.Rol.FINANCIER)
    Dwarsverband.objects.create(actie=rijen[2], doel=d1)
    Dwarsverband.objects.create(actie=rijen[0], doel=d1)
    rijen[0].gebieden.set([wijk])
    rijen[3].gebieden.set([wijk])
    return rijen


VRAGEN = [
    "",
    "opgave=FVW",
    "status=in_uitvoering&koers=bijsturen",
    "doel=1.1",
    "doel=geen",
    "partner=vidomes&wijk=prinsenhof",
    "partner=avalex&opgave=JO&opgave=FVW",
    "wijk=geen&geen-actuele-stand=1",
    "q=actie&koers=geen",
]
FACETTEN = ["opgave", "status", "koers", "doel", "partner", "wijk", "geen-actuele-stand"]


@pytest.mark.parametrize("facet", FACETTEN)
@pytest.mark.parametrize("vraag", VRAGEN)
def test_elke_telling_is_wat_je_vindt_als_je_alleen_die_waarde_kiest(zes, vraag, facet):
    """Each count is checked against the list itself: the other filters as they are, and this value alone."""
    filterset = filter_(vraag)
    telling = Facetten(filterset).telling(facet.replace("-", "_"))
    waarden = ["1"] if facet == "geen-actuele-stand" else [k for k, _ in filterset.form.fields[facet].choices if k]
    for waarde in waarden:
        los = filterset.vraag_zonder(facet)
        los[facet] = waarde
        sleutel = True if facet == "geen-actuele-stand" else waarde
        assert telling[sleutel] == filter_(los.urlencode()).qs.count(), waarde


@pytest.mark.parametrize("vraag", VRAGEN)
def test_gevonden_is_de_lengte_van_de_lijst(zes, vraag):
    filterset = filter_(vraag)
    facetten = Facetten(filterset)
    assert facetten.gevonden == len(filterset.qs)
    assert (facetten.totaal, facetten.opgaven) == (5, 2)
    assert facetten.nieuwste_stand == timezone.localdate()


def test_van_mij_wordt_geteld_voor_wie_is_ingelogd(actie, trekker):
    maak_actie()
    assert Facetten(filter_("", trekker)).telling("van_mij")[True] == 1
    assert Facetten(filter_("status=idee", trekker)).telling("van_mij")[True] == 0
    assert Facetten(filter_("")).telling("van_mij")[True] == 0


def test_tellingen_kosten_even_veel_vragen_bij_elke_filter(zes, django_assert_num_queries):
    for vraag in VRAGEN:
        with django_assert_num_queries(3):
            Facetten(filter_(vraag))
