"""What a new version of a form asks otherwise than the one before it. Pure: two definitions in."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

DefinitionPart = dict[str, Any]


class FormChanges(NamedTuple):
    """Questions by their place in the record, in the order of the form."""

    added: list[str]
    removed: list[str]
    changed: list[str]


def compare_definitions(old: DefinitionPart | None, new: DefinitionPart) -> FormChanges:
    """Compared with nothing, everything is added."""
    before, after = _questions_by_ref(old) if old else {}, _questions_by_ref(new)
    return FormChanges(
        [ref for ref in after if ref not in before],
        [ref for ref in before if ref not in after],
        [ref for ref in after if ref in before and before[ref] != after[ref]],
    )


def _questions_by_ref(
    definition: DefinitionPart,
) -> dict[str, tuple[DefinitionPart, DefinitionPart, Any]]:
    nodes = {node["ref"]: node for node in definition["nodes"]}
    return {
        control["ref"]: (
            {key: value for key, value in control.items() if key != "children"},
            nodes.get(control["ref"], {}),
            definition["choices"].get(control.get("list", "")),
        )
        for control in _walk_controls(definition["body"])
        if "ref" in control
    }


def _walk_controls(body: Iterable[DefinitionPart]) -> Iterator[DefinitionPart]:
    for control in body:
        yield control
        yield from _walk_controls(control.get("children", ()))
