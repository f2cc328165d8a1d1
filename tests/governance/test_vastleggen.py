"""Recording and closing: nothing typed is lost, two writers get a choice, no besluit is forgotten or doubled."""

import re
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Actiepunt, Agendapunt, Besluit, Vergadering
from governance.services import (
    Gewijzigd,
    leg_aanwezigheid_vast,
    leg_punt_vast,
    noteer_actiepunt,
    zet_stand,
)
from governance.services import weging as dienst
from governance.services.vastleggen import VELDEN, Vastgelegd
from governance.services.weging import merk
from sterkvoornoord.models import Gebruiker, Logregel
from tests import factories
from tests.overleggen import leg, leg_er, sluit

Stand = Vergadering.Status
GEHEIM = "Zwijgplicht"


# One item, one writer and two ----------------------------------------------------------------------------


def test_vastleggen_bewaart_en_twee_keer_hetzelfde_verandert_niets(plan, programmateam):
    uit = leg(plan, programmateam, uitkomst="conform", verslag="Kort besproken.")
    assert uit.gewijzigd and not uit.botsingen
    regels = Logregel.objects.count()
    assert not leg(plan, programmateam, op=plan, uitkomst="conform", verslag="Kort besproken.").gewijzigd
    plan.refresh_from_db()
    assert (plan.uitkomst, plan.verslag, plan.versie) == ("conform", "Kort besproken.", 2)
    assert Logregel.objects.count() == regels


def test_wie_een_ander_veld_schrijft_loopt_een_ander_niet_in_de_weg(plan, programmateam):
    leg(plan, programmateam, op=plan, verslag="Van de een.")
    uit = leg(plan, programmateam, op=plan, besluittekst="Van de ander.")
    assert not uit.botsingen and uit.van_ander == ["verslag"]
    plan.refresh_from_db()
    assert (plan.verslag, plan.besluittekst) == ("Van de een.", "Van de ander.")


def test_twee_teksten_in_hetzelfde_veld_vragen_om_een_keuze(plan, programmateam):
    leg(plan, programmateam, op=plan, verslag="Van de een.")
    uit = leg(plan, programmateam, op=plan, verslag="Van de ander.")
    assert [(b.veld, b.mijn, b.nu) for b in uit.botsingen] == [("verslag", "Van de ander.", "Van de een.")]
    for keuze, blijft, weg in (("mijn", "Van de ander.", "Van de een."), ("ander", "Van de een.", "Van de ander.")):
        with transaction.atomic():
            oud = ("verslag", (keuze, merk("iets ouders")))
            assert leg(plan, programmateam, op=plan, verslag="Van de ander.", keuzes=dict([oud])).botsingen
            gekozen = {"verslag": (keuze, merk("Van de een."))}
            leg(plan, programmateam, op=plan, verslag="Van de ander.", keuzes=gekozen)
            nu = Agendapunt.objects.get(pk=plan.pk)
            assert nu.verslag == blijft
            bewaard = [
                r.changes["verslag"][0]
                for r in Logregel.objects.get_for_object(nu)
                if r.additional_data.get("niet_gekozen")
            ]
            assert bewaard == [weg], "the text that was not chosen is in the history"
            transaction.set_rollback(True)


TEKST = st.sampled_from(["", "a", "b", "c"])


@given(begin=TEKST, mijn=TEKST, ander=TEKST)
def test_geen_tekst_verdwijnt_zonder_dat_iemand_koos(begin, mijn, ander):
    """Whatever both typed: a text that somebody wrote is stored, was the other's, or comes back as a choice."""
    oordeel = dienst.weeg(mijn, ander, merk(begin), "", "")
    if mijn != begin and ander not in (begin, mijn):
        assert oordeel == dienst.BOTST
    elif mijn not in (begin, ander):
        assert oordeel == dienst.SCHRIJF
    else:
        assert oordeel in (dienst.GELIJK, dienst.LAAT), "nothing of the writer is at stake"


