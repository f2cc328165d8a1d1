"""The job of an edition: claimed once, resumed, stopped, tried again; its failures end in the row."""

import errno
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db import OperationalError as DatabaseWeg
from django.template import TemplateSyntaxError
from django.utils import timezone
from kombu.exceptions import OperationalError

from monitor import opmaak, tasks
from monitor.models import Publicatie, editie
from monitor.services import maken, publicaties, taken
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = pytest.mark.django_db
Status = Publicatie.Status


@pytest.fixture(autouse=True)
def gebeld(monkeypatch):
    """Calls to a worker; none leaves the test."""
    lijst = []
    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", lambda args, **_: lijst.append(args[0]))
    return lijst


@pytest.fixture
def snel(monkeypatch):
    """A book of one line instead of a real one, where the test is about the job."""
    regel = "<html lang='nl'><title>Boek</title><link rel='stylesheet' href='css/pdf.css'><p>Boek</p></html>"
    monkeypatch.setattr(opmaak, "als_html", lambda inhoud: regel)
    monkeypatch.setattr(opmaak, "controleer", lambda inhoud, opgemaakt: None)


@pytest.fixture
def publicatie(klein_programma, programmateam):
    return publicaties.vraag_aan(door=programmateam)[0]


@pytest.fixture
def bestanden(settings):
    """Returns a function: names of all files that are kept or in the making."""

    def lijst():
        return sorted(
            pad.relative_to(settings.MEDIA_ROOT.parent).as_posix()
            for map_ in (settings.MEDIA_ROOT, settings.WERKMAP)
            for pad in map_.rglob("*")
            if pad.is_file()
        )

    return lijst


def _stil(publicatie, seconden=3600):
    """Its worker was last heard of this long ago."""
    Publicatie.objects.filter(pk=publicatie.pk).update(hartslag=timezone.now() - timedelta(seconds=seconden))


# Asking ------------------------------------------------------------------------------------------------


def test_dubbel_klikken_maakt_een_editie(klein_programma, programmateam, gebeld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        eerste, nieuw = publicaties.vraag_aan(door=programmateam)
        tweede, weer_nieuw = publicaties.vraag_aan(door=programmateam)
    assert (nieuw, weer_nieuw) == (True, False)
    assert eerste.pk == tweede.pk
    assert gebeld == [eerste.pk]


def test_de_database_laat_geen_tweede_lopende_taak_toe(publicatie, programmateam):
    with pytest.raises(IntegrityError, match=r"publicatie_een_taak_tegelijk|UNIQUE"), transaction.atomic():
        Publicatie.objects.create(aangevraagd_door=programmateam, **editie(publicatie.peildatum))


@pytest.mark.parametrize("rol", ["partner", "bestuurder", "projectleider", "beheerder"])
def test_alleen_het_programmateam_maakt_edities(rol, request, klein_programma):
    with pytest.raises(PermissionDenied):
        publicaties.vraag_aan(door=request.getfixturevalue(rol))
    assert not Publicatie.objects.exists()


def test_aanvraag_komt_in_de_geschiedenis(publicatie):
    regel = Logregel.objects.get_for_object(publicatie).get()
    assert regel.changes["status"] == ["None", "wacht"]
    assert "voortgang" not in regel.changes


@pytest.mark.parametrize(
    ("dag", "titel"), [("2026-06-30", "Projectenboek voorjaar 2026"), ("2026-07-01", "Projectenboek najaar 2026")]
)
def test_editie_heet_naar_haar_halfjaar(dag, titel):
    wat = editie(timezone.datetime.fromisoformat(dag).date())
    assert wat["titel"] == titel
    assert wat["periode_van"] <= wat["peildatum"] <= wat["periode_tot"]


# Making -------------------------------------------------------------------------------------------------


def _van(publicatie) -> list[str]:
    """The files of an edition: the short one and the book itself."""
    return [f"media/{publicatie.kort_bestand.name}", f"media/{publicatie.bestand.name}"]


def test_taak_maakt_een_heel_boek(publicatie, bestanden):
    assert maken.maak(publicatie.pk) is maken.Uitkomst.GEDAAN
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.voortgang, publicatie.foutmelding) == (Status.GEREED, 100, "")
    assert publicatie.bladzijden >= 6
    assert publicatie.aantal_acties == 3
    assert len(publicatie.inhoud_sha256) == 64
    assert publicatie.bestand_grootte == publicatie.bestand.size
    assert (publicatie.kort_bladzijden, publicatie.kort_grootte) == (4, publicatie.kort_bestand.size)
    with publicatie.bestand.open("rb") as bestand:
        tekst = bestand.read()
    assert tekst.startswith(b"%PDF-1.7")
    assert tekst.rstrip().endswith(b"%%EOF")
    assert bestanden() == _van(publicatie)


