"""Reporting progress: what the services promise, one by one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from acties.models import Actie, Betrokkenheid, Koers, Status, Voortgang
from acties.services import VersieConflict, bevestig_ongewijzigd, maak_ongedaan, meld_voortgang
from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Logregel
from tests.factories import maak_actie, maak_voortgang

UITVOERING, VOORBEREIDING, DOORLOPEND = Status.IN_UITVOERING, Status.IN_VOORBEREIDING, Status.DOORLOPEND
GOED, LET, STUUR = Koers.VOLGENS_VERWACHTING, Koers.AANDACHTSPUNT, Koers.BIJSTUREN


def meld(actie, door, **kw):
    kw.setdefault("versie", Actie.objects.get(pk=actie.pk).versie)
    kw.setdefault("status", UITVOERING)
    kw.setdefault("koers", GOED)
    kw.setdefault("toelichting", "Het Ping-loket draait.")
    return meld_voortgang(actie=actie, door=door, **kw)


def stand(actie):
    return Actie.objects.values_list("status", "koers", "stand_op", "versie").get(pk=actie.pk)


def zinnen(fout: pytest.ExceptionInfo) -> dict[str, list[str]]:
    return fout.value.message_dict


# ── Report ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rol", ["projectleider", "trekker", "programmateam"])
def test_wie_mag_melden_zet_de_stand_van_de_actie(rol, actie, request):
    door = request.getfixturevalue(rol)
    rij = meld(actie, door)
    assert (rij.gemeld_door, rij.gemeld_als, rij.peildatum) == (door, door.functie, timezone.localdate())
    assert stand(actie) == (UITVOERING, GOED, timezone.localdate(), 2)
    assert rij.ongewijzigd is False


@pytest.mark.parametrize("rol", ["bewoner", "partner", "bestuurder", "andere_projectleider", "beheerder"])
def test_wie_niet_mag_melden_verandert_niets(rol, actie, request):
    voor = stand(actie)
    with pytest.raises(PermissionDenied):
        meld(actie, request.getfixturevalue(rol))
    assert stand(actie) == voor
    assert not Voortgang.objects.exists()


def test_een_oude_versie_geeft_een_conflict_met_de_stand_van_nu(actie, projectleider, trekker):
    eerste = meld(actie, trekker, versie=1)
    with pytest.raises(VersieConflict) as fout:
        meld(actie, projectleider, versie=1, toelichting="Mijn tekst.")
    assert (fout.value.actie.versie, fout.value.laatste) == (2, eerste)
    assert Voortgang.objects.count() == 1


def test_een_versie_die_nog_niet_bestaat_is_ook_een_conflict(actie, projectleider):
    with pytest.raises(VersieConflict):
        meld(actie, projectleider, versie=99)


def test_dezelfde_melding_twee_keer_versturen_geeft_een_rij(actie, projectleider):
    eerste = meld(actie, projectleider, versie=1)
    assert meld(actie, projectleider, versie=1) == eerste
    assert stand(actie)[3] == 2
    assert Voortgang.objects.count() == 1


def test_een_andere_melding_op_de_oude_versie_is_geen_dubbele_klik(actie, projectleider):
    meld(actie, projectleider, versie=1)
    with pytest.raises(VersieConflict):
        meld(actie, projectleider, versie=1, toelichting="Iets anders.")


def test_de_geschiedenis_noemt_wie_en_van_wat_naar_wat(actie, projectleider):
    meld(actie, projectleider, koers=STUUR, oorzaak="Te weinig leden", maatregel="Werven")
    regel = Logregel.objects.van(actie).filter(content_type__model="actie").first()
    assert regel.changes["koers"] == ["", "bijsturen"]
    assert regel.changes["stand_op"] == ["None", str(timezone.localdate())]
    assert (regel.actor, regel.functie, regel.rol) == (projectleider, "Projectleider wonen", "Projectleider")
    assert "versie" not in regel.changes


def test_koers_blijft_leeg_bij_een_actie_die_niet_loopt(actie, projectleider):
    rij = meld(actie, projectleider, status=Status.AFGEROND, koers=STUUR, oorzaak="x", maatregel="y")
    assert (rij.koers, rij.oorzaak, rij.maatregel) == ("", "", "")
    assert stand(actie)[:2] == (Status.AFGEROND, "")


def test_uitleg_blijft_alleen_staan_bij_een_koers_die_erom_vraagt(actie, projectleider):
    rij = meld(actie, projectleider, koers=GOED, oorzaak="oud", maatregel="oud")
    assert (rij.oorzaak, rij.maatregel) == ("", "")


@pytest.mark.parametrize(
    ("velden", "veld", "woord"),
    [
        ({"koers": ""}, "koers", "Kies een koers"),
        ({"koers": "super"}, "koers", "uit de lijst"),
        ({"status": "klaar", "koers": ""}, "status", "uit de lijst"),
        ({"koers": LET, "maatregel": "Bellen"}, "oorzaak", "oorzaak"),
        ({"koers": STUUR, "oorzaak": "Geen plek"}, "maatregel", "wat u eraan doet"),
        ({"peildatum": date(1, 1, 1)}, "peildatum", "vier cijfers"),
    ],
)
def test_een_regel_die_niet_klopt_verandert_niets(velden, veld, woord, actie, projectleider):
    voor = stand(actie)
    with pytest.raises(ValidationError) as fout:
        meld(actie, projectleider, **velden)
    assert woord in zinnen(fout)[veld][0]
    assert stand(actie) == voor
    assert not Voortgang.objects.exists()


def test_een_datum_na_vandaag_kan_niet(actie, projectleider):
    with pytest.raises(ValidationError) as fout:
        meld(actie, projectleider, peildatum=timezone.localdate() + timedelta(days=1))
    assert "moet nog komen" in zinnen(fout)["peildatum"][0]


def test_een_datum_voor_de_nieuwste_stand_kan_niet(actie, projectleider):
    meld(actie, projectleider, peildatum=timezone.localdate() - timedelta(days=3))
    with pytest.raises(ValidationError) as fout:
        meld(actie, projectleider, peildatum=timezone.localdate() - timedelta(days=4))
    assert "Er is al een stand van" in zinnen(fout)["peildatum"][0]
    assert meld(actie, projectleider, peildatum=timezone.localdate() - timedelta(days=3)).pk


def test_alle_fouten_komen_tegelijk(actie, projectleider):
    with pytest.raises(ValidationError) as fout:
        meld(actie, projectleider, koers=LET, peildatum=timezone.localdate() + timedelta(days=1))
    assert set(zinnen(fout)) == {"oorzaak", "maatregel", "peildatum"}


# ── Penvoerder ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [UITVOERING, DOORLOPEND])
def test_gaan_lopen_zonder_penvoerder_kan_niet(status, opgave, projectleider):
    actie = maak_actie(opgave=opgave, status=Status.IDEE)
    with pytest.raises(ValidationError) as fout:
        meld(actie, projectleider, status=status)
    assert "nog geen penvoerder" in zinnen(fout)["status"][0]


def test_gaan_lopen_met_een_reden_kan_en_de_reden_blijft(opgave, projectleider):
    actie = maak_actie(opgave=opgave, status=Status.IDEE)
    meld(actie, projectleider, zonder_penvoerder_reden="Het programmateam doet dit zelf.")
    actie.refresh_from_db()
    assert actie.zonder_penvoerder_reden == "Het programmateam doet dit zelf."
    assert actie.status == UITVOERING


def test_gaan_lopen_met_een_penvoerder_kan(opgave, organisatie, projectleider):
    actie = maak_actie(opgave=opgave, status=Status.IDEE, penvoerder=organisatie)
    meld(actie, projectleider)
    assert stand(actie)[0] == UITVOERING


def test_een_penvoerder_die_gestopt_is_telt_niet(opgave, organisatie, projectleider):
    actie = maak_actie(opgave=opgave, status=VOORBEREIDING, penvoerder=organisatie)
    Betrokkenheid.objects.update(tot=timezone.localdate())
    with pytest.raises(ValidationError):
        meld(actie, projectleider)


def test_voorbereiden_en_wat_al_liep_vragen_geen_penvoerder(opgave, projectleider):
    meld(maak_actie(opgave=opgave, status=Status.IDEE), projectleider, status=VOORBEREIDING)
    meld(maak_actie(opgave=opgave, status=UITVOERING), projectleider, status=UITVOERING)
    assert Voortgang.objects.count() == 2


# ── Confirm ──────────────────────────────────────────────────────────────────


def test_ongewijzigd_herhaalt_de_laatste_stand_met_de_datum_van_vandaag(actie, projectleider, trekker):
    oud = timezone.localdate() - timedelta(days=171)
    meld(actie, projectleider, koers=LET, oorzaak="Geen plek", maatregel="Zoeken", peildatum=oud)
    rij = bevestig_ongewijzigd(actie=actie, door=trekker, versie=2)
    assert (rij.status, rij.koers, rij.oorzaak, rij.maatregel) == (UITVOERING, LET, "Geen plek", "Zoeken")
    assert (rij.ongewijzigd, rij.toelichting, rij.gemeld_door) == (True, "", trekker)
    assert stand(actie) == (UITVOERING, LET, timezone.localdate(), 3)


def test_ongewijzigd_kan_ook_zonder_eerdere_melding_en_verzint_geen_koers(actie, projectleider):
    rij = bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    assert (rij.status, rij.koers) == (UITVOERING, "")
    assert stand(actie) == (UITVOERING, "", timezone.localdate(), 2)


@pytest.mark.parametrize("versie", [1, 2])
def test_nog_eens_klikken_voegt_niets_toe(versie, actie, projectleider):
    eerste = bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    assert bevestig_ongewijzigd(actie=actie, door=projectleider, versie=versie) == eerste
    assert stand(actie)[3] == 2
    assert Voortgang.objects.count() == 1


def test_een_ander_die_ook_bevestigt_op_de_oude_versie_krijgt_een_conflict(actie, projectleider, trekker):
    bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    with pytest.raises(VersieConflict):
        bevestig_ongewijzigd(actie=actie, door=trekker, versie=1)
    assert Voortgang.objects.count() == 1


def test_bevestigen_na_een_melding_van_een_ander_is_een_conflict(actie, projectleider, trekker):
    bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    meld(actie, trekker, versie=2, koers=STUUR, oorzaak="Brand", maatregel="Blussen")
    with pytest.raises(VersieConflict):
        bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)


def test_een_aandachtspunt_zonder_uitleg_valt_niet_te_herhalen(opgave, projectleider):
    actie = maak_actie(opgave=opgave, koers=LET)
    with pytest.raises(ValidationError, match="oorzaak en een maatregel"):
        bevestig_ongewijzigd(actie=actie, door=projectleider, versie=1)
    assert stand(actie)[3] == 1


@pytest.mark.parametrize("rol", ["bewoner", "partner", "bestuurder", "andere_projectleider", "beheerder"])
def test_wie_niet_mag_melden_mag_ook_niet_bevestigen(rol, actie, request):
    with pytest.raises(PermissionDenied):
        bevestig_ongewijzigd(actie=actie, door=request.getfixturevalue(rol), versie=1)


# ── Take back ────────────────────────────────────────────────────────────────


def test_ongedaan_zet_terug_wat_er_voor_de_eerste_melding_stond(opgave, projectleider):
    geladen = date(2024, 11, 7)
    actie = maak_actie(opgave=opgave, status=UITVOERING, koers=LET, stand_op=geladen)
    rij = meld(actie, projectleider, status=Status.AFGEROND)
    terug = maak_ongedaan(voortgang=rij, door=projectleider)
    assert stand(actie) == (UITVOERING, LET, geladen, 3)
    assert terug.ingetrokken_op is not None
    assert terug.actie.status == UITVOERING


def test_ongedaan_zet_de_stand_van_de_melding_ervoor_terug(actie, projectleider):
    gisteren = timezone.localdate() - timedelta(days=1)
    meld(actie, projectleider, koers=LET, oorzaak="a", maatregel="b", peildatum=gisteren)
    rij = meld(actie, projectleider, koers=GOED)
    maak_ongedaan(voortgang=rij, door=projectleider)
    assert stand(actie)[:3] == (UITVOERING, LET, gisteren)
    assert Voortgang.objects.count() == 2
    assert Voortgang.objects.geldig().count() == 1


def test_twee_keer_ongedaan_is_geen_fout_en_doet_niets_extra(actie, projectleider):
    meld(actie, projectleider)
    rij = meld(actie, projectleider, koers=STUUR, oorzaak="a", maatregel="b")
    maak_ongedaan(voortgang=rij, door=projectleider)
    voor = stand(actie)
    maak_ongedaan(voortgang=rij, door=projectleider)
    assert stand(actie) == voor


def test_alleen_wie_meldde_maakt_ongedaan(actie, projectleider, trekker):
    rij = meld(actie, projectleider)
    with pytest.raises(PermissionDenied):
        maak_ongedaan(voortgang=rij, door=trekker)
    assert stand(actie)[3] == 2


def test_wie_zijn_rol_kwijt_is_maakt_niets_meer_ongedaan(actie, projectleider):
    rij = meld(actie, projectleider)
    projectleider.bemensing.update(tot=timezone.localdate())
    del projectleider._rollen
    with pytest.raises(PermissionDenied):
        maak_ongedaan(voortgang=rij, door=projectleider)


def test_na_een_nieuwere_melding_kan_het_niet_meer(actie, projectleider, trekker):
    rij = meld(actie, projectleider)
    meld(actie, trekker, toelichting="Later.")
    with pytest.raises(ValidationError, match="niets anders is gemeld"):
        maak_ongedaan(voortgang=rij, door=projectleider)


def test_na_een_uur_kan_het_niet_meer(actie, projectleider, settings):
    rij = meld(actie, projectleider)
    Voortgang.objects.update(gemeld_op=timezone.now() - timedelta(minutes=settings.ONGEDAAN_MINUTEN, seconds=1))
    with pytest.raises(ValidationError, match="60 minuten"):
        maak_ongedaan(voortgang=rij, door=projectleider)
    assert stand(actie)[1] == GOED


def test_een_rij_die_niet_van_de_services_komt_blijft_staan(actie, projectleider):
    rij = maak_voortgang(actie=actie, gemeld_door=projectleider, peildatum=timezone.localdate(), koers=GOED)
    with pytest.raises(ValidationError):
        maak_ongedaan(voortgang=rij, door=projectleider)


def test_wijzigen_daarna_staat_ongedaan_maken_niet_in_de_weg(actie, projectleider):
    rij = meld(actie, projectleider)
    Actie.objects.update(titel="Andere titel", versie=7)
    maak_ongedaan(voortgang=rij, door=projectleider)
    actie.refresh_from_db()
    assert (actie.titel, actie.koers, actie.versie) == ("Andere titel", "", 8)


# ── History of nested blocks ─────────────────────────────────────────────────


def test_na_een_melding_binnen_een_blok_geldt_het_buitenste_blok_weer(actie, projectleider, trekker):
    with als(trekker):
        meld(actie, projectleider)
        actie.refresh_from_db()
        actie.titel = "Nieuwe titel"
        actie.save()
    actie.titel = "Nog een titel"
    actie.save()
    na, binnen, *_ = Logregel.objects.van(actie).filter(content_type__model="actie")
    assert (na.actor, binnen.actor) == (None, trekker)
