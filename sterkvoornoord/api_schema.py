"""The OpenAPI description: made from the views, completed to what the NLGov rules ask of every answer."""

from copy import deepcopy
from functools import cache
from typing import Any

from django_filters import BooleanFilter, MultipleChoiceFilter, OrderingFilter
from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sterkvoornoord.api import PROBLEEM, VERSIE

_VERSIEKOP = {
    "description": "De volledige versie van de API.",
    "schema": {"type": "string", "example": VERSIE},
}
_PROBLEEM = {
    "type": "object",
    "description": "Een fout, zoals RFC 9457 die beschrijft.",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string", "description": "Het soort fout."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "detail": {"type": "string", "description": "Wat er mis is, in een zin."},
        "invalidParams": {
            "type": "array",
            "description": "De parameters die niet kloppen, elk met de reden.",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}
_FOUTEN = {
    "400": "De parameters kloppen niet.",
    "404": "Bestaat niet, of is niet openbaar.",
    "405": "De gegevens zijn alleen te lezen.",
    "406": "Alleen JSON.",
    "500": "Er ging iets mis.",
}


class FiltersUitbreiding(OpenApiFilterExtension):
    """Describes the parameters of a list out of the same filters that read them."""

    target_class = "sterkvoornoord.api.Filters"

    def get_schema_operation_parameters(self, auto_schema, *args, **kwargs) -> list[dict]:
        filterset = auto_schema.view.filterset_class
        return [_parameter(filterset, naam, filter_) for naam, filter_ in filterset.base_filters.items()]


def _parameter(filterset: type, naam: str, filter_) -> dict:
    """One query parameter. Choices that the code knows are listed; those out of the database are not."""
    parameter = {
        "name": naam,
        "in": "query",
        "description": str(getattr(filterset, "uitleg", {}).get(naam) or filter_.label),
    }
    if isinstance(filter_, BooleanFilter):
        return parameter | {"schema": {"type": "boolean"}}
    soort: dict[str, Any] = {"type": "string"}
    if keuzes := [str(waarde) for waarde, _label in filter_.extra.get("choices") or () if waarde]:
        soort["enum"] = keuzes
    if filter_.extra.get("max_length"):
        soort["maxLength"] = filter_.extra["max_length"]
    if isinstance(filter_, MultipleChoiceFilter | OrderingFilter):
        lijst = {"type": "array", "items": soort}
        # A choice of several repeats the key; an order of several has commas.
        return parameter | {"schema": lijst, "style": "form", "explode": isinstance(filter_, MultipleChoiceFilter)}
    return parameter | {"schema": soort}


def volgens_nlgov(result: dict, generator, request, public: bool) -> dict:
    """Hook of drf-spectacular: every answer has its version, every error is a problem."""
    delen = result["components"]
    for vorm in delen["schemas"].values():
        vorm.pop("description", None)  # what a docstring says is for programmers of the portal
    delen["schemas"]["Probleem"] = _PROBLEEM
    delen["headers"] = {"API-Version": _VERSIEKOP}
    delen["responses"] = {
        f"Fout{status}": {
            "description": tekst,
            "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
            "content": {PROBLEEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
        for status, tekst in _FOUTEN.items()
    }
    for operaties in result["paths"].values():
        for operatie in operaties.values():
            for antwoord in operatie["responses"].values():
                antwoord["headers"] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
            operatie["responses"] |= {status: {"$ref": f"#/components/responses/Fout{status}"} for status in _FOUTEN}
    return result


@cache
def _schema() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def schema() -> dict:
    """Return the OpenAPI description; made once, because it only changes with the code."""
    return deepcopy(_schema())


class OpenApi(APIView):
    """The description itself, for programs; people have the page of `api_docs`."""

    permission_classes = [AllowAny]
    http_method_names = ["get", "head", "options"]
    schema = None

    def get(self, request: Request) -> Response:
        return Response(schema())
