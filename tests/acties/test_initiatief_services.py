"""Steps, terms and the clock of an initiatief, what is removed when, and the page on which it is followed."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from acties.initiatieven import services, termijnen
from acties.initiatieven.opruimen import ruim_op
from acties.initiatieven.stappen import zet_klok
from acties.models import Indiener, Initiatief, InitiatiefLog, InitiatiefStatus
from acties.models.initiatiefkeuzes import (
    GESLOTEN,
    IN_BEHANDELING,
    IN_TE_TREKKEN,
    NIET_OPENBAAR,
    STAPPEN,
    VRAAGT_REDEN,
)
from sterkvoornoord.models import Bericht
from tests.initiatieven import EMAIL, maak_concept, maak_initiatief

S = InitiatiefStatus


def volg(initiatief) -> str:
    return f"/initiatieven/volg/{initiatief.sleutel}/"


# ── Terms ────────────────────────────────────────────────────────────────────


@pytest.mark.een_ronde
@pytest.mark.parametrize(
    ("begin", "einde"),
    [
        # Christmas and New Year; Good Friday and Easter Monday; King's Day and 5 May; from a Saturday on.
        (date(2026, 12, 18), date(2027, 1, 5)),
        (date(2026, 3, 27), date(2026, 4, 14)),
        (date(2026, 4, 24), date(2026, 5, 12)),
        (date(2026, 6, 6), date(2026, 6, 19)),
    ],
)
def test_werkdagen_slaan_weekend_en_feestdagen_over(begin, einde):
    assert termijnen.na_werkdagen(begin, 10) == einde


@pytest.mark.een_ronde
@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.integers(1, 30))
def test_een_termijn_telt_precies_zoveel_werkdagen(begin, aantal):
    einde = termijnen.na_werkdagen(begin, aantal)
    dagen = [begin + timedelta(days=n) for n in range(1, (einde - begin).days + 1)]
    assert sum(map(termijnen.is_werkdag, dagen)) == aantal
    assert termijnen.is_werkdag(einde)


@pytest.mark.een_ronde
@given(
    st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=8)
)
def test_de_klok_staat_stil_zolang_de_indiener_iets_gevraagd_is(begin, verloop):
    """However often it is asked, the days on which we could work are as many as were promised."""
    initiatief = SimpleNamespace(status=S.INTAKE, wacht_sinds=None, besluit_voor=termijnen.besluit_voor(begin))
    dag, stil = begin, 0
    for dagen, vraag in verloop:
        dag += timedelta(days=dagen)
        stil += dagen if initiatief.wacht_sinds else 0
        initiatief.status = S.AANVULLING_GEVRAAGD if vraag else S.INTAKE
        zet_klok(initiatief, dag)
        assert (initiatief.wacht_sinds is not None) == vraag
    if initiatief.wacht_sinds is None:
        assert initiatief.besluit_voor - termijnen.besluit_voor(begin) == timedelta(days=stil)


# ── Steps ────────────────────────────────────────────────────────────────────


@pytest.mark.een_ronde
def test_elke_status_heeft_een_regel_en_leidt_ergens_heen():
    assert set(STAPPEN) == set(S.values)
    bereikbaar, rand = set(), {S.ONBEVESTIGD}
    while rand:
        bereikbaar |= rand
        rand = {naar for van in rand for naar in STAPPEN[van]} - bereikbaar
    # Becoming an actie, withdrawing, merging and lapsing are acts of their own.
    assert set(S.values) - bereikbaar == {S.OMGEZET, S.INGETROKKEN, S.VERVALLEN, S.SAMENGEVOEGD}


@pytest.mark.django_db
@pytest.mark.parametrize("van", [s for s in S.values if s != S.SAMENGEVOEGD])
def test_alleen_wat_mag_volgen_kan_volgen_en_het_staat_in_het_log(van, programmateam):
    for naar in S.values:
        initiatief = maak_initiatief(status=van)
        stap = {"initiatief": initiatief, "door": programmateam, "naar": naar, "vanaf": van, "tekst": "Daarom."}
        if naar not in STAPPEN[van]:
            with pytest.raises(ValidationError):
                services.neem_stap(**stap)
            assert not initiatief.log.exists()
            continue
        na = services.neem_stap(**stap)
        assert na.status == naar
        regel = na.log.get()
        assert (regel.van_status, regel.naar_status, regel.door_als) == (van, naar, "Programmamanager")
        assert (na.gesloten_op is not None) == (naar in GESLOTEN)
        na.full_clean()


@pytest.mark.django_db
def test_een_oude_pagina_kan_niet_meer_verder(programmateam):
    initiatief = maak_initiatief(status=S.INTAKE)
    stap = {"initiatief": initiatief, "door": programmateam, "vanaf": S.INTAKE}
    services.neem_stap(**stap, naar=S.IN_BEOORDELING)
    with pytest.raises(services.NietMeer, match="intussen al verder"):
        services.neem_stap(**stap, naar=S.IN_BEOORDELING)


@pytest.mark.django_db
@pytest.mark.parametrize("naar", VRAAGT_REDEN)
def test_zonder_reden_gaat_het_niet_en_de_reden_wordt_gemaild(naar, programmateam):
    stap = {"initiatief": maak_initiatief(status=S.INTAKE), "door": programmateam, "naar": naar, "vanaf": S.INTAKE}
    with pytest.raises(ValidationError, match="indiener"):
        services.neem_stap(**stap, tekst="  ")
    services.neem_stap(**stap, tekst="Het gras is niet van ons.")
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.geheim) == (EMAIL, True)
    assert "Het gras is niet van ons." in bericht.tekst and "/initiatieven/volg/" in bericht.tekst


@pytest.mark.django_db
def test_wie_het_niet_behandelt_zet_geen_stap(
    opgave, projectleider, andere_projectleider, partner, bestuurder, beheerder
):
    initiatief = maak_initiatief(opgave=opgave)
    for wie in (andere_projectleider, partner, bestuurder, beheerder):
        with pytest.raises(PermissionDenied):
            services.neem_stap(initiatief=initiatief, door=wie, naar=S.INTAKE, vanaf=S.INGEDIEND)
        with pytest.raises(PermissionDenied):
            services.schrijf(initiatief=initiatief, door=wie, tekst="Hoi")
        with pytest.raises(PermissionDenied):
            services.noteer(initiatief=initiatief, door=wie, tekst="Hoi")
    with pytest.raises(ValidationError):
        services.wijs_toe(initiatief=initiatief, door=projectleider, behandelaar=andere_projectleider, doel=None)
    assert not InitiatiefLog.objects.exists()
    na = services.wijs_toe(initiatief=initiatief, door=projectleider, behandelaar=projectleider, doel=None)
    assert na.behandelaar == projectleider


@pytest.mark.django_db
@pytest.mark.parametrize(("van", "terug"), [(S.INGEDIEND, S.INTAKE), (S.IN_BEOORDELING, S.IN_BEOORDELING)])
def test_een_antwoord_op_een_vraag_zet_de_klok_weer_aan(van, terug, programmateam, client):
    initiatief = maak_initiatief(status=van)
    beloofd = initiatief.besluit_voor
    services.neem_stap(
        initiatief=initiatief, door=programmateam, naar=S.AANVULLING_GEVRAAGD, vanaf=van, tekst="Hoeveel buren?"
    )
    Initiatief.objects.update(wacht_sinds=timezone.localdate() - timedelta(days=9))
    html = client.get(volg(initiatief)).content.decode()
    assert "Wij hebben een vraag aan u" in html and "Hoeveel buren?" in html
    client.post(volg(initiatief), {"daad": "bericht", "tekst": "Zes buren."})
    na = Initiatief.objects.get()
    assert (na.status, na.wacht_sinds, na.besluit_voor) == (terug, None, beloofd + timedelta(days=9))
    assert "Zes buren." in client.get(volg(initiatief)).content.decode()


# ── Two ideas that are one ───────────────────────────────────────────────────


@pytest.fixture
def paar(programmateam):
    """Two ideas, of which the second was merged with the first."""
    eerste = maak_initiatief(status=S.INTAKE, indiener={"naam": "Een", "email": "een@voorbeeld.example"})
    tweede = maak_initiatief(status=S.INTAKE, indiener={"naam": "Twee", "email": "twee@voorbeeld.example"})
    services.voeg_samen(dubbel=tweede, met=eerste, door=programmateam)
    return eerste, tweede


@pytest.mark.django_db
def test_wie_het_tweede_idee_indiende_volgt_het_eerste(paar, programmateam, client):
    eerste, tweede = paar
    assert [b.aan for b in Bericht.objects.all()] == ["twee@voorbeeld.example"]
    assert "Wij praten met u" in client.get(volg(tweede)).content.decode()
    vraag = {"initiatief": eerste, "door": programmateam, "tekst": "Mag uw hond mee?"}
    services.neem_stap(**vraag, naar=S.AANVULLING_GEVRAAGD, vanaf=S.INTAKE)
    html = client.get(volg(tweede)).content.decode()
    assert "hond" not in html and "samen met een ander idee" in html
    assert Bericht.objects.filter(aan__startswith="twee").count() == 1
    services.neem_stap(
        initiatief=eerste, door=programmateam, naar=S.AFGEWEZEN, vanaf=S.AANVULLING_GEVRAAGD, tekst="Te nat."
    )
    html = client.get(volg(tweede)).content.decode()
    assert "Wij doen niet mee met uw idee" in html and "Te nat." in html
    assert sorted(b.aan for b in Bericht.objects.filter(tekst__contains="Te nat.")) == [
        "een@voorbeeld.example",
        "twee@voorbeeld.example",
    ]
    Initiatief.objects.filter(pk=eerste.pk).update(gesloten_op=geleden(settings.INITIATIEF_BEWAREN_DAGEN + 1))
    assert ruim_op().geanonimiseerd == 2
    assert not Indiener.objects.exists()


@pytest.mark.django_db
def test_trekt_de_eerste_zich_terug_dan_staat_het_tweede_weer_op_zichzelf(paar, client):
    eerste, tweede = paar
    services.trek_in(initiatief=eerste)
    tweede.refresh_from_db()
    assert (tweede.status, tweede.samengevoegd_met) == (S.INTAKE, None)
    services.trek_in(initiatief=tweede)
    assert "U hebt uw idee ingetrokken" in client.get(volg(tweede)).content.decode()


@pytest.mark.django_db
def test_ook_wat_samengevoegd_is_kan_worden_ingetrokken(paar, client):
    eerste, tweede = paar
    client.post(volg(tweede), {"daad": "intrekken"})
    tweede.refresh_from_db()
    assert (tweede.status, tweede.samengevoegd_met) == (S.INGETROKKEN, None)
    assert not eerste.dubbelen.exists()


@pytest.mark.django_db
def test_een_keten_van_samenvoegen_is_een_stap(paar, programmateam):
    eerste, tweede = paar
    derde = maak_initiatief()
    services.voeg_samen(dubbel=eerste, met=derde, door=programmateam)
    assert set(derde.dubbelen.all()) == {eerste, tweede}


@pytest.mark.django_db
def test_samenvoegen_kan_niet_met_zichzelf_met_wat_klaar_is_of_met_wat_een_ander_behandelt(
    programmateam, projectleider, andere_opgave
):
    initiatief, klaar = maak_initiatief(), maak_initiatief(status=S.AFGEWEZEN)
    van_anderen = maak_initiatief(opgave=andere_opgave)
    for met in (initiatief, klaar):
        with pytest.raises(ValidationError):
            services.voeg_samen(dubbel=initiatief, met=met, door=programmateam)
    with pytest.raises(PermissionDenied):
        services.voeg_samen(dubbel=initiatief, met=van_anderen, door=projectleider)
    assert not InitiatiefLog.objects.exists()


# ── The page of the submitter ────────────────────────────────────────────────


@pytest.mark.django_db
def test_een_notitie_en_wie_het_kreeg_komen_nooit_bij_de_indiener(client, programmateam):
    initiatief = maak_initiatief()
    services.wijs_toe(initiatief=initiatief, door=programmateam, behandelaar=programmateam, doel=None)
    services.noteer(initiatief=initiatief, door=programmateam, tekst="Lastige vraag.")
    services.schrijf(initiatief=initiatief, door=programmateam, tekst="Mooi plan.")
    html = client.get(volg(initiatief)).content.decode()
    assert "Mooi plan." in html and "Lastige vraag." not in html and "Behandelaar:" not in html
    assert [b.tekst.count("Lastige") for b in Bericht.objects.all()] == [0]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [s for s in S.values if s not in (S.VERVALLEN, S.SAMENGEVOEGD)])
def test_intrekken_kan_tot_het_besluit_en_twee_keer_is_een_keer(client, status):
    initiatief = maak_initiatief(status=status)
    for _ in range(2):
        client.post(volg(initiatief), {"daad": "intrekken"})
    na = Initiatief.objects.get()
    kon = status in IN_TE_TREKKEN
    assert na.status == (S.INGETROKKEN if kon else status)
    assert na.log.count() == int(kon)
    assert Bericht.objects.count() == int(kon and initiatief.ingediend_op is not None)
    # What cannot be on the website is not asked for it.
    ziet = 'name="daad" value="website"' in client.get(volg(initiatief)).text
    assert ziet == (na.status not in NIET_OPENBAAR and not na.mag_openbaar)


@pytest.mark.django_db
@pytest.mark.parametrize("tekst", ["", "   ", "x" * 2001])
def test_een_bericht_dat_niet_kan_blijft_staan(client, tekst):
    initiatief = maak_initiatief()
    antwoord = client.post(volg(initiatief), {"daad": "bericht", "tekst": tekst})
    assert antwoord.context["form"].errors
    assert tekst.strip() in antwoord.content.decode()
    assert not initiatief.log.exists()


@pytest.mark.django_db
def test_te_veel_berichten_en_mails_worden_geweigerd(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"initiatief_bericht": "1/h/key", "initiatief_mail": "1/h/key"}
    initiatief = maak_initiatief()
    kreeg = [client.post(volg(initiatief), {"daad": "bericht", "tekst": f"Tekst {n}"}) for n in range(2)]
    assert [a.status_code for a in kreeg] == [302, 429]
    assert "Tekst 1" in kreeg[1].content.decode()
    for _ in range(2):
        client.post(volg(initiatief), {"daad": "link"})
    assert Bericht.objects.count() == 1


@pytest.mark.django_db
def test_wat_nog_niet_bevestigd_is_kan_geen_berichten_sturen(client):
    initiatief = maak_initiatief(status=S.ONBEVESTIGD)
    client.post(volg(initiatief), {"daad": "bericht", "tekst": "Hallo"})
    assert not initiatief.log.exists()


@pytest.mark.django_db
def test_de_taal_van_de_pagina_wordt_die_van_de_volgende_mail(client, programmateam):
    initiatief = maak_initiatief()
    client.get(f"{volg(initiatief)}?taal=ar")
    services.schrijf(initiatief=Initiatief.objects.get(), door=programmateam, tekst="Goed plan.")
    bericht = Bericht.objects.get()
    assert bericht.taal == "ar" and "رسالة" in bericht.onderwerp


@pytest.mark.django_db
def test_na_een_andere_sleutel_van_het_portaal_werkt_de_link_in_de_volgende_mail(client, programmateam, settings):
    initiatief = maak_initiatief()
    settings.SECRET_KEY = "een-heel-andere-sleutel"
    services.schrijf(initiatief=initiatief, door=programmateam, tekst="Goed plan.")
    pad = Bericht.objects.get().tekst.partition(settings.SITE_URL)[2].split()[0]
    assert client.get(pad).status_code == 200


# ── What is removed ──────────────────────────────────────────────────────────


def geleden(dagen: int):
    return timezone.now() - timedelta(days=dagen)


@pytest.mark.django_db
def test_wat_niet_bevestigd_is_wordt_na_zeven_dagen_gewist_en_het_nummer_blijft(client):
    oud = maak_initiatief(status=S.ONBEVESTIGD, ontvangen_op=geleden(8))
    nieuw = maak_initiatief(status=S.ONBEVESTIGD, ontvangen_op=geleden(6))
    bellen = {"naam": "Voorbeeld", "telefoon": "0612345678"}
    gebeld = maak_initiatief(status=S.ONBEVESTIGD, ontvangen_op=geleden(8), indiener=bellen)
    bestaat = maak_initiatief(ontvangen_op=geleden(80))
    assert str(ruim_op(proef=True)).startswith("0 concepten gewist, 1 onbevestigde")
    assert ruim_op().vervallen == 1
    assert ruim_op().vervallen == 0
    oud.refresh_from_db()
    assert (oud.status, oud.titel, oud.wat, oud.nummer) == (S.VERVALLEN, "", "", "N-2026-001")
    assert set(Indiener.objects.values_list("initiatief", flat=True)) == {nieuw.pk, gebeld.pk, bestaat.pk}
    assert client.get(volg(oud)).status_code == 404
    assert client.get(volg(nieuw)).status_code == 200


@pytest.mark.django_db
def test_na_het_sluiten_verdwijnt_wie_het_was_maar_niet_wat_er_besloten_is(programmateam, client):
    initiatief = maak_initiatief(status=S.INTAKE, deelnemers="Buurvrouw op 12")
    services.schrijf(initiatief=initiatief, tekst="Bel mijn zus.")
    services.neem_stap(
        initiatief=initiatief, door=programmateam, naar=S.AFGEWEZEN, vanaf=S.INTAKE, tekst="Beste mevrouw"
    )
    Initiatief.objects.update(gesloten_op=geleden(settings.INITIATIEF_BEWAREN_DAGEN + 1))
    call_command("ruim_initiatieven_op", "--proef")
    assert Indiener.objects.exists()
    call_command("ruim_initiatieven_op")
    na = Initiatief.objects.get()
    assert (na.titel, na.status, na.deelnemers) == ("Plukgroen achter de flats", S.AFGEWEZEN, "")
    assert not Indiener.objects.exists()
    assert list(na.log.values_list("tekst", flat=True)) == ["", ""]
    assert {b.aan + b.tekst + b.onderwerp for b in Bericht.objects.all()} == {""}
    assert client.get(volg(initiatief)).status_code == 404
    with pytest.raises(ValidationError, match="gewist"):
        services.neem_stap(initiatief=na, door=programmateam, naar=S.INTAKE, vanaf=S.AFGEWEZEN)


@pytest.mark.django_db
def test_wie_lang_niets_hoort_wordt_gewist_ook_als_de_actie_nog_loopt(programmateam, client):
    """What is not closed waits for its end, but not for ever; a sign of life starts the time again."""
    stil, gesproken, net_binnen = (maak_initiatief(status=s) for s in (S.OMGEZET, S.IN_UITVOERING, S.INTAKE))
    dubbel = maak_initiatief(status=S.SAMENGEVOEGD, samengevoegd_met=gesproken)
    lang = geleden(settings.INITIATIEF_CONTACT_DAGEN + 1)
    Initiatief.objects.exclude(pk=net_binnen.pk).update(ontvangen_op=lang)
    services.schrijf(initiatief=gesproken, door=programmateam, tekst="Het gaat goed.")
    services.noteer(initiatief=stil, door=programmateam, tekst="Alleen voor ons.")
    assert (ruim_op(proef=True).geanonimiseerd, ruim_op().geanonimiseerd, ruim_op().geanonimiseerd) == (1, 1, 0)
    over = set(Indiener.objects.values_list("initiatief", flat=True))
    assert over == {gesproken.pk, net_binnen.pk, dubbel.pk}
    stil.refresh_from_db()
    assert (stil.status, stil.actie is not None, client.get(volg(stil)).status_code) == (S.OMGEZET, True, 404)


@pytest.mark.django_db
def test_een_concept_dat_blijft_liggen_wordt_gewist(settings):
    maak_concept()
    settings.INITIATIEF_CONCEPT_DAGEN = 0
    assert ruim_op().concepten == 1


# ── Who sees what, and what is late ──────────────────────────────────────────


@pytest.mark.django_db
def test_zichtbaar_en_bewerkbaar_per_rol(
    opgave, andere_opgave, projectleider, programmateam, beheerder, bestuurder, trekker, bewoner, afgelopen_rol
):
    van_ons = maak_initiatief(opgave=opgave)
    van_anderen = maak_initiatief(opgave=andere_opgave)
    van_niemand = maak_initiatief()
    van_partner = maak_initiatief(opgave=andere_opgave, partner=trekker.partner)
    alle = {van_ons, van_anderen, van_niemand, van_partner}
    for wie, ziet, doet in (
        (programmateam, alle, alle),
        (beheerder, alle, set()),
        (projectleider, {van_ons, van_niemand}, {van_ons, van_niemand}),
        (trekker, {van_partner}, set()),
        (bestuurder, alle, set()),
        (afgelopen_rol, set(), set()),
        (bewoner, set(), set()),
    ):
        assert set(Initiatief.objects.zichtbaar_voor(wie)) == ziet, wie
        assert set(Initiatief.objects.bewerkbaar_door(wie)) == doet, wie


@pytest.mark.django_db
def test_te_laat_is_zonder_antwoord_of_zonder_besluit_maar_niet_als_wij_wachten():
    gisteren, morgen = (timezone.localdate() + timedelta(days=n) for n in (-1, 1))
    geen_antwoord = maak_initiatief(antwoord_voor=gisteren, besluit_voor=morgen)
    geen_besluit = maak_initiatief(beantwoord_op=timezone.now(), antwoord_voor=gisteren, besluit_voor=gisteren)
    maak_initiatief(antwoord_voor=morgen, besluit_voor=morgen)
    wacht = maak_initiatief(status=S.AANVULLING_GEVRAAGD, beantwoord_op=timezone.now(), besluit_voor=gisteren)
    maak_initiatief(status=S.AFGEWEZEN, antwoord_voor=gisteren, besluit_voor=gisteren)
    assert set(Initiatief.objects.te_laat()) == {geen_antwoord, geen_besluit}
    assert list(Initiatief.objects.wacht_op_indiener()) == [wacht]
    assert set(IN_BEHANDELING) > {S.INTAKE}
