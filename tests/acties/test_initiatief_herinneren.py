"""Who is reminded of an idea, and how often: of each term twice, each week of what stays late, a submitter once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acties.initiatieven import services
from acties.initiatieven.herinneren import van_initiatieven
from acties.models import Initiatief, InitiatiefStatus
from acties.models.initiatiefkeuzes import IN_BEHANDELING
from opgaven.models import Bemensing
from sterkvoornoord import herinneren
from sterkvoornoord.models import Bericht
from tests.factories import maak_opgave
from tests.initiatieven import EMAIL, maak_initiatief

pytestmark = pytest.mark.django_db
S = InitiatiefStatus
BEL = {"naam": "Voorbeeld", "telefoon": "0612345678"}


def over(dagen: int):
    return timezone.localdate() + timedelta(days=dagen)


def stuur(dag) -> list[str]:
    """What a beat sends on `dag`, and a second beat at the same time: to whom, about what."""
    seintjes = herinneren.nog_niet_gestuurd(van_initiatieven(dag))
    eerste, tweede = herinneren.stuur(seintjes), herinneren.stuur(seintjes)
    assert tweede == [], "the key of a mail is used once"
    return [f"{seintje.wie}: {seintje.waarover}" for seintje in eerste]


@pytest.mark.een_ronde
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    status=st.sampled_from([*IN_BEHANDELING, S.TOEGEKEND, S.ONBEVESTIGD]),
    termijn=st.integers(-20, 20),
    beantwoord=st.booleans(),
    toegewezen=st.booleans(),
    dagen=st.lists(st.integers(0, 40), min_size=1, max_size=12),
)
def test_van_elke_termijn_twee_keer_en_nooit_als_de_klok_stilstaat(
    projectleider, programmateam, opgave, status, termijn, beantwoord, toegewezen, dagen
):
    Bericht.objects.all().delete()
    Initiatief.objects.filter(status=S.ONBEVESTIGD).delete()
    Initiatief.objects.update(status=S.VERVALLEN, wacht_sinds=None)
    wie = projectleider if toegewezen else programmateam
    data = {"besluit_voor": over(termijn), "antwoord_voor": over(termijn)} if status in IN_BEHANDELING else {}
    if beantwoord or status == S.AANVULLING_GEVRAAGD:
        data["beantwoord_op"] = timezone.now()
    maak_initiatief(opgave=opgave, status=status, behandelaar=wie if toegewezen else None, **data)
    for dag in sorted(dagen):
        stuur(over(dag))
    aan_collegas = Bericht.objects.exclude(sleutel__contains="-wacht-")
    assert {bericht.aan for bericht in aan_collegas} <= {wie.email}
    assert Bericht.objects.filter(sleutel__contains="-wacht-").count() <= 1
    if status in (S.AANVULLING_GEVRAAGD, S.TOEGEKEND, S.ONBEVESTIGD):
        assert not aan_collegas.exists()
        return
    bijna = any(termijn - 5 <= dag <= termijn for dag in dagen)
    laat = any(dag > termijn for dag in dagen)
    per_stuk = aan_collegas.filter(sleutel__startswith="initiatief-").values_list("sleutel", flat=True)
    assert sorted(sleutel.split("-")[-2] for sleutel in per_stuk) == ["bijna"] * bijna + ["laat"] * laat
    weken = {over(dag).isocalendar()[:2] for dag in dagen if over(dag) > over(termijn)}
    eerste = over(termijn + 1).isocalendar()[:2]
    assert aan_collegas.filter(sleutel__startswith="initiatieven-te-laat").count() == len(weken - {eerste})


def test_wie_weg_is_of_er_niet_meer_over_gaat_wordt_vervangen_door_het_team(
    projectleider, andere_projectleider, programmateam, opgave, django_assert_num_queries
):
    maak_initiatief(opgave=opgave, besluit_voor=over(1), antwoord_voor=over(1), behandelaar=projectleider)
    maak_initiatief(opgave=opgave, besluit_voor=over(1), antwoord_voor=over(1), behandelaar=andere_projectleider)
    maak_initiatief(opgave=None, besluit_voor=over(1), antwoord_voor=over(1), behandelaar=andere_projectleider)
    maak_initiatief(opgave=opgave, besluit_voor=over(1), antwoord_voor=over(1))
    with django_assert_num_queries(3):
        seintjes = van_initiatieven(over(0))
    kregen = [seintje.gebruiker for seintje in seintjes]
    assert sorted(wie.email for wie in kregen) == sorted(
        [projectleider.email, andere_projectleider.email, programmateam.email, programmateam.email]
    )
    for wie in (projectleider, andere_projectleider, programmateam):
        op_de_pagina = Initiatief.objects.vraagt_aandacht().aan(wie).count()
        assert op_de_pagina == kregen.count(wie), "the page and the mail agree"
    Bemensing.objects.filter(gebruiker=projectleider).update(tot=over(0))
    assert projectleider not in [seintje.gebruiker for seintje in van_initiatieven(over(0))]


def test_een_indiener_hoort_een_keer_van_een_vraag_in_eigen_taal(projectleider, opgave, settings):
    idee = maak_initiatief(opgave=opgave, status=S.INTAKE, taal="en")
    maak_initiatief(opgave=opgave, status=S.AANVULLING_GEVRAAGD, indiener=BEL, wacht_sinds=over(-30))
    services.neem_stap(initiatief=idee, door=projectleider, naar=S.AANVULLING_GEVRAAGD, vanaf=S.INTAKE, tekst="Wat?")
    Bericht.objects.all().delete()
    assert stuur(over(settings.INITIATIEF_HERINNER_DAGEN - 1)) == []
    assert stuur(over(settings.INITIATIEF_HERINNER_DAGEN)) == [f"de indiener: {idee.nummer}, wij wachten op antwoord"]
    assert all(stuur(over(dag)) == [] for dag in range(8, 60, 3)), "never more"
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.taal, bericht.geheim) == (EMAIL, "en", True)
    assert "We would like to hear from you" in bericht.onderwerp and "/initiatieven/volg/" in bericht.tekst
    # Another question is another wait; who answered is not waited for.
    services.schrijf(initiatief=idee, tekst="Dit.")
    assert not [regel for regel in stuur(over(60)) if "indiener" in regel]
    idee.refresh_from_db()
    services.neem_stap(initiatief=idee, door=projectleider, naar=S.AANVULLING_GEVRAAGD, vanaf=S.INTAKE, tekst="En?")
    assert [regel for regel in stuur(over(30)) if "indiener" in regel]


def test_wie_alleen_een_nummer_gaf_wordt_gebeld(programmateam, als_client, settings):
    idee = maak_initiatief(status=S.ONBEVESTIGD, indiener=BEL)
    maak_initiatief(status=S.ONBEVESTIGD)
    assert stuur(over(0)) == [f"{programmateam.email}: {idee.nummer}, bel de indiener om te bevestigen"]
    assert stuur(over(settings.INITIATIEF_CONCEPT_DAGEN - 8)) == []
    assert len(stuur(over(settings.INITIATIEF_CONCEPT_DAGEN - 7))) == 1
    assert "0612345678" not in "".join(Bericht.objects.values_list("tekst", flat=True)), "that stays on the page"
    html = als_client(programmateam).get("/initiatieven/?weergave=bellen").content.decode()
    assert "Nog bellen" in html and idee.titel in html


def test_mijn_werk_en_het_menu_tellen_wat_op_iemand_wacht(
    als_client, projectleider, bestuurder, opgave, actie, django_assert_max_num_queries
):
    type(actie).objects.update(stand_op=over(0))
    for dag in (-3, 2, 30):
        maak_initiatief(opgave=opgave, besluit_voor=over(dag), antwoord_voor=over(dag), behandelaar=projectleider)
    maak_initiatief(opgave=maak_opgave(), besluit_voor=over(1), antwoord_voor=over(1))
    client = als_client(projectleider)
    with django_assert_max_num_queries(15):
        html = client.get("/mijn-werk/").content.decode()
    assert "Ideeën die op je wachten (2)" in html and "3 dagen te laat" in html
    assert client.get("/mijn-werk/").context["menu"][-1]["teller"] == 2
    assert "Ideeën die op je wachten" not in als_client(bestuurder).get("/mijn-werk/").content.decode()
