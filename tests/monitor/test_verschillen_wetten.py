"""What holds of the differences between any two editions. Pure: snapshots in memory, no database."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from acties.models import Koers, Status
from acties.models.keuzes import LOPEND
from monitor.projectenboek.schema import NIEUWSTE
from monitor.projectenboek.verschillen import KLAAR, SOORTEN, kort, vergelijk

WOORDEN = {"status": dict(Status.choices), "koers": dict(Koers.choices)}

acties = st.dictionaries(
    st.integers(1, 8).map("3.{:02}".format),
    st.tuples(st.sampled_from(Status.values), st.sampled_from(["", *Koers.values])),
    max_size=8,
)


def editie(acties: dict[str, tuple[str, str]], titel: str = "Het vorige boek") -> dict[str, Any]:
    rijen = [{"nummer": n, "titel": f"Actie {n}", "status": s, "koers": k} for n, (s, k) in acties.items()]
    return {"schema": NIEUWSTE, "titel": titel, "peildatum": "2026-05-01", "woorden": WOORDEN, "acties": rijen}


def per_soort(toen: dict, nu: dict) -> dict[str, list[str]]:
    """The numbers that each kind of change names, sorted."""
    gevonden = vergelijk(editie(toen), editie(nu))
    return {soort: sorted(r if isinstance(r, str) else r["nummer"] for r in gevonden[soort]) for soort in SOORTEN}


@given(acties)
def test_een_editie_verschilt_niet_van_zichzelf(nu):
    assert per_soort(nu, nu) == {soort: [] for soort in SOORTEN}
    assert kort(vergelijk(editie(nu), editie(nu))).endswith("Er is niets veranderd.")


@given(acties, acties)
def test_wat_erbij_kwam_is_wat_andersom_wegging(toen, nu):
    heen, terug = per_soort(toen, nu), per_soort(nu, toen)
    assert heen["nieuw"] == terug["weg"] == sorted(set(nu) - set(toen))
    assert heen["weg"] == terug["nieuw"] == sorted(set(toen) - set(nu))
    assert sorted(heen["afgerond"] + heen["status"]) == sorted(terug["afgerond"] + terug["status"])


@given(acties, acties)
def test_andersom_lezen_draait_van_en_naar_om(toen, nu):
    def paren(gevonden, *soorten):
        return {(soort, r["nummer"]): (r["van"], r["naar"]) for soort in soorten for r in gevonden[soort]}

    heen, terug = vergelijk(editie(toen), editie(nu)), vergelijk(editie(nu), editie(toen))
    status, andersom = paren(heen, "status") | paren(heen, "afgerond"), paren(terug, "status", "afgerond")
    assert {n: paar for (_, n), paar in status.items()} == {n: (b, a) for (_, n), (a, b) in andersom.items()}
    # A koers counts where the actie still runs, so both ways only where it ran on both sides.
    loopt = {n for n in toen.keys() & nu.keys() if toen[n][0] in LOPEND and nu[n][0] in LOPEND}
    koers = {n: paar for (_, n), paar in paren(heen, "koers").items() if n in loopt}
    assert koers == {n: (b, a) for (_, n), (a, b) in paren(terug, "koers").items() if n in loopt}


@given(acties, acties)
def test_elke_verandering_staat_er_precies_een_keer(toen, nu):
    gevonden = per_soort(toen, nu)
    for nummers in gevonden.values():
        assert len(nummers) == len(set(nummers))
    bleef = toen.keys() & nu.keys()
    ander = {n for n in bleef if toen[n][0] != nu[n][0]}
    assert set(gevonden["afgerond"]) == {n for n in ander if nu[n][0] == KLAAR}
    assert set(gevonden["status"]) == {n for n in ander if nu[n][0] != KLAAR}
    assert set(gevonden["koers"]) == {n for n in bleef if nu[n][0] in LOPEND and toen[n][1] != nu[n][1]}


@given(acties, acties, st.randoms(use_true_random=False))
def test_volgorde_maakt_niets_uit(toen, nu, toeval):
    def geschud(acties):
        rijen = list(acties.items())
        toeval.shuffle(rijen)
        return dict(rijen)

    assert per_soort(toen, nu) == per_soort(geschud(toen), geschud(nu))
    een, ander = vergelijk(editie(toen), editie(nu)), vergelijk(editie(geschud(toen)), editie(geschud(nu)))
    assert kort(een) == kort(ander)
