"""What the tests of the API share."""

from sterkvoornoord.api_schema import schema

V1 = "/api/v1"
PROBLEEM = "application/problem+json"


def haal(client, pad, **parameters):
    """GET a resource; return its JSON after checking that it answered well."""
    antwoord = client.get(V1 + pad, parameters)
    assert antwoord.status_code == 200, antwoord.content
    assert antwoord["Content-Type"] == "application/json"
    return antwoord.json()


def problemen(client, pad, **parameters):
    """GET something that is wrong; return the wrong parameters with their reasons."""
    antwoord = client.get(V1 + pad, parameters)
    assert (antwoord.status_code, antwoord["Content-Type"]) == (400, PROBLEEM)
    return {fout["name"]: fout["reason"] for fout in antwoord.json()["invalidParams"]}


def klopt_met_beschrijving(pad, antwoord):
    """Assert that `antwoord` has exactly the keys that the description promises, down to the deepest level.

    Every list in `antwoord` must hold something, else nothing was compared.
    """
    beschrijving = schema()
    vorm = beschrijving["paths"][pad]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    _klopt(antwoord, vorm, beschrijving["components"]["schemas"], pad)


def _klopt(waarde, vorm, schemas, plek):
    vorm = schemas[vorm["$ref"].rsplit("/", 1)[-1]] if "$ref" in vorm else vorm
    if waarde is None:
        assert vorm.get("nullable"), f"{plek} is null"
    elif vorm["type"] == "object":
        assert set(waarde) == set(vorm["properties"]), plek
        for sleutel, deel in waarde.items():
            _klopt(deel, vorm["properties"][sleutel], schemas, f"{plek}.{sleutel}")
    elif vorm["type"] == "array":
        assert waarde, f"{plek} is leeg: de test vergelijkt niets"
        for deel in waarde:
            _klopt(deel, vorm["items"], schemas, plek)
    else:
        soorten = {"string": str, "integer": int, "number": int | float, "boolean": bool}
        assert isinstance(waarde, soorten[vorm["type"]]), f"{plek} is {waarde!r}"
        assert waarde in vorm.get("enum", [waarde]), plek
