"""The catalogue of indicators: read, and loaded from forms/indicators.csv."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from api.domain.counting import CountingRule
from api.domain.figure import ADDITIVE_KINDS, SUBJECT_KINDS, IndicatorKind
from api.models.by_hand import ByHandKind
from api.models.indicator import Indicator
from api.queries import by_hand
from api.queries.totals import upsert

indicator_table = SQLModel.metadata.tables["indicator"]


def all_indicators(session: Session) -> Sequence[Indicator]:
    """Every indicator in the catalogue's order."""
    return session.exec(select(Indicator).order_by(col(Indicator.position))).all()


def find_indicator(session: Session, code: str) -> Indicator | None:
    """One indicator."""
    return session.get(Indicator, code)


def counting_rules(session: Session) -> dict[str, CountingRule]:
    """How each indicator is counted."""
    rows = session.execute(select(Indicator.code, Indicator.kind, Indicator.threshold))
    return {code: CountingRule(IndicatorKind(kind), threshold) for code, kind, threshold in rows}


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
    _check_parts(rows)
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
        "kind": IndicatorKind(said["kind"]),
        "decimals": int(said["decimals"] or 0),
        "threshold": int(said["threshold"] or 1),
        "numerator": said["numerator"],
        "denominator": said["denominator"],
        "shown": said["shown"] != "no",
        "source_document": said["source_document"],
        "source_line": said["source_line"],
        "note": said["note"],
    }


def _check_parts(rows: Sequence[Mapping[str, Any]]) -> None:
    """A ratio divides two indicators that are counted themselves."""
    counted = {row["code"] for row in rows if row["kind"] in ADDITIVE_KINDS | SUBJECT_KINDS}
    for row in rows:
        parts = {row["numerator"], row["denominator"]} - {""}
        if not parts <= counted:
            raise ValueError(f"{row['code']}: {sorted(parts - counted)} are not counted")
