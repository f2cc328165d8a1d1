"""What goes along when an idea becomes an actie: all of it that was chosen, once, and nothing of who handed it in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from acties.initiatieven import opruimen, services
from acties.initiatieven.meegaan import Meegaan, Urenwens
from acties.models import (
    Actie,
    Betrokkenheid,
    Bijlage,
    Geldstroom,
    Initiatief,
    InitiatiefStatus,
    Inzetafspraak,
    Zichtbaarheid,
)
from acties.services import RijWijziging
from sterkvoornoord.models import Bericht, Gebruiker
from tests import cast, factories
from tests.acties.test_initiatief_omzetten import feiten, verstuur
from tests.acties.test_tegelijk import tegelijk
from tests.initiatieven import EMAIL, maak_initiatief

ROL, S = Betrokkenheid.Rol, InitiatiefStatus


def maak_idee(opgave, **kw):
    kw = {"bedrag": Decimal("1500.00"), "begindatum": date(2031, 1, 1), "mag_openbaar": True} | kw
    return maak_initiatief(status=S.TOEGEKEND, doel=factories.maak_doel(opgave=opgave), opgave=opgave, **kw)


def maak_stuk(idee, naam="Foto van Anna.jpg"):
    stuk = Bijlage(initiatief=idee, naam=naam, soort=Bijlage.Soort.JPEG, grootte=3)
    stuk.bestand.save("bijlage.jpg", ContentFile(b"abc"))
    return stuk


@pytest.mark.django_db
def test_bedrag_en_gekozen_stukken_gaan_mee_en_overleven_het_opruimen(als_client, client, projectleider, opgave):
    plan, idee = factories.maak_plan(opgave=opgave), maak_idee(opgave)
    mee, blijft = maak_stuk(idee), maak_stuk(idee, "Brief.jpg")
    leider = als_client(projectleider)
    html = leider.get(idee.get_absolute_url()).content.decode()
    assert "€\xa01.500" in html and "Foto van Anna.jpg" in html
    antwoord = verstuur(leider, idee, plan=plan.pk, bedrag_mee="on", stukken=[mee.pk])
    assert antwoord.status_code == 302, antwoord.context["omzetten"].errors
    actie = Actie.objects.get()
    geld = actie.geldstromen.get()
    assert (geld.begroot, geld.toegezegd, geld.besteed, geld.jaar) == (Decimal(1500), None, None, 2031)
    assert (geld.bron, geld.opgave) == ("Nog niet bekend", opgave)
    assert "€\xa01.500" in client.get(actie.get_absolute_url()).content.decode()
    assert list(actie.stukken.all()) == [mee]
    lang_geleden = timezone.now() - timedelta(days=4000)
    Initiatief.objects.filter(pk=idee.pk).update(status=S.AFGEROND, gesloten_op=lang_geleden)
    opruimen.ruim_op()
    mee.refresh_from_db()
    assert mee.naam == "Stuk 1.jpg" and mee.bestand.read() == b"abc"
    assert not Bijlage.objects.filter(pk=blijft.pk).exists()
    idee.refresh_from_db()
    assert idee.geanonimiseerd_op is not None
    assert "Stuk 1.jpg" in leider.get(idee.get_absolute_url()).content.decode()
    for pagina in (client, als_client(factories.maak_gebruiker(partner=factories.maak_partner()))):
        assert pagina.get(f"/initiatieven/{idee.nummer}/bijlagen/{mee.pk}/").status_code in (302, 404)


@pytest.mark.django_db
def test_zonder_vinkje_en_van_een_ander_idee_gaat_niets_mee(als_client, projectleider, opgave):
    plan, idee = factories.maak_plan(opgave=opgave), maak_idee(opgave)
    vreemd = maak_stuk(maak_idee(opgave))
    zet = {"initiatief": idee, "door": projectleider, "feiten": feiten(idee, plan)}
    with pytest.raises(ValidationError, match="ander idee"):
        services.zet_om(**zet, meegaan=Meegaan(stukken=[vreemd]))
    with pytest.raises(ValidationError, match="doet niet mee"):
        services.zet_om(**zet, meegaan=Meegaan(uren=[Urenwens(factories.maak_partner(), ROL.DEELNEMER, 4)]))
    assert not Actie.objects.exists() and not Bericht.objects.exists()
    als_client(projectleider).post(f"{idee.get_absolute_url()}behandelen/", {"daad": "omzetten", "stukken": vreemd.pk})
    assert not Actie.objects.exists()
    actie = services.zet_om(**zet)
    assert not actie.geldstromen.exists() and not actie.stukken.exists()


class NietsVerlorenNietsDubbel(TestCase):
    @hyp(max_examples=15, deadline=None)
    @given(
        rijen=st.lists(
            st.tuples(st.sampled_from([ROL.COORDINATOR, ROL.DEELNEMER]), st.none() | st.integers(1, 500)), max_size=4
        ),
        bedrag=st.none() | st.decimals("0.01", "99999.99", places=2),
        neemt_bedrag=st.booleans(),
        zicht=st.sampled_from(Zichtbaarheid.values),
        keer=st.integers(1, 3),
    )
    def test_wat_gekozen_is_komt_er_precies_een_keer(self, rijen, bedrag, neemt_bedrag, zicht, keer):
        opgave = factories.maak_opgave(nummer=3)
        leider = cast.projectleider(opgave=opgave, bureau=factories.maak_partner())
        idee, plan = maak_idee(opgave, bedrag=bedrag), factories.maak_plan(opgave=opgave)
        partners = [(factories.maak_partner(), rol, uren) for rol, uren in rijen]
        wensen = [Urenwens(partner, rol, uren) for partner, rol, uren in partners if uren]
        berichten = Bericht.objects.exclude(aan=EMAIL)
        for partner, _rol, _uren in partners:
            factories.maak_gebruiker(partner=partner)
        for _keer in range(keer):
            actie = services.zet_om(
                initiatief=idee,
                door=leider,
                feiten=feiten(idee, plan, zichtbaarheid=zicht),
                partners=[RijWijziging(Betrokkenheid, None, {"partner": p, "rol": r}) for p, r, _ in partners],
                meegaan=Meegaan(wensen, neemt_bedrag),
            )
        assert Actie.objects.get() == actie
        gevonden = {(b.partner, b.rol) for b in actie.betrokkenheden.all()}
        assert gevonden == {(p, r) for p, r, _ in partners} and len(gevonden) == actie.betrokkenheden.count()
        stand = "te_vragen" if zicht == Zichtbaarheid.CONCEPT else "gevraagd"
        vragen = sorted(Inzetafspraak.objects.values_list("betrokkenheid__partner", "uren", "stand"))
        assert vragen == sorted((w.partner.pk, w.uren, stand) for w in wensen)
        assert berichten.count() == (0 if stand == "te_vragen" else len(wensen))
        # Nobody said yes yet, so nothing is agreed.
        assert not actie.betrokkenheden.filter(uren_per_jaar__isnull=False).exists()
        begroot = [bedrag] if bedrag and neemt_bedrag else []
        assert list(Geldstroom.objects.values_list("begroot", flat=True)) == begroot


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_maken_een_actie(projectleider, programmateam, opgave):
    plan, idee, partner = factories.maak_plan(opgave=opgave), maak_idee(opgave), factories.maak_partner()
    factories.maak_gebruiker(partner=partner)

    def zet_om(wie):
        def doe():
            rij = RijWijziging(Betrokkenheid, None, {"partner": partner, "rol": ROL.PENVOERDER})
            return services.zet_om(
                initiatief=Initiatief.objects.get(pk=idee.pk),
                door=Gebruiker.objects.get(pk=wie.pk),
                feiten=feiten(idee, plan),
                partners=[rij],
                meegaan=Meegaan([Urenwens(partner, ROL.PENVOERDER, 40)], bedrag=True),
            )

        return doe

    uitkomsten = tegelijk(*(zet_om(wie) for wie in (projectleider, programmateam) * 2))
    actie = Actie.objects.get()
    assert uitkomsten == [actie] * 4
    assert Inzetafspraak.objects.count() == Geldstroom.objects.count() == actie.betrokkenheden.count() == 1
    # One to the submitter, one to the partner.
    assert Bericht.objects.count() == 2