@pytest.mark.usefixtures("snel")
def test_lukt_het_bewaren_van_een_van_beide_niet_dan_blijft_ook_de_andere_niet(publicatie, monkeypatch, bestanden):
    echt = maken.default_storage.save

    def weiger_het_kort(naam, inhoud):
        if naam.endswith("-kort.pdf"):
            raise PermissionError(naam)
        return echt(naam, inhoud)

    monkeypatch.setattr(maken.default_storage, "save", weiger_het_kort)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.bestand.name) == (Status.WACHT, "")
    assert bestanden() == []


def test_voortgang_loopt_op_en_noemt_de_stappen(publicatie, monkeypatch):
    gezien = []
    echt = taken.Taak.schrijf

    def kijk_mee(taak, **velden):
        if "voortgang" in velden:
            gezien.append((velden.get("stap"), velden["voortgang"]))
        echt(taak, **velden)

    monkeypatch.setattr(taken, "MELD_ELKE", 0)
    monkeypatch.setattr(taken.Taak, "schrijf", kijk_mee)
    maken.maak(publicatie.pk)
    assert [voortgang for _, voortgang in gezien] == sorted(voortgang for _, voortgang in gezien)
    assert list(dict.fromkeys(stap for stap, _ in gezien if stap)) == list(Publicatie.Stap)
    assert len(gezien) > 10


@pytest.mark.usefixtures("snel")
def test_klaar_is_klaar(publicatie):
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert maken.maak(publicatie.pk) is maken.Uitkomst.NIETS
    assert Publicatie.objects.get().bestand.name == publicatie.bestand.name


def test_wat_er_niet_is_geeft_niets():
    assert maken.maak(12345) is maken.Uitkomst.NIETS


@pytest.mark.usefixtures("snel")
def test_gevraagd_voor_en_vastgelegd_na_middernacht(publicatie):
    gisteren = timezone.localdate() - timedelta(days=1)
    Publicatie.objects.update(peildatum=gisteren)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert publicatie.peildatum == timezone.localdate()
    assert publicatie.inhoud["peildatum"] == timezone.localdate().isoformat()


# Two workers ---------------------------------------------------------------------------------------------


def test_van_twee_werkers_krijgt_er_een_de_taak(publicatie):
    assert taken.eis_op(publicatie.pk) is not None
    assert taken.eis_op(publicatie.pk) is None
    assert maken.maak(publicatie.pk) is maken.Uitkomst.BEZET


def test_dubbele_boodschap_komt_later_terug(publicatie, monkeypatch, settings):
    class Later(Exception):
        pass

    later = []
    monkeypatch.setattr(tasks.maak_publicatie, "retry", lambda **kw: later.append(kw) or Later())
    taken.eis_op(publicatie.pk)
    with pytest.raises(Later):
        tasks.maak_publicatie(publicatie.pk)
    assert later[0]["countdown"] > settings.TAAK_VERLATEN_NA


def test_verlaten_taak_wordt_overgenomen_en_de_oude_werker_houdt_op(publicatie, bestanden):
    oud = taken.eis_op(publicatie.pk)
    oud.meld(Publicatie.Stap.OPMAKEN, 20)
    _stil(publicatie)
    nieuw = taken.eis_op(publicatie.pk)
    assert nieuw is not None
    with pytest.raises(taken.Afgebroken):
        oud.meld(Publicatie.Stap.OPMAKEN, 30)
    oud.mislukt("van een werker die er niet meer over gaat")
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding, publicatie.pogingen) == (Status.BEZIG, "", 2)


@pytest.mark.usefixtures("snel")
def test_hervatten_gebruikt_wat_al_was_vastgelegd_en_ruimt_de_resten_op(publicatie, bestanden, klein_programma):
    oud = taken.eis_op(publicatie.pk)
    maken._leg_vast(oud)
    eerder = Publicatie.objects.get().inhoud_sha256
    # Killed between keeping the file and telling the row; and with a half file, as if killed before that.
    default_storage.save(maken._opslagnaam(oud.pk, oud.token), ContentFile(b"%PDF heel"))
    half = maken._werkpad(oud.pk, oud.token)
    half.parent.mkdir()
    half.write_bytes(b"%PDF half")
    factories.maak_actie(opgave=klein_programma, titel="Van later")
    _stil(publicatie)
    assert len(bestanden()) == 2
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert publicatie.status == Status.GEREED
    assert publicatie.inhoud_sha256 == eerder
    assert bestanden() == _van(publicatie)


