"""The catalogue of indicators: read, and loaded from forms/indicators.csv."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from api.domain.aggregations import aggregation_of
from api.domain.counting import CountingRule
from api.models.by_hand import ByHandKind
from api.models.indicator import Indicator
from api.queries import by_hand
from api.queries.totals import upsert

indicator_table = SQLModel.metadata.tables["indicator"]


def all_indicators(session: Session) -> Sequence[Indicator]:
    """Every indicator in the catalogue's order."""
    return session.scalars(select(Indicator).order_by(col(Indicator.position))).all()


def find_indicator(session: Session, code: str) -> Indicator | None:
    """One indicator."""
    return session.get(Indicator, code)


def counting_rules(session: Session) -> dict[str, CountingRule]:
    """How each indicator is counted. Raises UnknownAggregation: nothing may be counted then."""
    rows = session.execute(
        select(col(Indicator.code), col(Indicator.kind), col(Indicator.threshold))
    )
    return {code: CountingRule(aggregation_of(kind), threshold) for code, kind, threshold in rows}


def load_indicators(session: Session, table: str) -> bool:
    """Take the catalogue over from CSV; True when totals must be counted again (`recount`).

    Loading the same twice changes nothing. An indicator that left the file stays: figures of past
    years need it. A threshold that an administrator set stays too. Raises ValueError for a row that
    cannot be counted.
    """
    before = counting_rules(session)
    rows = [
        _indicator_row(line, said) for line, said in enumerate(csv.DictReader(io.StringIO(table)))
    ]
    if not rows:
        raise ValueError("the catalogue is empty")
    _refuse_uncountable(rows)
    for code in by_hand.keys_taken_over(session, ByHandKind.INDICATOR) & before.keys():
        for row in rows:
            if row["code"] == code:
                row["threshold"] = before[code].threshold
    said = upsert(session.get_bind().dialect.name, indicator_table)
    changes = {name: said.excluded[name] for name in rows[0] if name != "code"}
    session.connection().execute(
        said.on_conflict_do_update(index_elements=["code"], set_=changes), rows
    )
    after = counting_rules(session)
    return any(after[code] != rule for code, rule in before.items())


def _indicator_row(position: int, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": said["code"],
        "position": position,
        "name": said["name"],
        "name_en": said["name_en"],
        "unit": said["unit"],
        "unit_en": said["unit_en"],
        "activity": said["activity"],
        "kind": aggregation_of(said["kind"]).kind,
        "decimals": int(said["decimals"] or 0),
        "threshold": int(said["threshold"] or 1),
        "numerator": said["numerator"],
        "denominator": said["denominator"],
        "shown": said["shown"] != "no",
        "source_document": said["source_document"],
        "source_line": said["source_line"],
        "note": said["note"],
    }


def _refuse_uncountable(rows: Sequence[Mapping[str, Any]]) -> None:
    """Each kind says what it needs; what it divides must be in this file and counted itself."""
    aggregations = {row["code"]: aggregation_of(row["kind"]) for row in rows}
    for row in rows:
        parts = [row[name] for name in ("numerator", "denominator") if row[name]]
        strange = sorted({*parts} - aggregations.keys())
        if strange:
            raise ValueError(f"{row['code']}: {strange} are not in the catalogue")
        said = aggregations[row["code"]].objection(
            row["threshold"], [aggregations[code] for code in parts]
        )
        if said:
            raise ValueError(f"{row['code']}: {said}")
