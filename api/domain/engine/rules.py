"""A definition with its expressions compiled: what a node is, and what is expected of it.

Holds no answers and never changes: made once per form version, shared between threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.domain.tree import Listing, Node, listing, text_of
from api.domain.xpath import Env, Expression, XPathError, compile_tree, references, to_text

# The one list kept outside forms whose rows are no entities.
ORG_UNITS = "org_units"
Words = dict[str, "str | list[str | Expression]"]


@dataclass(slots=True)
class Choices:
    """Where the choices of a question come from."""

    name: str
    offered: Expression | None
    chosen: Expression | None
    value_column: str
    label_column: str


@dataclass(slots=True, eq=False)
class Spec:
    """One node of the form. In a repeat it stands for that node in every row."""

    ref: str
    name: str
    kind: str
    type: str
    value: str
    preload: str
    parent: Spec | None
    parts: list[Spec] = field(default_factory=list)
    attributes: list[Spec] = field(default_factory=list)
    relevant: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    count: Expression | None = None
    first: Expression | None = None
    required: Expression | bool = False
    required_message: Words = field(default_factory=dict)
    constraint_message: Words = field(default_factory=dict)
    control: str = ""
    choices: Choices | None = None
    volatile: bool = False
    """reads the clock or chance: evaluated when it was asked, never again"""
    outside: bool = False
    """reads a list kept outside the form"""
    leaf: bool = field(init=False)

    def __post_init__(self) -> None:
        self.leaf = self.kind in {"field", "attribute"}


@dataclass(slots=True, eq=False)
class IndicatorRule:
    indicator: str
    value: Expression | None
    when: Expression | None
    date: Expression
    org_unit: Expression
    subject: Expression | None
    by: dict[str, Expression]
    of_entity: bool = False
    """its subject is picked from an entity list"""


class FormRules:
    """Use `load`, and keep what it gives as long as the form version lives."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.form_id: str = definition["formId"]
        self.version: str = definition["version"]
        self.languages: list[str] = definition["languages"]
        self.sealed: bool = definition.get("protection") == "sealed"
        self.entities: list[dict[str, Any]] = definition["entities"]
        self.root = Spec("/" + definition["root"], definition["root"], "group", "", "", "", None)
        self.specs: dict[str, Spec] = {self.root.ref: self.root}
        for said in definition["nodes"]:
            self._add(said)
        self.preloads = {spec.preload: ref for ref, spec in self.specs.items() if spec.preload}
        self.order = [self.specs[ref] for ref in definition["order"]]
        self._ask(definition["body"])
        self.choices: dict[str, list[dict[str, Any]]] = definition["choices"]
        self.outside: list[str] = definition["lists"]
        self.documents = {name: self._document(rows) for name, rows in self.choices.items()}
        self.known = {
            name: {choice["value"] for choice in rows} for name, rows in self.choices.items()
        }
        self.indicators = [
            _indicator(said, self._picked_entities()) for said in definition["indicators"]
        ]

    def _picked_entities(self) -> set[str]:
        lists = {*self.outside} - {ORG_UNITS}
        return {
            ref
            for ref, spec in self.specs.items()
            if spec.choices is not None and spec.choices.name in lists
        }

    def _add(self, said: Mapping[str, Any]) -> None:
        ref: str = said["ref"]
        above, _, name = ref.rpartition("/")
        parent = self.specs[above]
        spec = Spec(
            ref=ref,
            name=name.lstrip("@"),
            kind=said["kind"],
            type=said.get("type", "string"),
            value=said.get("value", ""),
            preload=said.get("preload", ""),
            parent=parent,
            relevant=_compiled(said.get("relevant")),
            constraint=_compiled(said.get("constraint")),
            calculate=_compiled(said.get("calculate")),
            count=_compiled(said.get("count")),
            first=_compiled(said.get("first")),
            required=_condition(said.get("required")),
            required_message=words(said.get("requiredMessage", {})),
            constraint_message=words(said.get("constraintMessage", {})),
            volatile=said.get("volatile", False),
            outside=said.get("outside", False),
        )
        self.specs[ref] = spec
        (parent.attributes if spec.kind == "attribute" else parent.parts).append(spec)

    def _ask(self, controls: list[dict[str, Any]]) -> None:
        for control in controls:
            spec = self.specs.get(control["ref"])
            if "list" in control and spec is not None:
                spec.choices = Choices(
                    control["list"],
                    _compiled(control.get("offered")),
                    _compiled(control.get("chosen")),
                    control.get("valueColumn", "name"),
                    control.get("labelColumn", "label"),
                )
            if spec is not None:
                spec.control = control["kind"]
            self._ask(control.get("children", []))

    def _document(self, rows: list[dict[str, Any]]) -> Node:
        """The choices as an instance that expressions can look into."""
        return listing(
            [
                {
                    "name": choice["value"],
                    "label": self.plain(choice["label"]),
                    **choice.get("columns", {}),
                }
                for choice in rows
            ]
        )

    def label_of(self, lists: Mapping[str, Node]) -> Callable[[str, str], str]:
        """For jr:choice-name: (path of a question, value of a choice) → its label."""

        def label(path: str, value: str) -> str:
            spec = self.specs.get(path.strip())
            choices = spec.choices if spec else None
            document = {**self.documents, **lists}.get(choices.name) if choices else None
            root = document.children[0] if document else None
            if choices is None or not isinstance(root, Listing):
                return value
            for item in root.find(choices.value_column, [value]):
                return column(item, choices.label_column)
            return value

        return label

    def plain(self, text: Mapping[str, Any]) -> str:
        """What is said in the first language, expressions left out."""
        words = text.get(self.languages[0], "")
        return words if isinstance(words, str) else ""


