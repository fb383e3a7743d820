"""Keeping what a phone sends: once, byte for byte. The hot path: plain inserts, no ORM rows."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update
from sqlmodel import col

from api.domain.finding import CheckedInstance, Problem, problems_without_answers
from api.domain.indicator import IndicatorContribution
from api.domain.review import ReviewState, may_take_new_version
from api.models.submission import Submission, SubmissionVersion
from api.queries import attachments, audit, data_values, entities, forms
from api.queries.attachments import AttachmentFile, ContentConflict
from api.queries.inserting import insert_once
from api.queries.ready import PreparedStatement
from api.storage.columns import table_of

ENTITY_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class ReplacementRefused(Exception):
    """The version that this one replaces is "unknown", "old" (not the current one) or "closed"."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A checked record, ready to be kept."""

    xml: bytes
    sha256: str
    checked: CheckedInstance
    form_id: int
    form_version_id: int
    submitter_id: int
    org_unit_id: str
    late: bool
    sealed: bool
    device_id: str
    at: datetime
    files: Sequence[AttachmentFile] = field(default_factory=list)
    tallies: Sequence[IndicatorContribution] = field(default_factory=list)
    # Who brought it to the office, where its phone could not send it.
    brought_by: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands now under this instance id. Of a sealed form no answer is in it."""

    instance_id: str
    sha256: str
    received_at: datetime
    problems: list[dict[str, Any]]
    attachments: list[AttachmentFile]
    new: bool


def store_submission(connection: Connection, arrival: Arrival) -> Receipt:
    """Keep the record and its files; may be called twice with the same, keeps once.

    Raises OtherBytes and Moved. A record with a deprecated id becomes the next version of the
    submission whose current version that is.
    """
    standing = _find_kept_row(connection, arrival.checked.instance_id)
    if standing is None:
        placed = _place_in_submission(connection, arrival)
        version_id = placed and _insert_version(connection, arrival, *placed)
        if placed and version_id:
            return _store_new_version(connection, arrival, *placed, version_id)
        # Another connection was faster with this id: compare with what it kept.
        standing = _find_kept_row(connection, arrival.checked.instance_id)
    if standing is None or standing.sha256 != arrival.sha256:
        raise ContentConflict(arrival.checked.instance_id)
    # What stands is only completed by what it names: nothing is slipped in afterwards.
    awaited = [file for file in arrival.files if file.name in arrival.checked.attachments]
    if attachments.add_attachments(connection, standing.id, awaited, arrival.at):
        if standing.submitter_id != arrival.submitter_id:
            # Whoever has read a record can send its bytes again: its pictures are its sender's.
            raise ContentConflict(arrival.checked.instance_id)
        _audit_arrival(connection, arrival, "submission.attachment.update")
    problems = json.loads(standing.problems)
    files = attachments.files_of_version(connection, standing.id)
    return _build_receipt(arrival, standing.received_at, problems, files, new=False)


def _store_new_version(
    connection: Connection, arrival: Arrival, submission_id: int, ordinal: int, version_id: int
) -> Receipt:
    problems = _register_entities(connection, arrival, submission_id, version_id)
    source = data_values.CountedVersion(submission_id, version_id, arrival.org_unit_id)
    data_values.note_data_values(connection, source, arrival.tallies, new=ordinal == 1)
    named, replaced = arrival.checked.attachments, arrival.checked.deprecated_id
    # What came along counts before what an earlier version had under the same name.
    earlier = attachments.files_carried_over(connection, replaced, named) if replaced else []
    come = [*earlier, *arrival.files]
    some = attachments.expect_attachments(connection, version_id, named, come, arrival.at)
    _audit_arrival(
        connection, arrival, "submission.create" if ordinal == 1 else "submission.update.version"
    )
    files = attachments.files_of_version(connection, version_id) if some else []
    return _build_receipt(arrival, arrival.at, problems, files, new=True)


# Built once, without the ORM: this is what every record of every phone goes through.
_received_submissions, _received_versions = table_of(Submission), table_of(SubmissionVersion)
_SELECT_KEPT_VERSION = PreparedStatement(
    select(
        _received_versions.c.id,
        _received_versions.c.submitter_id,
        _received_versions.c.sha256,
        _received_versions.c.received_at,
        _received_versions.c.problems,
        _received_versions.c.form_version_id,
    ).where(_received_versions.c.instance_id == bindparam("instance_id"))
)


class _KeptVersionRow(NamedTuple):
    id: int
    submitter_id: int
    sha256: str
    received_at: datetime
    problems: str
    form_version_id: int


class KeptVersion(NamedTuple):
    """A version that was kept: its row, who sent it, and what she is told of it."""

    id: int
    submitter_id: int
    receipt: Receipt


def find_kept_version(connection: Connection, instance_id: str) -> KeptVersion | None:
    """What stands under this version's own instance id."""
    found = _find_kept_row(connection, instance_id)
    if found is None:
        return None
    files = attachments.files_of_version(connection, found.id)
    problems = json.loads(found.problems)
    if problems and forms.is_sealed(connection, found.form_version_id):
        problems = problems_without_answers(problems)
    receipt = Receipt(instance_id, found.sha256, found.received_at, problems, files, new=False)
    return KeptVersion(found.id, found.submitter_id, receipt)


