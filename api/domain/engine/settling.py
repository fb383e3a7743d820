"""Relevance, row counts and calculations come to rest, each node once, in the form's order.

The order is made at publication from what every expression reads, so one pass is enough.
Twin: settling.ts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from api.domain.engine.answer import fitted
from api.domain.engine.cells import Cell, Instance
from api.domain.engine.rules import Spec
from api.domain.tree import Node, set_text
from api.domain.xpath import Env, Expression, Value, XPathError, to_boolean, to_number, to_text


@dataclass(slots=True)
class Settled:
    """What came to light on the way."""

    calculated: list[tuple[Cell, str, str]] = field(default_factory=list)
    """cell, what was sent, what it is worth here"""
    short: list[str] = field(default_factory=list)
    """refs of repeats with fewer rows than their count says"""
    failed: list[tuple[Cell, str]] = field(default_factory=list)
    """cell, why its rule could not be evaluated"""


def worth(
    expression: Expression, node: Node, env: Env, cell: Cell, failed: list[tuple[Cell, str]]
) -> Value | None:
    """The value, or nothing: a list that is not here is no fault of the record."""
    try:
        return expression(node, env)
    except XPathError as error:
        if error.reason != "noInstance":
            failed.append((cell, error.reason))
        return None


def settle(instance: Instance, env: Env, recalculate: bool = True) -> Settled:
    """Calculations that read only the record are made again; those that read the clock, chance
    or a list kept elsewhere stay as they were sent. So do all, with `recalculate` off."""
    settled = Settled()
    for spec in instance.rules.order:
        if spec.kind == "repeat" and spec.count is not None:
            _count(instance, spec, env, settled)
        for cell in instance.by_ref[spec.ref]:
            if cell.parent is not None and cell.parent.alive():
                _rest(cell, env, settled, recalculate)
    return settled


def _rest(cell: Cell, env: Env, settled: Settled, recalculate: bool) -> None:
    spec = cell.spec
    if spec.relevant is not None:
        value = worth(spec.relevant, cell.node, env, cell, settled.failed)
        cell.show(value is None or to_boolean(value))
    if spec.calculate is not None and cell.relevant and recalculate and not spec.volatile:
        value = worth(spec.calculate, cell.node, env, cell, settled.failed)
        if value is not None:
            _calculate(cell, fitted(spec.type, to_text(value)), settled)


def _calculate(cell: Cell, value: str, settled: Settled) -> None:
    sent = cell.text
    if value == sent:
        return
    settled.calculated.append((cell, sent, value))
    # The phone looked it up in its list of that day; what it found stays.
    if not cell.spec.outside:
        set_text(cell.node, value)


def _count(instance: Instance, spec: Spec, env: Env, settled: Settled) -> None:
    if spec.count is None or spec.parent is None:
        return
    for parent in instance.by_ref[spec.parent.ref]:
        rows = [part for part in parent.parts if part.spec is spec]
        value = worth(spec.count, rows[0].node if rows else parent.node, env, parent, [])
        if value is None:
            continue
        wanted = to_number(value)
        for row in rows:
            row.kept = row.row <= wanted
            row.show(row.kept)
        if parent.alive() and len(rows) < wanted:
            settled.short.append(f"{parent.ref}/{spec.name}")
