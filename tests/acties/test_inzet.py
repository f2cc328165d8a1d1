"""Hours are agreed when the partner itself says yes: once, by nobody else, and what was agreed before stays known."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from acties.inzet import services
from acties.inzet.herinneren import van_uren
from acties.models import Betrokkenheid, GeleverdeUren, Inzetafspraak, Zichtbaarheid
from acties.services import RijWijziging, bewerk_actie
from sterkvoornoord.models import Bericht, Logregel
from tests import cast, factories

S = Inzetafspraak.Stand


@pytest.fixture
def rij(actie, organisatie):
    return actie.betrokkenheden.get(partner=organisatie)


@pytest.fixture
def vraag(rij, projectleider):
    return services.vraag(betrokkenheid=rij, door=projectleider, uren=40, toelichting="Plantdagen")


def antwoordpad(vraag):
    return f"{vraag.get_absolute_url()}antwoord/"


def antwoord(vraag, door, ja=True, **kw):
    vraag.refresh_from_db()
    return services.antwoord(afspraak=vraag, door=door, versie=vraag.versie, ja=ja, **kw)


def test_van_vraag_tot_ja_met_mail_mijn_werk_en_geschiedenis(
    als_client, client, actie, rij, projectleider, trekker, organisatie
):
    leider, wij = als_client(projectleider), als_client(trekker)
    pad = f"/inzet/acties/{actie.nummer}/{rij.pk}/vragen/"
    form = leider.get(pad).context["form"]
    gepost = {"uren": "40", "toelichting": "Plantdagen", "gezien": form["gezien"].value()}
    assert leider.post(pad, gepost).status_code == 302
    # Twice pressed is once asked.
    assert leider.post(pad, gepost).status_code == 302
    vraag = Inzetafspraak.objects.get()
    assert (vraag.stand, vraag.uren, vraag.gevraagd_door) == (S.GEVRAAGD, 40, projectleider)
    mail = Bericht.objects.get(aan=trekker.email)
    assert vraag.get_absolute_url() in mail.tekst and "Plantdagen" in mail.tekst
    assert vraag.get_absolute_url() in wij.get("/mijn-werk/").content.decode()
    rij.refresh_from_db()
    assert rij.uren_per_jaar is None
    # Looking changes nothing.
    form = wij.get(vraag.get_absolute_url()).context["form"]
    vraag.refresh_from_db()
    assert vraag.stand == S.GEVRAAGD
    ja = {"antwoord": "ja", "versie": form["versie"].value(), "opmerking": "Graag."}
    assert wij.post(antwoordpad(vraag), ja).status_code == 302
    assert wij.post(antwoordpad(vraag), ja).status_code == 302
    vraag.refresh_from_db()
    rij.refresh_from_db()
    assert (vraag.stand, vraag.antwoord_door, vraag.antwoord_als) == (S.JA, trekker, trekker.functie)
    assert (rij.uren_per_jaar, rij.toegezegd_op) == (40, timezone.localdate())
    assert Bericht.objects.filter(aan=projectleider.email).count() == 1
    assert vraag.get_absolute_url() not in wij.get("/mijn-werk/").content.decode()
    assert Logregel.objects.filter(bij=f"acties.actie:{actie.pk}", actor=trekker, object_id=vraag.pk).exists()
    html = leider.get(f"/inzet/acties/{actie.nummer}/").content.decode()
    assert "Ja gezegd op" in html and "<b>40</b> uur per jaar" in html
    assert "40" in client.get(actie.get_absolute_url()).content.decode()


def test_een_ander_aantal_vraagt_opnieuw_en_de_oude_afspraak_blijft_te_lezen(rij, vraag, projectleider, trekker):
    antwoord(vraag, trekker)
    with pytest.raises(ValidationError, match="al ja"):
        services.vraag(betrokkenheid=rij, door=projectleider, uren=40, gezien=services.laatste(rij))
    nieuw = services.vraag(betrokkenheid=rij, door=projectleider, uren=60, gezien=services.laatste(rij))
    rij.refresh_from_db()
    assert rij.uren_per_jaar == 40
    antwoord(nieuw, trekker)
    vraag.refresh_from_db()
    rij.refresh_from_db()
    assert (vraag.stand, vraag.uren, nieuw.uren, rij.uren_per_jaar) == (S.VERVANGEN, 40, 60, 60)


def test_nee_met_een_ander_aantal_wordt_een_keer_overgenomen(als_client, rij, vraag, projectleider, trekker, actie):
    wij = als_client(trekker)
    post = {"antwoord": "nee", "voorstel_uren": "24", "versie": "1", "opmerking": "Meer lukt niet."}
    assert wij.post(antwoordpad(vraag), post).status_code == 302
    vraag.refresh_from_db()
    assert (vraag.stand, vraag.voorstel_uren) == (S.NEE, 24)
    over = f"/inzet/afspraken/{vraag.pk}/overnemen/"
    assert wij.post(over, {"versie": vraag.versie}).status_code == 403
    leider = als_client(projectleider)
    leider.post(over, {"versie": "1"})
    assert not rij.afspraken.filter(stand=S.JA).exists()
    for _keer in range(2):
        leider.post(over, {"versie": vraag.versie})
    ja = rij.afspraken.get(stand=S.JA)
    rij.refresh_from_db()
    assert (ja.uren, ja.antwoord_door, ja.gevraagd_door, rij.uren_per_jaar) == (24, trekker, projectleider, 24)
    vraag.refresh_from_db()
    assert vraag.stand == S.NEE


def test_wie_niet_gevraagd_is_antwoordt_niet(
    als_client,
    client,
    vraag,
    partner,
    bestuurder,
    andere_projectleider,
    beheerder,
    programmateam,
    projectleider,
    trekker,
):
    pad, ja = antwoordpad(vraag), {"antwoord": "ja", "versie": "1"}
    verwacht = {partner: 404, andere_projectleider: 404, bestuurder: 403, beheerder: 403}
    # The bestuurder of the cast belongs to the same partner; one of another may read, not answer.
    bestuurder.partner = factories.maak_partner()
    bestuurder.save()
    for wie, code in verwacht.items():
        assert als_client(wie).post(pad, ja).status_code == code, wie
        with pytest.raises(PermissionDenied):
            services.antwoord(afspraak=vraag, door=wie, versie=1, ja=True)
        with pytest.raises(PermissionDenied):
            services.antwoord(afspraak=vraag, door=wie, versie=1, ja=True, namens=True)
    assert client.post(pad, ja).status_code == 302
    # A colleague says so in the name of the partner, not as if it were the partner; a partner never for another.
    for wie in (projectleider, programmateam):
        with pytest.raises(PermissionDenied):
            services.antwoord(afspraak=vraag, door=wie, versie=1, ja=True)
    with pytest.raises(PermissionDenied):
        services.antwoord(afspraak=vraag, door=trekker, versie=1, ja=True, namens=True)
    # Who left the partner lost the right that day.
    trekker.partner = factories.maak_partner()
    trekker.save()
    assert als_client(trekker).post(pad, ja).status_code == 404
    vraag.refresh_from_db()
    assert vraag.stand == S.GEVRAAGD
    assert als_client(projectleider).post(pad, ja).status_code == 302
    vraag.refresh_from_db()
    assert (vraag.stand, vraag.namens, vraag.antwoord_door) == (S.JA, True, projectleider)


def test_in_de_geschiedenis_leest_een_andere_partner_niet_wat_gevraagd_en_geantwoord_is(
    als_client, actie, vraag, partner, trekker, bestuurder, projectleider
):
    antwoord(vraag, trekker, ja=False, opmerking="Te druk dit jaar.")
    pad = f"/acties/{actie.nummer}/geschiedenis/"
    for wie in (trekker, bestuurder, projectleider):
        assert "Te druk dit jaar." in als_client(wie).get(pad).content.decode(), wie
    html = als_client(partner).get(pad).content.decode()
    assert "Te druk dit jaar." not in html and "40 uur per jaar" not in html
    html = als_client(partner).get(f"/inzet/acties/{actie.nummer}/").content.decode()
    assert "gevraagd" not in html and "alleen voor de partner zelf" in html


def test_een_tweede_venster_en_een_oude_link_veranderen_niets(als_client, rij, vraag, projectleider, trekker):
    wij = als_client(trekker)
    oud = services.laatste(rij)
    nieuw = services.vraag(betrokkenheid=rij, door=projectleider, uren=60, gezien=oud)
    antwoorden = wij.post(antwoordpad(vraag), {"antwoord": "ja", "versie": "1", "opmerking": "Lang getypt."})
    assert antwoorden.status_code == 409 and "Lang getypt.</textarea>" in antwoorden.content.decode()
    with pytest.raises(services.NietMeer):
        services.vraag(betrokkenheid=rij, door=projectleider, uren=80, gezien=oud)
    antwoord(nieuw, trekker, ja=False)
    with pytest.raises(services.NietMeer):
        antwoord(nieuw, trekker, ja=True)
    with pytest.raises(services.NietMeer):
        services.trek_in(afspraak=nieuw, door=projectleider, versie=nieuw.versie)
    rij.refresh_from_db()
    assert rij.uren_per_jaar is None and rij.afspraken.count() == 2


@pytest.mark.parametrize(
    ("post", "veld"),
    [
        ({}, "antwoord"),
        ({"antwoord": "misschien"}, "antwoord"),
        ({"antwoord": "ja", "voorstel_uren": "20"}, "voorstel_uren"),
        ({"antwoord": "nee", "voorstel_uren": "40"}, "voorstel_uren"),
        ({"antwoord": "nee", "voorstel_uren": "-3"}, "voorstel_uren"),
        ({"antwoord": "nee", "voorstel_uren": "1,5"}, "voorstel_uren"),
        ({"antwoord": "nee", "opmerking": "x" * 501}, "opmerking"),
        ({"antwoord": "ja", "versie": "x"}, "versie"),
    ],
)
def test_een_antwoord_dat_niet_klopt_komt_terug(als_client, vraag, trekker, post, veld):
    pagina = als_client(trekker).post(antwoordpad(vraag), {"versie": "1", **post})
    assert pagina.status_code == 200 and veld in pagina.context["form"].errors
    vraag.refresh_from_db()
    assert vraag.stand == S.GEVRAAGD


def test_aan_wie_de_actie_niet_ziet_of_niet_meer_meedoet_wordt_niets_gevraagd(actie, rij, projectleider, trekker):
    actie.zichtbaarheid = Zichtbaarheid.CONCEPT
    actie.save()
    with pytest.raises(ValidationError, match="concept"):
        services.vraag(betrokkenheid=rij, door=projectleider, uren=40)
    klaar = services.zet_klaar(betrokkenheid=rij, door=projectleider, uren=40)
    assert not Bericht.objects.exists() and klaar.stand == S.TE_VRAGEN
    with pytest.raises(PermissionDenied):
        antwoord(klaar, trekker)
    actie.zichtbaarheid, rij.tot = Zichtbaarheid.INTERN, timezone.localdate()
    actie.save()
    rij.save()
    with pytest.raises(ValidationError, match="niet meer mee"):
        services.vraag(betrokkenheid=rij, door=projectleider, uren=40, gezien=services.laatste(rij))


def test_uren_van_een_partner_gaan_niet_over_op_een_ander_en_verdwijnen_niet(actie, rij, vraag, projectleider):
    def bewerk(velden, pk=rij.pk):
        wijziging = RijWijziging(Betrokkenheid, pk, velden)
        return bewerk_actie(actie=actie, door=projectleider, versie=actie.versie, wijzigingen={}, rijen=[wijziging])

    actie.zonder_penvoerder_reden = "Wordt gezocht."
    actie.save()
    with pytest.raises(ValidationError, match="Voeg de andere partner toe"):
        bewerk({"partner": factories.maak_partner()})
    with pytest.raises(ValidationError, match="einddatum"):
        bewerk(None)
    with pytest.raises(ValueError, match="agreed"):
        bewerk({"uren_per_jaar": 40})
    assert rij.afspraken.count() == 1


def test_geleverde_uren_melden_wie_meewerkt_en_niemand_anders(als_client, actie, rij, trekker, partner, projectleider):
    jaar, maand = timezone.localdate().year, timezone.localdate().month
    pad = f"/inzet/acties/{actie.nummer}/{rij.pk}/geleverd/"
    assert als_client(partner).get(pad).status_code == 403
    wij = als_client(trekker)
    assert wij.post(pad, {"uren": "12", "tot_en_met": maand}).status_code == 302
    gemeld = GeleverdeUren.objects.get()
    assert (gemeld.jaar, gemeld.uren, gemeld.gemeld_als) == (jaar, 12, trekker.functie)
    # Another window that saw nothing yet; the same again is no harm; nothing may be ahead of today.
    anders = wij.post(pad, {"uren": "15", "tot_en_met": maand})
    assert anders.status_code == 409
    assert wij.post(pad, {"uren": "12", "tot_en_met": maand}).status_code == 302
    assert wij.post(pad, {"uren": "15", "tot_en_met": "", "versie": "1"}).status_code == 200
    if maand < 12:
        assert wij.post(pad, {"uren": "15", "tot_en_met": 12, "versie": "1"}).status_code == 200
    for ander in (jaar + 1, 2020, "x"):
        assert wij.get(f"{pad}?jaar={ander}").status_code == (200 if ander == "x" else 404)
    assert "<b>12</b> uur" in wij.get(f"/inzet/acties/{actie.nummer}/").content.decode()
    assert als_client(projectleider).post(pad, {"uren": "", "tot_en_met": "", "versie": "1"}).status_code == 302
    assert not GeleverdeUren.objects.exists()
    assert wij.get(f"/inzet/acties/{actie.nummer}/").content.decode().count("niet opgegeven") == 2


@pytest.mark.parametrize("aantal", [1, 25])
def test_de_pagina_van_een_actie_kost_niet_meer_met_meer_partners(
    als_client, actie, projectleider, aantal, django_assert_max_num_queries
):
    for _nr in range(aantal):
        rij = factories.maak_betrokkenheid(actie=actie)
        services.vraag(betrokkenheid=rij, door=projectleider, uren=10)
    client = als_client(projectleider)
    with django_assert_max_num_queries(10):
        assert client.get(f"/inzet/acties/{actie.nummer}/").status_code == 200


class Afspreken:
    """What the rule says of one partner, beside what the services make of it."""

    def __init__(self):
        opgave = factories.maak_opgave(nummer=3)
        wij = factories.maak_partner()
        self.partner = cast.trekker(organisatie=wij)
        self.leider = cast.projectleider(opgave=opgave, bureau=factories.maak_partner())
        self.rij = factories.maak_betrokkenheid(actie=factories.maak_actie(opgave=opgave), partner=wij)
        self.afgesproken, self.ooit = None, []

    def vraag(self, uren, **_):
        try:
            gezien = services.laatste(self.rij)
            services.vraag(betrokkenheid=self.rij, door=self.leider, uren=uren, gezien=gezien)
        except ValidationError:
            assert uren == self.afgesproken

    def antwoord(self, uren, ja, voorstelt, namens, oud):
        vraag, voorstel = self.rij.afspraken.first(), uren if voorstelt else None
        if vraag is None:
            return
        mag = vraag.is_gevraagd and not oud and (voorstel is None or (not ja and voorstel != vraag.uren))
        herhaald = (vraag.stand, vraag.voorstel_uren) == (S.JA if ja else S.NEE, voorstel)
        try:
            services.antwoord(
                afspraak=vraag,
                door=self.leider if namens else self.partner,
                versie=vraag.versie - oud,
                ja=ja,
                voorstel_uren=voorstel,
                namens=namens,
            )
        except ValidationError:
            assert not mag and not herhaald
            return
        assert mag or herhaald
        if ja and not herhaald:
            self.spreek_af(vraag.uren)

    def neem_over(self, oud, **_):
        vraag = self.rij.afspraken.first()
        if vraag is None:
            return
        try:
            services.neem_over(afspraak=vraag, door=self.leider, versie=vraag.versie - oud)
        except services.NietMeer:
            assert vraag.voorstel_uren is None or oud
            return
        self.spreek_af(vraag.voorstel_uren)

    def trek_in(self, **_):
        vraag = self.rij.afspraken.first()
        if vraag is not None and vraag.stand in (S.TE_VRAGEN, S.GEVRAAGD):
            services.trek_in(afspraak=vraag, door=self.leider, versie=vraag.versie)

    def spreek_af(self, uren):
        self.afgesproken = uren
        self.ooit.append(uren)

    def klopt(self):
        """What holds is what was last said yes to; nothing that was ever agreed is lost, and one question is open."""
        self.rij.refresh_from_db()
        assert self.rij.uren_per_jaar == self.afgesproken
        standen = list(self.rij.afspraken.values_list("stand", "uren"))
        assert sum(stand in (S.TE_VRAGEN, S.GEVRAAGD) for stand, _ in standen) <= 1
        assert sorted(uren for stand, uren in standen if stand in (S.JA, S.VERVANGEN)) == sorted(self.ooit)
        assert sum(stand == S.JA for stand, _ in standen) == bool(self.ooit)


STAP = st.tuples(
    st.sampled_from(["vraag", "vraag", "antwoord", "antwoord", "neem_over", "trek_in"]),
    st.fixed_dictionaries(
        {"uren": st.integers(1, 3), **dict.fromkeys(("ja", "voorstelt", "namens"), st.booleans())}
        | {"oud": st.sampled_from([False, False, False, True])}
    ),
)


class InElkeVolgorde(TestCase):
    @hyp(max_examples=12, deadline=None)
    @given(stappen=st.lists(STAP, min_size=2, max_size=14))
    def test_wat_geldt_is_het_laatste_ja(self, stappen):
        wij = Afspreken()
        for daad, gegevens in stappen:
            getattr(wij, daad)(**gegevens)
            wij.klopt()


def test_wie_twee_weken_niet_antwoordt_krijgt_een_herinnering_en_wie_antwoordde_niet(
    rij, vraag, trekker, django_assert_num_queries
):
    dag = timezone.localdate()
    assert van_uren(dag + timedelta(days=13)) == []
    with django_assert_num_queries(2):
        (seintje,) = van_uren(dag + timedelta(days=14))
    assert seintje.wie == trekker.email
    assert vraag.get_absolute_url() in seintje.leg_klaar().tekst
    assert seintje.leg_klaar() is None
    antwoord(vraag, trekker)
    assert van_uren(dag + timedelta(days=30)) == []


def test_een_vraag_van_gisteren_staat_er_met_haar_dag(als_client, actie, vraag, trekker):
    gisteren = timezone.now() - timedelta(days=1)
    Inzetafspraak.objects.update(gevraagd_op=gisteren)
    html = als_client(trekker).get(f"/inzet/acties/{actie.nummer}/").content.decode()
    dag = timezone.localdate(gisteren)
    assert f"Gevraagd op {dag.day} " in html and "Zeg ja of nee" in html
