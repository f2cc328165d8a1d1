"""The stand of an opgave: its risks, what the reports propose, two people at once, and reading it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from acties.models import Koers, Status, Zichtbaarheid
from acties.services import meld_voortgang
from monitor.forms_ronde import MEESTE_WIJZIGINGEN
from monitor.models import ASPECTEN, Grootte, OpgaveStand, Profiel, Rapportageronde, Risico
from monitor.models.risico import HOGE_RISICOS, profiel_van
from monitor.rondestappen import stappen
from monitor.stand import risicos_naast, voorstellen
from sterkvoornoord.models import Logregel
from tests import factories
from tests.acties.pagina import formulier

pytestmark = pytest.mark.django_db
PAGINA = reverse("monitor:rapportage")
LEZEN = reverse("monitor:opgavestand", args=["fijn-en-veilig-wonen"])
INVULLEN = reverse("monitor:opgavestand-invullen", args=["fijn-en-veilig-wonen"])
ONGEWIJZIGD = reverse("monitor:opgavestand-ongewijzigd", args=["fijn-en-veilig-wonen"])
GOED = {aspect.veld: "volgens_verwachting" for aspect in ASPECTEN}
WERVING = {"omschrijving": "Te weinig vrijwilligers", "kans": "groot", "gevolg": "middel", "maatregel": "Werven"}
AFVAL = {"omschrijving": "Afval wordt bijgeplaatst", "kans": "klein", "gevolg": "klein", "maatregel": ""}


@pytest.fixture
def ronde(db):
    return factories.maak_ronde(naam="najaar 2026")


@pytest.fixture
def vorige(ronde, opgave):
    """The stand of the round before, with two risks."""
    eerder = factories.maak_ronde(
        naam="voorjaar 2026",
        status="gesloten",
        vanaf=ronde.vanaf - timedelta(days=180),
        peildatum=ronde.vanaf - timedelta(days=1),
    )
    oud = factories.maak_opgavestand(
        ronde=eerder, opgave=opgave, versie=1, **GOED, belangrijkste_wijzigingen="Oud nieuws"
    )
    for rij in ({**WERVING, "kans": "middel"}, AFVAL):
        oud.risicos.create(**rij)
    return oud


@pytest.fixture
def client(als_client, projectleider):
    return als_client(projectleider)


@pytest.fixture
def zijn(als_client, programmateam):
    return als_client(programmateam)


def vul_in(client, pagina=None, **velden):
    """Post the form of the page, with these fields typed over; "__" in a name is "-"."""
    pagina = pagina if pagina is not None else formulier(client.get(INVULLEN))
    return client.post(INVULLEN, pagina | {naam.replace("__", "-"): waarde for naam, waarde in velden.items()})


def risico(plek: int, rij: dict) -> dict:
    return {f"risicos-{plek}-{naam}": waarde for naam, waarde in rij.items()}


# ── Risks ────────────────────────────────────────────────────────────────────


@given(kans=st.sampled_from(Grootte.values), gevolg=st.sampled_from(Grootte.values))
def test_een_profiel_stijgt_met_kans_en_gevolg_en_maakt_geen_verschil_tussen_beide(kans, gevolg):
    orde = [Profiel.LAAG, Profiel.MIDDEN, Profiel.HOOG]
    profiel = profiel_van(kans, gevolg)
    assert profiel is profiel_van(gevolg, kans)
    hogere = Grootte.values[min(2, Grootte.values.index(kans) + 1)]
    assert orde.index(profiel_van(hogere, gevolg)) >= orde.index(profiel)
    if kans == gevolg:
        assert profiel is orde[Grootte.values.index(kans)]


def test_de_database_kent_dezelfde_hoge_risicos_als_de_code(ronde, opgave):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    for kans in Grootte.values:
        for gevolg in Grootte.values:
            rij = Risico(stand=stand, omschrijving="Iets", kans=kans, gevolg=gevolg, maatregel="Iets")
            rij.save()
            assert Risico.objects.filter(HOGE_RISICOS, pk=rij.pk).exists() is (rij.profiel is Profiel.HOOG)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risico.objects.update(maatregel="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Risico.objects.update(kans="reusachtig")


def test_risicos_vullen_wijzigen_en_weghalen(client, projectleider, opgave, ronde):
    assert vul_in(client, **GOED, **risico(0, WERVING), **risico(1, AFVAL)).url == PAGINA
    stand = OpgaveStand.objects.get()
    assert list(stand.risicos.values_list("omschrijving", flat=True)) == [
        "Te weinig vrijwilligers",
        "Afval wordt bijgeplaatst",
    ]
    vul_in(client, **risico(0, {"kans": "middel"}), **{"risicos-1-DELETE": "on"})
    over = stand.risicos.get()
    assert (over.omschrijving, over.kans, over.profiel) == ("Te weinig vrijwilligers", "middel", Profiel.MIDDEN)
    regels = Logregel.objects.van(stand)
    assert {(r.actor, r.object_repr) for r in regels} >= {(projectleider, "Afval wordt bijgeplaatst")}


@pytest.mark.parametrize(
    ("rij", "zin"),
    [
        ({**WERVING, "maatregel": ""}, "Dit is een hoog risico."),
        ({**WERVING, "omschrijving": ""}, "Schrijf wat er mis kan gaan"),
        ({**WERVING, "gevolg": ""}, "Kies hoe groot het gevolg is."),
        ({**WERVING, "kans": "reusachtig"}, "Selecteer een geldige keuze"),
    ],
)
def test_een_half_risico_komt_terug_met_alles_wat_er_stond(client, opgave, ronde, rij, zin):
    antwoord = vul_in(client, **GOED, afwijking="Een lang verhaal.", **risico(0, rij))
    html = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert zin in html
    assert "Een lang verhaal." in html
    assert not OpgaveStand.objects.exists()


def test_de_risicos_van_de_vorige_ronde_zijn_het_begin(client, opgave, ronde, vorige):
    assert vul_in(client, **{"risicos-0-kans": "groot", "risicos-1-DELETE": "on"}).url == PAGINA
    stand = ronde.standen.get()
    assert [(r.omschrijving, r.kans) for r in stand.risicos.all()] == [("Te weinig vrijwilligers", "groot")]
    assert stand.belangrijkste_wijzigingen == ""
    assert vorige.risicos.count() == 2


def test_alles_ongewijzigd_neemt_de_risicos_mee_en_het_oude_nieuws_niet(client, opgave, ronde, vorige):
    for _ in range(2):
        client.post(ONGEWIJZIGD)
    stand = ronde.standen.get()
    assert [str(r) for r in stand.risicos.all()] == [str(r) for r in vorige.risicos.all()]
    assert (stand.ongewijzigd, stand.versie, stand.belangrijkste_wijzigingen) == (True, 1, "")
    # Somebody else wrote in it meanwhile: nothing is taken over any more.
    OpgaveStand.objects.filter(pk=stand.pk).update(ongewijzigd=False, versie=2)
    assert "intussen al ingevuld" in client.post(ONGEWIJZIGD, follow=True).content.decode()


def test_elk_risico_zegt_wat_ervan_werd_en_het_hoogste_staat_boven(ronde, opgave, vorige):
    stand = factories.maak_opgavestand(ronde=ronde, opgave=opgave)
    nieuw = {"omschrijving": "Geen vaste plek", "kans": "groot", "gevolg": "groot", "maatregel": "Zoeken"}
    for rij in (AFVAL, {**WERVING, "omschrijving": "te weinig  vrijwilligers ".replace("  ", " ")}, nieuw):
        stand.risicos.create(**rij)
    regels = [(regel.risico.profiel, regel.sinds) for regel in risicos_naast(stand, vorige)]
    assert regels == [(Profiel.HOOG, "nieuw"), (Profiel.HOOG, "groter"), (Profiel.LAAG, "gelijk")]
    assert {regel.sinds for regel in risicos_naast(stand, None)} == {""}
    assert [regel.sinds for regel in risicos_naast(vorige, stand)] == ["kleiner", "gelijk"]


# ── What the reports propose ─────────────────────────────────────────────────


@pytest.fixture
def gemeld(actie, projectleider, ronde):
    """A report by which the actie goes from no koers to Aandachtspunt."""
    return meld_voortgang(
        actie=actie,
        door=projectleider,
        versie=actie.versie,
        status=actie.status,
        koers=Koers.AANDACHTSPUNT,
        toelichting="",
        oorzaak="De zaal is dicht.",
        maatregel="Wij zoeken een zaal.",
    )


REGEL = "Tuinkamer van Noord: koers nu Aandachtspunt"


def test_een_gekozen_voorstel_staat_tussen_de_wijzigingen_en_blijft_aangevinkt(client, opgave, ronde, gemeld):
    assert [regel for regel, _ in voorstellen(ronde, opgave)] == [REGEL]
    pagina = formulier(client.get(INVULLEN))
    assert "voorstellen" not in pagina
    vul_in(client, pagina, **GOED, voorstellen=[REGEL], belangrijkste_wijzigingen="Een eigen regel")
    stand = OpgaveStand.objects.get()
    assert stand.belangrijkste_wijzigingen == f"{REGEL}\nEen eigen regel"
    pagina = formulier(client.get(INVULLEN))
    assert (pagina["voorstellen"], pagina["belangrijkste_wijzigingen"]) == ([REGEL], ["Een eigen regel"])
    # The report is withdrawn: its line is no proposal any more, and still there.
    gemeld.ingetrokken_op = timezone.now()
    gemeld.save()
    pagina = formulier(client.get(INVULLEN))
    assert pagina["belangrijkste_wijzigingen"] == [stand.belangrijkste_wijzigingen]


@pytest.mark.parametrize(
    "anders",
    [{"zichtbaarheid": Zichtbaarheid.INTERN}, {"zichtbaarheid": Zichtbaarheid.CONCEPT}],
)
def test_wat_niet_openbaar_is_wordt_niet_voorgesteld(ronde, opgave, actie, gemeld, anders):
    type(actie).objects.update(**anders)
    assert voorstellen(ronde, opgave) == []


def test_te_veel_gekozen_voorstellen_komen_terug(client, projectleider, opgave, organisatie, ronde):
    for nr in range(MEESTE_WIJZIGINGEN + 1):
        actie = factories.maak_actie(opgave=opgave, titel=f"Actie & <{nr}>", penvoerder=organisatie)
        factories.maak_voortgang(
            actie=actie,
            gemeld_door=projectleider,
            peildatum=timezone.localdate(),
            status=Status.AFGEROND,
            vorige_status=actie.status,
        )
    keuzes = [regel for regel, _ in voorstellen(ronde, opgave)]
    html = vul_in(client, **GOED, voorstellen=keuzes).content.decode()
    assert f"U koos er {MEESTE_WIJZIGINGEN + 1}." in html
    assert html.count("checked") >= len(keuzes)
    assert escape(keuzes[0]) in html
    assert vul_in(client, **GOED, voorstellen=keuzes[:5]).url == PAGINA
    assert "Deze melding is intussen weg." in vul_in(client, voorstellen=["Verzonnen"]).content.decode()


# ── Two people at once ───────────────────────────────────────────────────────


def test_twee_mensen_schrijven_en_de_tweede_kiest_per_veld(client, zijn, opgave, ronde, programmateam):
    vul_in(zijn, **GOED, afwijking="Er was niets.", **risico(0, WERVING))
    mijne, zijne = formulier(client.get(INVULLEN)), formulier(zijn.get(INVULLEN))
    vul_in(
        zijn,
        zijne,
        afwijking="Van het team.",
        besluitvorming="Het team vraagt een besluit.",
        **{"risicos-0-kans": "middel"},
    )
    antwoord = vul_in(client, mijne, afwijking="Van de leider.", totaalbeeld_uitleg="Het loopt.", **risico(1, AFVAL))
    assert antwoord.status_code == 409
    html = antwoord.content.decode()
    assert "Twee mensen wijzigden deze beoordeling" in html
    assert "Programmamanager sloeg iets op terwijl u schreef." in html
    assert [b.naam for b in antwoord.context["vergelijking"].botsingen] == ["afwijking"]
    stand = OpgaveStand.objects.get()
    assert stand.afwijking == "Van het team."
    keuze = formulier(antwoord)
    assert client.post(INVULLEN, keuze | {"keuze-afwijking": "mijn"}).url == PAGINA
    stand.refresh_from_db()
    assert (stand.afwijking, stand.besluitvorming) == ("Van de leider.", "Het team vraagt een besluit.")
    assert stand.totaalbeeld_uitleg == "Het loopt."
    assert [(r.omschrijving, r.kans) for r in stand.risicos.all()] == [
        ("Te weinig vrijwilligers", "middel"),
        ("Afval wordt bijgeplaatst", "klein"),
    ]


def test_wie_de_ander_kiest_vindt_zijn_tekst_in_de_geschiedenis(client, zijn, opgave, ronde):
    mijne = formulier(client.get(INVULLEN))
    vul_in(zijn, **GOED, afwijking="Van het team.")
    antwoord = vul_in(client, mijne, **GOED, afwijking="Van de leider.")
    assert client.post(INVULLEN, formulier(antwoord) | {"keuze-afwijking": "ander"}).url == PAGINA
    assert OpgaveStand.objects.get().afwijking == "Van het team."
    html = client.get(LEZEN).content.decode()
    assert "niet gekozen tekst bewaard" in html
    assert "Van de leider." in html


def test_een_dubbele_klik_bewaart_een_keer(client, opgave, ronde):
    pagina = formulier(client.get(INVULLEN)) | GOED | risico(0, WERVING)
    assert vul_in(client, dict(pagina)).url == PAGINA
    tweede = client.post(INVULLEN, pagina, follow=True)
    assert "Deze beoordeling staat al zo opgeslagen." in tweede.content.decode()
    stand = OpgaveStand.objects.get()
    assert (stand.versie, stand.risicos.count()) == (1, 1)


def test_wie_is_uitgelogd_houdt_zijn_tekst_en_zijn_risicos(client, projectleider, opgave, ronde):
    pagina = formulier(client.get(INVULLEN)) | GOED | risico(0, WERVING) | {"afwijking": "Een lang verhaal."}
    client.logout()
    assert "login" in client.post(INVULLEN, pagina).url
    client.force_login(projectleider)
    terug = formulier(client.get(INVULLEN))
    assert (terug["afwijking"], terug["risicos-0-omschrijving"]) == (
        ["Een lang verhaal."],
        ["Te weinig vrijwilligers"],
    )
    assert client.post(INVULLEN, terug).url == PAGINA


# ── Reading ──────────────────────────────────────────────────────────────────


def test_iedereen_met_een_rol_leest_de_stand_ook_na_sluiten(als_client, bestuurder, ronde, opgave, vorige):
    stand = factories.maak_opgavestand(
        ronde=ronde,
        opgave=opgave,
        versie=1,
        **GOED | {"budget": "bijsturen", "budget_uitleg": "De subsidie stopt."},
        belangrijkste_wijzigingen="Een <b>nieuwe</b> plek\n\nNog iets",
    )
    stand.risicos.create(**WERVING)
    client = als_client(bestuurder)
    for _ in range(2):
        html = client.get(LEZEN).content.decode()
        for stuk in ("De subsidie stopt.", "groter geworden", "was Volgens verwachting", "Een &lt;b&gt;nieuwe"):
            assert stuk in html
        assert html.count("<li>") >= 2
        assert "Beoordeling wijzigen" not in html
        Rapportageronde.objects.update(status="gesloten")
    assert client.get(INVULLEN).status_code == 403
    assert client.get(reverse("monitor:opgavestand", args=["bestaat-niet"])).status_code == 404


def test_de_tabs_leiden_wie_mag_naar_het_formulier_en_anderen_naar_de_stand(
    als_client, bestuurder, projectleider, andere_opgave, opgave, ronde
):
    factories.maak_opgavestand(ronde=ronde, opgave=opgave, versie=1, totaalbeeld="volgens_verwachting")
    tabs = {naam: (adres, stap) for naam, adres, stap in als_client(projectleider).get(PAGINA).context["tabs"]}
    assert tabs["Fijn en veilig wonen"] == (INVULLEN, "bezig")
    assert tabs["Jeugd en onderwijs"] == ("/rapportage/jeugd-en-onderwijs/", "open")
    tabs = {naam: adres for naam, adres, _ in als_client(bestuurder).get(PAGINA).context["tabs"]}
    assert tabs["Fijn en veilig wonen"] == LEZEN


def test_een_eerdere_ronde_is_na_te_lezen(als_client, bestuurder, ronde, opgave, vorige):
    client = als_client(bestuurder)
    adres = f"{PAGINA}?ronde={vorige.ronde.pk}"
    assert f'href="{adres}"' in client.get(PAGINA).content.decode()
    pagina = client.get(adres)
    assert "Rapportage voorjaar 2026" in pagina.content.decode()
    assert "Wie moet nog wat?" not in pagina.content.decode()
    assert pagina.context["tabs"] == [("Fijn en veilig wonen", f"{LEZEN}?ronde={vorige.ronde.pk}", "klaar")]
    html = client.get(f"{LEZEN}?ronde={vorige.ronde.pk}").content.decode()
    assert "Oud nieuws" in html
    assert f'href="{adres}"' in html
    assert "Oud nieuws" not in client.get(LEZEN).content.decode()
    for onzin in ("99999", "x", "1&ronde=", "0"):
        assert client.get(f"{PAGINA}?ronde={onzin}").status_code in (200, 404)
    assert client.get(f"{PAGINA}?ronde=99999").status_code == 404
    assert client.get(f"{LEZEN}?ronde=abc").status_code == 404


def test_de_paginas_kosten_evenveel_queries_bij_3_en_300_acties(
    als_client, projectleider, organisatie, opgave, ronde, vorige, django_assert_max_num_queries
):
    client = als_client(projectleider)
    for aantal in (3, 300):
        for _ in range(aantal):
            factories.maak_actie(opgave=opgave, penvoerder=organisatie)
        for adres, hoogstens in ((PAGINA, 18), (LEZEN, 15), (INVULLEN, 15)):
            with django_assert_max_num_queries(hoogstens):
                assert client.get(adres).status_code == 200


# ── The steps of the round ───────────────────────────────────────────────────


@given(
    dagen=st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)),
    vandaag=st.integers(-5, 200),
    bestuur=st.none() | st.integers(0, 200),
    is_open=st.booleans(),
)
def test_de_stappen_staan_op_volgorde_en_er_is_er_hoogstens_een_bezig(dagen, vandaag, bestuur, is_open):
    begin = date(2026, 10, 4)
    ronde = Rapportageronde(
        geopend_op=begin,
        deadline=begin + timedelta(days=dagen[0]),
        peildatum=begin + timedelta(days=dagen[0] + dagen[1]),
        status="open" if is_open else "gesloten",
    )
    vergadering = None if bestuur is None else ronde.peildatum + timedelta(days=bestuur)
    uit = stappen(ronde, begin + timedelta(days=vandaag), vergadering)
    data = [stap.van for stap in uit if stap.van]
    assert data == sorted(data)
    volgorde = [("af", "nu", "open").index(stap.stand) for stap in uit]
    assert volgorde == sorted(volgorde)
    assert volgorde.count(1) <= 1
    assert [stap.wat for stap in uit][-1] == "Naar het bestuur"


def test_een_stap_zegt_zijn_dag_of_zijn_laatste():
    ronde = Rapportageronde(
        geopend_op=date(2026, 10, 4), deadline=date(2026, 10, 25), peildatum=date(2026, 11, 1), status="open"
    )
    tijden = [stap.tijd for stap in stappen(ronde, date(2026, 10, 10), None)]
    assert tijden == ["4 okt", "t/m 25 okt", "t/m 31 okt", "1 nov", "nog geen dag"]
