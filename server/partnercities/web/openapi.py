"""`/openapi.json`: what can be done over HTTP in OpenAPI 3.1, made from the tables of addresses, formats and problems."""

import json
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from flask import Blueprint, Response

from partnercities import __version__
from partnercities.catalogue.stored import StoredQuery
from partnercities.model.vocabulary import LICENCE
from partnercities.problems import BY_SLUG
from partnercities.protocol.formats import DESCRIPTION, TABLE
from partnercities.web import errors
from partnercities.web.addresses import ALWAYS, Input, Operation, Schema
from partnercities.web.answers import complete
from partnercities.web.context import address, desk
from partnercities.web.offered import operations

blueprint = Blueprint("openapi", __name__)
_TERM: Schema = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode", "triple"]},
        "value": {},
        "xml:lang": {"type": "string"},
        "datatype": {"type": "string"},
    },
}
# What an answer in a format of JSON looks like; the other formats are texts.
_FORMATS: Mapping[str, Schema] = {
    "json": {"$ref": "#/components/schemas/Rows"},
    "records": {"type": ["array", "object"]},
    "geojson": {"type": "object", "required": ["type", "features"]},
    "jsonld": {"type": ["array", "object"]},
}
_SCHEMAS = {format.media_type: _FORMATS[format.name] for format in TABLE if format.name in _FORMATS}
_PROBLEM_CONTENT = {
    errors.JSON: {"schema": {"$ref": "#/components/schemas/Problem"}},
    **{form.partition(";")[0]: {"schema": {"type": "string"}} for form in (errors.HTML, errors.TEXT)},
}


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the addresses for programs."""
    body = document(desk().catalogue, address(""))
    return complete(json.dumps(body, ensure_ascii=False).encode(), DESCRIPTION)


def document(catalogue: Mapping[str, StoredQuery], server: str) -> dict[str, object]:
    """The description of a server at its address, with the stored queries that it has."""
    paths: dict[str, dict[str, object]] = {}
    for operation in operations(catalogue):
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "partnercities",
            "version": __version__,
            "description": "Which cities keep meeting each other in Europe's networks and projects, and what proves it.",
            "license": {"name": "Data: CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": server}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {"Problem": _problem(), "Rows": _rows(), "Term": _TERM},
            "responses": _refusals(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> dict[str, object]:
    described: dict[str, object] = {
        "operationId": _id(operation),
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [_input(item) for item in operation.inputs],
        "responses": _responses(operation),
    }
    if operation.details:
        described["description"] = operation.details
    if operation.takes:
        described["requestBody"] = {
            "required": True,
            "content": {media_type: {"schema": schema} for media_type, schema in operation.takes.items()},
        }
    if operation.closed:
        # What anybody may do besides is said by an empty requirement.
        described["security"] = [{"token": []}, *([{}] if operation.closed == "some" else [])]
    return described


def _id(operation: Operation) -> str:
    return "-".join([operation.method, *re.findall(r"[a-z0-9]+", operation.path)])


def _input(item: Input) -> dict[str, object]:
    described: dict[str, object] = {
        "name": item.name, "in": item.where, "required": item.required, "description": item.meaning, "schema": item.schema,
    }  # fmt: skip
    return {**described, "example": item.example} if item.example else described


def _responses(operation: Operation) -> dict[str, object]:
    found: dict[str, object] = {
        str(status): {"description": HTTPStatus(status).phrase, **_content(media_types)}
        for status, media_types in operation.gives.items()
    }
    statuses = {problem.status for problem in (*ALWAYS, *operation.problems)}
    return found | {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _refusals() -> dict[str, object]:
    """The response for each status that a problem has."""
    found: dict[int, list[str]] = {}
    for slug, problem in BY_SLUG.items():
        found.setdefault(problem.status, []).append(slug)
    return {
        str(status): {
            "description": f"{HTTPStatus(status).phrase}: {', '.join(sorted(slugs))}",
            "content": _PROBLEM_CONTENT,
        }
        for status, slugs in sorted(found.items())
    }


def _content(media_types: Iterable[str]) -> dict[str, object]:
    bare = [media_type.partition(";")[0] for media_type in media_types]
    return {"content": {name: {"schema": _SCHEMAS.get(name, {"type": "string"})} for name in bare}} if bare else {}


def _problem() -> Schema:
    """A problem as RFC 9457 has it, with our members."""
    number, words = {"type": "integer", "minimum": 1}, {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "slug"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": words,
            "status": {"type": "integer"},
            "detail": words,
            "slug": {"enum": sorted(BY_SLUG)},
            "hint": words,
            "line": number,
            "column": number,
            "source": {"enum": ["data", "shapes"]},
            "excerpt": words,
            "flaws": {"type": "array", "items": {"type": "object"}},
        },
    }


def _rows() -> Schema:
    """Rows, or a yes or no, as the JSON format of SPARQL 1.1 has them."""
    binding = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Term"}}
    bindings = {"type": "object", "properties": {"bindings": {"type": "array", "items": binding}}}
    return {
        "type": "object",
        "required": ["head"],
        "properties": {"head": {"type": "object"}, "results": bindings, "boolean": {"type": "boolean"}},
    }
