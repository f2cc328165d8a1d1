"""History in words: what a person reads about the entries that `sterkvoornoord.geschiedenis` keeps.

An entry holds raw values ("None", "True", "2024-05-16", the key of a partner). Here they get the label of the field,
the label of the choice, a Dutch date and the name of the other record, and entries that were written together become
one moment. Names are looked up per model, not per value, so the number of queries does not grow with the history.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import TruncSecond
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst

from sterkvoornoord.datums import toon_datum
from sterkvoornoord.getallen import toon_getal
from sterkvoornoord.models import Logregel
from sterkvoornoord.verschil import Stuk, verschil

#: A text longer than this is folded.
LANG = 100

HANDELING = {
    Logregel.Action.CREATE: "toegevoegd",
    Logregel.Action.UPDATE: "gewijzigd",
    Logregel.Action.DELETE: "verwijderd",
}
#: What somebody wrote but did not choose in a conflict (`sterkvoornoord.geschiedenis.leg_vast_niet_gekozen`).
NIET_GEKOZEN = "niet gekozen tekst bewaard"


@dataclass(frozen=True, slots=True)
class Veld:
    """One changed field; of a many-to-many field only what came and went, of a hidden one nothing."""

    naam: str
    van: str = ""
    naar: str = ""
    erbij: tuple[str, ...] = ()
    eraf: tuple[str, ...] = ()
    stukken: tuple[Stuk, ...] = ()
    verborgen: bool = False

    @property
    def lang(self) -> bool:
        return max(len(self.van), len(self.naar)) > LANG


@dataclass(slots=True)
class Regel:
    """What happened to one record in a moment."""

    soort: str
    naam: str
    handeling: str
    velden: list[Veld] = field(default_factory=list)


@dataclass(slots=True)
class Moment:
    """Everything that one account, or the system, wrote in one second."""

    op: datetime
    wie: str
    rol: str
    regels: list[Regel] = field(default_factory=list)


Sleutel = tuple[datetime, int | None, str, str, str | None]


def momenten(regels: QuerySet[Logregel]) -> QuerySet:
    """Keys of the moments in `regels`, newest first; a queryset, so that it can be cut into pages."""
    return (
        regels.order_by()
        .annotate(seconde=TruncSecond("timestamp"))
        .values_list("seconde", "actor", "functie", "rol", "cid")
        .distinct()
        .order_by("-seconde", "actor", "functie", "rol", "cid")
    )


def in_woorden(
    record: models.Model,
    regels: QuerySet[Logregel],
    sleutels: Iterable[Sleutel],
    *,
    verborgen: Collection[str] = (),
    bekend: Iterable[models.Model | None] = (),
) -> list[Moment]:
    """Tell the moments `sleutels` of `regels`, the history of `record`.

    `verborgen` names fields that the reader may not read: that they changed is told, not what they held.
    `bekend` are records at hand, whose names need no look-up.
    """
    per_moment: dict[Sleutel, list[Logregel]] = {sleutel: [] for sleutel in sleutels}
    if not per_moment:
        return []
    seconden = [sleutel[0] for sleutel in per_moment]
    binnen = regels.filter(timestamp__gte=min(seconden), timestamp__lt=max(seconden) + timedelta(seconds=1))
    for regel in binnen.order_by("timestamp", "pk"):
        sleutel = (regel.timestamp.replace(microsecond=0), regel.actor_id, regel.functie, regel.rol, regel.cid)
        if sleutel in per_moment:
            per_moment[sleutel].append(regel)
    verteller = _Verteller(type(record), frozenset(verborgen))
    verteller.zoek_namen((regel for rijen in per_moment.values() for regel in rijen), bekend)
    return [verteller.moment(sleutel, rijen) for sleutel, rijen in per_moment.items()]


class _Verteller:
    """Turns entries into words; knows the names of the records that the entries refer to."""

    def __init__(self, hoofdmodel: type[models.Model], verborgen: frozenset[str]):
        self.hoofdmodel, self.verborgen = hoofdmodel, verborgen
        self.namen: dict[tuple[type[models.Model], str], str] = {}

    def zoek_namen(self, regels: Iterable[Logregel], bekend: Iterable[models.Model | None]) -> None:
        """Look up every record that a value of `regels` refers to: one query a model, none for what is known."""
        self.namen = {(type(rij), str(rij.pk)): str(rij) for rij in bekend if rij is not None}
        nodig: dict[type[models.Model], set[str]] = defaultdict(set)
        for regel in regels:
            for veld, waarden in self._velden(regel):
                if isinstance(veld, models.ForeignKey):
                    nodig[veld.related_model].update(w for w in waarden if str(w).isdigit())
        for model, sleutels in nodig.items():
            open_ = [sleutel for sleutel in sleutels if (model, sleutel) not in self.namen]
            for pk, rij in (model._base_manager.in_bulk(open_) if open_ else {}).items():
                self.namen[model, str(pk)] = str(rij)

    def moment(self, sleutel: Sleutel, rijen: list[Logregel]) -> Moment:
        seconde, _, functie, rol, _ = sleutel
        wie = functie or str(next((rij.actor for rij in rijen if rij.actor), "Systeem"))
        moment = Moment(timezone.localtime(seconde), wie, rol or "")
        per_record: dict[tuple[int, str, bool], Regel] = {}
        # The record itself comes before its parts.
        for rij in sorted(rijen, key=lambda rij: rij.content_type.model_class() is not self.hoofdmodel):
            sleutel = (rij.content_type_id, rij.object_pk, _is_niet_gekozen(rij))
            regel = per_record.setdefault(sleutel, self._regel(rij))
            if rij.action == Logregel.Action.DELETE:
                regel.handeling = HANDELING[rij.action]
            regel.velden += self._vertel(rij, regel.naam)
        moment.regels = [regel for regel in per_record.values() if regel.velden or regel.handeling != "gewijzigd"]
        return moment

    def _vertel(self, rij: Logregel, naam: str) -> list[Veld]:
        """The fields of an entry; what the name of a new or removed record says already is not said again."""
        velden = [self._in_woorden(rij, veld, waarden) for veld, waarden in self._velden(rij)]
        if rij.action == Logregel.Action.UPDATE:
            return velden
        gezegd = {naam, *naam.split(": ")}
        return [veld for veld in velden if (veld.van or veld.naar) not in gezegd]

    def _regel(self, rij: Logregel) -> Regel:
        model = rij.content_type.model_class()
        soort = capfirst(model._meta.verbose_name) if model else rij.content_type.model
        naam = "" if model is self.hoofdmodel else rij.object_repr
        handeling = NIET_GEKOZEN if _is_niet_gekozen(rij) else HANDELING.get(rij.action, "gewijzigd")
        return Regel(soort, naam, handeling)

    def _velden(self, rij: Logregel) -> Iterable[tuple[models.Field, list | dict]]:
        """The changed fields that mean something to a reader, in the order of the model."""
        model = rij.content_type.model_class()
        if model is None or not rij.changes:
            return
        for veld in (*model._meta.concrete_fields, *model._meta.many_to_many):
            if veld.name in rij.changes and not self._ruis(veld, rij):
                yield veld, rij.changes[veld.name]

    def _ruis(self, veld: models.Field, rij: Logregel) -> bool:
        """Keys and the tie to the record itself; of what is new or gone also what was empty or kept by the portal."""
        if veld.primary_key or (veld.is_relation and veld.related_model is self.hoofdmodel):
            return True
        if rij.action == Logregel.Action.UPDATE or veld.many_to_many:
            return False
        van, naar = rij.changes[veld.name]
        waarde = naar if rij.action == Logregel.Action.CREATE else van
        return not veld.editable or waarde in ("None", "", str(veld.get_default()))

    def _in_woorden(self, rij: Logregel, veld: models.Field, waarden: list | dict) -> Veld:
        naam = capfirst(str(veld.verbose_name))
        if veld.name in self.verborgen:
            return Veld(naam, verborgen=True)
        if isinstance(waarden, dict):
            namen = tuple(waarden.get("objects", ()))
            return Veld(naam, erbij=namen) if waarden.get("operation") == "add" else Veld(naam, eraf=namen)
        kan_leeg = veld.null or rij.action != Logregel.Action.UPDATE
        van, naar = ("" if kan_leeg and w == "None" else self._waarde(veld, w) for w in waarden)
        lang = max(len(van), len(naar)) > LANG
        return Veld(naam, van, naar, stukken=verschil(van, naar) if lang and van and naar else ())

    def _waarde(self, veld: models.Field, waarde: str) -> str:
        """One raw value in words; a value that does not fit its field any more is shown as it was kept."""
        if isinstance(veld, models.ForeignKey):
            return self.namen.get((veld.related_model, waarde), f"verwijderd ({waarde})")
        if veld.choices:
            return str(dict(veld.flatchoices).get(waarde, waarde))
        try:
            return _toon(veld, waarde)
        except (ValueError, ArithmeticError):
            return waarde


def _is_niet_gekozen(rij: Logregel) -> bool:
    return bool((rij.additional_data or {}).get("niet_gekozen"))


def _toon(veld: models.Field, waarde: str) -> str:
    if not waarde:
        return ""
    if isinstance(veld, models.BooleanField):
        return {"True": "ja", "False": "nee"}.get(waarde, waarde)
    if isinstance(veld, models.DateTimeField):
        moment = parse_datetime(waarde)
        if moment is None:
            return waarde
        # auditlog keeps a time without a zone, in UTC.
        bewust = moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
        return date_format(timezone.localtime(bewust), "j F Y, H:i")
    if isinstance(veld, models.DateField):
        return toon_datum(date.fromisoformat(waarde))
    if isinstance(veld, models.PositiveSmallIntegerField) and veld.name.endswith("jaar"):
        return waarde  # a year is a name, not a number of thousands
    if isinstance(veld, models.DecimalField | models.IntegerField):
        return toon_getal(Decimal(waarde))
    return waarde
