"""The tools themselves: what they promise to catch, they catch."""

import pytest

from sterkvoornoord.models import Partner
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
