"""What a new version of a form asks otherwise than the one before it. Pure: two definitions in."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]


class Changes(NamedTuple):
    """Questions by their place in the record, in the order of the form."""

    added: list[str]
    removed: list[str]
    changed: list[str]


def changes(old: Json | None, new: Json) -> Changes:
    """Compared with nothing, everything is added."""
    before, after = _asked(old) if old else {}, _asked(new)
    return Changes(
        [ref for ref in after if ref not in before],
        [ref for ref in before if ref not in after],
        [ref for ref in after if ref in before and before[ref] != after[ref]],
    )


def _asked(definition: Json) -> dict[str, tuple[Json, Json, Any]]:
    nodes = {node["ref"]: node for node in definition["nodes"]}
    return {
        control["ref"]: (
            {key: value for key, value in control.items() if key != "children"},
            nodes.get(control["ref"], {}),
            definition["choices"].get(control.get("list", "")),
        )
        for control in _controls(definition["body"])
        if "ref" in control
    }


def _controls(body: Iterable[Json]) -> Iterator[Json]:
    for control in body:
        yield control
        yield from _controls(control.get("children", ()))
