"""The records behind a number: the values of these items add up to the figure, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, tuple_
from sqlmodel import Session, col

from api.domain.aggregations import TotalsKept
from api.domain.period import Granularity, Period
from api.domain.review import ReviewState
from api.models.data_value import counted_subjects, data_values
from api.models.entity import Entity
from api.models.form import Form
from api.models.indicator import Indicator
from api.models.org_unit import OrgUnitClosure, OrgUnitVersion
from api.models.review import Review
from api.models.submission import Submission, SubmissionVersion
from api.queries import carried
from api.queries.figures import closure_join_condition, select_counted_subjects


@dataclass(frozen=True, slots=True)
class Contribution:
    """One counted data value and the version of the record that says so."""

    instance_id: str
    xml_form_id: str
    version_instance_id: str
    instance_name: str
    submitter_id: int
    indicator: str
    value: Decimal
    event_date: date
    org_unit_id: str
    org_unit_name: str
    subject: str
    subject_label: str
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrillDownItem:
    """What adds `value` to the figure: one record, or one subject with all its records."""

    indicator: str
    value: Decimal
    records: Sequence[Contribution] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DrillDownPage:
    """Some items, and where the next page begins."""

    items: Sequence[DrillDownItem]
    after: str | None


def drill_down_figure(
    session: Session, one: Indicator, unit: str, period: Period, after: str, limit: int
) -> DrillDownPage:
    """One page of what a figure is made of; `after` is '' or the last page's. Of what is divided,
    each part is asked for by itself.

    Raises ValueError when `after` is not one of ours.
    """
    if "\0" in after:
        raise ValueError(after)
    if one.aggregation.kept is TotalsKept.SUBJECTS:
        return _drill_down_subjects(session, one, unit, period, after, limit)
    row = data_values.c
    # The page is chosen by an index alone, and its records are looked up afterwards.
    chosen = (
        select(row.event_date, row.id)
        .select_from(data_values)
        .join(OrgUnitClosure, closure_join_condition(data_values))
        .where(
            row.counted,
            row.indicator == one.code,
            _value_counts_for_unit(session, one, unit),
            row.event_date <= period.last,
        )
    )
    first = one.aggregation.first_day(period)
    if first is not None:
        chosen = chosen.where(row.event_date >= first)
    if after:
        chosen = chosen.where(tuple_(row.event_date, row.id) < _parse_page_position(after))
    newest_first = (row.event_date.desc(), row.id.desc())
    page = session.execute(chosen.order_by(*newest_first).limit(limit + 1)).all()
    numbers = [found.id for found in page[:limit]]
    records = session.execute(
        _select_contributions().where(row.id.in_(numbers)).order_by(*newest_first)
    )
    items = [
        DrillDownItem(one.code, found.value, [_contribution_of_row(found)]) for found in records
    ]
    last = page[limit - 1] if len(page) > limit else None
    return DrillDownPage(items, f"{last.event_date}.{last.id}" if last else None)


def _value_counts_for_unit(session: Session, one: Indicator, unit: str) -> ColumnElement[bool]:
    """The condition that a value counts for the unit; one that goes on, also in what it became."""
    here = col(OrgUnitClosure.ancestor_id) == unit
    brought = carried.find_carry_overs(session, [unit]) if one.aggregation.goes_on else []
    days = {source.before for source in brought}
    return or_(
        here,
        *(
            and_(
                col(OrgUnitClosure.ancestor_id).in_(
                    [source.source for source in brought if source.before == day]
                ),
                data_values.c.event_date < day.replace(day=1),
            )
            for day in days
        ),
    )


def _parse_page_position(after: str) -> tuple[date, int]:
    day, _, number = after.partition(".")
    if len(number) > 15:
        raise ValueError(after)
    return date.fromisoformat(day), int(number)


def _drill_down_subjects(
    session: Session, one: Indicator, unit: str, period: Period, after: str, limit: int
) -> DrillDownPage:
    periods = period.years() if period.granularity is Granularity.PHASE else [period.text]
    subject = counted_subjects.c.subject
    least = one.aggregation.least_amount(one.threshold)
    chosen = session.scalars(
        select_counted_subjects([one.code], [unit], periods, least)
        .with_only_columns(subject)
        .where(subject > after)
        .order_by(subject)
        .limit(limit + 1)
    ).all()
    row = data_values.c
    records: dict[str, list[Contribution]] = {code: [] for code in chosen[:limit]}
    found = _select_contributions().where(
        row.counted,
        row.indicator == one.code,
        row.subject.in_(records),
        row.event_date.between(period.first, period.last),
    )
    for said in session.execute(found.order_by(row.event_date.desc(), row.id.desc())):
        records[said.subject].append(_contribution_of_row(said))
    items = [DrillDownItem(one.code, Decimal(1), behind_it) for behind_it in records.values()]
    return DrillDownPage(items, chosen[limit - 1] if len(chosen) > limit else None)


def _select_contributions() -> Select[Any]:
    row = data_values.c
    approved_at = (
        select(func.max(Review.reviewed_at))
        .where(
            col(Review.submission_id) == row.submission_id,
            col(Review.to_state) == ReviewState.APPROVED,
        )
        .correlate(data_values)
        .scalar_subquery()
    )
    unit_then = and_(
        col(OrgUnitVersion.org_unit_id) == row.org_unit_id,
        col(OrgUnitVersion.valid_from) <= row.placed_on,
        or_(col(OrgUnitVersion.valid_to).is_(None), col(OrgUnitVersion.valid_to) > row.placed_on),
    )
    return (
        select(
            row.id,
            col(Submission.instance_id),
            col(Form.xml_form_id),
            col(SubmissionVersion.instance_id).label("version_instance_id"),
            col(SubmissionVersion.instance_name),
            col(SubmissionVersion.submitter_id),
            row.indicator,
            row.value,
            row.event_date,
            row.org_unit_id,
            func.coalesce(OrgUnitVersion.name, "").label("org_unit_name"),
            row.subject,
            func.coalesce(Entity.label, row.subject).label("subject_label"),
            approved_at.label("approved_at"),
        )
        .select_from(data_values)
        .join(Submission, col(Submission.id) == row.submission_id)
        .join(SubmissionVersion, col(SubmissionVersion.id) == row.submission_version_id)
        .join(Form, col(Form.id) == col(Submission.form_id))
        .outerjoin(OrgUnitVersion, unit_then)
        .outerjoin(Entity, and_(col(Entity.uuid) == row.subject, row.subject != ""))
    )


def _contribution_of_row(row: Row[Any]) -> Contribution:
    return Contribution(**{one.name: getattr(row, one.name) for one in fields(Contribution)})