def test_taak_die_steeds_doodgaat_wordt_opgegeven(publicatie):
    for _ in range(taken.MAX_POGINGEN):
        assert taken.eis_op(publicatie.pk)
        _stil(publicatie)
    assert taken.eis_op(publicatie.pk) is None
    publicatie.refresh_from_db()
    assert publicatie.status == Status.MISLUKT
    assert "3 keer halverwege afgebroken" in publicatie.foutmelding


# Calling again ---------------------------------------------------------------------------------------------


def test_vegen_belt_een_keer_voor_wie_te_lang_wacht(publicatie, gebeld):
    assert taken.veeg() == 0
    Publicatie.objects.update(gebeld_op=timezone.now() - timedelta(hours=1))
    assert (taken.veeg(), taken.veeg()) == (1, 0)
    assert gebeld == [publicatie.pk]


def test_vegen_laat_een_levende_taak_met_rust_en_belt_voor_een_dode(publicatie, gebeld):
    taken.eis_op(publicatie.pk)
    Publicatie.objects.update(gebeld_op=timezone.now() - timedelta(hours=1))
    assert taken.veeg() == 0
    _stil(publicatie)
    tasks.veeg_taken()
    assert gebeld == [publicatie.pk]


@pytest.mark.usefixtures("snel")
def test_wachtrij_die_niet_antwoordt_houdt_de_aanvraag_niet_tegen(
    klein_programma, programmateam, monkeypatch, django_capture_on_commit_callbacks
):
    def weg(*_, **__):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.maak_publicatie, "apply_async", weg)
    with django_capture_on_commit_callbacks(execute=True):
        publicatie, _ = publicaties.vraag_aan(door=programmateam)
    assert Publicatie.objects.get().status == Status.WACHT
    assert maken.maak(publicatie.pk) is maken.Uitkomst.GEDAAN


# Failing, stopping, trying again ----------------------------------------------------------------------------


@pytest.mark.usefixtures("snel")
@pytest.mark.parametrize(
    ("fout", "woorden", "pogingen"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "De schijf van de server is vol.", 3),
        (PermissionError(errno.EACCES, "Permission denied"), "Het bestand kon niet worden bewaard.", 3),
        (DatabaseWeg("server closed the connection"), "De gegevensbank antwoordde niet.", 3),
        (MemoryError(), "te weinig geheugen", 1),
        (TemplateSyntaxError("Invalid block tag"), "fout in de opmaak", 1),
        (maken.SoftTimeLimitExceeded(), "duurde te lang", 1),
        (RuntimeError("boem"), "De beheerder vindt in het logboek wat.", 1),
    ],
)
def test_mislukken_zegt_waarom_en_laat_geen_half_bestand_achter(
    publicatie, monkeypatch, bestanden, fout, woorden, pogingen
):
    def half(inhoud, opgemaakt, doel, **_):
        doel.write_bytes(b"%PDF half")
        raise fout

    monkeypatch.setattr(opmaak, "schrijf", half)
    for _ in range(pogingen):
        assert maken.maak(publicatie.pk) is maken.Uitkomst.GEDAAN
        Publicatie.objects.filter(niet_voor__isnull=False).update(niet_voor=timezone.now())
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.pogingen) == (Status.MISLUKT, pogingen)
    assert woorden in publicatie.foutmelding
    assert publicatie.stap == Publicatie.Stap.SCHRIJVEN
    assert not publicatie.bestand
    assert bestanden() == []


@pytest.mark.usefixtures("snel")
def test_volle_schijf_wacht_even_en_het_boek_komt_alsnog(publicatie, monkeypatch, bestanden, gebeld, tmp_path):
    """The operating system itself refuses: /dev/full is a disk without room."""
    vol = tmp_path / "vol.pdf"
    vol.symlink_to("/dev/full")
    gebeld.clear()
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(maken, "_werkpad", lambda pk, token, deel="": vol)
        maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding) == (Status.WACHT, "De schijf van de server is vol.")
    assert (publicatie.wacht_op_herkansing, publicatie.wacht_lang, gebeld) == (True, False, [publicatie.pk])
    # Before its time nobody may take it, and nobody calls for it.
    assert maken.maak(publicatie.pk) is maken.Uitkomst.BEZET
    assert taken.veeg() == 0
    Publicatie.objects.update(niet_voor=timezone.now() - timedelta(seconds=1))
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding, publicatie.pogingen) == (Status.GEREED, "", 2)
    assert bestanden() == _van(publicatie)


