"""Partners with the number of their acties, and the columns of their export."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from acties.models import Actie, Betrokkenheid
from opgaven.models import Opgave
from sterkvoornoord.export import Kolom
from sterkvoornoord.models import Partner


def partners_voor(gebruiker) -> QuerySet[Partner]:
    """Return all partners with `aantal_acties`: the acties of each that `gebruiker` may see."""
    zichtbaar = Actie.objects.zichtbaar_voor(gebruiker).order_by()
    aantal = (
        Betrokkenheid.objects.filter(partner=OuterRef("pk"), actie__in=zichtbaar.values("pk"))
        .order_by()
        .values("partner")
        .annotate(n=Count("actie", distinct=True))
        .values("n")
    )
    return (
        Partner.objects.annotate(aantal_acties=Coalesce(Subquery(aantal, IntegerField()), 0))
        .select_related("onderdeel_van")
        .prefetch_related("aliassen")
    )


def met_opgaven(partners: Iterable[Partner], gebruiker) -> list[Partner]:
    """Return `partners` as a list, each with `opgaven`: those of its visible acties. One query for all."""
    partners = list(partners)
    paren = (
        Betrokkenheid.objects.filter(partner__in=[partner.pk for partner in partners])
        .filter(actie__in=Actie.objects.zichtbaar_voor(gebruiker).order_by().values("pk"))
        .order_by("actie__plan__opgave__nummer")
        .values_list("partner", *(f"actie__plan__opgave__{veld}" for veld in ("code", "slug", "naam")))
        .distinct()
    )
    per_partner: dict[int, list[Opgave]] = {}
    for pk, code, slug, naam in paren:
        per_partner.setdefault(pk, []).append(Opgave(code=code, slug=slug, naam=naam))
    for partner in partners:
        partner.opgaven = per_partner.get(partner.pk, [])
    return partners


KOLOMMEN = [
    Kolom("Naam", lambda p: p.naam, 40),
    Kolom("Andere namen", lambda p: ", ".join(alias.naam for alias in p.aliassen.all()), 40),
    Kolom("Soort", Partner.get_soort_display, 22),
    Kolom("Type", lambda p: p.type, 18),
    Kolom("Rol", Partner.get_rol_display, 14),
    Kolom("Onderdeel van", lambda p: p.onderdeel_van.naam if p.onderdeel_van else "", 30),
    Kolom("Opgaven", lambda p: ", ".join(opgave.naam for opgave in p.opgaven), 40),
    Kolom("Aantal acties", lambda p: p.aantal_acties, 14),
    Kolom("Adres", lambda p: settings.SITE_URL + p.get_absolute_url(), 44),
]
