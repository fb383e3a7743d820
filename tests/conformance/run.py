"""Puts a file of cases to both evaluators: `python -m tests.conformance.run cases.json`.

They must agree on the answer, and on what it cost.

A file holds `instances` (XML texts) and `cases`: {id, expr, instance, context, asked, type,
expected}; `asked` 1 is a number, 2 text, 3 a boolean, 7 nodes, else whatever it is worth. It may
say `namespaces`, `zone` ("+07:00", else −07:00), `now`, `lists`, `labels`, `itext` and `steps`.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from lxml import etree

from api.domain.tree import Node, list_as_document
from api.domain.xpath import (
    DEFAULT_STEPS,
    Env,
    ExpressionTree,
    Moment,
    XPathError,
    XPathValue,
    compile_tree,
    parse_expression,
    to_boolean,
    to_nodes,
    to_number,
    to_text,
)
from tests.lxml_nodes import node_from_lxml

HERE = Path(__file__).parent
Answer = dict[str, Any]
REFUSED: Answer = {"type": "error", "value": None}
# A fault of ours fails its case; the others are still heard.
FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass
class Outcome:
    """What both evaluators made of a file: answers by case, in the order of the file."""

    cases: list[dict[str, Any]]
    python: list[Answer] = field(default_factory=list)
    typescript: list[Answer] = field(default_factory=list)

    def disagreements(self) -> list[tuple[dict[str, Any], Answer, Answer]]:
        answers = zip(self.cases, self.python, self.typescript, strict=True)
        return [
            (case, one, other)
            for case, one, other in answers
            if not same(one, other) or one.get("steps") != other.get("steps")
        ]

    def failed(self, answers: list[Answer]) -> list[dict[str, Any]]:
        pairs = zip(self.cases, answers, strict=True)
        return [case for case, answer in pairs if not same(answer, expectation(case))]


def run(path: Path) -> Outcome:
    """Every case of the file, through both."""
    file = json.loads(path.read_text(encoding="utf-8"))
    file["now"] = file.get("now") or _now(file.get("zone", "-07:00"))
    documents = [_document(text) for text in file["instances"]]
    trees = [_trees(case, file, documents[case["instance"]][1]) for case in file["cases"]]
    outcome = Outcome(file["cases"])
    outcome.python = _python(file, [root for root, _ in documents], trees)
    outcome.typescript = _typescript(file, [root for root, _ in documents], trees)
    return outcome


def _now(zone: str) -> str:
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    return datetime.now(timezone(offset)).isoformat(timespec="milliseconds")


def _document(text: str) -> tuple[Node, dict[str, str]]:
    """The instance, and the prefixes that it declares anywhere."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(text.encode(), safe)
    declared = {p: uri for element in root.iter() for p, uri in element.nsmap.items() if p}
    return node_from_lxml(root), declared


def _trees(
    case: dict[str, Any], file: dict[str, Any], declared: dict[str, str]
) -> tuple[ExpressionTree, ExpressionTree] | None:
    namespaces = {**declared, **file.get("namespaces", {})}
    try:
        # Not strict: some cases ask that what is never reached is never refused either.
        return parse_expression(case["context"], namespaces), parse_expression(
            case["expr"], namespaces, strict=False
        )
    except XPathError:
        return None


def _python(
    file: dict[str, Any],
    documents: list[Node],
    trees: list[tuple[ExpressionTree, ExpressionTree] | None],
) -> list[Answer]:
    labels = file.get("labels", {})
    env = Env(
        now=datetime.fromisoformat(file["now"]),
        instances={name: list_as_document(rows) for name, rows in file.get("lists", {}).items()},
        choice_label=lambda path, value: str(labels.get(path, {}).get(value, value)),
        itext=lambda key: str(file.get("itext", {}).get(key, "")),
        chance=lambda: 0.25,
        steps=file.get("steps", DEFAULT_STEPS),
    )
    answers = []
    for case, pair in zip(file["cases"], trees, strict=True):
        try:
            answers.append(_answer(case, pair, documents[case["instance"]], env))
        except XPathError:
            answers.append(REFUSED)
        except FAULTS as fault:
            answers.append({"type": "fault", "value": repr(fault)})
    return answers


