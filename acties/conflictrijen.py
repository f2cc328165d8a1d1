"""Rows in a conflict: one that somebody else removed or added after the page was opened.

What a row holds is compared field by field like everything else (`acties.conflict`). Before that, the rows of the
post are put in an order that fits what is stored now: a row that is gone and that the writer left alone goes, one
that the writer changed comes back as a new row, so that no text is lost.
"""

from dataclasses import dataclass, field

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.datastructures import MultiValueDict

from acties.conflict import Basis, Vanzelf, basis_van
from acties.forms.rijen import Rijen

_TE_VEEL = 1000


@dataclass
class Rijenstand:
    """The post and the basis with their rows in order, what happened to rows, and forms of the rows as stored."""

    gepost: MultiValueDict
    basis: Basis
    vanzelf: list[Vanzelf] = field(default_factory=list)
    nu: list = field(default_factory=list)


def leg_naast_elkaar(stand: Rijenstand, rijen: Rijen) -> Rijenstand:
    """Fit the rows of one formset (unbound, of what is stored now) in `stand`."""
    prefix, gepost = rijen.prefix, stand.gepost
    opgeslagen = {str(record.pk): record for record in rijen.get_queryset()}
    blijven, nieuw, gezien = [], [], set()
    for plek in range(_aantal(gepost, prefix)):
        pk = gepost.get(f"{prefix}-{plek}-id", "")
        gezien.add(pk)
        if pk in opgeslagen:
            blijven.append((plek, pk))
        elif not pk:
            nieuw.append(plek)
        else:
            gewijzigd = _is_gewijzigd(gepost, stand.basis, f"{prefix}-{plek}-")
            stand.vanzelf.append(_weggehaald(rijen, gepost, plek, gewijzigd))
            if gewijzigd:
                nieuw.append(plek)
    erbij = [record for pk, record in opgeslagen.items() if pk not in gezien]
    # Sent twice: the row is there already.
    for plek in [plek for plek in nieuw if gepost.get(f"{prefix}-{plek}-id") == ""]:
        if zelfde := next((r for r in erbij if _staat_er_al(rijen.rij_op(plek, r), gepost)), None):
            nieuw.remove(plek)
            erbij.remove(zelfde)
    stand.vanzelf += [Vanzelf(str(record), "", "nieuwe rij", van_mij=False, van_ander=True) for record in erbij]
    _herschik(stand, prefix, [plek for plek, _ in blijven], nieuw)
    stand.nu += [rijen.rij_op(plek, opgeslagen[pk]) for plek, (_, pk) in enumerate(blijven)]
    return stand


def _staat_er_al(rij, gepost: MultiValueDict) -> bool:
    """What is posted in the place of `rij`, a form of a stored record, is that record."""
    waarden = basis_van(rij).velden
    return all(_inhoud(gepost.getlist(naam)) == _inhoud(w) for naam, w in waarden.items())


def _aantal(gepost: MultiValueDict, prefix: str) -> int:
    tekst = gepost.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(tekst), _TE_VEEL) if tekst.isascii() and tekst.isdigit() else 0


def _is_gewijzigd(gepost: MultiValueDict, basis: Basis, begin: str) -> bool:
    """The writer changed the row, and did not want to remove it as well; without a basis: it may well be."""
    if gepost.get(begin + DELETION_FIELD_NAME):
        return False
    namen = [naam for naam in basis.velden if naam.startswith(begin)]
    return not namen or any(_inhoud(gepost.getlist(naam)) != _inhoud(basis.velden[naam]) for naam in namen)


def _inhoud(waarden: list[str]) -> list[str]:
    return [w.replace("\r\n", "\n").strip() for w in waarden if w.strip()]


def _weggehaald(rijen: Rijen, gepost: MultiValueDict, plek: int, gewijzigd: bool) -> Vanzelf:
    naam = gepost.get(f"{rijen.prefix}-{plek}-{rijen.form.naamveld}", "")
    label = rijen.noem(naam) or "Een rij"
    if gewijzigd:
        return Vanzelf(label, "weggehaald", "komt terug, want u wijzigde de rij", van_mij=True, van_ander=False)
    return Vanzelf(label, "stond erbij", "weg", van_mij=False, van_ander=True)


def _herschik(stand: Rijenstand, prefix: str, blijven: list[int], nieuw: list[int]) -> None:
    """Renumber the rows in post and basis: first those that are stored, then the new ones."""
    nummers = {oud: plek for plek, oud in enumerate([*blijven, *nieuw])}
    stand.gepost = MultiValueDict(_hernoemd(dict(stand.gepost.lists()), prefix, nummers))
    stand.basis = Basis(_hernoemd(stand.basis.velden, prefix, nummers), stand.basis.op)
    stand.gepost[f"{prefix}-TOTAL_FORMS"] = str(len(nummers))
    stand.gepost[f"{prefix}-INITIAL_FORMS"] = str(len(blijven))
    for plek in range(len(blijven), len(nummers)):
        stand.gepost[f"{prefix}-{plek}-id"] = ""


def _hernoemd(velden: dict[str, list[str]], prefix: str, nummers: dict[int, int]) -> dict[str, list[str]]:
    uit = {}
    for naam, waarden in velden.items():
        delen = naam.split("-", 2)
        if delen[0] == prefix and len(delen) == 3 and delen[1].isdigit():
            if (oud := int(delen[1])) not in nummers:
                continue
            naam = f"{prefix}-{nummers[oud]}-{delen[2]}"
        uit[naam] = waarden
    return uit