def test_een_onleesbaar_merk_geeft_een_keuze_en_geen_verlies(plan, programmateam):
    Agendapunt.objects.update(verslag="Staat er.")
    uit = leg_punt_vast(
        punt=plan, door=programmateam, gepost=dict.fromkeys(VELDEN, "x") | {"uitkomst": ""}, gelezen={}
    )
    assert [b.veld for b in uit.botsingen] == ["besluittekst", "verslag"] or {b.veld for b in uit.botsingen} == {
        "besluittekst", "verslag",
    }  # fmt: skip


def test_alleen_het_programmateam_en_alleen_tijdens_de_vergadering(plan, programmateam, bestuurder, beheerder):
    for door in (bestuurder, beheerder):
        with pytest.raises(PermissionDenied):
            leg(plan, door, verslag="x")
        with pytest.raises(PermissionDenied):
            noteer_actiepunt(punt=plan, door=door, sleutel=uuid4(), tekst="x", wie="x")
    for status in (Stand.UITGENODIGD, Stand.CONCEPT_BESLUITENLIJST, Stand.GEPUBLICEERD):
        Vergadering.objects.update(status=status)
        with pytest.raises(ValidationError, match=r"niet .meer. bezig"):
            leg(plan, programmateam, verslag="x")
        with pytest.raises(ValidationError, match=r"niet .meer. bezig"):
            leg_aanwezigheid_vast(vergadering=plan.vergadering, door=programmateam, gepost={}, gelezen={})


# Who is there, who does what -----------------------------------------------------------------------------


def test_aanwezigheid_is_te_wijzigen_en_weg_te_halen(bezig, orgaan, programmateam):
    lid = factories.maak_lidmaatschap(orgaan=orgaan)
    for per_lid, verwacht in (
        ({lid: ("aanwezig", "overbodig")}, [("aanwezig", "")]),
        ({lid: ("vervangen", "adjunct")}, [("vervangen", "adjunct")]),
        ({lid: ("", "")}, []),
    ):
        leg_er(bezig, programmateam, per_lid)
        assert list(bezig.aanwezigheden.values_list("stand", "vervanger")) == verwacht


def test_een_dubbele_klik_maakt_een_actiepunt(plan, orgaan, programmateam):
    lid = factories.maak_lidmaatschap(orgaan=orgaan, partner=factories.maak_partner(), gebruiker=programmateam)
    kw = {"punt": plan, "door": programmateam, "sleutel": uuid4(), "uiterlijk": timezone.localdate()}
    noteer_actiepunt(tekst="Maak een opzet", wie=lid, **kw)
    noteer_actiepunt(tekst="Maak een goede opzet", wie=lid, **kw)
    punt = Actiepunt.objects.get()
    assert (punt.tekst, punt.gebruiker, punt.partner) == ("Maak een goede opzet", programmateam, lid.partner)
    assert punt.nummer == f"AP-{timezone.localdate().year}-01"
    with pytest.raises(ValidationError):
        noteer_actiepunt(punt=plan, door=programmateam, sleutel=uuid4(), tekst="Van wie?", wie="")


# The screen ----------------------------------------------------------------------------------------------


@pytest.fixture
def scherm(bezig, plan, programmateam, als_client):
    client, pad = als_client(programmateam), reverse("vergaderingen:vastleggen", args=[bezig.nummer])

    def velden() -> dict[str, str]:
        """What a browser would post of the page as it is now."""
        html = client.get(pad).text.split("<main")[1]
        uit = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
        uit |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)<', html))
        return {naam: waarde for naam, waarde in uit.items() if naam != "csrfmiddlewaretoken"}

    return client, pad, velden


