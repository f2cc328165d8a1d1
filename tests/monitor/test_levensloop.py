"""Concept, vastgesteld, gepubliceerd, erratum: in that order only, by who may, and never back."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.models import Publicatie, monitor_editie
from monitor.models.levensloop import Onveranderlijk
from monitor.services import publicaties
from monitor.services.levensloop import publiceer, stel_vast, vraag_erratum
from sterkvoornoord.models import Logregel
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geen_wachtrij")]
Fase, Status = Publicatie.Fase, Publicatie.Status
REDEN = "Bij actie 3.22 stond een verkeerd bedrag."


@pytest.fixture
def maak(programmateam):
    return lambda **kw: factories.maak_publicatie(aangevraagd_door=programmateam, **kw)


def vandaag():
    return timezone.localdate()


def vast(publicatie) -> dict:
    """What may never change of an edition that is vastgesteld."""
    velden = ("titel", "besluit", "vastgesteld_op", "inhoud", "inhoud_sha256", "bestand", "bestand_sha256", "status")
    return Publicatie.objects.filter(pk=publicatie.pk).values(*velden, "peildatum", "periode_van", "kort_sha256").get()


# Adopting -------------------------------------------------------------------------------------------------


def test_vaststellen_bevriest_met_controlegetallen_besluit_en_functie(maak, programmateam):
    besluit = factories.maak_besluit()
    editie = stel_vast(publicatie=maak(), besluit=besluit, door=programmateam)
    editie.refresh_from_db()
    assert (editie.fase, editie.besluit, editie.vastgesteld_door) == (Fase.VASTGESTELD, besluit, programmateam)
    with pytest.raises(ProtectedError):
        besluit.delete()
    assert editie.vastgesteld_als == programmateam.functie
    assert editie.bestand_sha256 == factories.hashlib.sha256(b"%PDF-1.7 proef").hexdigest()
    assert editie.kort_sha256 == factories.hashlib.sha256(b"%PDF-1.7 kort").hexdigest()
    regel = Logregel.objects.filter(object_pk=str(editie.pk), action=Logregel.Action.UPDATE).get()
    assert regel.changes["fase"] == ["concept", "vastgesteld"]


@pytest.mark.parametrize("rol", ["beheerder", "projectleider", "bestuurder", "partner"])
def test_alleen_het_programmateam(rol, request, maak):
    door = request.getfixturevalue(rol)
    concept, vastgesteld = maak(), maak(fase="vastgesteld", **_ander_halfjaar())
    for daad in (
        lambda: stel_vast(publicatie=concept, besluit=factories.maak_besluit(), door=door),
        lambda: publiceer(publicatie=vastgesteld, publicatiedatum=vandaag(), door=door),
        lambda: vraag_erratum(publicatie=vastgesteld, reden=REDEN, door=door),
    ):
        with pytest.raises(PermissionDenied):
            daad()


def _ander_halfjaar() -> dict:
    return {"titel": "Projectenboek van eerder", "periode_van": date(2024, 1, 1), "periode_tot": date(2024, 6, 30)}


@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG, Status.MISLUKT, Status.GESTOPT])
def test_wat_niet_klaar_is_wordt_niet_vastgesteld(status, maak, programmateam):
    with pytest.raises(ValidationError, match="nog niet klaar"):
        stel_vast(publicatie=maak(status=status), besluit=factories.maak_besluit(), door=programmateam)


@pytest.mark.parametrize(
    "velden",
    [{"status": "concept"}, {"uitkomst": "afgewezen"}, {"uitkomst": "aangehouden"}, {"uitkomst": "ter_kennisneming"}],
)
def test_vaststellen_kan_alleen_met_een_besluit_dat_geldt_en_ja_zegt(velden, maak, programmateam):
    editie = maak()
    with pytest.raises(ValidationError, match="kan dit niet"):
        stel_vast(publicatie=editie, besluit=factories.maak_besluit(**velden), door=programmateam)
    editie.refresh_from_db()
    assert editie.fase == Fase.CONCEPT


def test_besluit_dat_vervangen_is_geldt_niet_meer(maak, programmateam):
    oud = factories.maak_besluit()
    factories.maak_besluit(orgaan=oud.orgaan, vervangt=oud)
    with pytest.raises(ValidationError, match="kan dit niet"):
        stel_vast(publicatie=maak(), besluit=oud, door=programmateam)


def test_tweede_keer_hoort_wat_er_al_gebeurd_is(maak, programmateam):
    editie = maak()
    stel_vast(publicatie=editie, besluit=factories.maak_besluit(), door=programmateam)
    with pytest.raises(ValidationError, match="al vastgesteld, met besluit AB-20"):
        stel_vast(publicatie=editie, besluit=factories.maak_besluit(), door=programmateam)


def test_twee_concepten_van_een_periode_worden_niet_allebei_vastgesteld(maak, programmateam):
    een, ander = maak(), maak()
    stel_vast(publicatie=een, besluit=factories.maak_besluit(), door=programmateam)
    with pytest.raises(ValidationError, match="Alleen een erratum"):
        stel_vast(publicatie=ander, besluit=factories.maak_besluit(), door=programmateam)
    ander.refresh_from_db()
    assert ander.fase == Fase.CONCEPT


def test_gegevens_die_niet_meer_kloppen_worden_niet_vastgesteld(maak, programmateam):
    editie = maak()
    Publicatie.objects.filter(pk=editie.pk).update(inhoud={"schema": 1, "acties": []})
    with pytest.raises(ValidationError, match="niet meer die van het boek"):
        stel_vast(publicatie=editie, besluit=factories.maak_besluit(), door=programmateam)


def test_zonder_pdf_wordt_er_niets_vastgesteld(maak, programmateam):
    editie = maak()
    editie.bestand.storage.delete(editie.bestand.name)
    with pytest.raises(ValidationError, match="niet te lezen"):
        stel_vast(publicatie=editie, besluit=factories.maak_besluit(), door=programmateam)
    editie.refresh_from_db()
    assert (editie.fase, editie.besluit) == (Fase.CONCEPT, None)


def test_wat_vastgesteld_is_wordt_niet_opnieuw_gemaakt(maak, programmateam):
    maak(fase="vastgesteld")
    with pytest.raises(ValidationError, match="Vraag een erratum aan"):
        publicaties.vraag_aan(door=programmateam)


# Publishing ------------------------------------------------------------------------------------------------


def test_openbaar_vanaf_de_dag_zelf(maak, programmateam, bestuurder):
    editie, morgen = maak(fase="vastgesteld"), vandaag() + timedelta(days=1)
    publiceer(publicatie=editie, publicatiedatum=morgen, door=programmateam)
    assert not Publicatie.objects.zichtbaar_voor(AnonymousUser()).exists()
    assert Publicatie.objects.zichtbaar_voor(bestuurder).exists()
    publiceer(publicatie=editie, publicatiedatum=vandaag(), door=programmateam)
    assert Publicatie.objects.zichtbaar_voor(AnonymousUser()).exists()
    with pytest.raises(ValidationError, match="al openbaar sinds"):
        publiceer(publicatie=editie, publicatiedatum=morgen, door=programmateam)


def test_bestuur_ziet_wat_vastgesteld_is_en_een_partner_niet(maak, bestuurder, partner, projectleider):
    concept, editie = maak(), maak(fase="vastgesteld", **_ander_halfjaar())
    assert list(Publicatie.objects.zichtbaar_voor(bestuurder)) == [editie]
    assert not Publicatie.objects.zichtbaar_voor(partner).exists()
    assert set(Publicatie.objects.zichtbaar_voor(projectleider)) == {concept, editie}


def test_concept_wordt_niet_gepubliceerd(maak, programmateam):
    with pytest.raises(ValidationError, match="Stel haar eerst vast"):
        publiceer(publicatie=maak(), publicatiedatum=vandaag(), door=programmateam)


def test_dag_die_voorbij_is_kan_niet(maak, programmateam):
    with pytest.raises(ValidationError, match="al voorbij"):
        publiceer(
            publicatie=maak(fase="vastgesteld"), publicatiedatum=vandaag() - timedelta(days=1), door=programmateam
        )


def test_dezelfde_dag_nog_eens_verandert_niets(maak, programmateam):
    editie, morgen = maak(fase="vastgesteld"), vandaag() + timedelta(days=1)
    publiceer(publicatie=editie, publicatiedatum=morgen, door=programmateam)
    with pytest.raises(ValidationError, match="Er is niets veranderd"):
        publiceer(publicatie=editie, publicatiedatum=morgen, door=programmateam)


# Errata -----------------------------------------------------------------------------------------------------


def _maak_af(erratum):
    """Give a job that waits the result that a worker would."""
    proef = factories.maak_publicatie(aangevraagd_door=erratum.aangevraagd_door)
    velden = ("inhoud", "inhoud_sha256", "bestand", "kort_bestand", "klaar_op")
    Publicatie.objects.filter(pk=erratum.pk).update(
        status=Status.GEREED, **{veld: getattr(proef, veld) for veld in velden}
    )
    proef.delete()
    erratum.refresh_from_db()
    return erratum


def test_erratum_krijgt_een_nummer_en_vervangt_de_editie(maak, programmateam):
    editie = maak(fase="gepubliceerd")
    erratum = vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam)
    assert (erratum.titel, erratum.status) == (f"Erratum 1 bij {editie.titel}", Status.WACHT)
    assert erratum.als_op(vandaag() + timedelta(days=400))["titel"] == erratum.titel
    assert not Publicatie.objects.met_vervangen().get(pk=editie.pk).is_vervangen
    stel_vast(publicatie=_maak_af(erratum), besluit=factories.maak_besluit(), door=programmateam)
    assert Publicatie.objects.met_vervangen().get(pk=editie.pk).is_vervangen
    # Not for who cannot read the erratum yet.
    publiek = Publicatie.objects.zichtbaar_voor(AnonymousUser())
    assert not publiek.met_vervangen(publiek).get(pk=editie.pk).is_vervangen
    volgende = vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam)
    assert volgende.erratum_nummer == 2
    with pytest.raises(ValidationError, match="bij de editie waar dit erratum bij hoort"):
        vraag_erratum(publicatie=erratum, reden=REDEN, door=programmateam)


def test_erratum_van_een_concept_is_onzin(maak, programmateam):
    with pytest.raises(ValidationError, match="nieuw concept"):
        vraag_erratum(publicatie=maak(), reden=REDEN, door=programmateam)


def test_dubbele_klik_maakt_een_erratum(maak, programmateam):
    editie = maak(fase="vastgesteld")
    vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam)
    with pytest.raises(ValidationError, match="wordt al gemaakt"):
        vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam)
    assert editie.errata.count() == 1


def test_twee_errata_met_een_nummer_worden_niet_allebei_vastgesteld(maak, programmateam):
    editie = maak(fase="vastgesteld")
    een = _maak_af(vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam))
    ander = _maak_af(vraag_erratum(publicatie=editie, reden=REDEN, door=programmateam))
    stel_vast(publicatie=een, besluit=factories.maak_besluit(), door=programmateam)
    with pytest.raises(ValidationError, match="Erratum 1 is al vastgesteld"):
        stel_vast(publicatie=ander, besluit=factories.maak_besluit(), door=programmateam)


# Every door ---------------------------------------------------------------------------------------------------


def test_geen_enkele_deur_verandert_wat_vastgesteld_is(maak, programmateam):
    editie = maak(fase="vastgesteld")
    voor = vast(editie)
    rijen = Publicatie.objects.filter(pk=editie.pk)
    editie.titel = "Iets anders"
    deuren = [
        lambda: rijen.update(titel="Iets anders"),
        lambda: rijen.update(status=Status.WACHT),
        lambda: Publicatie.objects.update(inhoud={}),
        lambda: Publicatie.objects.bulk_update([editie], ["titel"]),
        lambda: editie.save(),
        lambda: editie.save(update_fields=["titel", "fase"]),
        lambda: editie.delete(),
        lambda: rijen.delete(),
    ]
    for deur in deuren:
        with pytest.raises(Onveranderlijk), transaction.atomic():
            deur()
    assert vast(editie) == voor
    for daad in (publicaties.stop, publicaties.probeer_opnieuw):
        with pytest.raises(ValidationError):
            daad(publicatie=editie, door=programmateam)
    assert vast(editie) == voor


@pytest.mark.parametrize(
    "velden",
    [
        {"fase": "vastgesteld"},
        {"fase": "gepubliceerd", "publicatiedatum": date(2026, 1, 1)},
        {"vastgesteld_op": timezone.now()},
        {"erratum_nummer": 1},
        {"erratum_reden": "Zomaar iets."},
    ],
)
def test_de_database_weigert_een_half_leven(velden, maak):
    editie = maak()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publicatie.objects.filter(pk=editie.pk).update(**velden)


def test_terug_naar_concept_weigert_de_database(maak):
    editie = maak(fase="vastgesteld")
    with pytest.raises(IntegrityError), transaction.atomic():
        Publicatie.objects.filter(pk=editie.pk).update(fase="concept")


def test_projectenboek_wordt_openbaar_in_zijn_eigen_halfjaar_en_een_monitor_na_zijn_jaren(maak):
    maak(fase="gepubliceerd")
    dag = vandaag()
    with pytest.raises(IntegrityError, match="publicatie_openbaar_na_periode"), transaction.atomic():
        maak(fase="gepubliceerd", **{**monitor_editie(dag), "publicatiedatum": date(dag.year - 1, 6, 1)})


# The check -----------------------------------------------------------------------------------------------------


def test_controle_vindt_wat_buiten_het_portaal_om_veranderde(maak, capsys):
    editie = maak(fase="vastgesteld")
    call_command("controleer_publicaties")
    assert "klopt" in capsys.readouterr().out
    opslag = editie.kort_bestand.storage
    opslag.delete(editie.kort_bestand.name)
    opslag.delete(editie.bestand.name)
    opslag.save(editie.bestand.name, ContentFile(b"%PDF-1.7 vervalst"))
    with pytest.raises(CommandError, match="2 keer"):
        call_command("controleer_publicaties")
    uit = capsys.readouterr().out
    assert "De pdf van" in uit
    assert "De korte uitgave van" in uit


# Whatever people do, in whatever order --------------------------------------------------------------------------

STAP = st.tuples(
    st.sampled_from(["vast", "publiceer", "erratum", "stop", "opnieuw", "nieuw", "maak af"]),
    st.sampled_from(["programmateam", "programmateam", "programmateam", "bestuurder", "beheerder"]),
    st.integers(min_value=0, max_value=3),
    st.integers(min_value=-2, max_value=2),
)
ORDE = list(Fase)


def _doe(stap, wie) -> None:
    soort, rol, plek, dagen = stap
    rijen = list(Publicatie.objects.order_by("pk"))
    rij, door = rijen[plek % len(rijen)], wie[rol]
    with suppress(PermissionDenied, ValidationError):
        if soort == "vast":
            stel_vast(publicatie=rij, besluit=factories.maak_besluit(), door=door)
        elif soort == "publiceer":
            publiceer(publicatie=rij, publicatiedatum=vandaag() + timedelta(days=dagen), door=door)
        elif soort == "erratum":
            vraag_erratum(publicatie=rij, reden=REDEN, door=door)
        elif soort == "stop":
            publicaties.stop(publicatie=rij, door=door)
        elif soort == "opnieuw":
            publicaties.probeer_opnieuw(publicatie=rij, door=door)
        elif soort == "nieuw":
            publicaties.vraag_aan(door=door)
        elif rij.loopt:
            _maak_af(rij)


def test_het_leven_gaat_alleen_vooruit(maak, programmateam, bestuurder, beheerder):
    wie = {"programmateam": programmateam, "bestuurder": bestuurder, "beheerder": beheerder}

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(STAP, max_size=12))
    def probeer(stappen):
        with transaction.atomic():
            maak()
            _loop(stappen, wie)
            transaction.set_rollback(True)

    probeer()


def _loop(stappen, wie) -> None:
    gezien: dict[int, tuple] = {}
    for stap in stappen:
        _doe(stap, wie)
        for rij in Publicatie.objects.all():
            fase, inhoud = gezien.get(rij.pk, (Fase.CONCEPT, None))
            assert ORDE.index(rij.fase) >= ORDE.index(fase)
            assert inhoud is None or vast(rij) == inhoud
            gezien[rij.pk] = (rij.fase, vast(rij) if rij.is_vast else None)
        openbaar = Publicatie.objects.zichtbaar_voor(AnonymousUser())
        assert all(rij.is_vast and rij.publicatiedatum <= vandaag() for rij in openbaar)
