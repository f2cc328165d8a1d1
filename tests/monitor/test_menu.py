"""The menu says where one is, also on a page that belongs to an item and stands under another address."""

import pytest
from django.test import RequestFactory

from monitor.context import portaal


@pytest.mark.parametrize(
    ("pad", "waar"),
    [
        ("/", ["Home"]),
        ("/acties/3.22/", ["Acties"]),
        ("/doelen/3.6/", ["Hoe gaat het"]),
        ("/rapportage/", ["Rapporten"]),
        ("/initiatieven/volg/geheim/", ["Uw idee"]),
        ("/initiatieven/bijlagen/geheim/", ["Uw idee"]),
        ("/privacy/", []),
    ],
)
def test_het_menu_wijst_een_plek_aan(pad, waar):
    menu = portaal(RequestFactory().get(pad))["menu"]
    assert [item["label"] for item in menu if item["actief"]] == waar


@pytest.mark.parametrize("deel", ["vergaderingen", "besluiten", "actiepunten", "signalen", "focus", "aanbevelingen"])
def test_wat_bij_overleg_hoort_staat_onder_overleg(deel, programmateam):
    verzoek = RequestFactory().get(f"/{deel}/iets/")
    verzoek.user = programmateam
    assert [item["label"] for item in portaal(verzoek)["menu"] if item["actief"]] == ["Overleg"]
