"""An initiatief that was granted becomes an actie, once: nothing of it is lost, and nobody can be reached by it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from acties.initiatieven import services
from acties.initiatieven.forms_omzetten import Omzetten
from acties.models import (
    Actie,
    Betrokkenheid,
    Indiener,
    InitiatiefLog,
    InitiatiefStatus,
    Inzetafspraak,
    Status,
    Zichtbaarheid,
)
from acties.services import RijWijziging, meld_voortgang
from opgaven.models import Uitvoeringsplan
from sterkvoornoord.models import Bericht, Logregel
from tests.factories import maak_doel, maak_gebied, maak_partner, maak_plan
from tests.initiatieven import EMAIL, maak_initiatief

S = InitiatiefStatus
OPENBAAR, INTERN = Zichtbaarheid.OPENBAAR, Zichtbaarheid.INTERN


@pytest.fixture
def idee(opgave):
    """Granted, with all that a submitter fills in."""
    return maak_initiatief(
        status=S.TOEGEKEND,
        doel=maak_doel(opgave=opgave),
        opgave=opgave,
        gebied=maak_gebied(),
        waarom="Dan zien buren elkaar.",
        inwonersbetrokkenheid="Zes buren geven water.",
        deelnemers="Buurvrouw Voorbeeld",
        begindatum=date(2031, 1, 1),
        begin_precisie="jaar",
        mag_openbaar=True,
    )


@pytest.fixture
def plan(opgave):
    return maak_plan(opgave=opgave)


def feiten(idee, plan, **kw) -> dict:
    return {
        "titel": idee.titel,
        "omschrijving": idee.wat,
        "plan": plan,
        "doel": idee.doel,
        "zichtbaarheid": INTERN,
    } | kw


def penvoerder(partner, **kw) -> RijWijziging:
    return RijWijziging(Betrokkenheid, None, {"partner": partner, "rol": Betrokkenheid.Rol.PENVOERDER, **kw})


def verstuur(client, idee, **anders):
    """What a browser sends of the panel as it is shown, with other values for some of its fields."""
    form = client.get(idee.get_absolute_url()).context["omzetten"]
    data = {"daad": "omzetten", **form.partners.management_form.initial}
    data = {f"partners-{k}" if k.isupper() else k: v for k, v in data.items()}
    for veld in form:
        waarde = veld.value()
        if veld.name == "begin":
            data |= {f"begin_{i}": deel or "" for i, deel in enumerate(veld.field.widget.decompress(waarde))}
        elif waarde is not None:
            data[veld.html_name] = waarde
    return client.post(f"{idee.get_absolute_url()}behandelen/", data | anders)


@pytest.mark.django_db
def test_alles_van_het_paneel_komt_in_de_actie_en_de_indiener_volgt_haar(
    als_client, client, projectleider, idee, plan
):
    partner, ander = maak_partner(), maak_partner()
    antwoord = verstuur(
        als_client(projectleider),
        idee,
        tekst="Gefeliciteerd.",
        **{"partners-0-partner": partner.pk, "partners-0-uren": "40", "partners-0-van": "2031-01-01"},
        **{"partners-0-tot": "2032-01-01", "partners-0-inzet": "Grond"},
        **{"partners-1-partner": ander.pk},
    )
    assert antwoord.status_code == 302, antwoord.context["omzetten"].errors
    idee.refresh_from_db()
    actie = Actie.objects.get()
    assert (idee.actie, idee.status, idee.gesloten_op) == (actie, S.OMGEZET, None)
    assert (actie.titel, actie.omschrijving, actie.beoogd_resultaat) == (idee.titel, idee.wat, idee.waarom)
    assert (actie.plan, actie.doel, actie.status) == (plan, idee.doel, Status.IN_VOORBEREIDING)
    assert (actie.begindatum, actie.begin_precisie) == (idee.begindatum, "jaar")
    assert list(actie.gebieden.all()) == [idee.gebied]
    assert actie.inwonersbetrokkenheid == idee.inwonersbetrokkenheid
    eerste, tweede = actie.betrokkenheden.all()
    assert (eerste.partner, eerste.rol, eerste.uren_per_jaar, eerste.inzet) == (partner, "penvoerder", None, "Grond")
    assert (eerste.van, eerste.tot) == (date(2031, 1, 1), date(2032, 1, 1))
    vraag = Inzetafspraak.objects.get()
    assert (vraag.betrokkenheid, vraag.uren, vraag.stand, vraag.toelichting) == (eerste, 40, "gevraagd", "Grond")
    assert (tweede.partner, tweede.rol) == (ander, "coordinator")
    regel = idee.log.get()
    assert (regel.naar_status, regel.tekst, regel.door) == (S.OMGEZET, "Gefeliciteerd.", projectleider)
    assert Logregel.objects.filter(bij=f"acties.actie:{actie.pk}", actor=projectleider).exists()
    assert "Gefeliciteerd." in Bericht.objects.get(aan=EMAIL).tekst
    html = client.get(f"/initiatieven/volg/{idee.sleutel}/").content.decode()
    assert actie.get_absolute_url() in html and "Wij bereiden het voor." in html
    lezers = (projectleider, True), (None, False)
    for wie, ziet in lezers:
        pagina = (als_client(wie) if wie else client).get(actie.get_absolute_url()).content.decode()
        assert (idee.nummer in pagina) == ziet
        assert EMAIL not in pagina and "Voorbeeld" not in pagina
    assert actie.nummer in als_client(projectleider).get(idee.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_een_actie_die_niet_openbaar_is_staat_niet_op_de_pagina_van_de_indiener(client, programmateam, idee, plan):
    actie = services.zet_om(initiatief=idee, door=programmateam, feiten=feiten(idee, plan))
    html = client.get(f"/initiatieven/volg/{idee.sleutel}/").content.decode()
    assert "Uw idee is een actie van het programma" in html and actie.nummer not in html


@pytest.mark.django_db
def test_wie_een_samengevoegd_idee_indiende_volgt_dezelfde_actie(client, programmateam, idee, plan):
    dubbel = maak_initiatief(
        status=S.SAMENGEVOEGD, samengevoegd_met=idee, indiener={"naam": "Ander", "email": "ander@voorbeeld.example"}
    )
    gegevens = feiten(idee, plan, zichtbaarheid=OPENBAAR)
    actie = services.zet_om(initiatief=idee, door=programmateam, feiten=gegevens, tekst="Gefeliciteerd.")
    assert actie.get_absolute_url() in client.get(f"/initiatieven/volg/{dubbel.sleutel}/").content.decode()
    assert dubbel.log.get().tekst == "Gefeliciteerd."
    assert Bericht.objects.count() == 2


@pytest.mark.django_db
def test_twee_keer_drukken_maakt_een_actie_en_een_ander_venster_verliest_geen_tekst(
    als_client, projectleider, idee, plan
):
    client = als_client(projectleider)
    oud = client.get(idee.get_absolute_url()).context["omzetten"]
    gepost = feiten(idee, plan, zichtbaarheid=INTERN)
    een = services.zet_om(initiatief=idee, door=projectleider, feiten=gepost)
    assert services.zet_om(initiatief=idee, door=projectleider, feiten=gepost) == een
    data = {"daad": "omzetten", "titel": "Een andere naam", "plan": plan.pk, "doel": idee.doel_id}
    data |= {"zichtbaarheid": INTERN, "omschrijving": "Lang getypt."}
    data |= {f"partners-{k}": v for k, v in oud.partners.management_form.initial.items()}
    data |= {"partners-0-rol": "penvoerder", "partners-1-rol": "coordinator"}
    data |= {"partners-2-rol": "deelnemer", "partners-3-rol": "deelnemer"}
    html = client.post(f"{idee.get_absolute_url()}behandelen/", data).content.decode()
    assert "al een actie gemaakt" in html and "Lang getypt.</textarea>" in html
    assert Actie.objects.count() == InitiatiefLog.objects.count() == Bericht.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"titel": ""}, "titel"),
        ({"plan": ""}, "plan"),
        ({"doel": ""}, "doel"),
        ({"omschrijving": f"Mail {EMAIL.upper()}"}, "omschrijving"),
        ({"begin_0": "31", "begin_1": "2"}, "begin"),
        ({"partners-0-uren": "40"}, "partners-0-partner"),
        ({"partners-0-van": "2032-01-01", "partners-0-tot": "2031-01-01"}, "partners-0-tot"),
        ({"partners-2-rol": "penvoerder", "partners-2-partner": "x"}, "partners-2-partner"),
    ],
)
def test_wat_niet_klopt_komt_terug_met_wat_er_stond(als_client, projectleider, idee, plan, anders, veld):
    anders = {"beoogd_resultaat": "Zelf getypt.", **anders}
    antwoord = verstuur(als_client(projectleider), idee, **anders)
    assert veld in antwoord.context["omzetten"].errors
    html = antwoord.content.decode()
    assert "Zelf getypt.</textarea>" in html and 'class="svn-foutlijst"' in html
    assert not Actie.objects.exists()
    plan.opgave.refresh_from_db()
    assert plan.opgave.laatste_actienummer == 0


@pytest.mark.django_db
def test_alleen_wie_behandelt_maakt_er_een_actie_van(
    als_client, idee, plan, andere_opgave, andere_projectleider, bestuurder, beheerder, trekker, projectleider
):
    for wie in (andere_projectleider, bestuurder, beheerder, trekker):
        with pytest.raises(PermissionDenied):
            services.zet_om(initiatief=idee, door=wie, feiten=feiten(idee, plan))
    assert "omzetten" not in als_client(bestuurder).get(idee.get_absolute_url()).context
    vreemd = maak_plan(opgave=andere_opgave)
    with pytest.raises(PermissionDenied, match="andere opgave"):
        services.zet_om(initiatief=idee, door=projectleider, feiten=feiten(idee, vreemd))
    assert not Actie.objects.exists()


@pytest.mark.django_db
def test_een_plan_dat_voorbij_is_en_een_doel_van_een_ander_worden_geweigerd(programmateam, idee, plan, andere_opgave):
    zet = {"initiatief": idee, "door": programmateam}
    vreemd = maak_doel(opgave=andere_opgave)
    with pytest.raises(ValidationError, match="andere opgave"):
        services.zet_om(**zet, feiten=feiten(idee, plan, doel=vreemd))
    with pytest.raises(ValidationError, match="Kies het doel"):
        services.zet_om(**zet, feiten=feiten(idee, plan, doel=None))
    Uitvoeringsplan.objects.update(stand=Uitvoeringsplan.Stand.AFGELOPEN)
    plan.refresh_from_db()
    with pytest.raises(ValidationError, match="afgelopen"):
        services.zet_om(**zet, feiten=feiten(idee, plan))
    form = Omzetten(initiatief=idee, door=programmateam)
    assert list(form.hoofd.fields["plan"].queryset) == []
    assert not Actie.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [s for s in S.values if s not in (S.TOEGEKEND, S.SAMENGEVOEGD, S.OMGEZET)])
def test_alleen_waar_wij_aan_meedoen_wordt_een_actie(programmateam, opgave, plan, status):
    idee = maak_initiatief(status=status, opgave=opgave, doel=maak_doel(opgave=opgave))
    with pytest.raises(ValidationError, match="waar wij aan meedoen"):
        services.zet_om(initiatief=idee, door=programmateam, feiten=feiten(idee, plan))


@pytest.mark.django_db
def test_zonder_toestemming_komt_het_niet_op_de_website(
    als_client, projectleider, idee, plan, django_assert_max_num_queries
):
    type(idee).objects.filter(pk=idee.pk).update(mag_openbaar=False)
    client = als_client(projectleider)
    with django_assert_max_num_queries(15):
        form = client.get(idee.get_absolute_url()).context["omzetten"]
    assert [code for code, _ in form.hoofd.fields["zichtbaarheid"].choices] == ["concept", "intern"]
    with pytest.raises(ValidationError, match="geen toestemming"):
        services.zet_om(initiatief=idee, door=projectleider, feiten=feiten(idee, plan, zichtbaarheid=OPENBAAR))


@pytest.mark.django_db
def test_zonder_penvoerder_begint_de_actie_niet(programmateam, idee, plan):
    actie = services.zet_om(initiatief=idee, door=programmateam, feiten=feiten(idee, plan))
    melding = {"door": programmateam, "versie": actie.versie, "status": Status.IN_UITVOERING}
    melding |= {"koers": "volgens_verwachting", "toelichting": "Het begint."}
    with pytest.raises(ValidationError):
        meld_voortgang(actie=actie, **melding)
    actie.refresh_from_db()
    assert actie.status == Status.IN_VOORBEREIDING


@pytest.mark.django_db
def test_ook_bij_de_partners_staat_de_indiener_niet(programmateam, idee, plan):
    rij = penvoerder(maak_partner(), inzet=f"Bel {EMAIL}")
    with pytest.raises(ValidationError, match="Bij de partners"):
        services.zet_om(initiatief=idee, door=programmateam, feiten=feiten(idee, plan), partners=[rij])


@pytest.mark.een_ronde
@given(
    tekst=st.text(alphabet="abc 06-+().", max_size=20),
    na=st.text(alphabet="abc .,", max_size=10),
    wat=st.sampled_from(
        ["bewoner@voorbeeld.example", "0612345678", "+31 6 12 34 56 78", "06-12345678", "Anna  Bakker"]
    ),
)
def test_hoe_iemand_te_bereiken_is_wordt_gezien_hoe_het_er_ook_staat(tekst, na, wat):
    wie = Indiener(naam="Anna Bakker", email=EMAIL, telefoon="06 1234 5678")
    assert wie.staat_in(f"{tekst} {wat.upper()} {na}")
    assert not wie.staat_in(tekst.replace("0", "").replace("6", "")) and not Indiener(naam="Mei").staat_in("In mei.")
