"""OpenAPI, true for every status that a route can answer. Made from what routes say of themselves.

Handlers and dependencies name their codes by `may_refuse`; what any request may end with is added
here, and so is the one shape of every refusal.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from api.error_catalogue import ERROR_CATALOGUE
from api.http.cross_site import SAFE_METHODS

Json = dict[str, Any]
FROM_ANY_REQUEST = (
    *("500.1", "bodyTooLarge", "busy", "contentEncoding", "noRoom"),
    "serverTooOld",
)
# What OwnSiteOnly and BodySpool say, of requests that may change something.
FROM_ANY_CHANGE = ("contentType", "crossSite", "tooMuchAtOnce")
SIGN_INS: Json = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
}
HEADERS_BY_STATUS = {
    401: ("WWW-Authenticate", "string"),
    429: ("Retry-After", "integer"),
    503: ("Retry-After", "integer"),
    507: ("Retry-After", "integer"),
}
_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "integer"}
_TEXTS: Json = {"type": "array", "items": {"type": "string"}}
_OBJECTS: Json = {"type": "array", "items": {"type": "object"}}
DETAIL_SCHEMAS: dict[str, Json] = {
    **dict.fromkeys(("what", "reason", "field", "instanceId", "name", "to"), _TEXT),
    **dict.fromkeys(("xmlFormId", "kind"), _TEXT),
    "deprecatedId": {"type": ["string", "null"]},
    **dict.fromkeys(("line", "bytes", "most", "least", "received"), _NUMBER),
    "retryAfter": {"type": "integer", "description": "Seconds."},
    **dict.fromkeys(("places", "among", "missing", "unknown", "twice"), _TEXTS),
    **dict.fromkeys(("errors", "lines"), _OBJECTS),
    "applied": {"type": "boolean"},
    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
}
# For `responses` of a route that makes something once: the same again changes nothing.
ALREADY_SO: dict[int | str, Json] = {200: {"description": "It was so already."}}


def takes(*media_types: str, text: bool = False) -> Json:
    """For `openapi_extra` of a route that reads its body itself."""
    schema: Json = {"type": "string"} if text else {"type": "string", "format": "binary"}
    content = {one: {"schema": schema} for one in media_types}
    return {"requestBody": {"required": True, "content": content}}


def gives(*media_types: str, description: str = "The file.") -> dict[int | str, Json]:
    """For `responses` of a route whose answer is a file of one of these types."""
    schema: Json = {"type": "string", "format": "binary"}
    content = {one: {"schema": schema} for one in media_types}
    return {200: {"description": description, "content": content}}


NOT_MODIFIED: dict[int | str, Json] = {304: {"description": "As the ETag that was sent."}}


def describe_api(app: FastAPI) -> Json:
    """The whole document."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    operations = {
        operation["operationId"]: (path, method, operation)
        for path, each in document["paths"].items()
        for method, operation in each.items()
    }
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute) and context.unique_id in operations:
            path, method, operation = operations[context.unique_id]
            codes = set(declared_codes(context.dependant)) | codes_before_the_handler(method)
            _describe_operation(path, operation, codes)
            operation["operationId"] = context.name
            operation["summary"] = operation.pop("description", context.name).split("\n")[0]
    components = document["components"]
    components["securitySchemes"] = SIGN_INS
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["schemas"] |= {"Error": _error_schema(), "ErrorCode": _code_schema(ERROR_CATALOGUE)}
    without_titles: Json = _without_titles(document)
    return without_titles


def _without_titles(part: Any) -> Any:
    """Generators repeat them above every field, and they say what its name says."""
    if isinstance(part, list):
        return [_without_titles(each) for each in part]
    if not isinstance(part, dict) or part.keys() == {"title", "version"}:
        return part
    kept = {key: one for key, one in part.items() if key != "title" or isinstance(one, dict)}
    return {key: _without_titles(one) for key, one in kept.items()}


def declared_codes(dependant: Dependant) -> Iterator[str]:
    """What a handler, and all that it depends on, says by `may_refuse`."""
    yield from getattr(dependant.call, "refusals", ())
    for each in dependant.dependencies:
        yield from declared_codes(each)


def codes_before_the_handler(method: str) -> set[str]:
    """What any request with this method may be answered, whatever handler there is."""
    return {*FROM_ANY_REQUEST, *(() if method.upper() in SAFE_METHODS else FROM_ANY_CHANGE)}


def _describe_operation(path: str, operation: Json, codes: set[str]) -> None:
    if "signedOut" in codes:
        operation["security"] = [{name: []} for name in SIGN_INS]
    body = operation.get("requestBody", {}).get("content", {})
    codes |= {"404.1"} if "{" in path else set()
    codes |= {"400.1"} if "application/json" in body else set()
    codes |= {"invalid"} if body or operation.get("parameters") else set()
    responses = operation["responses"]
    responses.pop("422", None)
    made = responses.get("201", {}).get("content")
    if made and "200" in responses:
        responses["200"].setdefault("content", made)
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in sorted(codes):
        by_status[ERROR_CATALOGUE[code].status or 0].append(code)
    for status, each in sorted(by_status.items()):
        responses[str(status)] = _refusal(status, each)


def _refusal(status: int, codes: list[str]) -> Json:
    refusal: Json = {
        "description": HTTPStatus(status).phrase,
        "content": {
            "application/json": {
                "schema": {
                    "allOf": [
                        {"$ref": "#/components/schemas/Error"},
                        {"type": "object", "properties": {"code": _code_schema(codes)}},
                    ]
                }
            }
        },
    }
    if status in HEADERS_BY_STATUS:
        name, kind = HEADERS_BY_STATUS[status]
        refusal["headers"] = {name: {"required": True, "schema": {"type": kind}}}
    return refusal


def _code_schema(codes: Iterable[str]) -> Json:
    return {"type": "string", "enum": sorted(codes)}


def _error_schema() -> Json:
    return {
        "type": "object",
        "required": ["code", "message", "details"],
        "additionalProperties": False,
        "properties": {
            "code": {"$ref": "#/components/schemas/ErrorCode"},
            "message": {"type": "string", "description": "English, for whoever builds a client."},
            "details": {
                "type": "object",
                "additionalProperties": False,
                "properties": dict(sorted(DETAIL_SCHEMAS.items())),
            },
        },
    }
