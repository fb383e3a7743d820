"""Targets: what is in force for a cell, every reading of it, and loading them from CSV."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlmodel import Session, col, select

from api.domain.figure import Absence
from api.domain.org_unit import Level
from api.domain.period import parse
from api.models.indicator import Indicator
from api.models.target import Target
from api.queries import org_units
from api.queries.replacing import replace

YES = {"yes", "1", "x", "có"}


def in_force(
    session: Session, units: Collection[str], period: str
) -> dict[tuple[str, str], Target]:
    """By unit and indicator code, what these units should reach in exactly this period."""
    found = session.exec(
        select(Target).where(
            col(Target.org_unit_id).in_(units), Target.period == period, col(Target.in_force)
        )
    )
    return {(target.org_unit_id, target.indicator): target for target in found}


def readings(session: Session, unit: str, period: str | None) -> Sequence[Target]:
    """Every reading of a unit's cells, those in force first."""
    wanted = select(Target).where(Target.org_unit_id == unit)
    if period is not None:
        wanted = wanted.where(Target.period == period)
    return session.exec(
        wanted.order_by(col(Target.period), col(Target.in_force).desc(), col(Target.source_line))
    ).all()


def load(session: Session, table: str) -> int:
    """Make the targets of these documents exactly what the CSV says; how many rows changed.

    Targets of documents that the file does not mention stay. Raises ValueError by line.
    """
    codes = set(session.exec(select(Indicator.code)))
    rows = []
    for line, said in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            rows.append(_row(session, said, codes))
        except (ValueError, InvalidOperation, KeyError) as error:
            raise ValueError(f"targets, line {line}: {error}") from error
    documents = {row["source_document"] for row in rows}
    changes = replace(session, Target, rows, lambda row: row["source_document"] in documents)
    return changes.touched


def _row(session: Session, said: Mapping[str, str], codes: Collection[str]) -> dict[str, Any]:
    if said["indicator"] not in codes:
        raise ValueError(f"no indicator {said['indicator']}")
    return {
        "indicator": said["indicator"],
        "org_unit_id": _unit(session, said),
        "period": parse(said["period"]).text,
        "value": Decimal(said["value"]) if said["value"] else None,
        "reason": Absence(said["reason"]) if said["reason"] else None,
        "words": said["words"],
        "source_document": said["source_document"],
        "source_line": said["source_line"],
        "note": said["note"],
        "in_force": said["in_force"] in YES,
        "demonstration": said["demonstration"] in YES,
    }


def _unit(session: Session, said: Mapping[str, str]) -> str:
    """Codes are used again: a unit is found by its code on a day, and its name must agree."""
    day = date.fromisoformat(said["org_unit_on"])
    unit = org_units.by_code(session, said["org_unit_code"], day, Level(said["org_unit_level"]))
    if unit is None or said["org_unit_name"] != unit.name:
        named = f"{said['org_unit_level']} {said['org_unit_code']} {said['org_unit_name']}"
        raise ValueError(f"no unit {named} on {day}")
    return unit.id
