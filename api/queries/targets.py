"""Targets: what is in force for a cell, every reading of it, and loading them from CSV."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from api.domain.figure import stated_absence
from api.domain.period import parse_period
from api.models.by_hand import ByHandKind
from api.models.indicator import Indicator
from api.models.target import Target
from api.queries import by_hand, documents
from api.queries.named_units import unit_id_from_columns
from api.queries.replacing import replace_rows

YES_WORDS = {"yes", "1", "x", "có"}


@dataclass(frozen=True, slots=True)
class PeriodTargets:
    """By unit and indicator code: the target in force, and what the plan says beside it."""

    in_force: Mapping[tuple[str, str], Target]
    beside: Mapping[tuple[str, str], Sequence[Target]]


def targets_of_period(session: Session, units: Collection[str], period: str) -> PeriodTargets:
    """What these units should reach in exactly this period."""
    found = session.scalars(
        select(Target)
        .where(col(Target.org_unit_id).in_(units), col(Target.period) == period)
        .order_by(col(Target.line), col(Target.source_line))
    )
    in_force: dict[tuple[str, str], Target] = {}
    beside: dict[tuple[str, str], list[Target]] = {}
    for target in found:
        at = (target.org_unit_id, target.indicator)
        if target.in_force:
            in_force[at] = target
        else:
            beside.setdefault(at, []).append(target)
    return PeriodTargets(in_force, beside)


def readings_of_unit(session: Session, unit: str, period: str | None) -> Sequence[Target]:
    """Every reading of a unit's cells, those in force first."""
    wanted = select(Target).where(col(Target.org_unit_id) == unit)
    if period is not None:
        wanted = wanted.where(col(Target.period) == period)
    return session.scalars(
        wanted.order_by(col(Target.period), col(Target.in_force).desc(), col(Target.source_line))
    ).all()


def count_targets_by_unit(session: Session, units: Collection[str], period: str) -> dict[str, int]:
    """How many targets each of these units has in a period."""
    if not units:
        return {}
    rows = session.execute(
        select(col(Target.org_unit_id), func.count())
        .where(
            col(Target.org_unit_id).in_(units), col(Target.period) == period, col(Target.in_force)
        )
        .group_by(col(Target.org_unit_id))
    )
    return {row[0]: row[1] for row in rows}


def periods_with_targets(session: Session, units: Collection[str]) -> list[str]:
    """The periods for which these units have targets, latest first."""
    found = session.scalars(
        select(col(Target.period)).where(col(Target.org_unit_id).in_(units)).distinct()
    )
    return sorted(found, reverse=True)


def load_targets(session: Session, table: str) -> int:
    """Make the targets of these documents exactly what the CSV says; how many rows changed.

    Targets of documents that the file does not mention stay, and where an administrator has set one
    the file's are read and not in force. Raises ValueError by line.
    """
    known = _KnownReferences(
        set(session.scalars(select(col(Indicator.code)))),
        {plan.id: plan.cited_as for plan in documents.all_documents(session)},
        documents.quoted_line_places(session),
    )
    rows = []
    for line, said in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            rows.append(_target_row(session, said, known))
        except (ValueError, InvalidOperation, KeyError) as error:
            raise ValueError(f"targets, line {line}: {error}") from error
    ours = {row["source_document"] for row in rows}
    taken_over = by_hand.keys_taken_over(session, ByHandKind.TARGET)
    for row in rows:
        row["in_force"] = row["in_force"] and _cell_key_of_row(row) not in taken_over
    changes = replace_rows(
        session,
        Target,
        rows,
        lambda row: row["source_document"] in ours and _cell_key_of_row(row) not in taken_over,
    )
    return changes.touched


def target_cell_key(unit: str, period: str, indicator: str) -> str:
    """Which cell of which plan: what an administrator takes out of the files' hands."""
    return f"{unit}/{period}/{indicator}"


def _cell_key_of_row(row: Mapping[str, Any]) -> str:
    return target_cell_key(row["org_unit_id"], row["period"], row["indicator"])


@dataclass(frozen=True, slots=True)
class _KnownReferences:
    """What a target may name."""

    codes: Collection[str]
    cited: Mapping[str, str]
    quoted: Mapping[tuple[str, int], str]


def _target_row(
    session: Session, said: Mapping[str, str], known: _KnownReferences
) -> dict[str, Any]:
    if said["indicator"] not in known.codes:
        raise ValueError(f"no indicator {said['indicator']}")
    return {
        "indicator": said["indicator"],
        "org_unit_id": unit_id_from_columns(session, said),
        "period": parse_period(said["period"]).text,
        "value": Decimal(said["value"]) if said["value"] else None,
        "reason": stated_absence(said["reason"]),
        "words": said["words"],
        **_target_source(said, known),
        "note": said["note"],
        "in_force": said["in_force"] in YES_WORDS,
        "demonstration": said.get("demonstration", "") in YES_WORDS,
        "unconfirmed": said.get("unconfirmed", "") in YES_WORDS,
    }


def _target_source(said: Mapping[str, str], known: _KnownReferences) -> dict[str, Any]:
    """A plan that is kept here and the quoted line of it; or whatever else the file says."""
    document = said.get("document", "")
    if not document:
        return {
            "document_id": None,
            "line": None,
            "source_document": said["source_document"],
            "source_line": said["source_line"],
        }
    line = int(said["line"])
    if (document, line) not in known.quoted:
        raise ValueError(f"line {line} of {document} is not quoted in document_passages.csv")
    return {
        "document_id": document,
        "line": line,
        "source_document": known.cited[document],
        "source_line": f"{known.quoted[document, line]}, dòng {line}",
    }
