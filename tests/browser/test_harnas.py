"""The tools themselves: what they promise to catch, they catch."""

import pytest

from sterkvoornoord.models import Partner
from tests.browser.test_bezoek import haltes, valt_buiten
from tests.browser.toezicht import bewaak


def test_pagina_van_een_rol_is_ingelogd(pagina_als):
    pagina = pagina_als("beheerder")
    assert pagina.goto("/beheer/").status == 200
    assert pagina.url.endswith("/beheer/")


def test_pagina_van_een_bezoeker_is_niet_ingelogd(pagina_als):
    pagina = pagina_als()
    pagina.goto("/beheer/")
    assert "login" in pagina.url


def test_schrijfpagina_werkt_op_de_gegevens_van_de_test(pagina_voor, beheerder):
    pagina = pagina_voor(beheerder)
    pagina.goto("/beheer/password_change/")
    assert not Partner.objects.exists()


def test_axe_keurt_een_plaatje_zonder_tekst_af(pagina_als, axe):
    pagina = pagina_als("beheerder")
    pagina.goto("/beheer/")
    pagina.evaluate("document.body.append(new Image())")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(pagina)


def test_bezoek_ziet_wat_te_breed_is(bezoek):
    venster, _ = bezoek("/stijlgids/", breedte=320)
    assert not valt_buiten(venster)
    venster.evaluate("document.querySelector('h1').style.width = '600px'")
    assert "steekt uit" in valt_buiten(venster)[0]


def test_bezoek_ziet_een_halte_zonder_zichtbare_focus(bezoek):
    venster, _ = bezoek("/stijlgids/")
    assert not haltes(venster)
    venster.evaluate(
        "for (const naam of ['outline', 'box-shadow'])"
        " document.querySelector('main a').style.setProperty(naam, 'none', 'important')"
    )
    assert "geen zichtbare focus" in haltes(venster)[0]


def test_raam_dat_terugkomt_is_leeg(ramen, portaal):
    eerste = ramen.leen(portaal.url)
    eerste.meld_aan(portaal.sessies["trekker"])
    pagina = eerste.open(1280, 900)
    pagina.goto("/account/")
    pagina.evaluate("[localStorage.a = 1, sessionStorage.a = 1]")
    ramen.neem_terug(eerste)
    tweede = ramen.leen(portaal.url)
    assert tweede is eerste
    tweede.meld_aan(None)
    pagina = tweede.open(1280, 900)
    pagina.goto("/account/")
    assert "/login/" in pagina.url
    assert pagina.evaluate("[localStorage.a, sessionStorage.a]") == [None, None]
    ramen.neem_terug(tweede)


@pytest.mark.parametrize(
    ("kwaad", "melding"),
    [
        ("document.body.innerHTML = '<b style=color:red>'", "Content Security Policy"),
        ("document.body.innerHTML = '<img src=/bestaat-niet.png alt>'", "404 op"),
        ("setTimeout(() => { throw new Error('stuk') })", "script: stuk"),
        ("location = 'http://elders.example/'", "andere machine: http://elders.example"),
    ],
)
def test_toezicht_ziet_wat_niet_mag(chromium, portaal, kwaad, melding):
    context = chromium.new_context()
    fouten = bewaak(context, portaal.url)
    pagina = context.new_page()
    pagina.goto(f"{portaal.url}/account/login/")
    assert not fouten
    pagina.evaluate(kwaad)
    pagina.wait_for_timeout(300)
    context.close()
    assert melding in "\n".join(fouten)
