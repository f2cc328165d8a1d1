"""Editing an actie and its parts: what the service promises, whoever calls it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from acties.models import Actie, Betrokkenheid, Dwarsverband, Mijlpaal, Prestatie, Status, Zichtbaarheid
from acties.services import RijWijziging, VersieConflict, bewerk_actie
from sterkvoornoord.models import Logregel
from tests.factories import maak_actie, maak_betrokkenheid, maak_doel, maak_gebied, maak_partner, maak_plan

ROL = Betrokkenheid.Rol


def bewerk(actie, door, versie=1, rijen=(), **wijzigingen):
    return bewerk_actie(actie=actie, door=door, versie=versie, wijzigingen=wijzigingen, rijen=rijen)


def vers(actie):
    return Actie.objects.get(pk=actie.pk)


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
