"""Outgoing mail: once, also when many ask; tried again, never marked as sent before it is; each on its own."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from sterkvoornoord import post, tasks
from sterkvoornoord.models import Bericht

BRIEF = {
    "onderwerp": "Uw bericht",
    "tekst": "Beste collega,\n\nLees <b>dit</b> op https://noord.example/acties/?a=1&b=2",
}


@pytest.fixture
def leg_klaar(db, django_capture_on_commit_callbacks):
    """Returns a function: a mail is left to the worker, and the transaction is kept."""

    def leg(aan="mens@sterkvoornoord.example", **kw):
        with django_capture_on_commit_callbacks(execute=True):
            return post.leg_klaar(aan=aan, **{**BRIEF, **kw})

    return leg


def _stand(bericht) -> tuple[bool, bool, int]:
    """Sent, given up, and how many attempts."""
    bericht.refresh_from_db()
    return bericht.verstuurd_op is not None, bericht.opgegeven_op is not None, bericht.pogingen


def _is_aan_de_beurt(bericht) -> None:
    Bericht.objects.filter(pk=bericht.pk).update(niet_voor=timezone.now() - timedelta(seconds=1))


def test_een_bericht_komt_aan_als_tekst_en_als_html(leg_klaar, brievenbus):
    bericht = leg_klaar()
    [(envelop, mail)] = brievenbus.brieven
    assert envelop.rcpt_tos == ["mens@sterkvoornoord.example"]
    assert mail["Subject"] == "Uw bericht"
    tekst, html = (deel.get_content() for deel in mail.iter_parts())
    assert tekst.startswith("Beste collega,")
    assert '<html lang="nl" dir="ltr">' in html
    assert "Lees &lt;b&gt;dit&lt;/b&gt; op" in html
    assert 'href="https://noord.example/acties/?a=1&amp;b=2"' in html
    assert _stand(bericht) == (True, False, 1)


def test_arabisch_loopt_van_rechts_naar_links(leg_klaar, brievenbus):
    leg_klaar(taal="ar", tekst="شكرا")
    html = list(brievenbus.brieven[0][1].iter_parts())[1].get_content()
    assert '<html lang="ar" dir="rtl">' in html


def test_dezelfde_sleutel_gaat_een_keer_uit(leg_klaar, brievenbus):
    assert leg_klaar(sleutel="ronde-3-aan-7") is not None
    assert leg_klaar(sleutel="ronde-3-aan-7") is None
    assert len(brievenbus.brieven) == 1


def test_zonder_sleutel_is_elk_bericht_een_nieuw(leg_klaar, brievenbus):
    leg_klaar()
    leg_klaar()
    assert len(brievenbus.brieven) == 2


def test_wat_niet_wordt_vastgelegd_gaat_niet_uit(db, brievenbus, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                post.leg_klaar(aan="mens@sterkvoornoord.example", **BRIEF)
                raise RuntimeError
        except RuntimeError:
            pass
    assert (Bericht.objects.count(), brievenbus.brieven) == (0, [])


def test_nog_eens_roepen_verstuurt_niet_nog_eens(leg_klaar, brievenbus):
    bericht = leg_klaar()
    assert post.verstuur(bericht.pk) is False
    assert len(brievenbus.brieven) == 1


def test_de_tekst_van_een_geheim_bericht_blijft_niet_liggen(leg_klaar, brievenbus):
    gewoon, geheim = leg_klaar(), leg_klaar(geheim=True)
    assert "Beste collega" in brievenbus.brieven[1][1].get_body(("plain",)).get_content()
    gewoon.refresh_from_db()
    geheim.refresh_from_db()
    assert (gewoon.tekst != "", geheim.tekst, geheim.aan) == (True, "", "mens@sterkvoornoord.example")


def test_een_regeleinde_in_het_onderwerp_wordt_geen_kop(leg_klaar, brievenbus):
    leg_klaar(onderwerp="Uw bericht\r\nBcc: kwaad@kwaad.example")
    [(envelop, mail)] = brievenbus.brieven
    assert (mail["Subject"], mail["Bcc"]) == ("Uw bericht Bcc: kwaad@kwaad.example", None)
    assert envelop.rcpt_tos == ["mens@sterkvoornoord.example"]


def test_wie_nu_niet_wil_krijgt_het_later(leg_klaar, brievenbus):
    brievenbus.antwoorden["mens@sterkvoornoord.example"] = "451 Probeer het later"
    bericht = leg_klaar()
    assert _stand(bericht) == (False, False, 1)
    assert "451" in bericht.fout
    assert post.veeg() == 0, "voor zijn tijd wordt niemand geroepen"
    brievenbus.antwoorden.clear()
    _is_aan_de_beurt(bericht)
    assert post.veeg() == 1
    assert _stand(bericht) == (True, False, 2)
    assert bericht.fout == ""


def test_wie_nooit_wil_wordt_opgegeven(leg_klaar, brievenbus):
    brievenbus.antwoorden["weg@sterkvoornoord.example"] = "550 Bestaat niet"
    bericht = leg_klaar("weg@sterkvoornoord.example")
    assert _stand(bericht) == (False, True, 1)
    _is_aan_de_beurt(bericht)
    assert post.veeg() == 0


def test_een_adres_dat_weigert_houdt_niemand_op(leg_klaar, brievenbus):
    brievenbus.antwoorden["weg@sterkvoornoord.example"] = "550 Bestaat niet"
    for adres in ("een@sterkvoornoord.example", "weg@sterkvoornoord.example", "twee@sterkvoornoord.example"):
        leg_klaar(adres)
    assert brievenbus.aan == ["een@sterkvoornoord.example", "twee@sterkvoornoord.example"]


def test_een_server_die_niet_antwoordt_wordt_na_de_laatste_poging_opgegeven(leg_klaar, brievenbus, settings):
    settings.EMAIL_PORT = 1
    bericht = leg_klaar()
    for poging in range(2, len(post.GEDULD) + 2):
        assert _stand(bericht) == (False, False, poging - 1)
        _is_aan_de_beurt(bericht)
        post.verstuur(bericht.pk)
    assert _stand(bericht) == (False, True, len(post.GEDULD) + 1)


def test_een_wachtrij_die_weg_is_houdt_niets_tegen(leg_klaar, brievenbus, monkeypatch):
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(tasks.verstuur_bericht, "apply_async", lambda *_, **__: 1 / 0)
        bericht = leg_klaar()
    assert _stand(bericht) == (False, False, 0)
    tasks.veeg_berichten()
    assert _stand(bericht) == (True, False, 1)


def test_een_dode_werker_wordt_na_een_tijd_opgevolgd(leg_klaar, brievenbus, monkeypatch):
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(post, "bel", lambda pk: None)
        bericht = leg_klaar()
    Bericht.objects.update(bezig_sinds=timezone.now() - timedelta(minutes=1), pogingen=1)
    assert post.veeg() == 0
    Bericht.objects.update(bezig_sinds=timezone.now() - timedelta(minutes=11))
    assert post.veeg() == 1
    assert _stand(bericht) == (True, False, 2)


@pytest.mark.django_db(transaction=True)
def test_van_veel_werkers_tegelijk_verstuurt_er_een(brievenbus, monkeypatch):
    monkeypatch.setattr(post, "bel", lambda pk: None)
    bericht = post.leg_klaar(aan="mens@sterkvoornoord.example", **BRIEF)
    start, gelukt = threading.Barrier(6), []

    def werker():
        start.wait()
        try:
            gelukt.append(post.verstuur(bericht.pk))
        finally:
            connection.close()

    draden = [threading.Thread(target=werker) for _ in range(6)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert (sum(gelukt), len(gelukt), len(brievenbus.brieven)) == (1, 6, 1)


def test_herhaling_na_een_klap_heeft_hetzelfde_kenmerk(leg_klaar, brievenbus):
    bericht = leg_klaar(sleutel="ronde-3")
    Bericht.objects.update(verstuurd_op=None)
    post.verstuur(bericht.pk)
    eerste, tweede = (mail["Message-ID"] for _, mail in brievenbus.brieven)
    assert eerste == tweede
    leg_klaar(sleutel="ronde-4")
    assert brievenbus.brieven[2][1]["Message-ID"] != eerste


def test_oude_berichten_worden_gewist_en_blijven_eenmalig(leg_klaar, brievenbus, settings):
    bericht = leg_klaar(sleutel="ronde-3")
    wachtend = Bericht.objects.create(sleutel="wacht", aan="ander@sterkvoornoord.example")
    oud = timezone.now() - timedelta(days=settings.BERICHTEN_BEWAREN_DAGEN + 1)
    Bericht.objects.update(gemaakt_op=oud)
    assert post.wis_oude_berichten() == 0
    Bericht.objects.filter(pk=bericht.pk).update(verstuurd_op=oud)
    assert post.wis_oude_berichten() == 1
    bericht.refresh_from_db()
    assert (bericht.aan, bericht.onderwerp, bericht.tekst) == ("", "", "")
    wachtend.refresh_from_db()
    assert wachtend.aan == "ander@sterkvoornoord.example"
    assert leg_klaar(sleutel="ronde-3") is None
