"""Besluiten: numbers without gaps, what is vastgesteld stays, and besloten ones leak through no door."""

import re
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from governance.models import Besluit
from governance.services import bewerk_besluit, neem_besluit, stel_vast
from sterkvoornoord.models import Gebruiker, Logregel, Nummerreeks
from tests.factories import (
    maak_aanbeveling,
    maak_actiepunt,
    maak_agendapunt,
    maak_besluit,
    maak_doel,
    maak_gebruiker,
    maak_gevolg,
    maak_lidmaatschap,
    maak_orgaan,
    maak_partner,
    maak_signaal,
    maak_stuk,
    maak_vergadering,
)

GEHEIM = "Zwijgplicht"


@pytest.fixture
def neem(orgaan, programmateam):
    def doe(**kw) -> Besluit:
        vast = {"orgaan": orgaan, "datum": timezone.localdate(), "titel": "Een plan", "tekst": "Er komt een plan."}
        return neem_besluit(**{"door": programmateam, "uitkomst": "conform", **vast, **kw})

    return doe


def test_nummers_lopen_per_orgaan_en_jaar(neem):
    dag = timezone.localdate().replace(year=2024)
    db = maak_orgaan(afkorting="DB")
    nummers = [neem(datum=dag).nummer, neem(datum=dag).nummer, neem(datum=dag, orgaan=db).nummer]
    nummers.append(neem(datum=dag.replace(year=2023)).nummer)
    assert nummers == ["AB-2024-01", "AB-2024-02", "DB-2024-01", "AB-2023-01"]


def test_een_mislukt_besluit_kost_geen_nummer(neem):
    with pytest.raises(ValidationError):
        neem(titel="")
    with pytest.raises(RuntimeError), transaction.atomic():
        neem()
        raise RuntimeError
    assert neem().nummer.endswith("-01")


def test_zonder_afkorting_of_rol_geen_besluit(neem, bestuurder, projectleider, beheerder):
    with pytest.raises(ValidationError, match="afkorting"):
        neem(orgaan=maak_orgaan())
    for gebruiker in (bestuurder, projectleider, beheerder):
        with pytest.raises(PermissionDenied):
            neem(door=gebruiker)
    assert not Besluit.objects.exists() and not Nummerreeks.objects.exists()


def test_wat_is_vastgesteld_verandert_niet_meer(neem, programmateam):
    besluit = stel_vast(besluit=neem(), door=programmateam)
    assert besluit.vastgesteld_op == timezone.localdate()
    for daad in (
        lambda: bewerk_besluit(besluit=besluit, door=programmateam, versie=besluit.versie, tekst="Anders."),
        lambda: stel_vast(besluit=besluit, door=programmateam),
    ):
        with pytest.raises(ValidationError, match="vastgesteld"):
            daad()
    besluit.tekst = "Anders."
    with pytest.raises(ValidationError, match="vastgesteld"):
        besluit.full_clean()
    assert Besluit.objects.get().tekst == "Er komt een plan."


def test_zonder_uitkomst_niet_vast_te_stellen(neem, programmateam):
    with pytest.raises(ValidationError, match="Kies eerst een uitkomst"):
        stel_vast(besluit=neem(uitkomst=""), door=programmateam)


def test_vervangen_kan_een_keer_en_alleen_wat_vaststaat(neem, programmateam):
    concept = neem()
    with pytest.raises(ValidationError, match="Alleen een vastgesteld besluit"):
        neem(vervangt=concept)
    oud = stel_vast(besluit=concept, door=programmateam)
    nieuw = neem(vervangt=oud)
    assert list(Besluit.objects.geldend()) == [oud], "a concept replaces nothing yet"
    stel_vast(besluit=nieuw, door=programmateam)
    assert list(Besluit.objects.geldend()) == [nieuw]
    with pytest.raises(ValidationError):
        neem(vervangt=oud)


def test_de_geschiedenis_zegt_wie_het_vastlegde(neem, programmateam):
    regel = Logregel.objects.get_for_object(neem()).get()
    assert (regel.actor, regel.functie) == (programmateam, programmateam.functie)


@pytest.mark.django_db(transaction=True)
def test_schrijvers_tegelijk_krijgen_elk_een_eigen_nummer_zonder_gat(orgaan, programmateam):
    """One of them fails after taking its number: that number goes to another."""
    start, fouten = Barrier(6), []

    def schrijf(nr: int) -> None:
        try:
            start.wait(timeout=10)
            with transaction.atomic():
                neem_besluit(
                    door=Gebruiker.objects.get(pk=programmateam.pk),
                    orgaan=orgaan,
                    datum=timezone.localdate(),
                    titel=f"Besluit {nr}",
                    tekst="Tekst.",
                )
                if nr == 3:
                    raise RuntimeError
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=schrijf, args=[nr]) for nr in range(6)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert [type(fout) for fout in fouten] == [RuntimeError]
    jaar = timezone.localdate().year
    nummers = list(Besluit.objects.order_by("nummer").values_list("nummer", flat=True))
    assert nummers == [f"AB-{jaar}-{nr:02}" for nr in range(1, 6)]


