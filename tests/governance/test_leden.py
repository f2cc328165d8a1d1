"""What members say: whether they come, and whether the verslag is right. Nobody overwrites, nothing typed is lost."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from governance.herinneren import van_verslagen
from governance.models import Aanmelding, Aanwezigheid, Lidmaatschap, Vergadering, Verslagreactie
from governance.services import (
    Gewijzigd,
    beantwoord_reactie,
    meld_aan,
    reageer,
    verbeter_verslag,
    verplaats_vergadering,
    zet_reactietermijn,
    zet_stand,
)
from governance.services.aanwezigheid import OOK, staat_van
from governance.services.weging import merk
from sterkvoornoord.herinneren import nog_niet_gestuurd, stuur
from sterkvoornoord.models import Bericht, Gebruiker
from tests import factories
from tests.overleggen import leg, leg_er, sluit

Stand = Vergadering.Status
GEHEIM = "Zwijgplicht"


@pytest.fixture
def leden(orgaan):
    """Two members with an account and a role, and a seat without an account."""
    wie = [factories.maak_gebruiker(functie=functie) for functie in ("Wethouder", "Wijkagent")]
    for gebruiker in wie:
        factories.maak_lidmaatschap(orgaan=orgaan, functie=gebruiker.functie, gebruiker=gebruiker)
    factories.maak_lidmaatschap(orgaan=orgaan, functie="Directeur")
    return wie


@pytest.fixture
def uitgenodigd(orgaan, leden):
    over = timezone.localdate() + timedelta(days=9)
    return factories.maak_vergadering(orgaan=orgaan, status=Stand.UITGENODIGD, datum=over, begin="15:30")


@pytest.fixture
def verslag(bezig, plan, leden, programmateam):
    """A meeting that was closed today, with a besluit and a besloten item."""
    geheim = factories.maak_agendapunt(vergadering=bezig, titel=f"{GEHEIM} punt", besloten=True, volgorde=2)
    leg(geheim, programmateam, uitkomst="aangehouden", verslag=f"{GEHEIM} verslag")
    leg(plan, programmateam, uitkomst="conform", verslag="Kort besproken.")
    sluit(bezig, programmateam)
    return Vergadering.objects.get(pk=bezig.pk)


def stel_vast(verslag, door):
    nu = Vergadering.objects.get(pk=verslag.pk)
    return zet_stand(vergadering=nu, door=door, versie=nu.versie, naar=Stand.VASTGESTELD)


def adres(naam, vergadering, *rest):
    return reverse(f"vergaderingen:{naam}", args=[vergadering.nummer, *rest])


# Does a member come? -------------------------------------------------------------------------------------


def test_een_lid_laat_weten_of_het_komt_en_mag_zich_bedenken(uitgenodigd, leden):
    kw = {"vergadering": uitgenodigd, "door": leden[0]}
    assert meld_aan(versie=0, stand="komt", vervanger="overbodig", **kw).vervanger == ""
    assert meld_aan(versie=0, stand="komt", **kw).versie == 1, "a double click changes nothing"
    with pytest.raises(Gewijzigd):
        meld_aan(versie=0, stand="komt_niet", **kw)
    with pytest.raises(ValidationError, match="wie u vervangt"):
        meld_aan(versie=1, stand="vervangen", vervanger=" ", **kw)
    meld_aan(versie=1, stand="vervangen", vervanger="Adjunct", **kw)
    assert list(Aanmelding.objects.values_list("stand", "vervanger", "versie")) == [("vervangen", "Adjunct", 2)]


def test_alleen_wie_op_die_dag_lid_is_en_alleen_voor_de_vergadering(uitgenodigd, leden, programmateam, beheerder):
    for wie in (programmateam, beheerder, factories.maak_gebruiker()):
        with pytest.raises(PermissionDenied):
            meld_aan(vergadering=uitgenodigd, door=wie, versie=0, stand="komt")
    Lidmaatschap.objects.filter(gebruiker=leden[0]).update(tot=uitgenodigd.datum)
    with pytest.raises(PermissionDenied):
        meld_aan(vergadering=uitgenodigd, door=leden[0], versie=0, stand="komt")
    for status in (Stand.CONCEPT, Stand.GEPLAND, Stand.BEZIG, Stand.GEHOUDEN, Stand.GEANNULEERD, Stand.VASTGESTELD):
        Vergadering.objects.update(status=status)
        with pytest.raises(ValidationError, match="laten weten"):
            meld_aan(vergadering=uitgenodigd, door=leden[1], versie=0, stand="komt")
    assert not Aanmelding.objects.exists()


def test_de_link_uit_de_mail_verandert_niets_en_de_knoppen_op_de_pagina_wel(uitgenodigd, leden, als_client, partner):
    client, pad = als_client(leden[0]), adres("komst", uitgenodigd)
    factories.maak_bemensing(rol="bestuurslid", gebruiker=leden[1])
    for _ in range(2):
        assert client.get(pad + "?stand=komt").status_code == 200
    assert not Aanmelding.objects.exists()
    html = client.get(uitgenodigd.get_absolute_url()).text
    assert "Ik kom niet" in html and "0 komen, van 3 is er nog geen antwoord." in html
    assert client.post(pad, {"stand": "komt"}).url == uitgenodigd.get_absolute_url()
    for fout in ({"stand": "vervangen"}, {"stand": "komt_niet", "vervanger": "Adjunct"}, {"stand": "x"}):
        antwoord = client.post(pad, {**fout, "versie": 1})
        assert "svn-foutlijst" in antwoord.text and fout.get("vervanger", "") in antwoord.text
    antwoord = client.post(pad, {"stand": "vervangen", "vervanger": "Adjunct-directeur"})
    assert antwoord.status_code == 409 and "Adjunct-directeur" in antwoord.text, "an old page keeps what was typed"
    client.post(pad, {"stand": "vervangen", "vervanger": "Adjunct-directeur", "versie": 1})
    ander = als_client(leden[1]).get(uitgenodigd.get_absolute_url()).text
    assert "vervangen door Adjunct-directeur" in ander and "1 komt, van 2" in ander
    assert "Adjunct-directeur" not in als_client(partner).get(uitgenodigd.get_absolute_url()).text
    assert als_client(partner).get(pad).status_code == 403


def test_wie_verplaatst_wordt_antwoordt_opnieuw(uitgenodigd, leden, programmateam):
    meld_aan(vergadering=uitgenodigd, door=leden[0], versie=0, stand="komt")
    nieuw = verplaats_vergadering(
        vergadering=uitgenodigd, door=programmateam, versie=1, datum=uitgenodigd.datum + timedelta(days=1)
    )
    assert not nieuw.aanmeldingen.exists()


def test_de_mail_wijst_naar_de_pagina_waar_men_antwoordt(uitgenodigd, programmateam):
    Vergadering.objects.update(status=Stand.GEPLAND)
    factories.maak_agendapunt(vergadering=uitgenodigd)
    zet_stand(vergadering=uitgenodigd, door=programmateam, versie=1, naar=Stand.UITGENODIGD)
    berichten = Bericht.objects.all()
    assert len(berichten) == 2 and all(adres("komst", uitgenodigd) in b.tekst for b in berichten)


# Who was there -------------------------------------------------------------------------------------------


def er_velden(client, pad) -> dict[str, str]:
    """What a browser would post of who is there."""
    html = client.get(pad).text.split('id="er-velden"')[1].split('id="stand-er"')[0]
    velden = dict(re.findall(r'<input type="(?:hidden|text)" name="(er-[^"]+)"(?: value="([^"]*)")?', html))
    for naam, opties in re.findall(r'<select name="(er-[^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        velden[naam] = re.search(r'value="([^"]*)" selected', opties)[1]
    return {**velden, "er-ook_aanwezig": ""}


def test_wat_leden_vooraf_zeiden_staat_al_ingevuld(bezig, leden, orgaan, programmateam, als_client):
    for wie, kw in zip(leden, ({"stand": "komt_niet"}, {"stand": "vervangen", "vervanger": "Adjunct"}), strict=True):
        Aanmelding.objects.create(vergadering=bezig, gebruiker=wie, **kw)
    client, pad = als_client(programmateam), adres("vastleggen", bezig)
    assert "Hier staat wat leden vooraf lieten weten" in client.get(pad).text
    assert not Aanwezigheid.objects.exists(), "looking records nothing"
    client.post(pad, er_velden(client, pad))
    zo = [("Wethouder", "afwezig", ""), ("Wijkagent", "vervangen", "Adjunct")]
    assert list(Aanwezigheid.objects.values_list("lid__functie", "stand", "vervanger")) == zo
    assert "lieten weten" not in client.get(pad).text


def test_een_oude_pagina_wist_niet_wat_een_ander_invulde(bezig, leden, orgaan, programmateam, als_client):
    een, twee, _ = Lidmaatschap.objects.order_by("pk")
    client, pad = als_client(programmateam), adres("vastleggen", bezig)
    oud = er_velden(client, pad)
    leg_er(bezig, programmateam, {een: ("aanwezig", "")})
    hx = {"headers": {"HX-Request": "true"}}
    deel = {**oud, "deel": "er", f"er-stand{twee.pk}": "afwezig"}
    assert client.post(pad, deel, **hx)["X-Bewaard"] == "ja"
    assert set(Aanwezigheid.objects.values_list("lid", "stand")) == {(een.pk, "aanwezig"), (twee.pk, "afwezig")}
    botst = {**oud, "deel": "er", f"er-stand{een.pk}": "vervangen", f"er-vervanger{een.pk}": "Adjunct"}
    antwoord = client.post(pad, botst, **hx)
    assert antwoord["X-Bewaard"] == "nee" and "Vervangen door Adjunct" in antwoord.text
    assert Aanwezigheid.objects.get(lid=een).stand == "aanwezig"
    keuze = f"er-keuze-{een.pk}"
    assert "er-velden" in client.post(pad, {**botst, keuze: f"ander:{merk('aanwezig')}"}, **hx).text
    assert client.post(pad, {**botst, keuze: f"mijn:{merk('iets anders')}"}, **hx)["X-Bewaard"] == "nee"
    assert client.post(pad, {**botst, keuze: f"mijn:{merk('aanwezig')}"}, **hx)["X-Bewaard"] == "ja"
    assert Aanwezigheid.objects.get(lid=een).vervanger == "Adjunct"
    zonder_script = client.post(pad, {**botst, f"er-stand{een.pk}": "afwezig", f"er-stand{twee.pk}": "aanwezig"})
    assert zonder_script.status_code == 409 and "Iemand anders vulde dit ook in" in zonder_script.text


@pytest.mark.django_db(transaction=True)
def test_wie_tegelijk_aanwezigheid_invult_overschrijft_elkaar_niet(bezig, orgaan, programmateam):
    """Six fill in a seat each and two the same one, all from one old page: seven stand, one is asked to choose."""
    zetels = [factories.maak_lidmaatschap(orgaan=orgaan) for _ in range(7)]
    oud, start, uit = staat_van(bezig), Barrier(8), []

    def doe(nr: int) -> None:
        door = Gebruiker.objects.get(pk=programmateam.pk)
        lid, wat = zetels[min(nr, 6)], ("afwezig" if nr == 7 else "aanwezig", "")
        try:
            start.wait(timeout=20)
            uit.append(leg_er(bezig, door, {lid: wat}, op=oud)[0])
        finally:
            connection.close()

    draden = [Thread(target=doe, args=[nr]) for nr in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert [len(w.botsingen) for w in sorted(uit, key=lambda w: len(w.botsingen))] == [0] * 7 + [1]
    assert Aanwezigheid.objects.count() == 7
    assert OOK in staat_van(bezig)


# Is the verslag right? -----------------------------------------------------------------------------------


def test_sluiten_vraagt_de_leden_binnen_de_dagen_van_het_overleg(verslag, leden, orgaan):
    assert verslag.reageren_tot == timezone.localdate() + timedelta(days=orgaan.nakijkdagen)
    berichten = Bericht.objects.filter(sleutel__startswith=f"verslag-{verslag.pk}-")
    assert {b.aan for b in berichten} == {lid.email for lid in leden}
    assert all(verslag.get_absolute_url() in b.tekst and GEHEIM not in b.tekst for b in berichten)


def test_een_lid_reageert_wijzigt_dat_en_leest_het_antwoord(verslag, leden, programmateam, als_client):
    client, pad = als_client(leden[0]), adres("reactie", verslag)
    pagina = client.get(verslag.get_absolute_url()).text
    assert "Stem in." in pagina.split("conform voorstel, concept")[1], "what is going to be vastgesteld"
    assert "/besluiten/AB-" not in pagina, "the concept itself has no page for members"
    assert "Klopt het verslag?" in pagina and "reageren kan tot en met" in pagina
    for fout in ({}, {"akkoord": "False"}, {"akkoord": "True", "tekst": "Toch niet."}, {"akkoord": "hack"}):
        antwoord = client.post(pad, fout)
        assert "svn-foutlijst" in antwoord.text and fout.get("tekst", "") in antwoord.text
    assert not Verslagreactie.objects.exists()
    client.post(pad, {"akkoord": "True"})
    antwoord = client.post(pad, {"akkoord": "False", "tekst": "Punt 1 klopt niet."})
    assert antwoord.status_code == 409 and "Punt 1 klopt niet." in antwoord.text
    client.post(pad, {"akkoord": "False", "tekst": "Punt 1 klopt niet.", "versie": 1})
    reactie = Verslagreactie.objects.get()
    assert (reactie.akkoord, reactie.als, reactie.versie) == (False, "Wethouder", 2)
    with pytest.raises(ValidationError, match="niet overneemt"):
        beantwoord_reactie(reactie=reactie, door=programmateam, versie=2, oordeel="niet_overgenomen")
    kw = {"oordeel": "niet_overgenomen", "antwoord": "Dit is zo gezegd."}
    mijn_werk = reverse("monitor:mijn-werk")
    assert "Klopt het verslag?" not in client.get(mijn_werk).text, "she said what she thinks"
    assert "Klopt het verslag? (1)" in als_client(leden[1]).get(mijn_werk).text
    beantwoord_reactie(reactie=reactie, door=programmateam, versie=2, **kw)
    post = Bericht.objects.get(sleutel=f"verslagreactie-{reactie.pk}-3")
    assert post.aan == leden[0].email and "niet overgenomen" in post.tekst and "Dit is zo gezegd." not in post.tekst
    assert "Dit is zo gezegd." in client.get(verslag.get_absolute_url()).text
    with pytest.raises(Gewijzigd):
        reageer(vergadering=verslag, door=leden[0], versie=2, akkoord=False, tekst="Iets anders.")
    reageer(vergadering=verslag, door=leden[0], versie=3, akkoord=False, tekst="Iets anders.")
    reactie.refresh_from_db()
    assert reactie.is_open and reactie.antwoord == "", "who says something else waits for a judgement again"


def test_reacties_zijn_van_het_lid_en_het_programmateam(verslag, leden, programmateam, partner, als_client):
    reageer(vergadering=verslag, door=leden[0], versie=0, akkoord=False, tekst=f"{GEHEIM} klopt niet.")
    factories.maak_bemensing(rol="bestuurslid", gebruiker=leden[1])
    deuren = [verslag.get_absolute_url(), adres("reacties", verslag), adres("reactie", verslag), "/mijn-werk/"]
    for wie in (leden[1], partner):
        for deur in deuren:
            html = als_client(wie).get(deur).text
            assert f"{GEHEIM} klopt niet" not in html, (wie, deur)
    assert "Verbeter het verslag" not in als_client(leden[0]).get(deuren[0]).text
    lijst = als_client(programmateam).get(deuren[1]).text
    assert f"{GEHEIM} klopt niet." in lijst and "Nog niets gezegd" in lijst and "Heeft geen account" in lijst
    Lidmaatschap.objects.filter(gebruiker=leden[0]).update(tot=timezone.localdate())
    assert als_client(leden[0]).get(deuren[2]).status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        reageer(vergadering=verslag, door=leden[0], versie=1, akkoord=True)
    assert "geen lid meer" in als_client(programmateam).get(deuren[1]).text


def test_te_laat_zegt_wat_u_kunt_doen_en_bewaart_uw_tekst(verslag, leden, programmateam, als_client):
    client, pad = als_client(leden[0]), adres("reactie", verslag)
    post = {"akkoord": "False", "tekst": "Mijn lange tekst."}
    for anders in ({"reageren_tot": timezone.localdate() - timedelta(days=1)}, {"status": Stand.VASTGESTELD}):
        Vergadering.objects.filter(pk=verslag.pk).update(**anders)
        html = client.post(pad, post).text
        assert "Mijn lange tekst." in html and "mail hem naar" in html
    assert not Verslagreactie.objects.exists()


def test_vaststellen_wacht_op_wat_niet_beantwoord_is(verslag, leden, programmateam):
    reactie = reageer(vergadering=verslag, door=leden[0], versie=0, akkoord=False, tekst="Punt 1 klopt niet.")
    with pytest.raises(ValidationError, match="1 reactie op een antwoord"):
        stel_vast(verslag, programmateam)
    beantwoord_reactie(reactie=reactie, door=programmateam, versie=1, oordeel="verwerkt")
    stel_vast(verslag, programmateam)
    for daad in (
        lambda: reageer(vergadering=verslag, door=leden[1], versie=0, akkoord=True),
        lambda: beantwoord_reactie(reactie=reactie, door=programmateam, versie=2, oordeel="verwerkt"),
    ):
        with pytest.raises(ValidationError):
            daad()


@pytest.mark.django_db(transaction=True)
def test_geen_reactie_verdwijnt_als_men_tegelijk_vaststelt(verslag, leden, programmateam):
    """One reacts while another sets the verslag fast: either it waits for an answer, or the member hears it is too
    late."""
    start, uit = Barrier(2), {}

    def doe(naam, daad):
        try:
            start.wait(timeout=20)
            uit[naam] = daad()
        except ValidationError as fout:
            uit[naam] = fout
        finally:
            connection.close()

    lid = leden[0]
    daden = {
        "reageer": lambda: reageer(vergadering=verslag, door=lid, versie=0, akkoord=False, tekst="Punt 1 klopt niet."),
        "vast": lambda: stel_vast(verslag, Gebruiker.objects.get(pk=programmateam.pk)),
    }
    draden = [Thread(target=doe, args=paar) for paar in daden.items()]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    gereageerd = isinstance(uit["reageer"], Verslagreactie)
    assert gereageerd != isinstance(uit["vast"], Vergadering), uit
    assert Verslagreactie.objects.exists() == gereageerd


def test_het_programmateam_antwoordt_verbetert_en_verzet_de_termijn(verslag, plan, leden, programmateam, als_client):
    reactie = reageer(vergadering=verslag, door=leden[0], versie=0, akkoord=False, tekst="Punt 1 klopt niet.")
    client = als_client(programmateam)
    assert "1 reactie wacht" in client.get(verslag.get_absolute_url()).text
    pad = adres("reactie-antwoord", verslag, reactie.pk)
    assert "Punt 1 klopt niet." in client.get(pad).text
    reageer(vergadering=verslag, door=leden[0], versie=1, akkoord=False, tekst="Punt 1 en 2 kloppen niet.")
    antwoord = client.post(pad, {"oordeel": "verwerkt", "antwoord": "Dank u.", "versie": 1})
    assert antwoord.status_code == 409 and "Punt 1 en 2 kloppen niet." in antwoord.text and "Dank u." in antwoord.text
    client.post(pad, {"oordeel": "verwerkt", "antwoord": "Dank u.", "versie": 2})
    punt = adres("verslag", verslag, plan.pk)
    plan.refresh_from_db()
    assert "besluittekst" not in client.get(punt).text, "that text is a besluit by now"
    client.post(punt, {"verslag": "Lang besproken.", "versie": plan.versie})
    assert client.post(punt, {"verslag": "Niet besproken.", "versie": plan.versie}).status_code == 409
    plan.refresh_from_db()
    assert plan.verslag == "Lang besproken."
    ver = timezone.localdate() + timedelta(days=30)
    termijn, dag = adres("reactietermijn", verslag), {"reageren_tot_0": ver.day, "reageren_tot_1": ver.month}
    for jaar, klopt in ((ver.year - 2, False), (ver.year, True)):
        verslag.refresh_from_db()
        client.post(termijn, {**dag, "reageren_tot_2": jaar, "versie": verslag.versie})
        verslag.refresh_from_db()
        assert (verslag.reageren_tot == ver) is klopt
    stel_vast(verslag, programmateam)
    for daad in (
        lambda: verbeter_verslag(punt=plan, door=programmateam, versie=plan.versie, verslag="x"),
        lambda: zet_reactietermijn(
            vergadering=verslag, door=programmateam, versie=Vergadering.objects.get(pk=verslag.pk).versie,
            reageren_tot=ver,
        ),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            daad()


def test_wie_nog_niets_zei_krijgt_een_herinnering_en_een_keer(verslag, leden):
    reageer(vergadering=verslag, door=leden[0], versie=0, akkoord=True)
    laatste = verslag.reageren_tot
    assert not van_verslagen(laatste - timedelta(days=3)) and not van_verslagen(laatste + timedelta(days=1))
    [herinnering] = van_verslagen(laatste - timedelta(days=2))
    assert herinnering.gebruiker == leden[1]
    stuur([herinnering])
    assert not nog_niet_gestuurd(van_verslagen(laatste))
    [bericht] = Bericht.objects.filter(sleutel=herinnering.sleutel)
    assert "nog niet gereageerd" in bericht.tekst.lower() and GEHEIM not in bericht.tekst
