"""Definition + XML instance → what is asked, what is wrong, what is calculated.

A finished record is never refused for its answers: faults are noted and the evidence is kept.
Only what is no record at all raises InstanceError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isclose
from typing import Literal

from api.domain.engine.cells import Cell, Instance
from api.domain.engine.clock import record_clock
from api.domain.engine.faults import faults
from api.domain.engine.received import Received, attribute
from api.domain.engine.rules import FormRules, load
from api.domain.engine.settling import Settled, settle
from api.domain.finding import Checked, EntityWrite, Problem
from api.domain.safe_xml import XmlRefused, read_nodes
from api.domain.tree import Node, listing, text_of
from api.domain.xpath import Env

__all__ = [
    "Checked",
    "EntityWrite",
    "FormRules",
    "InstanceError",
    "Lists",
    "Problem",
    "check",
    "environment",
    "load",
    "read_xml",
]

Row = Mapping[str, str]
# Rows of the lists kept outside forms, by name; `tree.listing(rows)` where they are kept ready.
Lists = Mapping[str, "Sequence[Row] | Node"]

Action = Literal["create", "update"]
ACTIONS: tuple[Action, ...] = ("create", "update")
YES = {"1", "true", "True"}
MOST_ID = 250
# A record is asked for by its id in an address: no slash, no control character, no file ending.
ADDRESSABLE = re.compile(r"[^/\x00-\x1f\x7f]+(?<!\.xml)")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What lists show of a record: each phone of a commune loads it with every other.
MOST_SHOWN = 500
# All rules of one record together: some tenths of a second, for a record made to be slow.
MOST_STEPS = 300_000
MOST_FAILED = 20
MOST_PROBLEMS = 500


class InstanceError(Exception):
    """Bytes that are no record: `code` says why, `details` holds only harmless facts.

    tooLarge, notUtf8, doctype, malformed, tooDeep, tooManyElements, noFormId, noVersion,
    noInstanceId, instanceIdNotAddressable.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def read_xml(data: bytes) -> Node:
    """The root element of a record. It names its form, its version and itself, or is refused."""
    try:
        root = read_nodes(data)
    except XmlRefused as refused:
        raise InstanceError(refused.code, **refused.details) from None
    for name, code in (("id", "noFormId"), ("version", "noVersion")):
        if not 0 < len(attribute(root, name)) <= MOST_ID:
            raise InstanceError(code)
    instance_id = _meta(root, "instanceID")
    if not 0 < len(instance_id) <= MOST_ID:
        raise InstanceError("noInstanceId")
    if ADDRESSABLE.fullmatch(instance_id) is None:
        raise InstanceError("instanceIdNotAddressable")
    return root


def unit_named(root: Node) -> str:
    """The unit for which a record was written, as it says itself; empty where it says none."""
    return next((text_of(one) for one in root.children if one.name == "org_unit"), "").strip()


def check(
    rules: FormRules,
    root: Node,
    lists: Lists,
    now: datetime,
    username: str = "",
    published: datetime | None = None,
) -> Checked:
    """Evaluate the form again on what was received at `now` (aware).

    Lists that are not given are not asked: their choices and look-ups raise no problem.
    `username` is who sent it, `published` when this version of the form came to be.
    """
    received = Received(rules, root)
    instance = received.instance
    clock, odd_clock = record_clock(instance, now, published)
    here = documents(lists)
    env = environment(rules, here, clock)
    settled = settle(instance, env)
    problems = faults(instance, env, here, settled.failed)
    problems += _differences(settled) + _left_over(instance) + _short(settled)
    problems += received.problems + odd_clock + _sender(instance, username) + _failed(settled)
    return Checked(
        form_id=attribute(root, "id"),
        version=attribute(root, "version"),
        instance_id=_meta(root, "instanceID"),
        deprecated_id=_meta(root, "deprecatedID") or None,
        instance_name=instance.text(f"{rules.root.ref}/meta/instanceName")[:MOST_SHOWN],
        org_unit=instance.text(f"{rules.root.ref}/org_unit") or None,
        entities=entities(instance),
        attachments=_attachments(instance),
        problems=problems[:MOST_PROBLEMS],
        clock=clock,
    )