def column(item: Node, name: str) -> str:
    """One cell of a row; '' when the row has none."""
    return next((text_of(cell) for cell in item.children if cell.name == name), "")


def load(definition: Mapping[str, Any]) -> FormRules:
    """Compile once per form version and keep it."""
    return FormRules(definition)


def say(words: Words, node: Node, env: Env) -> dict[str, str]:
    """Words in every language, with what their expressions are worth here."""
    return {code: _said(pieces, node, env) for code, pieces in words.items()}


def _said(pieces: str | list[str | Expression], node: Node, env: Env) -> str:
    if isinstance(pieces, str):
        return pieces
    return "".join(
        piece if isinstance(piece, str) else _figure(piece, node, env) for piece in pieces
    )


def _figure(piece: Expression, node: Node, env: Env) -> str:
    """No figure yet is an ellipsis: nobody should have to read NaN."""
    try:
        text = to_text(piece(node, env))
    except XPathError:
        return "…"
    return "…" if text == "NaN" else text


def _compiled(tree: Any) -> Expression | None:
    return None if tree is None else compile_tree(tree)


def _condition(said: Any) -> Expression | bool:
    return said if isinstance(said, bool) else _compiled(said) or False


def words(text: Mapping[str, Any]) -> Words:
    return {
        code: pieces
        if isinstance(pieces, str)
        else [piece if isinstance(piece, str) else compile_tree(piece["value"]) for piece in pieces]
        for code, pieces in text.items()
    }


def _indicator(said: Mapping[str, Any], entities: set[str]) -> IndicatorRule:
    subject = said.get("subject")
    return IndicatorRule(
        indicator=said["indicator"],
        value=_compiled(said.get("value")),
        when=_compiled(said.get("when")),
        date=compile_tree(said["date"]),
        org_unit=compile_tree(said["orgUnit"]),
        subject=_compiled(subject),
        by={name: compile_tree(tree) for name, tree in said.get("by", {}).items()},
        of_entity=subject is not None and not entities.isdisjoint(references(subject).paths),
    )