def test_het_hele_scherm_bewaart_in_een_keer_zonder_script(scherm, plan, orgaan, bezig):
    lid = factories.maak_lidmaatschap(orgaan=orgaan, functie="Wethouder")
    ander = factories.maak_agendapunt(vergadering=bezig, volgorde=2, titel="Rondvraag")
    client, pad, velden = scherm
    p, q = f"p{plan.pk}-", f"p{ander.pk}-"
    post = velden() | {
        f"{p}uitkomst": "gewijzigd", f"{p}besluittekst": "Ja, maar later.", f"{q}verslag": "Geen vragen.",
        f"{p}actiepunt": "Maak een opzet", f"{p}wie": "Wethouder", f"{p}uiterlijk": "31-12-2026",
        f"er-stand{lid.pk}": "vervangen", f"er-vervanger{lid.pk}": "adjunct",
    }  # fmt: skip
    assert client.post(pad, post).url == pad
    plan.refresh_from_db()
    ander.refresh_from_db()
    assert (plan.uitkomst, plan.besluittekst, ander.verslag) == ("gewijzigd", "Ja, maar later.", "Geen vragen.")
    actiepunt = Actiepunt.objects.get()
    assert (actiepunt.functie, str(actiepunt.uiterlijk), actiepunt.agendapunt) == ("Wethouder", "2026-12-31", plan)
    assert bezig.aanwezigheden.get().vervanger == "adjunct"
    client.post(pad, post | {"sluit": "1"})
    assert Actiepunt.objects.count() == 1 and Besluit.objects.get().tekst == "Ja, maar later."


def test_een_oud_venster_zonder_script_overschrijft_niets(scherm, plan, programmateam):
    client, pad, velden = scherm
    oud = velden()
    leg(plan, programmateam, verslag="Van de ander.", uitkomst="conform")
    client.post(pad, oud)
    plan.refresh_from_db()
    assert plan.verslag == "Van de ander.", "who typed nothing changes nothing"
    naam = f"p{plan.pk}-verslag"
    antwoord = client.post(pad, oud | {naam: "Van mij."})
    assert antwoord.status_code == 409
    assert "Van de ander." in antwoord.text and "Van mij." in antwoord.text
    keuze = re.search(rf'name="(p{plan.pk}-keuze-verslag)" value="(mijn:\w+)"', antwoord.text)
    client.post(pad, oud | {naam: "Van mij.", keuze[1]: keuze[2]})
    plan.refresh_from_db()
    assert (plan.verslag, plan.uitkomst) == ("Van mij.", "conform")


def test_een_punt_bewaart_zichzelf_en_geeft_alleen_zijn_stand_terug(scherm, plan, bezig):
    client, pad, velden = scherm
    ander = factories.maak_agendapunt(vergadering=bezig, titel="Rondvraag")
    post, p = velden(), f"p{plan.pk}"
    deel = {k: v for k, v in post.items() if k.startswith(f"{p}-")} | {"deel": p, f"{p}-verslag": "Een zin."}
    antwoord = client.post(pad, deel, headers={"HX-Request": "true"})
    assert antwoord["X-Bewaard"] == "ja" and "Opgeslagen om" in antwoord.text
    assert "<textarea" not in antwoord.text, "what one types is not replaced"
    merken = re.search(rf'name="{p}-gelezen"[^>]* value="([^"]+)"', antwoord.text)[1]
    antwoord = client.post(
        pad, deel | {f"{p}-gelezen": merken, f"{p}-verslag": "Twee zinnen."}, headers={"HX-Request": "true"}
    )
    assert antwoord["X-Bewaard"] == "ja"
    plan.refresh_from_db()
    ander.refresh_from_db()
    assert (plan.verslag, ander.versie) == ("Twee zinnen.", 1)


