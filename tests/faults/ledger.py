"""What must balance after every fault: what phones were told against what is kept.

The one account of the invariants of docs/reliability.md; it reads the database and the files from
outside, as somebody who trusts neither the server nor the phone.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from api.actions.recount import recount
from api.domain.review import ReviewState
from api.models.audit import Audit
from api.models.review import Review
from api.models.submission import Attachment, Submission, SubmissionVersion
from api.storage.blobs import BlobStore
from api.storage.db import Database
from tests.faults import sight
from tests.faults.sight import Asking


@dataclass(frozen=True, slots=True)
class Kept:
    """One record as a phone, or a client that plays one, has it.

    `sha256` is empty where it no longer has the bytes. `received` are the files of which it was
    told that they have come, None for all of them.
    """

    id: str
    sha256: str
    acknowledged: bool
    files: dict[str, str] = field(default_factory=dict)
    received: list[str] | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a version was: of its bytes, and of each of its files."""

    sha256: str
    files: dict[str, str]


# Approved versions as they were when somebody looked, by id.
Memory = dict[str, Seen]


def balance(
    database_url: str,
    data_dir: Path,
    phones_have: Iterable[Kept],
    *said_saved: str,
    ask: Asking | None,
    remembered: Memory,
) -> None:
    """Hold every invariant.

    `said_saved` are ids of which a phone said "Đã lưu", collected before the fault; `ask` gives a
    client over HTTP for everybody of tests/people, and is None where these are not; what
    `remembered` holds, which must be something that was approved before, is compared, and what is
    approved by now is added.
    """
    kept = list(phones_have)
    database = Database(database_url)
    try:
        with database.reading() as session:
            stored = {one.instance_id: one for one in session.exec(select(SubmissionVersion))}
            _acknowledged_is_stored(session, stored, kept)
            _each_once(session, stored)
            _saved_is_somewhere(stored, kept, said_saved)
            _approved_stays(session, remembered)
            _one_audit_row_each(session, stored)
            _files_are_whole(session, BlobStore(data_dir / "blobs"))
            _the_database_is_sound(session, database)
        with database.reading() as session:
            found = recount(session, replace=False)
            assert found.differences == 0, f"counted otherwise: {found.listed}"
            if ask:
                sight.nobody_sees_more(session, ask)
    finally:
        database.close()


Versions = dict[str, SubmissionVersion]


def _acknowledged_is_stored(session: Session, stored: Versions, kept: list[Kept]) -> None:
    """I1: every acknowledged id is stored with the same bytes, and so is each of its files."""
    for one in kept:
        if not one.acknowledged:
            continue
        assert one.id in stored, f"lost after a receipt: {one.id}"
        row = _seen(session, stored[one.id])
        assert row.sha256 == (one.sha256 or row.sha256), f"other bytes: {one.id}"
        come = set(one.files if one.received is None else one.received)
        assert not [name for name in come if not row.files.get(name)], f"a file lost: {one.id}"
        told = {name: row.files.get(name) or one.files[name] for name in one.files}
        assert told == one.files, f"another file: {one.id}"


def _each_once(session: Session, stored: Versions) -> None:
    """I2: every id is stored once, and every submission begins with the version that named it."""
    assert len(stored) == _count(session, SubmissionVersion)
    roots = session.exec(select(Submission.instance_id, Submission.current_instance_id)).all()
    assert len({root for root, _ in roots}) == len(roots)
    assert {root for root, _ in roots} == {
        one.instance_id for one in stored.values() if one.ordinal == 1
    }
    assert all(current in stored for _, current in roots)


def _saved_is_somewhere(stored: Versions, kept: list[Kept], said_saved: Iterable[str]) -> None:
    """I3: what was called saved is on a phone or on the server."""
    here = {one.id for one in kept}
    gone = [one for one in said_saved if one not in here and one not in stored]
    assert not gone, f"saved and nowhere: {gone}"


def remember(session: Session, memory: Memory) -> None:
    """Every approved version as it is now, unless it was seen before."""
    approved = select(Review.instance_id).where(Review.to_state == ReviewState.APPROVED)
    for row in session.exec(
        select(SubmissionVersion).where(col(SubmissionVersion.instance_id).in_(approved))
    ):
        memory.setdefault(row.instance_id, _seen(session, row))


