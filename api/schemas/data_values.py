"""The records behind a figure as they go on the wire."""

from datetime import date
from typing import Self

from api.queries.drill_down import Contribution, DrillDownItem
from api.schemas.briefs import UnitName
from api.schemas.figures import FigureUnit, IndicatorSummary, exact_text
from api.schemas.wire import Instant, WireModel


class SubjectBrief(WireModel):
    """What a record is about: a standing thing, by its label."""

    id: str
    label: str


class CountedRecord(WireModel):
    """One record and what it adds; which one it is, only where she may see it."""

    instance_id: str | None
    xml_form_id: str
    version_instance_id: str | None
    instance_name: str | None
    value: str
    date: date
    org_unit: UnitName
    subject: SubjectBrief | None
    approved_at: Instant | None

    @classmethod
    def from_contribution(cls, record: Contribution, *, hidden: bool) -> Self:
        """`hidden`: that it is there is told, and not which."""
        named = SubjectBrief(id=record.subject, label=_short_subject_label(record))
        return cls(
            instance_id=None if hidden else record.instance_id,
            xml_form_id=record.xml_form_id,
            version_instance_id=None if hidden else record.version_instance_id,
            instance_name=None if hidden else record.instance_name,
            value=exact_text(record.value) or "0",
            date=record.event_date,
            org_unit=UnitName(id=record.org_unit_id, name=record.org_unit_name),
            subject=None if hidden or not record.subject else named,
            approved_at=record.approved_at,
        )


class FigurePart(CountedRecord):
    """What adds `value` to a figure: its newest record, and all of them."""

    indicator: str
    records: list[CountedRecord]

    @classmethod
    def from_item(cls, item: DrillDownItem, asker_id: int, *, sees_all: bool) -> Self:
        """Other people's records are hidden unless she `sees_all`. There is at least one."""
        records = [
            CountedRecord.from_contribution(
                record, hidden=not sees_all and record.submitter_id != asker_id
            )
            for record in item.records
        ]
        newest = dict(records[0]) | {"value": exact_text(item.value)}
        return cls(**newest, indicator=item.indicator, records=records)


class FigurePartPage(WireModel):
    """Over all pages the values add up to the figure."""

    indicator: IndicatorSummary
    parts: list[IndicatorSummary]
    org_unit: FigureUnit
    period: str
    items: list[FigurePart]
    next: str | None


def _short_subject_label(record: Contribution) -> str:
    """A code that its unit makes distinct ("PD012 <unit>") is read without the unit."""
    return record.subject_label.removesuffix(f" {record.org_unit_id}")
