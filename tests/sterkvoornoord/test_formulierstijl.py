"""Forms as NL Design System renders them, and the pages that say what went wrong."""

import re

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from django.views import defaults


class ProefForm(forms.Form):
    naam = forms.CharField(label="Hoe heet uw idee?", help_text="Een korte naam is genoeg.")
    mail = forms.EmailField(label="E-mailadres", required=False)
    wat = forms.CharField(label="Wat?", widget=forms.Textarea(attrs={"rows": 2, "class": "svn-eigen"}))
    wijk = forms.ChoiceField(label="Wijk", choices=[("p", "Prinsenhof"), ("h", "De Heuvel")])
    koers = forms.ChoiceField(label="Koers", choices=[("g", "Goed"), ("l", "Let op")], widget=forms.RadioSelect)
    wie = forms.MultipleChoiceField(
        label="Wie", choices=[("k", "Kinderen"), ("o", "Ouderen")], widget=forms.CheckboxSelectMultiple
    )
    akkoord = forms.BooleanField(label="Ik ga akkoord", help_text="U kunt dat later intrekken.")
    bijlage = forms.FileField(label="Bijlage", required=False)
    spoor = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("naam") == "dubbel":
            raise forms.ValidationError("Dit idee bestaat al.")


def velden(html: str, naam: str) -> list[str]:
    return re.findall(rf'<(?:input|select|textarea)[^>]*name="{naam}"[^>]*>', html)


def test_velden_krijgen_de_klassen_van_nlds():
    html = str(ProefForm())
    assert 'class="utrecht-textbox utrecht-textbox--html-input"' in velden(html, "naam")[0]
    assert 'class="utrecht-textarea utrecht-textarea--html-textarea svn-eigen"' in velden(html, "wat")[0]
    assert 'class="utrecht-select utrecht-select--html-select"' in velden(html, "wijk")[0]
    assert "utrecht-checkbox--custom" in velden(html, "akkoord")[0]
    assert len(velden(html, "koers")) == 2
    assert all("utrecht-radio-button" in veld for veld in velden(html, "koers"))
    assert "class=" not in velden(html, "spoor")[0]


def test_leeg_formulier_toont_geen_fouten():
    html = str(ProefForm())
    assert "svn-foutlijst" not in html
    assert "--invalid" not in html
    assert "aria-invalid" not in html


def test_fout_staat_boven_het_veld_en_hoort_er_bij():
    html = str(ProefForm({"naam": "", "mail": "geen adres", "wat": "x", "wijk": "p"}))
    veld = velden(html, "mail")[0]
    assert 'aria-invalid="true"' in veld
    assert "utrecht-textbox--invalid" in veld
    assert 'value="geen adres"' in veld, "what was typed stays"
    assert html.index('id="id_mail_error"') < html.index('name="mail"')
    assert "id_naam_helptext id_naam_error" in velden(html, "naam")[0]
    assert 'id="id_naam_helptext"' in html
    assert 'id="id_naam_error"' in html


def test_elke_verwijzing_naar_uitleg_of_fout_bestaat():
    html = str(ProefForm({}))
    for verwijzing in re.findall(r'aria-describedby="([^"]+)"', html):
        for id in verwijzing.split():
            assert html.count(f'id="{id}"') == 1, id


def test_elke_link_in_de_foutlijst_wijst_naar_een_veld():
    html = str(ProefForm({}))
    doelen = re.findall(r'<a href="#([^"]+)"', html)
    assert doelen == ["id_naam", "id_wat", "id_wijk", "id_koers_0", "id_wie_0", "id_akkoord"]
    for doel in doelen:
        assert re.search(rf'<(?:input|select|textarea)[^>]*id="{doel}"', html), doel


def test_foutlijst_telt_de_antwoorden():
    assert "Er zijn 6 antwoorden die niet kloppen" in str(ProefForm({}))
    een = ProefForm({"naam": "a", "wat": "b", "wijk": "p", "koers": "g", "wie": ["k"]})
    assert "Er is 1 antwoord dat niet klopt" in str(een)