def test_een_botsing_en_een_keuze_in_een_deel(scherm, plan, programmateam):
    client, pad, velden = scherm
    post, p = velden(), f"p{plan.pk}"
    leg(plan, programmateam, verslag="Van de ander.")
    deel = {k: v for k, v in post.items() if k.startswith(f"{p}-")} | {"deel": p, f"{p}-verslag": "Van mij."}
    antwoord = client.post(pad, deel, headers={"HX-Request": "true"})
    assert antwoord["X-Bewaard"] == "nee" and "Van de ander." in antwoord.text and "data-botst" in antwoord.text
    keuze = {f"{p}-keuze-verslag": f"ander:{merk('Van de ander.')}"}
    antwoord = client.post(pad, deel | keuze, headers={"HX-Request": "true"})
    assert antwoord["X-Bewaard"] == "ja"
    assert re.search(rf'<section[^>]* id="punt-{p}"[^>]* hx-swap-oob="true"', antwoord.text)
    assert re.search(rf'<textarea name="{p}-verslag"[^>]*>\s*Van de ander\.', antwoord.text)


@pytest.mark.parametrize("fout", [{"uiterlijk": "gisteren"}, {"wie": ""}, {"uitkomst": "hack"}])
def test_een_fout_antwoord_wordt_gezegd_en_blijft_staan(scherm, plan, fout):
    client, pad, velden = scherm
    p = f"p{plan.pk}-"
    goed = {f"{p}actiepunt": "Mijn actiepunt", f"{p}wie": "Wethouder", f"{p}verslag": "Mijn verslag"}
    antwoord = client.post(pad, velden() | goed | {p + naam: waarde for naam, waarde in fout.items()})
    assert antwoord.status_code == 200 and "Nog niet alles is opgeslagen" in antwoord.text
    assert "Mijn actiepunt" in antwoord.text and "Mijn verslag" in antwoord.text
    assert not Actiepunt.objects.exists()


def test_buiten_de_vergadering_wordt_niets_vastgelegd(scherm, plan, bezig):
    client, pad, velden = scherm
    post = velden() | {"deel": f"p{plan.pk}", f"p{plan.pk}-verslag": "Te laat."}
    Vergadering.objects.update(status=Stand.CONCEPT_BESLUITENLIJST)
    assert client.get(pad).url == bezig.get_absolute_url()
    assert client.post(pad, post).url == bezig.get_absolute_url()
    antwoord = client.post(pad, post, headers={"HX-Request": "true"})
    assert "niet (meer) bezig" in antwoord.text and "X-Bewaard" not in antwoord
    plan.refresh_from_db()
    assert plan.verslag == ""