@pytest.mark.usefixtures("snel")
def test_herkansing_waarvan_de_oproep_wegraakt_wordt_opnieuw_geroepen(publicatie, monkeypatch, gebeld):
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(opmaak, "schrijf", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.ENOSPC, "vol")))
        maken.maak(publicatie.pk)
    gebeld.clear()
    lang_geleden = timezone.now() - timedelta(hours=1)
    Publicatie.objects.update(niet_voor=lang_geleden, gebeld_op=lang_geleden)
    assert (taken.veeg(), gebeld) == (1, [publicatie.pk])


@pytest.mark.usefixtures("snel")
def test_wie_stopt_tijdens_het_wachten_krijgt_geen_herkansing(publicatie, programmateam, monkeypatch):
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(opmaak, "schrijf", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.ENOSPC, "vol")))
        maken.maak(publicatie.pk)
    publicaties.stop(publicatie=publicatie, door=programmateam)
    Publicatie.objects.update(niet_voor=timezone.now())
    assert maken.maak(publicatie.pk) is maken.Uitkomst.NIETS


def test_code_zonder_huisstijl_wordt_genoemd(publicatie, klein_programma):
    klein_programma.code = "XYZ"
    klein_programma.save()
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert "'XYZ'" in publicatie.foutmelding


def test_leeg_programma_mislukt_met_reden(programmateam):
    publicatie, _ = publicaties.vraag_aan(door=programmateam)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert publicatie.foutmelding == "Er zijn nog geen openbare acties. Laad eerst het programma."


@pytest.mark.usefixtures("snel")
def test_stoppen_halverwege_laat_niets_achter(publicatie, programmateam, monkeypatch, bestanden):
    def stop_dan(inhoud, opgemaakt, doel, **_):
        doel.write_bytes(b"%PDF half")
        publicaties.stop(publicatie=publicatie, door=programmateam)

    monkeypatch.setattr(opmaak, "schrijf", stop_dan)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.foutmelding) == (Status.GESTOPT, "")
    assert bestanden() == []


@pytest.mark.usefixtures("snel")
def test_stoppen_op_het_laatste_moment_bewaart_het_bestand_niet(publicatie, programmateam, monkeypatch, bestanden):
    def stop_dan(naam, inhoud):
        publicaties.stop(publicatie=publicatie, door=programmateam)
        return bewaar(naam, inhoud)

    bewaar = default_storage.save
    monkeypatch.setattr(maken.default_storage, "save", stop_dan)
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.bestand.name) == (Status.GESTOPT, "")
    assert bestanden() == []


@pytest.mark.usefixtures("snel")
def test_wat_klaar_is_kan_niet_meer_stoppen(publicatie, programmateam):
    maken.maak(publicatie.pk)
    with pytest.raises(ValidationError, match="niets te stoppen"):
        publicaties.stop(publicatie=publicatie, door=programmateam)


@pytest.mark.usefixtures("snel")
def test_opnieuw_proberen_begint_met_de_gegevens_van_nu(
    publicatie, programmateam, klein_programma, monkeypatch, gebeld, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(opmaak, "schrijf", lambda *_, **__: 1 / 0)
        maken.maak(publicatie.pk)
    Publicatie.objects.update(aangevraagd_op=timezone.now() - timedelta(hours=1))
    factories.maak_actie(opgave=klein_programma, titel="Van later")
    with django_capture_on_commit_callbacks(execute=True):
        publicaties.probeer_opnieuw(publicatie=publicatie, door=programmateam)
    assert gebeld == [publicatie.pk]
    publicatie.refresh_from_db()
    assert not publicatie.wacht_lang, "het wachten begint opnieuw"
    maken.maak(publicatie.pk)
    publicatie.refresh_from_db()
    assert (publicatie.status, publicatie.aantal_acties, publicatie.pogingen) == (Status.GEREED, 4, 1)


def test_opnieuw_kan_niet_naast_een_die_al_loopt(publicatie, programmateam):
    publicaties.stop(publicatie=publicatie, door=programmateam)
    publicaties.vraag_aan(door=programmateam)
    with pytest.raises(ValidationError, match="wordt al gemaakt"):
        publicaties.probeer_opnieuw(publicatie=publicatie, door=programmateam)


@pytest.mark.usefixtures("snel")
def test_opnieuw_kan_niet_als_het_gelukt_is(publicatie, programmateam):
    maken.maak(publicatie.pk)
    with pytest.raises(ValidationError, match="mislukt of gestopt"):
        publicaties.probeer_opnieuw(publicatie=publicatie, door=programmateam)