def test_foutlijst_noemt_het_veld_zonder_dubbele_leestekens():
    html = str(ProefForm({}))
    assert ">Hoe heet uw idee? Dit veld is vereist.</a>" in html
    assert ">Wijk: Dit veld is vereist.</a>" in html


def test_fout_van_het_hele_formulier_staat_in_de_lijst():
    form = ProefForm({"naam": "dubbel", "wat": "b", "wijk": "p", "koers": "g", "wie": ["k"], "akkoord": "on"})
    html = str(form)
    assert "Dit ging niet goed" in html
    assert "Dit idee bestaat al." in html


def test_keuzes_staan_in_een_groep_met_een_kop():
    html = str(ProefForm({}))
    groep = re.search(r"<fieldset[^>]*>(?:(?!</fieldset>).)*name=\"koers\".*?</fieldset>", html, re.DOTALL)[0]
    assert "utrecht-form-field--invalid" in groep
    assert '<legend class="utrecht-form-fieldset__legend">Koers</legend>' in groep
    assert groep.count('<label class="svn-keuze"') == 2


def test_uitleg_bij_een_vinkje_staat_erachter_en_de_fout_ervoor():
    html = str(ProefForm({}))
    fout, vak, uitleg = (html.index(deel) for deel in ('id="id_akkoord_error"', 'name="akkoord"', "later intrekken"))
    assert fout < vak < uitleg
    assert 'aria-describedby="id_akkoord_helptext id_akkoord_error"' in velden(html, "akkoord")[0]


def test_wat_niet_hoeft_staat_erbij():
    html = str(ProefForm())
    assert re.search(r"E-mailadres <span[^>]*>\(niet verplicht\)</span></label>", html)
    assert "Hoe heet uw idee?</label>" in html


def test_wat_soms_moet_heet_niet_niet_verplicht():
    form = ProefForm()
    form.fields["mail"].soms_verplicht = True
    assert "E-mailadres</label>" in str(form)


def test_ingetypte_html_wordt_ontsnapt():
    html = str(ProefForm({"naam": '"><script>', "wat": "</textarea><script>", "wijk": "<b>"}))
    assert "<script>" not in html
    assert "<b>" not in html


# Error pages --------------------------------------------------------------------------------------


def test_onbekend_adres_geeft_404_met_zoekveld(client, db):
    antwoord = client.get("/acties/de-tuinkamer/")
    html = antwoord.content.decode()
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet (meer)" in html
    assert 'value="de tuinkamer"' in html
    assert 'role="search"' in html


def test_adres_in_404_wordt_ontsnapt(client, db):
    assert b"<script>alert" not in client.get("/x/%3Cscript%3Ealert(1)/").content


@pytest.mark.parametrize(
    ("sjabloon", "woorden"),
    [("500.html", "Er ging iets mis bij ons"), ("400.html", "Deze vraag begrijpen wij niet")],
)
def test_kale_foutpagina_heeft_geen_vraag_sessie_of_database_nodig(sjabloon, woorden):
    """No database fixture: a query here would fail the test."""
    html = render_to_string(sjabloon)
    assert woorden in html
    assert html.count("<h1") == 1


def test_geen_toegang_zegt_dat_er_niets_veranderd_is(db, rf: RequestFactory):
    antwoord = defaults.permission_denied(rf.get("/"), PermissionDenied())
    assert antwoord.status_code == 403
    assert "Er is niets veranderd" in antwoord.content.decode()


def test_verlopen_formulier_zegt_hoe_verder(db):
    antwoord = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a", "password": "b"})
    assert antwoord.status_code == 403
    assert "Wij hebben niets opgeslagen" in antwoord.content.decode()


@login_not_required
def kapot(request) -> HttpResponse:
    raise RuntimeError("kapot")


urlpatterns = [path("kapot/", kapot)]


@pytest.mark.urls(__name__)
def test_fout_in_een_pagina_geeft_de_kale_pagina(db):
    antwoord = Client(raise_request_exception=False).get("/kapot/")
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in antwoord.content.decode()