def _answer(
    case: dict[str, Any],
    pair: tuple[ExpressionTree, ExpressionTree] | None,
    document: Node,
    env: Env,
) -> Answer:
    if pair is None:
        return REFUSED
    here = to_nodes(compile_tree(pair[0])(document, env))
    if not here:
        return {"type": "fault", "value": "no such context"}
    left = env.left
    value = compile_tree(pair[1])(here[0], env)
    return {**described(value, case["asked"], env), "steps": left - env.left}


def described(value: XPathValue, asked: object, env: Env) -> Answer:
    """A value as a case writes it."""
    if asked == 1:
        value = to_number(value, env.zone)
    if asked == 2:
        value = to_text(value)
    if asked == 3:
        value = to_boolean(value)
    if isinstance(value, bool):
        return {"type": "boolean", "value": value}
    if isinstance(value, float):
        return {"type": "number", "value": _number(value)}
    if isinstance(value, str | Moment):
        return {"type": "string", "value": to_text(value)}
    return {"type": "nodeset", "value": [path_of(node) for node in value]}


def _number(value: float) -> float | str:
    if math.isfinite(value):
        return value + 0.0
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def path_of(node: Node) -> str:
    """Where a node stands: /*[1]/text()[2]/@id."""
    if node.parent is None:
        return "/"
    above = path_of(node.parent).removesuffix("/")
    if node.kind == "attribute":
        return f"{above}/@{node.prefix + ':' if node.prefix else ''}{node.name}"
    alike = [each for each in node.parent.children if each.kind == node.kind]
    kinds = {"element": "*", "pi": "processing-instruction()"}
    return f"{above}/{kinds.get(node.kind, node.kind + '()')}[{alike.index(node) + 1}]"


def _typescript(
    file: dict[str, Any],
    documents: list[Node],
    trees: list[tuple[ExpressionTree, ExpressionTree] | None],
) -> list[Answer]:
    told = {
        **{key: file.get(key, {}) for key in ("lists", "labels", "itext")},
        "now": file["now"],
        "steps": file.get("steps", DEFAULT_STEPS),
        "documents": [_packed(document) for document in documents],
        "cases": [
            {"instance": case["instance"], "asked": case["asked"], "trees": pair}
            for case, pair in zip(file["cases"], trees, strict=True)
        ],
    }
    answered = subprocess.run(
        ["node", str(HERE / "answer.mjs")],
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=HERE.parent.parent,
    )
    answers: list[Answer] = json.loads(answered.stdout)
    return answers


def _packed(node: Node) -> list[Any]:
    attributes = [[a.name, a.value, a.namespace, a.prefix] for a in node.attributes]
    children = [_packed(child) for child in node.children]
    return [node.kind, node.name, node.value, node.namespace, node.prefix, attributes, children]


def expectation(case: dict[str, Any]) -> Answer:
    return {"type": case["type"], "value": case["expected"]}


def same(one: Answer, other: Answer) -> bool:
    """Alike; two numbers may differ in the last digit that a double can hold."""
    if one["type"] != other["type"]:
        return False
    left, right = one["value"], other["value"]
    if isinstance(left, int | float) and isinstance(right, int | float):
        return math.isclose(left, right, rel_tol=5e-16, abs_tol=0)
    return bool(left == right)


def main(path: str) -> None:
    outcome = run(Path(path))
    disagreements = outcome.disagreements()
    for case, one, other in disagreements:
        print(f"twins disagree on {case['id']}: {case['expr']!r}")
        print(f"  python {one['value']!r}, typescript {other['value']!r}")
    totals = []
    for name, answers in (("python", outcome.python), ("typescript", outcome.typescript)):
        failed = outcome.failed(answers)
        ids = re.sub(r"[\[\]']", "", str([case["id"] for case in failed]))
        print(f"{name} failed: {ids or 'none'}")
        totals.append(f"{name}: {len(answers) - len(failed)} passed, {len(failed)} failed")
    print(*totals, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
