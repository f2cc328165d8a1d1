"""Two people changed the same actie: which fields clash, which go by themselves, and what was chosen.

Works on any page whose forms are bound to a version (`acties.forms.basis.VersieForm`), formsets included, by the
names and values that a browser posts. The page carries a hidden `basis`: what its fields held when it was opened.
At a conflict there are three states, of every field: the basis, what the writer posts, and what is stored now.
A field that only one of the two changed goes by itself. Of a field that both changed the writer sees both and
chooses; the choice is posted to the same page, with what is stored now as the new basis, so that a third writer
in between leads here again.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from acties.verschil import voeg_samen, woordverschil

#: Names in a post that belong to the machinery; a page of the choice writes its own.
EIGEN_NAMEN = {"csrfmiddlewaretoken", "versie", "basis", "vorige_basis", "niet_gekozen", "terug", "botst"}
MIJN, ANDER, SAMEN = "mijn", "ander", "samen"

Waarden = dict[str, list[str]]


@dataclass(frozen=True)
class Basis:
    """What the fields of a page held when it was opened, and when that was (None: not known)."""

    velden: Waarden = field(default_factory=dict)
    op: datetime | None = None

    def als_tekst(self) -> str:
        return json.dumps({"op": self.op and self.op.isoformat(), "velden": self.velden}, ensure_ascii=False)

    @classmethod
    def lees(cls, tekst: str) -> "Basis":
        """The basis that a browser sent back. What cannot be read counts as not known, and then every
        difference is a clash: more to choose, nothing lost."""
        try:
            gelezen = json.loads(tekst)
            op = parse_datetime(gelezen["op"]) if gelezen["op"] else None
            velden = {str(naam): [str(w) for w in waarden] for naam, waarden in gelezen["velden"].items()}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls()
        return cls(velden, op if op and timezone.is_aware(op) else None)


def basis_van(*formulieren: forms.BaseForm) -> Basis:
    """The basis of a page that shows these (unbound) forms now."""
    velden: Waarden = {}
    for formulier in formulieren:
        for bf in _te_vergelijken(formulier):
            velden |= waarden_van(bf)
    return Basis(velden, timezone.now())


def waarden_van(bf: forms.BoundField) -> Waarden:
    """What a browser would post for a field of an unbound form, by name; a field of parts has several names."""
    waarde, widget, naam = bf.value(), bf.field.widget, bf.html_name
    if isinstance(widget, forms.MultiWidget):
        delen = waarde if isinstance(waarde, list | tuple) else widget.decompress(waarde)
        return {
            naam + achter: [_tekst(deel.format_value(w))]
            for achter, deel, w in zip(widget.widgets_names, widget.widgets, delen, strict=True)
        }
    if isinstance(widget, forms.CheckboxInput):
        return {naam: ["on"] if waarde else []}
    if getattr(widget, "allow_multiple_selected", False):
        return {naam: sorted(str(w) for w in waarde or [])}
    return {naam: [_tekst(widget.format_value(waarde))]}


def _tekst(waarde) -> str:
    if isinstance(waarde, list | tuple):  # the widgets that choose from a list
        waarde = waarde[0] if waarde else ""
    return "" if waarde is None else str(waarde)


@dataclass(frozen=True)
class Botsing:
    """A field that both changed: the writer chooses."""

    naam: str
    label: str
    is_tekst: bool
    was: str
    mijn: SafeString | str
    ander: SafeString | str
    samen: str
    keuze: str


@dataclass(frozen=True)
class Vanzelf:
    """A field that goes by itself."""

    label: str
    was: str
    wordt: str
    van_mij: bool
    van_ander: bool


@dataclass
class Vergelijking:
    """The outcome: what to choose, what goes by itself, and the values to post along."""

    botsingen: list[Botsing] = field(default_factory=list)
    vanzelf: list[Vanzelf] = field(default_factory=list)
    waarden: Waarden = field(default_factory=dict)


def vergelijk(nu: Iterable[forms.BaseForm], gepost: QueryDict | MultiValueDict, basis: Basis) -> Vergelijking:
    """Compare what is posted with `nu`, unbound forms (with the prefixes of the post) of what is stored now."""
    uit = Vergelijking(waarden={k: v for k, v in gepost.lists() if _is_veld(k)})
    for formulier in nu:
        velden = list(_te_vergelijken(formulier))
        for bf in velden:
            if _haalt_weg_wat_een_ander_wijzigde(bf, velden, gepost, basis):
                uit.botsingen.append(_botsing(bf, {bf.html_name: []}, {bf.html_name: ["on"]}, waarden_van(bf), gepost))
            else:
                _vergelijk_veld(bf, gepost, basis, uit)
    return uit


def _haalt_weg_wat_een_ander_wijzigde(bf: forms.BoundField, rij: list[forms.BoundField], gepost, basis) -> bool:
    """The tick that removes a row, while somebody else wrote in that row."""
    if bf.name != DELETION_FIELD_NAME or not gepost.get(bf.html_name):
        return False
    return any(basis.velden.get(naam) != waarden for x in rij for naam, waarden in waarden_van(x).items())


def _te_vergelijken(formulier: forms.BaseForm) -> Iterable[forms.BoundField]:
    """What a person can fill in. A browser posts nothing for a field that is disabled."""
    return (bf for bf in formulier if not bf.is_hidden and not bf.field.disabled)


def _is_veld(naam: str) -> bool:
    return naam not in EIGEN_NAMEN and not naam.startswith(("keuze-", "samen-"))


def _vergelijk_veld(bf: forms.BoundField, gepost, basis: Basis, uit: Vergelijking) -> None:
    ander = waarden_van(bf)
    mijn = {naam: gepost.getlist(naam) for naam in ander}
    bekend = all(naam in basis.velden for naam in ander)
    was = {naam: basis.velden.get(naam, []) for naam in ander}
    a, m, w = (_vergelijkbaar(bf, x) for x in (ander, mijn, was))
    if m == a:
        return
    if bekend and w in (m, a):
        wint = ander if w == m else mijn
        uit.waarden |= wint
        uit.vanzelf.append(Vanzelf(_label(bf), toon(bf, was), toon(bf, wint), van_mij=w == a, van_ander=w == m))
    elif getattr(bf.field.widget, "allow_multiple_selected", False):
        wint = _samengevoegde_keuzes(bf.html_name, was, mijn, ander)
        uit.waarden |= wint
        uit.vanzelf.append(Vanzelf(_label(bf), toon(bf, was), toon(bf, wint), van_mij=True, van_ander=True))
    else:
        uit.botsingen.append(_botsing(bf, was, mijn, ander, gepost))


def _samengevoegde_keuzes(naam: str, was: Waarden, mijn: Waarden, ander: Waarden) -> Waarden:
    """Ticks of a list: what either added is in, what either took out is out."""
    w, m, a = (set(x[naam]) for x in (was, mijn, ander))
    return {naam: sorted(((w | m | a) - (w - m)) - (w - a))}


def _botsing(bf: forms.BoundField, was: Waarden, mijn: Waarden, ander: Waarden, gepost) -> Botsing:
    naam = bf.html_name
    is_tekst = is_tekstveld(bf)
    oud, mijne, zijne = (toon(bf, x) for x in (was, mijn, ander))
    return Botsing(
        naam=naam,
        label=_label(bf),
        is_tekst=is_tekst,
        was=oud,
        mijn=woordverschil(oud, mijne) if is_tekst else mijne,
        ander=woordverschil(oud, zijne) if is_tekst else zijne,
        samen=gepost.get(f"samen-{naam}", voeg_samen(oud, mijne, zijne)) if is_tekst else "",
        keuze=gepost.get(f"keuze-{naam}", SAMEN if is_tekst else ""),
    )


def is_tekstveld(bf: forms.BoundField) -> bool:
    return type(bf.field.widget) in (forms.Textarea, forms.TextInput) and isinstance(bf.field, forms.CharField)


def _label(bf: forms.BoundField) -> str:
    """The label, with the name of the row it is in: "Vidomes: inzet"."""
    rij = getattr(bf.form, "rijnaam", "")
    return f"{rij}: {bf.label}" if rij else str(bf.label)


def _vergelijkbaar(bf: forms.BoundField, waarden: Waarden) -> list:
    """Values in a form in which equal means the same: line ends and order of ticks do not count."""
    if getattr(bf.field.widget, "allow_multiple_selected", False):
        return sorted(set(waarden[bf.html_name]))
    return [(lijst[-1] if lijst else "").replace("\r\n", "\n").strip() for lijst in waarden.values()]


def toon(bf: forms.BoundField, waarden: Waarden) -> str:
    """Values as people read them: the words of a choice, a date as day-month-year, a code as `weergave` shows it."""
    if (weergave := getattr(bf.form, "weergave", {}).get(bf.name)) and any(waarden[bf.html_name]):
        return weergave(waarden[bf.html_name][0])
    namen = {str(code): str(woord) for code, woord in _platte_keuzes(bf.field)}
    if isinstance(bf.field.widget, forms.CheckboxInput):
        return "ja" if any(waarden[bf.html_name]) else "nee"
    delen = [w for lijst in waarden.values() for w in lijst if w]
    if isinstance(bf.field.widget, forms.MultiWidget):
        return "-".join(delen)
    return ", ".join(namen.get(w, w) for w in delen)


def _platte_keuzes(veld: forms.Field) -> Iterable[tuple]:
    for code, woord in getattr(veld, "choices", ()):
        if isinstance(woord, list | tuple):
            yield from woord
        else:
            yield code, woord


@dataclass(frozen=True)
class Keuze:
    """What was posted, with the choices carried out; `ontbreekt` names the fields still to be chosen."""

    gepost: QueryDict | MultiValueDict
    ontbreekt: list[str]


def lees_keuze(gepost: QueryDict | MultiValueDict) -> Keuze:
    """Carry out the choices of a conflict page; a post of any other page comes back as it was.

    The writer's own text that was not chosen goes along in `niet_gekozen`, for the history.
    """
    botst = gepost.getlist("botst")
    if not botst:
        return Keuze(gepost, [])
    uit = MultiValueDict({naam: list(waarden) for naam, waarden in gepost.lists()})
    basis = Basis.lees(gepost.get("basis", ""))
    ontbreekt, afgewezen = [], lees_niet_gekozen(gepost.get("niet_gekozen", ""))
    for naam in botst:
        keuze = gepost.get(f"keuze-{naam}", "")
        namen = [n for n in basis.velden if re.fullmatch(rf"{re.escape(naam)}(_\d+)?", n)]
        if keuze == ANDER and namen:
            if f"samen-{naam}" in gepost and (mijn := uit.get(naam)):
                afgewezen[naam] = mijn
            for n in namen:
                uit.setlist(n, basis.velden[n])
        elif keuze == SAMEN and f"samen-{naam}" in gepost:
            uit[naam] = gepost[f"samen-{naam}"]
        elif keuze != MIJN:
            ontbreekt.append(naam)
    uit["niet_gekozen"] = json.dumps(afgewezen, ensure_ascii=False)
    return Keuze(uit, ontbreekt)


def botsende_teksten(gepost: QueryDict | MultiValueDict) -> dict[str, str]:
    """The writer's own text of every field on a page of the choice, and what an earlier round did not choose."""
    eigen = {naam: gepost.get(naam, "") for naam in gepost.getlist("botst") if f"samen-{naam}" in gepost}
    return {**lees_niet_gekozen(gepost.get("niet_gekozen", "")), **{k: v for k, v in eigen.items() if v}}


def lees_niet_gekozen(tekst: str) -> dict[str, str]:
    """The writer's texts that were not chosen, by name of the field; empty when there are none."""
    try:
        gelezen = json.loads(tekst or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in gelezen.items()} if isinstance(gelezen, Mapping) else {}
