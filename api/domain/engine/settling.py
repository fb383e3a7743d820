"""Relevance, row counts and calculations come to rest, each node once, in the form's order.

The order is made at publication from what every expression reads, so one pass is enough.
Twin: settling.ts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from api.domain.engine.answer import fit_to_type
from api.domain.engine.cells import Instance, InstanceCell
from api.domain.engine.rules import NodeRules
from api.domain.tree import Node, set_text
from api.domain.xpath import Env, Expression, XPathError, XPathValue, to_boolean, to_number, to_text


@dataclass(slots=True)
class SettlingOutcome:
    """What came to light on the way."""

    calculated: list[tuple[InstanceCell, str, str]] = field(default_factory=list)
    """cell, what was sent, what it is worth here"""
    short: list[str] = field(default_factory=list)
    """refs of repeats with fewer rows than their count says"""
    failed: list[tuple[InstanceCell, str]] = field(default_factory=list)
    """cell, why its rule could not be evaluated"""


def try_evaluate(
    expression: Expression,
    node: Node,
    env: Env,
    cell: InstanceCell,
    failed: list[tuple[InstanceCell, str]],
) -> XPathValue | None:
    """The value, or nothing: a list that is not here is no fault of the record."""
    try:
        return expression(node, env)
    except XPathError as error:
        if error.reason != "noInstance":
            failed.append((cell, error.reason))
        return None


def settle_instance(instance: Instance, env: Env, recalculate: bool = True) -> SettlingOutcome:
    """Calculations that read only the record are made again; those that read the clock, chance
    or a list kept elsewhere stay as they were sent. So do all, with `recalculate` off."""
    settled = SettlingOutcome()
    for spec in instance.rules.order:
        if spec.kind == "repeat" and spec.count is not None:
            _settle_row_count(instance, spec, env, settled)
        for cell in instance.by_ref[spec.ref]:
            if cell.parent is not None and cell.parent.alive():
                _settle_cell(cell, env, settled, recalculate)
    return settled


def _settle_cell(cell: InstanceCell, env: Env, settled: SettlingOutcome, recalculate: bool) -> None:
    spec = cell.spec
    if spec.relevant is not None:
        value = try_evaluate(spec.relevant, cell.node, env, cell, settled.failed)
        cell.show(value is None or to_boolean(value))
    if spec.calculate is not None and cell.relevant and recalculate and not spec.volatile:
        value = try_evaluate(spec.calculate, cell.node, env, cell, settled.failed)
        if value is not None:
            _store_calculation(cell, fit_to_type(spec.type, to_text(value)), settled)


def _store_calculation(cell: InstanceCell, value: str, settled: SettlingOutcome) -> None:
    sent = cell.text
    if value == sent:
        return
    settled.calculated.append((cell, sent, value))
    # The phone looked it up in its list of that day; what it found stays.
    if not cell.spec.outside:
        set_text(cell.node, value)


def _settle_row_count(
    instance: Instance, spec: NodeRules, env: Env, settled: SettlingOutcome
) -> None:
    if spec.count is None or spec.parent is None:
        return
    for parent in instance.by_ref[spec.parent.ref]:
        rows = [part for part in parent.parts if part.spec is spec]
        value = try_evaluate(spec.count, rows[0].node if rows else parent.node, env, parent, [])
        if value is None:
            continue
        wanted = to_number(value)
        for row in rows:
            row.kept = row.row <= wanted
            row.show(row.kept)
        if parent.alive() and len(rows) < wanted:
            settled.short.append(f"{parent.ref}/{spec.name}")