# Besloten ------------------------------------------------------------------------------------------------


@pytest.fixture
def besloten(orgaan):
    """Four ways to be besloten: the besluit itself, its item, the item above that; and the items as such."""
    vergadering = maak_vergadering(orgaan=orgaan, nummer="AB-V1")
    punt = maak_agendapunt(vergadering=vergadering, titel=f"{GEHEIM} punt", besloten=True)
    onder = maak_agendapunt(vergadering=vergadering, bovenliggend=punt, titel=f"{GEHEIM} onderdeel")
    open_ = maak_agendapunt(vergadering=vergadering, titel="Open punt")
    kw = {"vergadering": vergadering, "titel": f"{GEHEIM} besluit", "tekst": GEHEIM}
    return [
        maak_besluit(nummer="AB-2024-91", agendapunt=punt, **kw),
        maak_besluit(nummer="AB-2024-92", agendapunt=onder, **kw),
        maak_besluit(nummer="AB-2024-93", agendapunt=open_, besloten=True, **kw),
    ]


def deuren(besloten) -> list[str]:
    lijst = reverse("besluiten:lijst")
    return [
        lijst,
        f"{lijst}?q={GEHEIM.lower()}",
        f"{lijst}?export=csv",
        reverse("vergaderingen:detail", args=["AB-V1"]),
        besloten[0].orgaan.get_absolute_url(),
        reverse("overleg:gids"),
        "/zoeken/?q=" + GEHEIM.lower(),
        *(besluit.get_absolute_url() for besluit in besloten),
    ]


def lees(client, pad) -> str:
    antwoord = client.get(pad)
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    # What one types comes back in the box.
    return inhoud.decode().replace(GEHEIM.lower(), "")


@pytest.mark.parametrize("rol", ["bewoner", "zonder_rol", "partner", "projectleider", "bestuurder"])
def test_besloten_lekt_door_geen_deur(besloten, als_client, request, rol):
    client = als_client(request.getfixturevalue(rol))
    lekken = [pad for pad in deuren(besloten) if GEHEIM in lees(client, pad)]
    assert not lekken
    if rol in ("partner", "projectleider", "bestuurder"):
        assert "Open punt" in lees(client, reverse("vergaderingen:detail", args=["AB-V1"]))
        assert [client.get(b.get_absolute_url()).status_code for b in besloten] == [404] * 3


def test_een_lid_en_het_programmateam_lezen_het_wel_tot_het_lid_vertrekt(besloten, als_client, programmateam):
    lid = maak_gebruiker()
    zetel = maak_lidmaatschap(orgaan=besloten[0].orgaan, gebruiker=lid)
    paden = [reverse("besluiten:lijst"), reverse("vergaderingen:detail", args=["AB-V1"]), deuren(besloten)[-1]]
    for gebruiker in (lid, programmateam):
        assert all(GEHEIM in lees(als_client(gebruiker), pad) for pad in paden)
    zetel.tot = timezone.localdate()
    zetel.save()
    assert not any(GEHEIM in lees(als_client(lid), pad) for pad in paden)


def test_een_lid_van_een_ander_overleg_leest_het_niet(besloten, als_client):
    ander = maak_gebruiker()
    maak_lidmaatschap(orgaan=maak_orgaan(), gebruiker=ander)
    assert not any(GEHEIM in lees(als_client(ander), pad) for pad in deuren(besloten))


# Pages ---------------------------------------------------------------------------------------------------


