"""Who wrote what: also inside each other, and without anything left behind."""

from django.db.models.signals import pre_save

from sterkvoornoord.geschiedenis import als
from sterkvoornoord.models import Logregel, PartnerAlias
from tests.factories import maak_partner


def _functies(partner) -> list[str]:
    return list(Logregel.objects.filter(object_pk=partner.pk).order_by("pk").values_list("functie", flat=True))


def test_schrijven_binnen_een_ander_blok_houdt_beide_namen(projectleider):
    partner = maak_partner()
    with als(functie="Systeem: buiten"):
        with als(projectleider):
            partner.naam = "Een"
            partner.save()
        partner.naam = "Twee"
        partner.save()
    assert _functies(partner)[-2:] == ["Projectleider wonen", "Systeem: buiten"]


def test_er_blijft_niets_hangen(projectleider):
    voor = len(pre_save.receivers)
    for _ in range(3):
        with als(functie="Systeem: buiten"), als(projectleider):
            maak_partner()
    assert len(pre_save.receivers) == voor


def test_zonder_blok_is_er_geen_schrijver(db):
    partner = maak_partner()
    assert _functies(partner) == [""]


def test_de_geschiedenis_houdt_de_functie_van_toen(projectleider):
    with als(projectleider):
        partner = maak_partner()
    projectleider.functie = "Iets anders"
    projectleider.save()
    assert _functies(partner) == ["Projectleider wonen"]


def test_een_deel_staat_in_de_geschiedenis_van_het_geheel_ook_als_het_weg_is(db):
    partner = maak_partner(aliassen=("S&W",))
    PartnerAlias.objects.get().delete()
    regels = [(r.content_type.model, r.action) for r in Logregel.objects.van(partner)]
    actie = Logregel.Action
    assert regels == [("partneralias", actie.DELETE), ("partneralias", actie.CREATE), ("partner", actie.CREATE)]


def test_alles_van_een_actie_in_een_vraag(actie, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [r.content_type.model for r in Logregel.objects.van(actie)] == ["betrokkenheid", "actie"]
