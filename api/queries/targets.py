"""Targets: what is in force for a cell, every reading of it, and loading them from CSV."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from api.domain.figure import stated
from api.domain.period import parse
from api.models.by_hand import Matter
from api.models.indicator import Indicator
from api.models.target import Target
from api.queries import by_hand, documents
from api.queries.named_units import unit_named
from api.queries.replacing import replace

YES = {"yes", "1", "x", "có"}


@dataclass(frozen=True, slots=True)
class Aims:
    """By unit and indicator code: the target in force, and what the plan says beside it."""

    in_force: Mapping[tuple[str, str], Target]
    beside: Mapping[tuple[str, str], Sequence[Target]]


def aims(session: Session, units: Collection[str], period: str) -> Aims:
    """What these units should reach in exactly this period."""
    found = session.exec(
        select(Target)
        .where(col(Target.org_unit_id).in_(units), Target.period == period)
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
    return Aims(in_force, beside)


def readings(session: Session, unit: str, period: str | None) -> Sequence[Target]:
    """Every reading of a unit's cells, those in force first."""
    wanted = select(Target).where(Target.org_unit_id == unit)
    if period is not None:
        wanted = wanted.where(Target.period == period)
    return session.exec(
        wanted.order_by(col(Target.period), col(Target.in_force).desc(), col(Target.source_line))
    ).all()


def numbers_in(session: Session, units: Collection[str], period: str) -> dict[str, int]:
    """How many targets each of these units has in a period."""
    if not units:
        return {}
    rows = session.execute(
        select(col(Target.org_unit_id), func.count())
        .where(col(Target.org_unit_id).in_(units), Target.period == period, col(Target.in_force))
        .group_by(col(Target.org_unit_id))
    )
    return {row[0]: row[1] for row in rows}


def periods_of(session: Session, units: Collection[str]) -> list[str]:
    """The periods for which these units have targets, latest first."""
    found = session.exec(select(Target.period).where(col(Target.org_unit_id).in_(units)).distinct())
    return sorted(found, reverse=True)


def load(session: Session, table: str) -> int:
    """Make the targets of these documents exactly what the CSV says; how many rows changed.

    Targets of documents that the file does not mention stay, and where an administrator has set one
    the file's are read and not in force. Raises ValueError by line.
    """
    known = _Known(
        set(session.exec(select(Indicator.code))),
        {plan.id: plan.cited_as for plan in documents.listed(session)},
        documents.quoted(session),
    )
    rows = []
    for line, said in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            rows.append(_row(session, said, known))
        except (ValueError, InvalidOperation, KeyError) as error:
            raise ValueError(f"targets, line {line}: {error}") from error
    ours = {row["source_document"] for row in rows}
    taken_over = by_hand.keys(session, Matter.TARGET)
    for row in rows:
        row["in_force"] = row["in_force"] and _cell(row) not in taken_over
    changes = replace(
        session,
        Target,
        rows,
        lambda row: row["source_document"] in ours and _cell(row) not in taken_over,
    )
    return changes.touched


def cell(unit: str, period: str, indicator: str) -> str:
    """Which cell of which plan: what an administrator takes out of the files' hands."""
    return f"{unit}/{period}/{indicator}"


def _cell(row: Mapping[str, Any]) -> str:
    return cell(row["org_unit_id"], row["period"], row["indicator"])


@dataclass(frozen=True, slots=True)
class _Known:
    """What a target may name."""

    codes: Collection[str]
    cited: Mapping[str, str]
    quoted: Mapping[tuple[str, int], str]


def _row(session: Session, said: Mapping[str, str], known: _Known) -> dict[str, Any]:
    if said["indicator"] not in known.codes:
        raise ValueError(f"no indicator {said['indicator']}")
    return {
        "indicator": said["indicator"],
        "org_unit_id": unit_named(session, said),
        "period": parse(said["period"]).text,
        "value": Decimal(said["value"]) if said["value"] else None,
        "reason": stated(said["reason"]),
        "words": said["words"],
        **_source(said, known),
        "note": said["note"],
        "in_force": said["in_force"] in YES,
        "demonstration": said.get("demonstration", "") in YES,
        "unconfirmed": said.get("unconfirmed", "") in YES,
    }


def _source(said: Mapping[str, str], known: _Known) -> dict[str, Any]:
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
