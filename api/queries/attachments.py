"""The files of submission versions: expected, come, and never replaced by other bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from api.models.submission import Attachment, SubmissionVersion
from api.queries.inserting import insert_once
from api.queries.ready import PreparedStatement, Transaction, connection_of
from api.storage.columns import table_of

LONGEST_NAME = 255


class ContentConflict(Exception):
    """The same id stands with other bytes."""


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """An attachment whose bytes are kept already."""

    name: str
    sha256: str
    size: int
    content_type: str


# Built once: every record with a photo comes by here.
_attachment_table, _versions_with_files = table_of(Attachment), table_of(SubmissionVersion)
_SELECT_VERSION_FILES = PreparedStatement(
    select(
        _attachment_table.c.name,
        _attachment_table.c.sha256,
        _attachment_table.c.size,
        _attachment_table.c.content_type,
    )
    .where(_attachment_table.c.submission_version_id == bindparam("version"))
    .order_by(_attachment_table.c.name)
)


def files_of_version(transaction: Transaction, version_id: int) -> list[AttachmentFile]:
    """What a version names, come or not."""
    return [
        AttachmentFile(*row) for row in _SELECT_VERSION_FILES.rows(transaction, version=version_id)
    ]


_SELECT_INSTANCE_FILES = PreparedStatement(
    select(
        _attachment_table.c.name,
        _attachment_table.c.sha256,
        _attachment_table.c.size,
        _attachment_table.c.content_type,
    )
    .join(
        _versions_with_files, _versions_with_files.c.id == _attachment_table.c.submission_version_id
    )
    .where(_versions_with_files.c.instance_id == bindparam("instance"))
)


def files_carried_over(
    transaction: Transaction, instance_id: str, named: Iterable[str]
) -> list[AttachmentFile]:
    """What came with the version that is replaced, where its successor names it too."""
    wanted = set(named)
    rows = (
        AttachmentFile(*row)
        for row in _SELECT_INSTANCE_FILES.rows(transaction, instance=instance_id)
    )
    return [file for file in rows if file.sha256 and file.name in wanted]


def expect_attachments(
    transaction: Transaction,
    version_id: int,
    named: Iterable[str],
    come: Sequence[AttachmentFile],
    at: datetime,
) -> bool:
    """Note every file that a new version names, with those that came along; were there any?"""
    here = {file.name: file for file in come}
    rows = [
        _attachment_row(version_id, here.pop(name, None), name, at)
        for name in dict.fromkeys(named)
        if len(name) <= LONGEST_NAME
    ]
    rows += [_attachment_row(version_id, file, file.name, at) for file in here.values()]
    if rows:
        connection_of(transaction).execute(insert(_attachment_table), rows)
    return bool(rows)


def add_attachments(
    transaction: Transaction, version_id: int, files: Iterable[AttachmentFile], at: datetime
) -> int:
    """Add files that a version still lacks; how many were new. Raises OtherBytes.

    What came late counts for the versions after it too, as if it had been there when they came.
    """
    connection = connection_of(transaction)
    new = [file for file in files if _add_attachment(connection, version_id, file, at)]
    for file in new:
        _complete_later_versions(connection, version_id, file, at)
    return len(new)


def _complete_later_versions(
    connection: Connection, version_id: int, file: AttachmentFile, at: datetime
) -> None:
    this = _versions_with_files.alias("this")
    later = (
        select(_versions_with_files.c.id)
        .join(this, this.c.submission_id == _versions_with_files.c.submission_id)
        .where(this.c.id == version_id, _versions_with_files.c.ordinal > this.c.ordinal)
    )
    lacking = (
        _attachment_table.c.submission_version_id.in_(later),
        _attachment_table.c.name == file.name,
        _attachment_table.c.sha256 == "",
    )
    row = _attachment_row(version_id, file, file.name, at)
    del row["submission_version_id"]
    connection.execute(update(_attachment_table).where(*lacking).values(row))


def _add_attachment(
    connection: Connection, version_id: int, file: AttachmentFile, at: datetime
) -> bool:
    row = _attachment_row(version_id, file, file.name, at)
    if insert_once(connection, _attachment_table, row) is not None:
        return True
    same = (
        _attachment_table.c.submission_version_id == version_id,
        _attachment_table.c.name == file.name,
    )
    if connection.execute(
        update(_attachment_table).where(*same, _attachment_table.c.sha256 == "").values(row)
    ).rowcount:
        return True
    if connection.execute(select(_attachment_table.c.sha256).where(*same)).scalar() != file.sha256:
        raise ContentConflict(file.name)
    return False


def _attachment_row(
    version_id: int, file: AttachmentFile | None, name: str, at: datetime
) -> dict[str, Any]:
    return {
        "submission_version_id": version_id,
        "name": name,
        "sha256": file.sha256 if file else "",
        "size": file.size if file else 0,
        "content_type": file.content_type if file else "",
        "received_at": at if file else None,
    }