def test_vastleggen_vaststellen_en_vervangen(orgaan, programmateam, als_client):
    client, dag = als_client(programmateam), timezone.localdate()
    post = {
        "orgaan": orgaan.pk, "datum_0": dag.day, "datum_1": dag.month, "datum_2": dag.year,
        "titel": "Een plan", "tekst": "Er komt een plan.", "uitkomst": "conform",
    }  # fmt: skip
    antwoord = client.post(reverse("besluiten:nieuw"), post)
    besluit = Besluit.objects.get()
    assert antwoord.url == besluit.get_absolute_url()
    pad = reverse("besluiten:bewerken", args=[besluit.nummer])
    client.post(pad, {**post, "tekst": "Er komt een ander plan.", "versie": 1})
    botsing = client.post(pad, {**post, "tekst": "Mijn eigen plan.", "versie": 1})
    assert botsing.status_code == 409
    assert "Er komt een ander plan." in botsing.text and "Mijn eigen plan." in botsing.text
    client.post(reverse("besluiten:vaststellen", args=[besluit.nummer]), {"versie": 1})
    assert not Besluit.objects.get().is_vastgesteld, "another text than was read"
    client.post(reverse("besluiten:vaststellen", args=[besluit.nummer]), {"versie": 2})
    besluit.refresh_from_db()
    assert (besluit.tekst, besluit.is_vastgesteld) == ("Er komt een ander plan.", True)
    assert client.get(pad).status_code == client.post(pad, post).status_code == 403
    html = client.get(reverse("besluiten:nieuw") + f"?vervangt={besluit.nummer}").text
    assert f'<option value="{besluit.pk}" selected>' in html
    client.post(reverse("besluiten:nieuw"), {**post, "titel": "Nieuw plan", "vervangt": besluit.pk})
    nieuw = Besluit.objects.get(titel="Nieuw plan")
    client.post(reverse("besluiten:vaststellen", args=[nieuw.nummer]), {"versie": nieuw.versie})
    assert f'vervangen door <a class="utrecht-link utrecht-link--html-a" href="{nieuw.get_absolute_url()}"' in (
        client.get(besluit.get_absolute_url()).text
    )


def test_een_fout_formulier_zegt_wat_er_mis_is_en_verliest_niets(programmateam, als_client, orgaan):
    post = {"orgaan": orgaan.pk, "datum_0": "", "datum_1": "5", "datum_2": "2024", "titel": "", "tekst": "Mijn tekst"}
    html = als_client(programmateam).post(reverse("besluiten:nieuw"), post).text
    assert "Vul de dag, de maand en het jaar in." in html and "Vul in een regel in" in html and "Mijn tekst" in html
    assert not Besluit.objects.exists()


def test_filters_en_bestand_geven_hetzelfde(orgaan, bestuurder, als_client):
    maak_besluit(orgaan=orgaan, titel="Eerste plan", datum="2023-05-01")
    oud = maak_besluit(orgaan=orgaan, titel="Tweede plan", datum="2024-05-01", uitkomst="gewijzigd")
    maak_besluit(titel="Derde plan", datum="2024-06-01", vervangt=oud)
    client, lijst = als_client(bestuurder), reverse("besluiten:lijst")
    for vraag, verwacht in {
        "opvolging=geen": {"Eerste", "Tweede", "Derde"},
        "q=tweede": {"Tweede"},
        f"orgaan={orgaan.slug}": {"Eerste", "Tweede"},
        "jaar=2024": {"Tweede", "Derde"},
        "uitkomst=gewijzigd": {"Tweede"},
        "geldend=1": {"Eerste", "Derde"},
    }.items():
        for pad in (f"{lijst}?{vraag}", f"{lijst}?{vraag}&export=csv"):
            tekst = lees(client, pad)
            assert {woord for woord in ("Eerste", "Tweede", "Derde") if f"{woord} plan" in tekst} == verwacht, pad
    assert client.get(f"{lijst}?jaar=1900").status_code == 200
    assert client.get(f"{lijst}?export=docx").status_code == 400
    assert client.get(f"{lijst}?export=xlsx").status_code == 200


def test_besluiten_van_een_opgave_langs_elke_weg_de_nieuwste_eerst(
    orgaan, bestuurder, als_client, actie, andere_opgave
):
    """Of its body, on an item about an actie or a doel, or with an actie to change."""
    opgave, dag = actie.plan.opgave, "2024-05-01"
    punten = [maak_agendapunt(vergadering=maak_vergadering(orgaan=orgaan)) for _ in range(2)]
    punten[0].acties.add(actie)
    punten[1].doelen.add(maak_doel(opgave=opgave))
    maak_besluit(orgaan=maak_orgaan(opgave=opgave), titel="Plan A", datum=dag)
    for letter, punt in zip("BC", punten, strict=True):
        maak_besluit(orgaan=orgaan, vergadering=punt.vergadering, agendapunt=punt, titel=f"Plan {letter}", datum=dag)
    maak_gevolg(besluit=maak_besluit(orgaan=orgaan, titel="Plan D", datum=dag, status="concept"), actie=actie)
    Besluit.objects.filter(titel="Plan D").update(status="vastgesteld")
    maak_besluit(orgaan=maak_orgaan(opgave=andere_opgave), titel="Plan E", datum=dag)
    maak_besluit(orgaan=orgaan, titel="Plan F", datum=dag)
    for keuze, verwacht in ((opgave.slug, "DCBA"), (andere_opgave.slug, "E"), ("", "FEDCBA")):
        html = als_client(bestuurder).get(reverse("besluiten:lijst"), {"opgave": keuze}).text
        assert "".join(re.findall(r">Plan ([A-F])</a>", html)) == verwacht