def _find_kept_row(connection: Connection, instance_id: str) -> _KeptVersionRow | None:
    row = _SELECT_KEPT_VERSION.first(connection, instance_id=instance_id)
    return _KeptVersionRow(*row) if row else None


def _place_in_submission(connection: Connection, arrival: Arrival) -> tuple[int, int] | None:
    """The submission that this version belongs to, and its number there."""
    if arrival.checked.deprecated_id:
        return _replace_current_version(connection, arrival)
    row = {
        "instance_id": arrival.checked.instance_id,
        "form_id": arrival.form_id,
        "submitter_id": arrival.submitter_id,
        "org_unit_id": arrival.org_unit_id,
        "review_state": ReviewState.RECEIVED,
        "current_instance_id": arrival.checked.instance_id,
        "instance_name": arrival.checked.instance_name,
        "late": arrival.late,
        "created_at": arrival.at,
        "updated_at": arrival.at,
    }
    submission_id = insert_once(connection, _received_submissions, row)
    return (submission_id, 1) if submission_id else None


def _replace_current_version(connection: Connection, arrival: Arrival) -> tuple[int, int]:
    deprecated = arrival.checked.deprecated_id
    current = connection.execute(
        select(col(Submission.id), col(Submission.review_state), col(Submission.form_id))
        .where(col(Submission.current_instance_id) == deprecated)
        .with_for_update()
    ).first()
    if current is None or current.form_id != arrival.form_id:
        raise ReplacementRefused(
            "old" if _find_kept_row(connection, deprecated or "") else "unknown"
        )
    if not may_take_new_version(current.review_state):
        raise ReplacementRefused("closed")
    moved = connection.execute(
        update(Submission)
        .where(col(Submission.id) == current.id, col(Submission.current_instance_id) == deprecated)
        .values(
            current_instance_id=arrival.checked.instance_id,
            instance_name=arrival.checked.instance_name,
            org_unit_id=arrival.org_unit_id,
            review_state=ReviewState.EDITED,
            updated_at=arrival.at,
        )
    )
    if moved.rowcount != 1:
        raise ReplacementRefused("old")
    ordinals = select(col(SubmissionVersion.ordinal)).where(
        col(SubmissionVersion.submission_id) == current.id
    )
    return current.id, max(connection.scalars(ordinals)) + 1


def _insert_version(
    connection: Connection, arrival: Arrival, submission_id: int, ordinal: int
) -> int | None:
    version_id: int | None = insert_once(
        connection,
        _received_versions,
        {
            "submission_id": submission_id,
            "ordinal": ordinal,
            "instance_id": arrival.checked.instance_id,
            "form_version_id": arrival.form_version_id,
            "submitter_id": arrival.submitter_id,
            "xml": arrival.xml,
            "sha256": arrival.sha256,
            "instance_name": arrival.checked.instance_name,
            "device_id": arrival.device_id[:120],
            "problems": "[]",
            "received_at": arrival.at,
        },
    )
    return version_id


def _register_entities(
    connection: Connection, arrival: Arrival, submission_id: int, version_id: int
) -> list[dict[str, Any]]:
    """Write the entities, and note all problems beside the version."""
    problems = [asdict(problem) for problem in arrival.checked.problems]
    for said in arrival.checked.entities:
        if not ENTITY_UUID.fullmatch(said.uuid):
            problems.append(asdict(Problem(ref="/meta/entity", code="entityId")))
            continue
        kept = entities.write_entity(
            connection, said, submission_id, version_id, arrival.org_unit_id, arrival.at
        )
        if not kept:
            problems.append(asdict(Problem(ref="/meta/entity", code="entityOfAnother")))
    if problems:
        connection.execute(
            update(SubmissionVersion)
            .where(col(SubmissionVersion.id) == version_id)
            .values(problems=json.dumps(problems, ensure_ascii=False))
        )
    return problems


def _audit_arrival(connection: Connection, arrival: Arrival, action: str) -> None:
    audit.record_event(
        connection,
        arrival.submitter_id,
        action,
        "submission",
        arrival.checked.instance_id,
        arrival.at,
        {
            "sha256": arrival.sha256,
            "late": arrival.late,
            "files": len(arrival.files),
            **({"broughtBy": arrival.brought_by} if arrival.brought_by else {}),
        },
    )


def _build_receipt(
    arrival: Arrival,
    received_at: datetime,
    problems: list[dict[str, Any]],
    files: list[AttachmentFile],
    *,
    new: bool,
) -> Receipt:
    return Receipt(
        instance_id=arrival.checked.instance_id,
        sha256=arrival.sha256,
        received_at=received_at,
        problems=problems_without_answers(problems) if arrival.sealed else problems,
        attachments=files,
        new=new,
    )
