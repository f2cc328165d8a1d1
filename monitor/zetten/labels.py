"""The structure tree of a document that WeasyPrint made, leaner and fit to stand beside others in one file."""

import pydyf

#: Elements that may hold words themselves; those that only group others may not.
_MET_TEKST = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TH", "/TD", "/Caption", "/Span", "/Link")
)
_ZONDER_BETEKENIS = ("/Span", "/NonStruct")
_KAAL = {"Type", "S", "K", "Pg", "P"}


def vereenvoudig(pdf: pydyf.PDF) -> None:
    """Give words to the paragraph or cell that they belong to, instead of to a Span of their own for every line.

    What a screen reader is told is the same; there are half as many elements.
    """
    delen = _delen(pdf)
    verhuisd: dict[bytes, bytes] = {}
    _neem_over(next(deel for deel in delen.values() if deel["S"] == "/Document"), delen, verhuisd)
    _verwijs_ter_plekke(pdf, delen)
    for deel in pdf.objects:
        if isinstance(deel, pydyf.Dictionary) and "Nums" in deel and "S" not in deel:
            deel["Nums"] = pydyf.Array(_verwijs(waarde, verhuisd) for waarde in deel["Nums"])


def maak_uniek(pdf: pydyf.PDF, voorvoegsel: str) -> None:
    """Begin the id of every table header with `voorvoegsel`, so that no two documents have the same."""
    for deel in _delen(pdf).values():
        if "ID" in deel:
            # The cells that name this header hold the very same object.
            deel["ID"].string = f"{voorvoegsel}-{deel['ID'].string}"


def _verwijs_ter_plekke(pdf: pydyf.PDF, delen: dict[bytes, pydyf.Dictionary]) -> None:
    """Say in a link itself which one it is, instead of in an object that only does so."""
    naar_links = {
        deel.reference: deel
        for deel in pdf.objects
        if isinstance(deel, pydyf.Dictionary) and deel.get("Type") == "/OBJR"
    }
    for deel in delen.values():
        if deel.get("S") == "/Link":
            deel["K"] = pydyf.Array(naar_links.get(kind, kind) for kind in deel["K"])


def _delen(pdf: pydyf.PDF) -> dict[bytes, pydyf.Dictionary]:
    return {
        deel.reference: deel
        for deel in pdf.objects
        if isinstance(deel, pydyf.Dictionary) and deel.get("Type") == "/StructElem"
    }


def _neem_over(deel: pydyf.Dictionary, delen: dict, verhuisd: dict[bytes, bytes]) -> None:
    """Take over, from the bottom up, the content of children that mean nothing."""
    kinderen = pydyf.Array()
    for kind in deel["K"]:
        onder = delen.get(kind)
        if onder is None:
            kinderen.append(kind)
            continue
        _neem_over(onder, delen, verhuisd)
        if _kan_weg(onder, deel):
            verhuisd[kind] = deel.reference
            kinderen.extend(onder["K"])
            onder.clear()
        else:
            kinderen.append(kind)
    deel["K"] = kinderen


def _kan_weg(onder: pydyf.Dictionary, boven: pydyf.Dictionary) -> bool:
    return (
        (onder["S"] in _ZONDER_BETEKENIS or onder["S"] == boven["S"] == "/Link")
        and boven["S"] in _MET_TEKST
        and set(onder) == _KAAL
        and onder["Pg"] == boven["Pg"]
        and all(isinstance(kind, int) for kind in onder["K"])
    )


def _verwijs(waarde, verhuisd: dict[bytes, bytes]):
    if isinstance(waarde, list):
        return pydyf.Array(_verwijs(deel, verhuisd) for deel in waarde)
    while waarde in verhuisd:
        waarde = verhuisd[waarde]
    return waarde
