"""The read-only API (NLGov API Design Rules 2.2): what its resources share.

Public data without a token. A session in the browser says nothing here: every caller is a visitor, who sees what
is openbaar. Each layer has its own resources in its ``api.py``; this module knows none of them.
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import exception_handler

from sterkvoornoord.filters import camel

VERSIE = "1.0.0"
PAD = "/api/"
PROBLEEM = "application/problem+json"


# Errors -------------------------------------------------------------------------------------------------


def titel_van(status: int) -> str:
    """Return the short name of a kind of error, the same for every error of that kind."""
    titels = {
        400: _("De vraag klopt niet"),
        404: _("Niet gevonden"),
        405: _("Deze methode kan hier niet"),
        406: _("Deze vorm is er niet"),
        500: _("Er ging iets mis"),
    }
    return titels.get(status) or HTTPStatus(status).phrase


def probleem(status: int, detail: str, ongeldig: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """Return a problem (RFC 9457). `ongeldig` has the reasons for each parameter that is wrong."""
    velden: dict[str, Any] = {"title": titel_van(status), "status": status, "detail": detail}
    if ongeldig:
        velden["invalidParams"] = [
            {"name": naam, "reason": " ".join(str(reden) for reden in redenen)} for naam, redenen in ongeldig.items()
        ]
    return velden


def _uitleg(status: int) -> str:
    """One sentence that helps whoever gets this error; what a library says of it is English, and for us."""
    zinnen = {
        404: _("Dit adres bestaat niet, of wat het toont is niet openbaar. Adressen eindigen zonder schuine streep."),
        405: _("De gegevens zijn alleen te lezen: met GET, HEAD of OPTIONS."),
        406: _("De gegevens zijn er alleen als JSON."),
        500: _("De fout ligt bij ons. Probeer het later nog eens."),
    }
    return zinnen.get(status) or titel_van(status)


def als_probleem(fout: Exception, context: dict) -> Response | None:
    """Handler of REST framework: answer with a problem; None for what is not its own, which becomes a 500."""
    antwoord = exception_handler(fout, context)
    if antwoord is None:
        return None
    if isinstance(fout, ValidationError):
        detail = _("Een of meer parameters kloppen niet.")
        antwoord.data = probleem(antwoord.status_code, detail, dict(antwoord.data))
    else:
        antwoord.data = probleem(antwoord.status_code, _uitleg(antwoord.status_code))
    antwoord.content_type = PROBLEEM
    return antwoord


class ApiMiddleware:
    """Everything under /api/ answers as an API, also where no view of ours was reached.

    Every answer carries the version and may be read from any website; an error of Django itself (unknown address,
    crash) becomes a problem. It stands first, so that no answer is made outside of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        if not request.path_info.startswith(PAD):
            return antwoord
        if antwoord.status_code >= 400 and not antwoord.get("Content-Type", "").startswith(PROBLEEM):
            self._maak_probleem(antwoord)
        antwoord["API-Version"] = VERSIE
        antwoord["Access-Control-Allow-Origin"] = "*"
        antwoord["Access-Control-Expose-Headers"] = "API-Version, Link"
        return antwoord

    def _maak_probleem(self, antwoord: HttpResponse) -> None:
        velden = probleem(antwoord.status_code, _uitleg(antwoord.status_code))
        antwoord.content = json.dumps(velden, ensure_ascii=False).encode()
        antwoord["Content-Type"] = PROBLEEM
        antwoord["Content-Length"] = str(len(antwoord.content))


# Parameters ---------------------------------------------------------------------------------------------


class Filters(BaseFilterBackend):
    """Applies the `filterset_class` of a list: the FilterSet of its page, with keys in camelCase."""

    def filter_queryset(self, request: Request, queryset, view):
        filterset = view.filterset_class(request.query_params, queryset, request=request)
        if filterset.fouten:
            raise ValidationError({fout.sleutel: [fout.reden] for fout in filterset.fouten})
        return filterset.qs


