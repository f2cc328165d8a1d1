"""The admin: every list, search and form opens, and what it changes obeys the rules of the pages."""

import pytest
from django.contrib import admin
from django.urls import reverse

from acties.models import Actie
from sterkvoornoord.models import Logregel
from tests.factories import maak_plan

MODELLEN = sorted(
    (
        model
        for model in admin.site._registry
        if model._meta.app_label in ("sterkvoornoord", "opgaven", "acties", "monitor")
    ),
    key=lambda m: m._meta.label,
)


def _adres(model, wat: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{wat}", args=args)


@pytest.mark.parametrize("model", MODELLEN, ids=lambda m: m._meta.label)
def test_elke_lijst_opent_en_zoekt(programma, beheerder, als_client, model):
    client = als_client(beheerder)
    assert client.get(_adres(model, "changelist")).status_code == 200
    assert client.get(_adres(model, "changelist"), {"q": "noord"}).status_code == 200


@pytest.mark.parametrize("model", MODELLEN, ids=lambda m: m._meta.label)
def test_elk_formulier_opent(programma, beheerder, als_client, model):
    client = als_client(beheerder)
    if admin.site._registry[model].has_add_permission(client.get("/").wsgi_request):
        assert client.get(_adres(model, "add")).status_code == 200
    rij = model.objects.first()
    if rij is not None:
        assert client.get(_adres(model, "change", rij.pk)).status_code == 200


def _velden(client, url: str) -> dict:
    """What the browser would send back: the values of the form and its inlines as they are shown."""
    context = client.get(url).context
    velden = {}
    for formulier in [
        context["adminform"].form,
        *(f for s in context["inline_admin_formsets"] for f in s.formset.forms),
    ]:
        for veld in formulier:
            waarde = veld.value()
            if waarde not in (None, False):
                velden[veld.html_name] = waarde
    for inline in context["inline_admin_formsets"]:
        for veld in inline.formset.management_form:
            velden[veld.html_name] = veld.value()
    return velden


def test_een_nieuwe_actie_in_beheer_krijgt_het_volgende_nummer(programma, beheerder, als_client):
    client = als_client(beheerder)
    plan = Actie.objects.get(nummer="3.38").plan
    velden = _velden(client, _adres(Actie, "add")) | {"plan": plan.pk, "titel": "Nieuw"}
    antwoord = client.post(_adres(Actie, "add"), velden)
    assert antwoord.status_code == 302, antwoord.context["errors"]
    assert Actie.objects.get(titel="Nieuw").nummer == "3.39"


def test_een_nummer_wordt_niet_hergebruikt(programma, beheerder, als_client):
    client = als_client(beheerder)
    plan = Actie.objects.get(nummer="3.38").plan
    Actie.objects.get(nummer="3.38").delete()
    client.post(_adres(Actie, "add"), _velden(client, _adres(Actie, "add")) | {"plan": plan.pk, "titel": "Nieuw"})
    assert Actie.objects.get(titel="Nieuw").nummer == "3.39"


def test_een_actie_houdt_haar_nummer_in_een_ander_plan(programma, beheerder, als_client):
    client = als_client(beheerder)
    actie = Actie.objects.get(nummer="3.22")
    url = _adres(Actie, "change", actie.pk)
    antwoord = client.post(url, _velden(client, url) | {"plan": maak_plan().pk})
    assert antwoord.status_code == 302, antwoord.context["errors"]
    actie.refresh_from_db()
    assert (actie.nummer, actie.plan.opgave.nummer) == ("3.22", 1)


def test_wijzigen_in_beheer_staat_in_de_geschiedenis_en_geeft_een_nieuwe_versie(programma, beheerder, als_client):
    client = als_client(beheerder)
    actie = Actie.objects.get(nummer="3.22")
    url = _adres(Actie, "change", actie.pk)
    client.post(url, _velden(client, url) | {"titel": "Tuinkamer"})
    oud, actie = actie, Actie.objects.get(pk=actie.pk)
    regel = Logregel.objects.van(actie).first()
    assert (regel.functie, regel.rol, regel.actor) == ("Beheerder", "Beheerder", beheerder)
    assert regel.changes["titel"] == [oud.titel, "Tuinkamer"]
    assert actie.versie == oud.versie + 1
