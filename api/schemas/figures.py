"""Figures, targets and the records behind them as they go on the wire: numbers are text."""

from decimal import Decimal
from typing import Any

from api.access.inherited import FormerUnit
from api.domain.figure import ratio, write_figure
from api.domain.placed import PlacedUnit
from api.models.indicator import Indicator
from api.models.reported_result import ReportedResult
from api.models.target import Target
from api.queries.drill_down import Contribution, DrillDownItem
from api.queries.figures import FigureCell
from api.schemas.wire import format_instant

Json = dict[str, Any]


def unit_as_wire(unit: PlacedUnit) -> Json:
    """A unit by its name on the day that was asked for."""
    return {"id": unit.id, "code": unit.code, "name": unit.name, "level": unit.level}


def indicator_as_wire(one: Indicator) -> Json:
    """What the catalogue says of an indicator."""
    return {
        "code": one.code,
        "name": one.name,
        "nameEn": one.name_en,
        "unit": one.unit,
        "unitEn": one.unit_en,
        "activity": one.activity,
        "kind": one.kind,
        "decimals": one.decimals,
        "threshold": one.threshold,
        "takesThreshold": one.aggregation.takes_threshold,
        "numerator": one.numerator or None,
        "denominator": one.denominator or None,
        **_source_as_wire(one.source_document, one.source_line),
        "note": one.note,
    }


def _source_as_wire(document: str, line: str) -> Json:
    """To read, and apart."""
    return {
        "source": ", ".join(part for part in (document, line) if part),
        "sourceDocument": document,
        "sourceLine": line,
    }


def figure_as_wire(cell: FigureCell) -> Json:
    """One cell: exactly one of `value` and `reason` is there."""
    one, value = cell.indicator, cell.figure.value
    return {
        "indicator": indicator_as_wire(one),
        "value": _rounded_text(value, one.decimals),
        "reason": cell.figure.reason,
        "target": target_as_wire(cell.target) if cell.target else None,
        "otherReadings": [target_as_wire(reading) for reading in cell.others],
        "reported": reported_result_as_wire(cell.reported) if cell.reported else None,
        "share": _rounded_text(cell.share, 2),
        "waiting": cell.waiting,
        "numerator": _exact_text(cell.numerator),
        "denominator": _exact_text(cell.denominator),
    }


def _rounded_text(value: Decimal | None, decimals: int) -> str | None:
    return None if value is None else write_figure(value, decimals)


def _exact_text(value: Decimal | None) -> str | None:
    """Every decimal that there is, and none that is not."""
    return None if value is None else f"{value.normalize():f}"


def target_as_wire(target: Target) -> Json:
    """One reading of one cell of a plan. `reason` is why the target has no number; `stated` may
    also be about the result: assigned, and not begun."""
    return {
        "value": _exact_text(target.value),
        "reason": target.reason if target.value is None else None,
        "stated": target.reason,
        "words": target.words,
        **_source_as_wire(target.source_document, target.source_line),
        "documentId": target.document_id,
        "line": target.line,
        "note": target.note,
        "inForce": target.in_force,
        "unconfirmed": target.unconfirmed,
        "demonstration": target.demonstration,
    }


def reported_result_as_wire(result: ReportedResult) -> Json:
    """What a plan says was reached. `share` is divided anew; `printed` is what the plan prints."""
    above, under = result.numerator, result.denominator
    share = None if above is None or under is None else ratio(above, under)
    return {
        "numerator": _exact_text(above),
        "denominator": _exact_text(under),
        "share": _rounded_text(share, 2),
        "printed": result.printed,
        "reason": result.reason,
        "words": result.words,
        "documentId": result.document_id,
        "line": result.line,
        "note": result.note,
    }


def former_unit_as_wire(former: FormerUnit, assigned: int) -> Json:
    """A unit that is no more, the last day on which it was there, and how many targets it had."""
    return {**unit_as_wire(former.unit), "lastDay": former.last_day, "targets": assigned}


def drill_down_as_wire(item: DrillDownItem, asker_id: int, *, sees_all: bool) -> Json:
    """What adds `value` to a figure, with its records; `hidden` unless she may see them."""
    records = [
        _data_value_as_wire(record, hidden=not sees_all and record.submitter_id != asker_id)
        for record in item.records
    ]
    return {
        **(records[0] if records else {}),
        "indicator": item.indicator,
        "value": _exact_text(item.value),
        "records": records,
    }


def _data_value_as_wire(record: Contribution, *, hidden: bool) -> Json:
    subject = (
        {"id": record.subject, "label": _short_subject_label(record)} if record.subject else None
    )
    return {
        "instanceId": None if hidden else record.instance_id,
        "xmlFormId": record.xml_form_id,
        "versionInstanceId": None if hidden else record.version_instance_id,
        "instanceName": None if hidden else record.instance_name,
        "value": _exact_text(record.value),
        "date": record.event_date,
        "orgUnit": {"id": record.org_unit_id, "name": record.org_unit_name},
        "subject": None if hidden else subject,
        "approvedAt": format_instant(record.approved_at),
    }


def _short_subject_label(record: Contribution) -> str:
    """A code that its unit makes distinct ("PD012 <unit>") is read without the unit."""
    return record.subject_label.removesuffix(f" {record.org_unit_id}")