class Paginering(PageNumberPagination):
    """Pages of 50 rows, at most 200; a page or size that does not exist is an error, not a guess."""

    page_query_param = "pagina"
    page_query_description = "Nummer van de pagina, vanaf 1."
    page_size_query_param = "perPagina"
    page_size_query_description = "Aantal per pagina, van 1 tot en met 200."
    page_size = 50
    max_page_size = 200

    def paginate_queryset(self, queryset, request: Request, view=None) -> list:
        self.request = request
        grootte = self._getal(self.page_size_query_param, self.page_size, self.max_page_size)
        paginator = self.django_paginator_class(queryset, grootte)
        self.page = paginator.page(self._getal(self.page_query_param, 1, paginator.num_pages))
        return list(self.page)

    def _getal(self, naam: str, standaard: int, hoogste: int) -> int:
        tekst = self.request.query_params.get(naam, str(standaard))
        # Longer texts are out of range anyway, and Python refuses to read very long ones.
        if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 10 and 1 <= int(tekst) <= hoogste):
            raise ValidationError({naam: [_("Kies een getal van 1 tot en met %(n)s.") % {"n": hoogste}]})
        return int(tekst)

    def get_paginated_response(self, data) -> Response:
        pagina = self.page
        vorige = self._adres(pagina.number - 1) if pagina.has_previous() else None
        volgende = self._adres(pagina.number + 1) if pagina.has_next() else None
        velden = {
            "aantal": pagina.paginator.count,
            "pagina": pagina.number,
            "perPagina": pagina.paginator.per_page,
            "vorige": vorige,
            "volgende": volgende,
            "resultaten": data,
        }
        links = [f'<{adres}>; rel="{rel}"' for rel, adres in (("prev", vorige), ("next", volgende)) if adres]
        return Response(velden, headers={"Link": ", ".join(links)} if links else None)

    def _adres(self, nummer: int) -> str:
        return replace_query_param(self.request.build_absolute_uri(), self.page_query_param, nummer)

    def get_schema_operation_parameters(self, view) -> list[dict]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter, grenzen in zip(parameters, ({}, {"maximum": self.max_page_size}), strict=True):
            parameter["schema"] |= {"minimum": 1, **grenzen}
        return parameters

    def get_paginated_response_schema(self, schema: dict) -> dict:
        getal, adres = {"type": "integer"}, {"type": "string", "format": "uri", "nullable": True}
        velden = {
            "aantal": getal,
            "pagina": getal,
            "perPagina": getal,
            "vorige": adres,
            "volgende": adres,
            "resultaten": schema,
        }
        return {"type": "object", "required": list(velden), "properties": velden}


# Views --------------------------------------------------------------------------------------------------


class _Lezen(generics.GenericAPIView):
    """Public and read-only. A parameter that does not exist is an error: a typing error must not give everything."""

    permission_classes = [AllowAny]
    http_method_names = ["get", "head", "options"]
    parameters: frozenset[str] = frozenset()

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        if onbekend := sorted(set(request.query_params) - self.parameters):
            raise ValidationError({naam: [_("Deze parameter bestaat niet.")] for naam in onbekend})

    def options(self, request: Request, *args, **kwargs) -> Response:
        return Response()

    def vul_aan(self, rijen: list) -> list:
        """Add to the rows what has a query of its own: one query for all of them together."""
        return rijen


class Lijst(_Lezen, generics.ListAPIView):
    filterset_class: type | None = None
    pagination_class = Paginering

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        eigen = cls.filterset_class.base_filters if cls.filterset_class else ()
        cls.parameters = frozenset({"pagina", "perPagina", *eigen})
        cls.filter_backends = [Filters] if cls.filterset_class else []

    def paginate_queryset(self, queryset) -> list:
        return self.vul_aan(super().paginate_queryset(queryset))


class Een(_Lezen, generics.RetrieveAPIView):
    filter_backends: list = []

    def get_object(self):
        return self.vul_aan([super().get_object()])[0]


# Serializers --------------------------------------------------------------------------------------------


class CamelSerializer(serializers.Serializer):
    """Serializer whose Python names come out in camelCase: ``korte_naam`` is ``korteNaam``."""

    def get_fields(self) -> dict[str, serializers.Field]:
        velden = {}
        for naam, veld in super().get_fields().items():
            sleutel = camel(naam)
            if sleutel != naam and veld.source is None:
                veld.source = naam
            velden[sleutel] = veld
        return velden


class UrlVeld(serializers.URLField):
    """The absolute address of route `route` for the value of the field."""

    def __init__(self, route: str, **kwargs):
        self.route = route
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value) -> str:
        return self.context["request"].build_absolute_uri(reverse(self.route, args=[value]))


class KeuzeVeld(serializers.ChoiceField):
    """A code out of a list; null where the record has none."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices, allow_null=True, read_only=True, **kwargs)

    def to_representation(self, value):
        return value or None


class TekstVeld(serializers.CharField):
    """Text; null where the source says nothing, so that nobody takes "" for an answer."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, read_only=True, **kwargs)

    def to_representation(self, value):
        return value or None


class SleutelsVeld(serializers.ListField):
    """The key `sleutel` of every related record."""

    def __init__(self, sleutel: str, **kwargs):
        self.sleutel = sleutel
        super().__init__(child=serializers.CharField(), read_only=True, **kwargs)

    def to_representation(self, data) -> list[str]:
        return [getattr(rij, self.sleutel) for rij in (data.all() if hasattr(data, "all") else data)]
