"""XML instance + its evaluation → what it says of itself, what is wrong.

A finished record is never refused for its answers: faults are noted and the evidence is kept.
Only what is no record at all raises InstanceError.
"""

from __future__ import annotations

import re
from math import isclose
from typing import Literal

from api.domain.engine.cells import Instance, InstanceCell
from api.domain.engine.faults import find_answer_problems
from api.domain.engine.received import node_attribute
from api.domain.engine.rules import FormRules, compile_rules
from api.domain.engine.settling import SettlingOutcome
from api.domain.evaluation import InstanceEvaluation
from api.domain.finding import CheckedInstance, EntityWrite, Problem
from api.domain.safe_xml import XmlRefused, read_nodes
from api.domain.tree import Node, text_of

__all__ = [
    "CheckedInstance",
    "EntityWrite",
    "FormRules",
    "InstanceError",
    "Problem",
    "check_instance",
    "compile_rules",
    "read_instance",
]

EntityAction = Literal["create", "update"]
ENTITY_ACTIONS: tuple[EntityAction, ...] = ("create", "update")
TRUE_ANSWERS = {"1", "true", "True"}
LONGEST_ID = 250
# A record is asked for by its id in an address: no slash, no control character, no file ending.
ADDRESSABLE_ID = re.compile(r"[^/\x00-\x1f\x7f]+(?<!\.xml)")
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
# What lists show of a record: each phone of a commune loads it with every other.
LONGEST_SHOWN_TEXT = 500
MOST_FAILED_RULES = 20
MOST_PROBLEMS = 500


class InstanceError(Exception):
    """Bytes that are no record: `code` says why, `details` holds only harmless facts.

    tooLarge, notUtf8, doctype, malformed, tooDeep, tooManyElements, noFormId, noVersion,
    noInstanceId, instanceIdNotAddressable.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def read_instance(data: bytes) -> Node:
    """The root element of a record. It names its form, its version and itself, or is refused."""
    try:
        root = read_nodes(data)
    except XmlRefused as refused:
        raise InstanceError(refused.code, **refused.details) from None
    for name, code in (("id", "noFormId"), ("version", "noVersion")):
        if not 0 < len(node_attribute(root, name)) <= LONGEST_ID:
            raise InstanceError(code)
    instance_id = _meta_text(root, "instanceID")
    if not 0 < len(instance_id) <= LONGEST_ID:
        raise InstanceError("noInstanceId")
    if ADDRESSABLE_ID.fullmatch(instance_id) is None:
        raise InstanceError("instanceIdNotAddressable")
    return root


def stated_org_unit(root: Node) -> str:
    """The unit for which a record was written, as it says itself; empty where it says none."""
    return next((text_of(one) for one in root.children if one.name == "org_unit"), "").strip()


def check_instance(evaluation: InstanceEvaluation, username: str = "") -> CheckedInstance:
    """What a record says of itself, and what does not fit. `username` is who sent it.

    Lists that were not given are not asked: their choices and look-ups raise no problem.
    """
    root, instance, settled = evaluation.root, evaluation.instance, evaluation.settled
    rules = instance.rules
    problems = find_answer_problems(instance, evaluation.env, evaluation.lists, settled.failed)
    problems += (
        _calculation_problems(settled)
        + _irrelevant_problems(instance)
        + _missing_row_problems(settled)
    )
    problems += (
        evaluation.noted + _sender_problems(instance, username) + _failed_rule_problems(settled)
    )
    return CheckedInstance(
        form_id=node_attribute(root, "id"),
        version=node_attribute(root, "version"),
        instance_id=_meta_text(root, "instanceID"),
        deprecated_id=_meta_text(root, "deprecatedID") or None,
        instance_name=instance.text(f"{rules.root.ref}/meta/instanceName")[:LONGEST_SHOWN_TEXT],
        org_unit=instance.text(f"{rules.root.ref}/org_unit") or None,
        entities=entity_writes(instance),
        attachments=_attachment_names(instance),
        problems=problems[:MOST_PROBLEMS],
        clock=evaluation.clock,
    )


def _meta_text(root: Node, name: str) -> str:
    for meta in root.children:
        if meta.name == "meta":
            for inner in meta.children:
                if inner.name == name:
                    return text_of(inner).strip()
    return ""


def entity_writes(instance: Instance) -> list[EntityWrite]:
    """The standing things that this record makes or changes, as it says itself."""
    found = []
    for spec in instance.rules.entities:
        entity = instance.one(spec["ref"])
        if entity is None:
            continue
        said = {part.spec.name: part.text for part in entity.parts}
        action: EntityAction | None = next(
            (each for each in ENTITY_ACTIONS if said.get(each) in TRUE_ANSWERS), None
        )
        if action is None:
            continue
        data = {
            name: instance.text(ref)[:LONGEST_SHOWN_TEXT] for name, ref in spec["saves"].items()
        }
        label = said.get("label", "")[:LONGEST_SHOWN_TEXT]
        found.append(EntityWrite(spec["list"], said.get("id", "").strip(), action, label, data))
    return found


def _attachment_names(instance: Instance) -> list[str]:
    if not any(spec.type == "binary" for spec in instance.rules.specs.values()):
        return []
    cells = (cell for cell in instance.living() if cell.spec.type == "binary")
    # A name is a line of the receipt: one that is two lines could speak of another file.
    return [
        cell.text for cell in cells if cell.text and CONTROL_CHARACTER.search(cell.text) is None
    ]


def _calculation_problems(settled: SettlingOutcome) -> list[Problem]:
    """Calculations that came out otherwise here than on the phone."""
    found = []
    for cell, sent, value in settled.calculated:
        if not cell.alive() or cell.spec.name == "instanceName" or _is_same_answer(sent, value):
            continue
        if cell.spec.outside and not value:
            continue
        code = "listChanged" if cell.spec.outside else "calculation"
        found.append(Problem(cell.ref, code, params={"sent": sent[:200], "value": value[:200]}))
    return found


def _is_same_answer(sent: str, value: str) -> bool:
    try:
        return isclose(float(sent), float(value), rel_tol=1e-9)
    except ValueError:
        return sent.strip() == value.strip()


def _irrelevant_problems(instance: Instance) -> list[Problem]:
    """Answers to what the form did not ask, as the other answers stand."""
    return [
        Problem(cell.ref, "irrelevant", params={"value": cell.text[:200]})
        for cells in instance.by_ref.values()
        for cell in cells
        if cell.spec.kind == "field" and not cell.alive() and cell.text
    ]


def _missing_row_problems(settled: SettlingOutcome) -> list[Problem]:
    return [Problem(ref, "rowsMissing") for ref in settled.short]


def _sender_problems(instance: Instance, username: str) -> list[Problem]:
    ref = instance.rules.preloads.get("username", "")
    said = instance.text(ref)
    if not said or not username or said == username:
        return []
    return [Problem(ref, "otherUsername", params={"value": said[:200]})]


def _failed_rule_problems(settled: SettlingOutcome) -> list[Problem]:
    """Rules that could not be evaluated on these answers, each cell once."""
    first: dict[InstanceCell, str] = {}
    for cell, reason in settled.failed:
        first.setdefault(cell, reason)
    noted = list(first.items())[:MOST_FAILED_RULES]
    return [Problem(cell.ref, "notChecked", params={"reason": why}) for cell, why in noted]
