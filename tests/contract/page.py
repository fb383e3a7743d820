"""OpenAPI → docs/api.md: every operation by its tag, every shape, every error."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from api.error_catalogue import ERROR_CATALOGUE
from api.http.contract import FROM_ANY_REQUEST

Json = dict[str, Any]
HEAD = """# The HTTP API

Made by `make contract` from what the routes say of themselves; a test fails when it is not fresh.
Requests and answers are JSON in UTF-8 unless a media type stands beside them. Every refusal is
`{{"code", "message", "details"}}`: [errors.md](errors.md) says what each code means.

Any request may be refused with {universal};
an address that does not take a method, with `405` and `Allow`.
The types of the phone, `webapp/api/schema.ts`, are made from the same.
"""
# The code that a route refuses with says whom it is for.
AUDIENCES = {
    "nationOnly": "administrators, some of it only of the nation",
    "notAdministrator": "administrators, within reach",
    "supervisesNothing": "supervisors",
    "signedOut": "whoever is signed in, within reach",
}


def api_page(document: Json) -> str:
    """The whole page."""
    universal = ", ".join(f"`{code}`" for code in FROM_ANY_REQUEST)
    lines = [HEAD.format(universal=universal)]
    by_tag: dict[str, list[str]] = defaultdict(list)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = next(iter(operation.get("tags", ["health"])))
            by_tag[tag] += operation_lines(method, path, operation)
    for tag in sorted(by_tag):
        lines += [f"## {tag.capitalize()}", "", *by_tag[tag]]
    lines += ["## Shapes", "", *shape_lines(document["components"]["schemas"])]
    lines += ["## Fields of `details`", "", *detail_lines()]
    return "\n".join(lines).rstrip() + "\n"


def operation_lines(method: str, path: str, operation: Json) -> Iterator[str]:
    codes = {code for one in refusals(operation).values() for code in one}
    yield f"### {method.upper()} {path}"
    yield ""
    yield operation["summary"] + (" Deprecated." if operation.get("deprecated") else "")
    yield ""
    who = next((words for code, words in AUDIENCES.items() if code in codes), "everybody")
    yield f"- For {who}."
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    if asked:
        yield "- Query: " + ", ".join(parameter_words(one) for one in asked)
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"- Body: {content_words(media, content)}"
    for status, answer in operation["responses"].items():
        if status[0] in "23":
            yield f"- {status}: {answer_words(answer)}"
    for status, each in refusals(operation).items():
        own = [code for code in each if code not in FROM_ANY_REQUEST]
        if own:
            yield f"- {status}: " + " ".join(f"`{code}`" for code in own)
    yield ""


def refusals(operation: Json) -> dict[str, list[str]]:
    return {
        status: answer["content"]["application/json"]["schema"]["allOf"][1]["properties"]["code"][
            "enum"
        ]
        for status, answer in operation["responses"].items()
        if status[0] in "45"
    }


def parameter_words(parameter: Json) -> str:
    needed = "" if parameter.get("required") else "?"
    return f"`{parameter['name']}{needed}` {type_words(parameter['schema'])}"


def answer_words(answer: Json) -> str:
    content = answer.get("content")
    if not content:
        return str(answer["description"]).rstrip(".")
    return ", ".join(content_words(media, each) for media, each in content.items())


def content_words(media: str, content: Json) -> str:
    schema = content.get("schema", {})
    if media == "application/json":
        return type_words(schema)
    return f"`{media}`"


def type_words(schema: Json) -> str:
    """A schema in few words; shapes are links within the page."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(type_words(one) for one in schema[key]))
    if "enum" in schema:
        return " / ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {type_words(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_words(schema['additionalProperties'])}"
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def shape_lines(schemas: Json) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        if name == "ErrorCode":
            continue
        yield f"### {name}"
        yield ""
        if schema.get("description"):
            yield " ".join(schema["description"].split())
            yield ""
        if "properties" not in schema:
            yield type_words(schema)
            yield ""
            continue
        yield "| field | type | |"
        yield "|---|---|---|"
        needed = schema.get("required", ())
        for field, each in schema["properties"].items():
            words = " ".join(each.get("description", "").split()).replace("|", "\\|")
            optional = "" if field in needed else "?"
            yield f"| `{field}{optional}` | {type_words(each)} | {words} |"
        yield ""


def detail_lines() -> Iterator[str]:
    """The other page says what a code means; here, what comes with it."""
    yield "| code | status | fields |"
    yield "|---|---|---|"
    for code, entry in sorted(ERROR_CATALOGUE.items()):
        if entry.details:
            fields = ", ".join(f"`{field}`" for field in entry.details.split())
            yield f"| `{code}` | {entry.status} | {fields} |"