def test_een_raadsagenda_kost_een_vast_aantal_vragen_en_past_in_een_formulier(
    scherm, bezig, plan, django_assert_max_num_queries
):
    for nr in range(149):
        factories.maak_agendapunt(vergadering=bezig, bovenliggend=plan, volgorde=nr)
    client, pad, velden = scherm
    with django_assert_max_num_queries(15):
        html = client.get(pad).text
    assert html.count("data-zelf") == 151
    assert client.post(pad, velden() | {f"p{plan.pk}-verslag": "Past erin."}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_wie_tegelijk_schrijft_en_sluit_verliest_niets_en_maakt_niets_dubbel(bezig, plan, programmateam):
    """Four write the same field of an item at once, two close at once: one text stands, and there is one besluit."""
    start, uit = Barrier(6), []

    def doe(nr: int) -> None:
        door = Gebruiker.objects.get(pk=programmateam.pk)
        try:
            start.wait(timeout=10)
            if nr < 4:
                uit.append(leg(plan, door, op=plan, uitkomst="conform", verslag=f"Tekst {nr}"))
            else:
                nu = Vergadering.objects.get(pk=bezig.pk)
                zet_stand(vergadering=nu, door=door, versie=1, naar=Stand.CONCEPT_BESLUITENLIJST)
        except (ValidationError, Gewijzigd) as fout:
            uit.append(fout)
        finally:
            connection.close()

    Agendapunt.objects.update(uitkomst="conform")
    plan.refresh_from_db()
    draden = [Thread(target=doe, args=[nr]) for nr in range(6)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    geschreven = [v for v in uit if isinstance(v, Vastgelegd) and v.gewijzigd]
    botsten = [v for v in uit if isinstance(v, Vastgelegd) and v.botsingen]
    geweigerd = [v for v in uit if isinstance(v, Exception)]
    assert len(geschreven) <= 1 and len(geschreven) + len(botsten) + len(geweigerd) == 5, uit
    tekst = Agendapunt.objects.get(pk=plan.pk).verslag
    assert tekst == (geschreven[0].punt.verslag if geschreven else "")
    assert Besluit.objects.count() == 1
    assert Vergadering.objects.get(pk=bezig.pk).status == Stand.CONCEPT_BESLUITENLIJST


# Who reads it --------------------------------------------------------------------------------------------


def test_het_verslag_is_eerst_voor_de_leden_en_pas_na_publicatie_voor_iedereen(
    bezig, plan, orgaan, programmateam, partner, als_client
):
    lid = factories.maak_gebruiker()
    factories.maak_lidmaatschap(orgaan=orgaan, gebruiker=lid)
    leg(plan, programmateam, uitkomst="aangehouden", besluittekst="Tekst één", verslag="Tekst twee")
    for status, lezers in {
        Stand.BEZIG: {programmateam},
        Stand.CONCEPT_BESLUITENLIJST: {programmateam, lid},
        Stand.VASTGESTELD: {programmateam, lid},
        Stand.GEPUBLICEERD: {programmateam, lid, partner},
    }.items():
        Vergadering.objects.update(status=status)
        for wie in (programmateam, lid, partner):
            html = als_client(wie).get(bezig.get_absolute_url()).text
            assert ("Tekst één" in html, "Tekst twee" in html) == (wie in lezers,) * 2, (status, wie)


@pytest.mark.parametrize("rol", ["bewoner", "zonder_rol", "partner", "projectleider", "bestuurder"])
def test_wat_bij_een_besloten_punt_is_vastgelegd_lekt_door_geen_deur(
    bezig, plan, orgaan, programmateam, als_client, request, rol
):
    boven = factories.maak_agendapunt(vergadering=bezig, titel=f"{GEHEIM} punt", besloten=True)
    onder = factories.maak_agendapunt(vergadering=bezig, bovenliggend=boven, titel=f"{GEHEIM} onderdeel")
    for punt, uitkomst in ((boven, "conform"), (onder, "aangehouden")):
        leg(punt, programmateam, uitkomst=uitkomst, besluittekst=f"{GEHEIM} tekst", verslag=f"{GEHEIM} verslag")
        noteer_actiepunt(punt=punt, door=programmateam, sleutel=uuid4(), tekst=f"{GEHEIM} taak", wie="Wethouder")
    leg(plan, programmateam, uitkomst="conform")
    sluit(bezig, programmateam)
    nu = Vergadering.objects.get(pk=bezig.pk)
    zet_stand(vergadering=nu, door=programmateam, versie=nu.versie, naar=Stand.VASTGESTELD)
    nu.refresh_from_db()
    zet_stand(vergadering=nu, door=programmateam, versie=nu.versie, naar=Stand.GEPUBLICEERD)
    client, besluiten = als_client(request.getfixturevalue(rol)), reverse("besluiten:lijst")
    terug = Agendapunt.objects.get(vervolg_op=onder)
    deuren = [
        bezig.get_absolute_url(), orgaan.get_absolute_url(), reverse("overleg:gids"), besluiten,
        f"{besluiten}?export=csv", f"{besluiten}?q=zwijgplicht", "/zoeken/?q=zwijgplicht", "/dashboard/",
        "/dashboard/?export=csv", "/mijn-werk/", "/api/v1/openapi.json", "/", f"{bezig.get_absolute_url()}agenda/",
        f"{bezig.get_absolute_url()}vastleggen/", f"{orgaan.get_absolute_url()}agendapunt/{terug.pk}/",
    ]  # fmt: skip
    for pad in deuren:
        antwoord = client.get(pad)
        inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
        assert GEHEIM not in inhoud.decode(), pad
    if rol in ("partner", "projectleider", "bestuurder"):
        assert "Een plan" in client.get(besluiten).text
