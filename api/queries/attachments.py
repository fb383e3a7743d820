"""The files of submission versions: expected, come, and never replaced by other bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from api.models.submission import Attachment, SubmissionVersion
from api.queries.inserting import insert_once
from api.queries.ready import Open, Ready, connection_of
from api.storage.columns import table_of

LONGEST_NAME = 255


class OtherBytes(Exception):
    """The same id stands with other bytes."""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment whose bytes are kept already."""

    name: str
    sha256: str
    size: int
    content_type: str


# Built once: every record with a photo comes by here.
_files, _versions = table_of(Attachment), table_of(SubmissionVersion)
_KEPT = Ready(
    select(_files.c.name, _files.c.sha256, _files.c.size, _files.c.content_type)
    .where(_files.c.submission_version_id == bindparam("version"))
    .order_by(_files.c.name)
)


def kept(transaction: Open, version_id: int) -> list[File]:
    """What a version names, come or not."""
    return [File(*row) for row in _KEPT.rows(transaction, version=version_id)]


_OF_INSTANCE = Ready(
    select(_files.c.name, _files.c.sha256, _files.c.size, _files.c.content_type)
    .join(_versions, _versions.c.id == _files.c.submission_version_id)
    .where(_versions.c.instance_id == bindparam("instance"))
)


def carried(transaction: Open, instance_id: str, named: Iterable[str]) -> list[File]:
    """What came with the version that is replaced, where its successor names it too."""
    wanted = set(named)
    rows = (File(*row) for row in _OF_INSTANCE.rows(transaction, instance=instance_id))
    return [file for file in rows if file.sha256 and file.name in wanted]


def expect(
    transaction: Open, version_id: int, named: Iterable[str], come: Sequence[File], at: datetime
) -> bool:
    """Note every file that a new version names, with those that came along; were there any?"""
    here = {file.name: file for file in come}
    rows = [
        _row(version_id, here.pop(name, None), name, at)
        for name in dict.fromkeys(named)
        if len(name) <= LONGEST_NAME
    ]
    rows += [_row(version_id, file, file.name, at) for file in here.values()]
    if rows:
        connection_of(transaction).execute(insert(_files), rows)
    return bool(rows)


def add(transaction: Open, version_id: int, files: Iterable[File], at: datetime) -> int:
    """Add files that a version still lacks; how many were new. Raises OtherBytes.

    What came late counts for the versions after it too, as if it had been there when they came.
    """
    connection = connection_of(transaction)
    new = [file for file in files if _add(connection, version_id, file, at)]
    for file in new:
        _carry_on(connection, version_id, file, at)
    return len(new)


def _carry_on(connection: Connection, version_id: int, file: File, at: datetime) -> None:
    this = _versions.alias("this")
    later = (
        select(_versions.c.id)
        .join(this, this.c.submission_id == _versions.c.submission_id)
        .where(this.c.id == version_id, _versions.c.ordinal > this.c.ordinal)
    )
    lacking = (
        _files.c.submission_version_id.in_(later),
        _files.c.name == file.name,
        _files.c.sha256 == "",
    )
    row = _row(version_id, file, file.name, at)
    del row["submission_version_id"]
    connection.execute(update(_files).where(*lacking).values(row))


def _add(connection: Connection, version_id: int, file: File, at: datetime) -> bool:
    row = _row(version_id, file, file.name, at)
    if insert_once(connection, _files, row) is not None:
        return True
    same = (_files.c.submission_version_id == version_id, _files.c.name == file.name)
    if connection.execute(update(_files).where(*same, _files.c.sha256 == "").values(row)).rowcount:
        return True
    if connection.execute(select(_files.c.sha256).where(*same)).scalar() != file.sha256:
        raise OtherBytes(file.name)
    return False


def _row(version_id: int, file: File | None, name: str, at: datetime) -> dict[str, Any]:
    return {
        "submission_version_id": version_id,
        "name": name,
        "sha256": file.sha256 if file else "",
        "size": file.size if file else 0,
        "content_type": file.content_type if file else "",
        "received_at": at if file else None,
    }