def test_de_opvolging_volgt_uit_wat_de_lezer_ziet(orgaan, bestuurder, programmateam, als_client, actie):
    """Of an actiepunt of the besluit, or recorded on its item, and of a change of an actie; nothing leaks that way."""
    punten = [maak_agendapunt(vergadering=maak_vergadering(orgaan=orgaan)) for _ in range(2)]
    laat = maak_besluit(orgaan=orgaan, vergadering=punten[0].vergadering, agendapunt=punten[0], titel="Laat plan")
    maak_actiepunt(agendapunt=punten[0], functie="trekker van het late", uiterlijk="2020-01-01")
    maak_actiepunt(besluit=laat, status="gedaan", afgesloten_op="2020-01-01", afsluiting="Klaar.")
    klaar = maak_besluit(orgaan=orgaan, titel="Klaar plan")
    maak_actiepunt(besluit=klaar, status="gedaan", afgesloten_op="2020-01-01", afsluiting="Klaar.")
    loopt = maak_besluit(orgaan=orgaan, titel="Loopt plan")
    loopt.gevolgen.create(actie=actie, soort="status", status="gestopt")
    stil = maak_besluit(orgaan=orgaan, vergadering=punten[1].vergadering, agendapunt=punten[1], titel="Stil plan")
    geheim = maak_agendapunt(vergadering=maak_vergadering(), besloten=True)
    maak_actiepunt(besluit=stil, agendapunt=geheim, functie="functie die niet te lezen is")
    namen = {"te-laat": "Laat", "klaar": "Klaar", "loopt": "Loopt", "geen": "Stil"}
    team, lid = als_client(programmateam), als_client(bestuurder)
    for stand, naam in namen.items():
        html = lees(lid, f"{reverse('besluiten:lijst')}?opvolging={stand}")
        assert [w for w in namen.values() if f"{w} plan" in html] == [naam], stand
        assert "functie die niet te lezen is" not in html
    assert "Trekker van het late, was uiterlijk 1 januari 2020" in lees(lid, f"{reverse('besluiten:lijst')}")
    assert "trekker van het late" in lees(lid, laat.get_absolute_url())
    assert "functie die niet te lezen is" not in lees(lid, stil.get_absolute_url())
    assert "Stil plan" in lees(team, f"{reverse('besluiten:lijst')}?opvolging=loopt")


@pytest.mark.parametrize("aantal", [2, 25])
def test_register_kost_een_vast_aantal_vragen(orgaan, bestuurder, als_client, django_assert_max_num_queries, aantal):
    for nr in range(aantal):
        vergadering = maak_vergadering(orgaan=orgaan)
        punt = maak_agendapunt(vergadering=vergadering)
        maak_stuk(agendapunt=punt, titel=f"Stuk {nr}")
        maak_besluit(orgaan=orgaan, vergadering=vergadering, agendapunt=punt)
        maak_actiepunt(agendapunt=punt, partner=maak_partner())
    client = als_client(bestuurder)
    with django_assert_max_num_queries(10):
        html = client.get(reverse("besluiten:lijst")).text
    assert html.count("(pdf, 1 kB)") == aantal


def test_een_bladzijde_van_de_opvolging_kost_hoogstens_vijftien_vragen(
    programmateam, als_client, actie, django_assert_max_num_queries
):
    """A besluit with all that hangs on it, and each of those; twice as much costs the same."""
    vergadering = maak_vergadering()
    besluit = maak_besluit(vergadering=vergadering, agendapunt=maak_agendapunt(vergadering=vergadering))
    for _ in range(2):
        maak_stuk(agendapunt=besluit.agendapunt)
        punt = maak_actiepunt(besluit=besluit, vergadering=besluit.vergadering, partner=maak_partner())
        signaal = maak_signaal(status="besloten", besluit=besluit, agendapunt=maak_agendapunt())
        signaal.acties.add(actie)
        aanbeveling = maak_aanbeveling()
        aanbeveling.besluiten.add(besluit)
        aanbeveling.acties.add(actie)
    client = als_client(programmateam)
    for rij in (besluit, punt, signaal, aanbeveling):
        with django_assert_max_num_queries(15):
            client.get(rij.get_absolute_url())
