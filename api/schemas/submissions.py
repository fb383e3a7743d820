"""A submission on the wire: as a row of a list of work, and what a reviewer reads of it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Generic, Self, TypeVar

from api.domain.answers import Answer
from api.domain.difference import Difference
from api.domain.figure import write_figure
from api.domain.review import ReviewState
from api.models.submission import SubmissionVersion
from api.queries.effects import ApprovalEffect
from api.schemas.briefs import PersonBrief, UnitName
from api.schemas.data_values import SubjectBrief
from api.schemas.receipts import NotedProblem
from api.schemas.reviews import ReviewAct
from api.schemas.wire import Instant, WireModel

Problems = TypeVar("Problems")


class CurrentVersion(WireModel):
    """The version that counts, and the form's version with which it was written."""

    instance_id: str
    version: str


class SubmissionHead(WireModel, Generic[Problems]):
    """What every list of work says of a submission."""

    instance_id: str
    xml_form_id: str
    form_name: str
    instance_name: str
    review_state: ReviewState
    created_at: Instant
    updated_at: Instant
    submitter: PersonBrief
    org_unit: UnitName
    current_version: CurrentVersion
    problems: Problems
    attachments: int
    late: bool
    date: date | None
    subject: SubjectBrief | None
    last_review: ReviewAct | None


class SubmissionLine(SubmissionHead[int]):
    """A row of a list of work; its problems are counted."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """From a row of api/queries/submissions.py."""
        return cls(**_head_fields(row), problems=len(json.loads(row["problems"])))


class SubmissionPage(WireModel):
    """A page of a list of work."""

    items: list[SubmissionLine]
    next: str | None
    total: int | None


class AnswerContent(WireModel):
    """`value` as it was sent, `text` as it is read; `attachment` when it names a file."""

    value: str
    text: str
    attachment: str | None

    @classmethod
    def from_answer(cls, one: Answer) -> Self:
        """The answer without its question."""
        return cls(value=one.value, text=one.text, attachment=one.value if one.attachment else None)


class AskedQuestion(WireModel):
    """A question by its place in the record."""

    ref: str
    label: str


class AnswerLine(AnswerContent, AskedQuestion):
    """One question with its answer, and what does not fit."""

    problem: NotedProblem | None

    @classmethod
    def from_problem(cls, one: Answer, problem: Mapping[str, Any] | None) -> Self:
        """`problem` as it was noted beside the version."""
        return cls(
            ref=one.ref,
            label=one.label,
            **dict(AnswerContent.from_answer(one)),
            problem=NotedProblem(**problem) if problem else None,
        )


class ChangedAnswer(AskedQuestion):
    """None: not asked, or no answer."""

    before: AnswerContent | None
    after: AnswerContent | None


class ReturnDifference(WireModel):
    """What changed since the version `since`, which was sent back. Rows: /data/visit[2]."""

    since: str
    changes: list[ChangedAnswer]
    added_rows: list[str]
    removed_rows: list[str]

    @classmethod
    def from_difference(cls, since: str, found: Difference) -> Self:
        """In the order of the form."""
        return cls(
            since=since,
            changes=[
                ChangedAnswer(
                    ref=change.question.ref,
                    label=change.question.label,
                    before=AnswerContent.from_answer(change.before) if change.before else None,
                    after=AnswerContent.from_answer(change.after) if change.after else None,
                )
                for change in found.changes
            ],
            added_rows=found.added,
            removed_rows=found.removed,
        )


class VersionBrief(WireModel):
    """An edition of a submission."""

    instance_id: str
    created_at: Instant

    @classmethod
    def from_version(cls, row: SubmissionVersion) -> Self:
        """When it was received."""
        return cls(instance_id=row.instance_id, created_at=row.received_at)


class IndicatorEffect(WireModel):
    """One indicator in one unit and year. `waits`: it also needs a register to be approved."""

    indicator: str
    name: str
    name_en: str
    unit: str
    org_unit: UnitName
    period: str
    before: str
    after: str
    waits: bool

    @classmethod
    def from_effect(cls, one: ApprovalEffect) -> Self:
        """With the decimals of the indicator."""
        indicator = one.indicator
        return cls(
            indicator=indicator.code,
            name=indicator.name,
            name_en=indicator.name_en,
            unit=indicator.unit,
            org_unit=UnitName.model_validate(one.unit),
            period=one.period,
            before=write_figure(one.before, indicator.decimals),
            after=write_figure(one.after, indicator.decimals),
            waits=one.waits,
        )


class SubmissionRecord(SubmissionHead[list[NotedProblem]]):
    """All that a reviewer reads of a submission.

    `rounds`: how often it was sent back. `difference` and `effect` are for whoever may decide.
    """

    receipt: str
    answers: list[AnswerLine]
    unanswered: list[AskedQuestion]
    reviews: list[ReviewAct]
    rounds: int
    difference: ReturnDifference | None
    versions: list[VersionBrief]
    effect: list[IndicatorEffect]

    @classmethod
    def from_row(
        cls, row: Mapping[str, Any], problems: Iterable[Mapping[str, Any]], **besides: Any
    ) -> Self:
        """From a row of api/queries/submissions.py; `besides` are the fields of this class."""
        noted = [NotedProblem(**problem) for problem in problems]
        return cls(**_head_fields(row), problems=noted, **besides)


def _head_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    subject, last = row["subject"], row["last_review"]
    return {
        "instance_id": row["instance_id"],
        "xml_form_id": row["xml_form_id"],
        "form_name": row["form_name"],
        "instance_name": row["instance_name"],
        "review_state": row["review_state"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "submitter": PersonBrief(id=row["submitter_id"], display_name=row["submitter_name"]),
        "org_unit": UnitName(id=row["org_unit_id"], name=row["org_unit_name"]),
        "current_version": CurrentVersion(
            instance_id=row["current_instance_id"], version=row["version"]
        ),
        "attachments": row["files"],
        "late": row["late"],
        "date": row["date"],
        "subject": SubjectBrief(id=subject[0], label=subject[1] or "") if subject else None,
        "last_review": ReviewAct.from_review(*last) if last else None,
    }
