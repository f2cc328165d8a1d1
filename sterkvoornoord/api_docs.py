"""The page about the API for people, made out of its OpenAPI description."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sterkvoornoord.api_schema import schema


@dataclass(frozen=True)
class Regel:
    """One parameter or one field: its name, kind in words, meaning, and the values that it may have."""

    naam: str
    soort: str
    uitleg: str
    keuzes: list[str]
    #: The field is only there when one record is asked, not in the list.
    alleen_een: bool = False


@dataclass
class Bron:
    """One resource: its addresses with what they give, the parameters of its list and the fields of a record."""

    naam: str
    adressen: list[tuple[str, str]] = field(default_factory=list)
    parameters: list[Regel] = field(default_factory=list)
    velden: list[Regel] = field(default_factory=list)


@login_not_required
@require_safe
def documentatie(request: HttpRequest) -> HttpResponse:
    context = {"bronnen": bronnen(schema()), "basis": request.build_absolute_uri("/api/v1")}
    return render(request, "api/documentatie.html", context)


def bronnen(beschrijving: dict) -> list[Bron]:
    """Return the resources in the order of their addresses; the list of each comes before one record of it."""
    schemas = beschrijving["components"]["schemas"]
    gevonden: dict[str, Bron] = {}
    for pad, operaties in sorted(beschrijving["paths"].items()):
        operatie = operaties["get"]
        naam = operatie["tags"][0]
        bron = gevonden.setdefault(naam, Bron(naam))
        bron.adressen.append((pad, operatie["description"]))
        antwoord = operatie["responses"]["200"]["content"]["application/json"]["schema"]
        velden = _velden(antwoord, schemas)
        if "resultaten" in velden:
            bron.parameters = [_regel(p["name"], p["schema"] | _tekst(p), schemas) for p in operatie["parameters"]]
            velden = _velden(velden["resultaten"]["items"], schemas)
        bekend = {regel.naam for regel in bron.velden}
        bron.velden += [
            _regel(sleutel, veld, schemas, alleen_een=bool(bekend))
            for sleutel, veld in velden.items()
            if sleutel not in bekend
        ]
    return list(gevonden.values())


def _tekst(onderdeel: dict) -> dict:
    return {"description": onderdeel.get("description", "")}


def _velden(vorm: dict, schemas: dict) -> dict[str, dict]:
    """The properties of an object, also where it is named elsewhere."""
    if "$ref" in vorm:
        vorm = schemas[vorm["$ref"].rsplit("/", 1)[-1]]
    return vorm.get("properties", {})


def _regel(naam: str, vorm: dict, schemas: dict, alleen_een: bool = False) -> Regel:
    keuzes = [keuze for keuze in vorm.get("items", vorm).get("enum", []) if keuze is not None]
    # drf-spectacular repeats the choices in the description; they have a column of their own here.
    uitleg = vorm.get("description", "").split("\n")[0].removeprefix("* ")
    if any(uitleg.startswith(f"`{keuze}`") for keuze in keuzes):
        uitleg = ""
    return Regel(naam, _soort(vorm, schemas), uitleg, keuzes, alleen_een)


def _soort(vorm: dict[str, Any], schemas: dict) -> str:
    """The kind of a value in words, such as "lijst van tekst" or "datum of null"."""
    if vorm.get("type") == "array":
        soort = _("lijst van %(soort)s") % {"soort": _soort(vorm["items"], schemas)}
    elif velden := _velden(vorm, schemas):
        soort = _("object met %(velden)s") % {"velden": ", ".join(velden)}
    else:
        woorden = {
            "date": _("datum"),
            "date-time": _("datum en tijd in UTC"),
            "uri": _("adres"),
            "integer": _("geheel getal"),
            "number": _("getal"),
            "boolean": _("true of false"),
        }
        soort = woorden.get(vorm.get("format", "")) or woorden.get(vorm["type"], _("tekst"))
    return _("%(soort)s of null") % {"soort": soort} if vorm.get("nullable") else soort
