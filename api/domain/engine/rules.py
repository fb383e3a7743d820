"""A definition with its expressions compiled: what a node is, and what is expected of it.

Holds no answers and never changes: made once per form version, shared between threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.domain.question_lookup import question_types_of
from api.domain.question_types import TEXT, QuestionType
from api.domain.tree import Listing, Node, list_as_document, text_of
from api.domain.xpath import (
    CLOCK_FUNCTIONS,
    Env,
    Expression,
    XPathError,
    compile_tree,
    find_references,
    to_text,
)

# The one list kept outside forms whose rows are no entities.
ORG_UNITS_LIST = "org_units"
# What an expression may put into words for people, in letters: it may do so many times.
LONGEST_FIGURE = 2_000
CompiledText = dict[str, "str | list[str | Expression]"]


@dataclass(slots=True)
class ChoiceSource:
    """Where the choices of a question come from."""

    name: str
    offered: Expression | None
    chosen: Expression | None
    value_column: str
    label_column: str


@dataclass(slots=True, eq=False)
class NodeRules:
    """One node of the form. In a repeat it stands for that node in every row."""

    ref: str
    name: str
    kind: str
    type: str
    value: str
    preload: str
    parent: NodeRules | None
    parts: list[NodeRules] = field(default_factory=list)
    attributes: list[NodeRules] = field(default_factory=list)
    relevant: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    count: Expression | None = None
    first: Expression | None = None
    required: Expression | bool = False
    required_message: CompiledText = field(default_factory=dict)
    constraint_message: CompiledText = field(default_factory=dict)
    control: str = ""
    question: QuestionType = TEXT
    parameters: Mapping[str, str] = field(default_factory=dict)
    choices: ChoiceSource | None = None
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
        self.root = NodeRules(
            "/" + definition["root"], definition["root"], "group", "", "", "", None
        )
        self.specs: dict[str, NodeRules] = {self.root.ref: self.root}
        self.questions = question_types_of(definition)
        for said in definition["nodes"]:
            self._add(said)
        self.preloads = {spec.preload: ref for ref, spec in self.specs.items() if spec.preload}
        self.order = [self.specs[ref] for ref in definition["order"]]
        self._ask(definition["body"])
        self.settles_alone = _settles_alone(definition)
        """what is asked, and what comes of it, hangs on the record's own answers only"""
        self.choices: dict[str, list[dict[str, Any]]] = definition["choices"]
        self.outside: list[str] = definition["lists"]
        self.documents = {name: self._document(rows) for name, rows in self.choices.items()}
        self.known = {
            name: {choice["value"] for choice in rows} for name, rows in self.choices.items()
        }
        self.indicators = [
            _compile_indicator(said, self._picked_entities()) for said in definition["indicators"]
        ]

    def _picked_entities(self) -> set[str]:
        lists = {*self.outside} - {ORG_UNITS_LIST}
        return {
            ref
            for ref, spec in self.specs.items()
            if spec.choices is not None and spec.choices.name in lists
        }

    def _add(self, said: Mapping[str, Any]) -> None:
        ref: str = said["ref"]
        above, _, name = ref.rpartition("/")
        parent = self.specs[above]
        spec = NodeRules(
            ref=ref,
            name=name.lstrip("@"),
            kind=said["kind"],
            type=said.get("type", "string"),
            value=said.get("value", ""),
            preload=said.get("preload", ""),
            parent=parent,
            relevant=_compile_optional(said.get("relevant")),
            constraint=_compile_optional(said.get("constraint")),
            calculate=_compile_worth("string", said.get("calculate")),
            count=_compile_worth("number", said.get("count")),
            first=_compile_worth("string", said.get("first")),
            required=_compile_condition(said.get("required")),
            required_message=compile_text(said.get("requiredMessage", {})),
            constraint_message=compile_text(said.get("constraintMessage", {})),
            volatile=said.get("volatile", False),
            outside=said.get("outside", False),
            question=self.questions.get(ref, TEXT),
        )
        self.specs[ref] = spec
        (parent.attributes if spec.kind == "attribute" else parent.parts).append(spec)

    def _ask(self, controls: list[dict[str, Any]]) -> None:
        for control in controls:
            spec = self.specs.get(control["ref"])
            if "list" in control and spec is not None:
                spec.choices = ChoiceSource(
                    control["list"],
                    _compile_optional(control.get("offered")),
                    _compile_optional(control.get("chosen")),
                    control.get("valueColumn", "name"),
                    control.get("labelColumn", "label"),
                )
            if spec is not None:
                spec.control = control["kind"]
                spec.parameters = control.get("parameters", {})
            self._ask(control.get("children", []))

    def _document(self, rows: list[dict[str, Any]]) -> Node:
        """The choices as an instance that expressions can look into."""
        return list_as_document(
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
                return column_value(item, choices.label_column)
            return value

        return label

    def plain(self, text: Mapping[str, Any]) -> str:
        """What is said in the first language, expressions left out."""
        words = text.get(self.languages[0], "")
        return words if isinstance(words, str) else ""


def column_value(item: Node, name: str) -> str:
    """One cell of a row; '' when the row has none."""
    return next((text_of(cell) for cell in item.children if cell.name == name), "")


def compile_rules(definition: Mapping[str, Any]) -> FormRules:
    """Compile once per form version and keep it. Raises UnknownQuestionType."""
    return FormRules(definition)


def render_text(words: CompiledText, node: Node, env: Env) -> dict[str, str]:
    """Words in every language, with what their expressions are worth here."""
    return {code: _render_pieces(pieces, node, env) for code, pieces in words.items()}


def _render_pieces(pieces: str | list[str | Expression], node: Node, env: Env) -> str:
    if isinstance(pieces, str):
        return pieces
    return "".join(
        piece if isinstance(piece, str) else _render_figure(piece, node, env) for piece in pieces
    )


def _render_figure(piece: Expression, node: Node, env: Env) -> str:
    """No figure yet is an ellipsis: nobody should have to read NaN."""
    try:
        text = to_text(piece(node, env))
    except XPathError:
        return "…"
    if len(text) > LONGEST_FIGURE:
        return text[:LONGEST_FIGURE] + "…"
    return "…" if text == "NaN" else text


def _settles_alone(definition: Mapping[str, Any]) -> bool:
    """Calculations that read a list or the clock stay as they were sent, and so change nothing."""
    outside = set(definition["lists"])
    for said in definition["nodes"]:
        rules = ["relevant", "count"]
        if not (said.get("volatile") or said.get("outside")):
            rules.append("calculate")
        for rule in rules:
            read = find_references(said[rule], said["ref"]) if rule in said else None
            if read is None:
                continue
            # A choice's name is looked up in the list of its question, wherever that is kept.
            named = bool(outside) and "jr:choice-name" in read.functions
            if named or read.instances & outside or read.functions & CLOCK_FUNCTIONS:
                return False
    return True


def _compile_optional(tree: Any) -> Expression | None:
    return None if tree is None else compile_tree(tree)


def _compile_worth(kind: str, tree: Any) -> Expression | None:
    """As text, or as a number: becoming one is a part of the evaluation, and paid for in it."""
    return None if tree is None else compile_tree([kind, tree])


def _compile_condition(said: Any) -> Expression | bool:
    return said if isinstance(said, bool) else _compile_optional(said) or False


def compile_text(text: Mapping[str, Any]) -> CompiledText:
    return {
        code: pieces
        if isinstance(pieces, str)
        else [
            piece if isinstance(piece, str) else compile_tree(["string", piece["value"]])
            for piece in pieces
        ]
        for code, pieces in text.items()
    }


def _compile_indicator(said: Mapping[str, Any], entities: set[str]) -> IndicatorRule:
    subject = said.get("subject")
    return IndicatorRule(
        indicator=said["indicator"],
        value=_compile_worth("string", said.get("value")),
        when=_compile_optional(said.get("when")),
        date=compile_tree(["string", said["date"]]),
        org_unit=compile_tree(["string", said["orgUnit"]]),
        subject=_compile_worth("string", subject),
        by={name: compile_tree(["string", tree]) for name, tree in said.get("by", {}).items()},
        of_entity=subject is not None and not entities.isdisjoint(find_references(subject).paths),
    )