def _seen(session: Session, row: SubmissionVersion) -> Seen:
    files = select(Attachment.name, Attachment.sha256)
    of_it = session.exec(files.where(Attachment.submission_version_id == row.id)).all()
    return Seen(hashlib.sha256(row.xml).hexdigest(), dict(of_it))


def _approved_stays(session: Session, memory: Memory) -> None:
    """I4: approved versions are what they were, and each stands where its last review put it."""
    assert memory, "nothing was approved before"
    for instance_id, before in memory.items():
        wanted = select(SubmissionVersion).where(SubmissionVersion.instance_id == instance_id)
        row = session.exec(wanted).first()
        assert row is not None, f"approved and gone: {instance_id}"
        stands = _seen(session, row)
        # A photo that was still awaited may come afterwards; one that was there stays.
        come = {name: stands.files.get(name) for name, sha256 in before.files.items() if sha256}
        there = {name: sha256 for name, sha256 in before.files.items() if sha256}
        unchanged = stands.sha256 == before.sha256 and come == there
        assert unchanged, f"approved and changed: {instance_id}"
        assert stands.files.keys() == before.files.keys(), f"approved and changed: {instance_id}"
    remember(session, memory)
    last = select(func.max(Review.id)).group_by(col(Review.submission_id))
    reviews = session.exec(select(Review).where(col(Review.id).in_(last))).all()
    reviewed = {review.submission_id: review for review in reviews}
    for one in session.exec(select(Submission)):
        review = reviewed.get(one.id or 0)
        if review and review.instance_id == one.current_instance_id:
            allowed = {review.to_state}
        else:
            allowed = {ReviewState.RECEIVED, ReviewState.EDITED}
        assert one.review_state in allowed, f"nobody moved it there: {one.instance_id}"
    changed = [
        one.instance_id
        for one in session.exec(select(SubmissionVersion))
        if hashlib.sha256(one.xml).hexdigest() != one.sha256
    ]
    assert not changed, f"not what its hash says: {changed}"


# The acts that leave one row each, and what their rows say besides who did it to what.
ACTS = {
    "submission.create": ("sha256",),
    "submission.update.version": ("sha256",),
    "submission.review": ("from", "to", "version"),
}


def _one_audit_row_each(session: Session, stored: Versions) -> None:
    """I5: for each record that came, each new version and each review one row, and no other:
    compared object by object, so that one too many never hides that another is missing."""
    wanted = Counter[tuple[str | int | None, ...]]()
    for one in stored.values():
        action = "submission.create" if one.ordinal == 1 else "submission.update.version"
        wanted[action, one.instance_id, one.submitter_id, one.sha256] += 1
    roots = dict(session.exec(select(Submission.id, Submission.instance_id)).all())
    for act in session.exec(select(Review)):
        moved = (act.from_state, act.to_state, act.instance_id)
        wanted["submission.review", roots[act.submission_id], act.reviewer_id, *moved] += 1
    found = Counter[tuple[str | int | None, ...]]()
    for row in session.exec(select(Audit).where(col(Audit.action).in_(ACTS))):
        details = json.loads(row.details)
        said = [details[name] for name in ACTS[row.action]]
        found[row.action, row.object_id, row.actor_id, *said] += 1
    assert not wanted - found, f"acts without their row: {wanted - found}"
    assert not found - wanted, f"rows without an act: {found - wanted}"


def _files_are_whole(session: Session, blobs: BlobStore) -> None:
    """I6: every stored file is there and is what its name says."""
    for row in session.exec(select(Attachment).where(Attachment.sha256 != "")):
        path = blobs.path(row.sha256)
        assert path is not None, f"a file that is not there: {row.name}"
        content = path.read_bytes()
        whole = (len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256)
        assert whole, f"a file that is not whole: {row.name}"


def _the_database_is_sound(session: Session, database: Database) -> None:
    """I7. PostgreSQL holds its foreign keys by itself."""
    if database.is_sqlite:
        assert session.connection().execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert session.connection().execute(text("PRAGMA foreign_key_check")).all() == []


def _count(session: Session, table: Any) -> int:
    number: int = session.exec(select(func.count()).select_from(table)).one()
    return number