def documents(lists: Lists) -> dict[str, Node]:
    return {name: rows if isinstance(rows, Node) else listing(rows) for name, rows in lists.items()}


def environment(rules: FormRules, lists: Mapping[str, Node], now: datetime) -> Env:
    """What the expressions of a form may know: its choices, the lists at hand, the moment."""
    outside = {name: document for name, document in lists.items() if name in rules.outside}
    return Env(
        now=now,
        instances={**rules.documents, **outside},
        choice_label=rules.label_of(outside),
        left=MOST_STEPS,
    )


def _meta(root: Node, name: str) -> str:
    for meta in root.children:
        if meta.name == "meta":
            for inner in meta.children:
                if inner.name == name:
                    return text_of(inner).strip()
    return ""


def entities(instance: Instance) -> list[EntityWrite]:
    """The standing things that this record makes or changes, as it says itself."""
    found = []
    for spec in instance.rules.entities:
        entity = instance.one(spec["ref"])
        if entity is None:
            continue
        said = {part.spec.name: part.text for part in entity.parts}
        action: Action | None = next((each for each in ACTIONS if said.get(each) in YES), None)
        if action is None:
            continue
        data = {name: instance.text(ref)[:MOST_SHOWN] for name, ref in spec["saves"].items()}
        label = said.get("label", "")[:MOST_SHOWN]
        found.append(EntityWrite(spec["list"], said.get("id", "").strip(), action, label, data))
    return found


def _attachments(instance: Instance) -> list[str]:
    if not any(spec.type == "binary" for spec in instance.rules.specs.values()):
        return []
    cells = (cell for cell in instance.living() if cell.spec.type == "binary")
    # A name is a line of the receipt: one that is two lines could speak of another file.
    return [cell.text for cell in cells if cell.text and CONTROL.search(cell.text) is None]


def _differences(settled: Settled) -> list[Problem]:
    """Calculations that came out otherwise here than on the phone."""
    found = []
    for cell, sent, value in settled.calculated:
        if not cell.alive() or cell.spec.name == "instanceName" or _same(sent, value):
            continue
        if cell.spec.outside and not value:
            continue
        code = "listChanged" if cell.spec.outside else "calculation"
        found.append(Problem(cell.ref, code, params={"sent": sent[:200], "value": value[:200]}))
    return found


def _same(sent: str, value: str) -> bool:
    try:
        return isclose(float(sent), float(value), rel_tol=1e-9)
    except ValueError:
        return sent.strip() == value.strip()


def _left_over(instance: Instance) -> list[Problem]:
    """Answers to what the form did not ask, as the other answers stand."""
    return [
        Problem(cell.ref, "irrelevant", params={"value": cell.text[:200]})
        for cells in instance.by_ref.values()
        for cell in cells
        if cell.spec.kind == "field" and not cell.alive() and cell.text
    ]


def _short(settled: Settled) -> list[Problem]:
    return [Problem(ref, "rowsMissing") for ref in settled.short]


def _sender(instance: Instance, username: str) -> list[Problem]:
    ref = instance.rules.preloads.get("username", "")
    said = instance.text(ref)
    if not said or not username or said == username:
        return []
    return [Problem(ref, "otherUsername", params={"value": said[:200]})]


def _failed(settled: Settled) -> list[Problem]:
    """Rules that could not be evaluated on these answers, each cell once."""
    first: dict[Cell, str] = {}
    for cell, reason in settled.failed:
        first.setdefault(cell, reason)
    noted = list(first.items())[:MOST_FAILED]
    return [Problem(cell.ref, "notChecked", params={"reason": why}) for cell, why in noted]
