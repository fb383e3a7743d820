"""What plans report of the years before: read, and loaded from CSV. Never added to any figure."""

import csv
import io
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.figure import stated_absence
from api.domain.period import parse_period
from api.models.indicator import Indicator
from api.models.reported_result import ReportedResult
from api.queries import documents
from api.queries.named_units import unit_id_from_columns
from api.queries.replacing import replace_rows


def find_reported_results(
    session: Session, units: Collection[str], period: str
) -> dict[tuple[str, str], ReportedResult]:
    """By unit and indicator code, what a plan reports of exactly this period."""
    found = session.scalars(
        select(ReportedResult)
        .where(col(ReportedResult.org_unit_id).in_(units), col(ReportedResult.period) == period)
        .order_by(col(ReportedResult.document_id), col(ReportedResult.line))
    )
    return {(one.org_unit_id, one.indicator): one for one in found}


def load_reported_results(session: Session, table: str) -> int:
    """Make the results of these plans exactly what the CSV says; how many rows changed.

    Those of plans that the file does not mention stay. Raises ValueError by line.
    """
    codes, quoted = (
        set(session.scalars(select(col(Indicator.code)))),
        documents.quoted_line_places(session),
    )
    rows = []
    for line, said in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            if said["indicator"] not in codes:
                raise ValueError(f"no indicator {said['indicator']}")
            if (said["document"], int(said["line"])) not in quoted:
                raise ValueError(f"line {said['line']} of {said['document']} is not quoted")
            rows.append(_reported_result_row(session, said))
        except (ValueError, InvalidOperation, KeyError) as error:
            raise ValueError(f"reported_results, line {line}: {error}") from error
    ours = {row["document_id"] for row in rows}
    return replace_rows(
        session, ReportedResult, rows, lambda row: row["document_id"] in ours
    ).touched


def _reported_result_row(session: Session, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "indicator": said["indicator"],
        "org_unit_id": unit_id_from_columns(session, said),
        "period": parse_period(said["period"]).text,
        "numerator": Decimal(said["numerator"]) if said["numerator"] else None,
        "denominator": Decimal(said["denominator"]) if said["denominator"] else None,
        "printed": said["printed"],
        "reason": stated_absence(said["reason"]),
        "words": said["words"],
        "document_id": said["document"],
        "line": int(said["line"]),
        "note": said["note"],
    }
