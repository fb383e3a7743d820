"""Unsent records that somebody brings to the office in a file: taken as if a phone had sent them.

Whoever wrote them stays their submitter; the trail names who brought them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from api import clock
from api.access import credentials
from api.access.person import Person, person_from_user
from api.access.reaches_today import SUBMITTING_ROLES, supervises_any_of
from api.actions.receive import receive_submission
from api.crypto.keys import ServerKeys
from api.crypto.outbox_file import BrokenOutboxFile, OutboxPiece, read_outbox_piece, split_envelopes
from api.crypto.sealing import ENVELOPE_MAGIC, OpenedEnvelope, open_envelope
from api.domain.posted_submission import PostedEnvelope, PostedSubmission
from api.errors import ApiError, BadRequest, Conflict, Forbidden, NotFound, TooLarge
from api.models.phone import Phone
from api.models.user import User
from api.queries import attachments, audit, phones, receiving, users
from api.queries.attachments import AttachmentFile
from api.schemas.outboxes import OutboxOutcome
from api.schemas.wire import receipt_code
from api.storage.photos import photo_type
from api.storage.stores import ServerStores

LONGEST_ATTACHMENT_NAME = 255


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One piece: a record, or the photo `file` of one. `code` says why it was refused."""

    outcome: OutboxOutcome
    instance_id: str = ""
    file: str | None = None
    receipt: str = ""
    owner: str = ""
    phone_id: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class OutboxImporter:
    """Somebody who brings a file, with the stores to which its pieces go."""

    stores: ServerStores
    keys: ServerKeys
    person: Person
    most_xml: int

    def bring(self, content: bytes) -> Iterator[OutboxLine]:
        """Take every piece by itself: one that is refused holds up no other."""
        try:
            for envelope in split_envelopes(content):
                yield self._piece(envelope)
        except BrokenOutboxFile:
            yield OutboxLine(OutboxOutcome.REFUSED, code="outboxBroken")

    def _piece(self, envelope: bytes) -> OutboxLine:
        try:
            opened = open_envelope(self.keys, envelope)
            said = read_outbox_piece(opened.content)
        except BrokenOutboxFile:
            return OutboxLine(OutboxOutcome.REFUSED, code="outboxBroken")
        except ApiError as problem:
            return OutboxLine(OutboxOutcome.REFUSED, code=problem.code)
        try:
            owner, phone = self._packed_by(opened, said)
        except Forbidden as problem:
            # What lies in it is not told either: she may have found the file somewhere.
            return OutboxLine(OutboxOutcome.REFUSED, code=problem.code)
        try:
            take = self._record if said.name is None else self._file
            outcome, receipt = take(owner, said, phone.device_id)
        except ApiError as problem:
            return OutboxLine(OutboxOutcome.REFUSED, said.instance_id, said.name, code=problem.code)
        return OutboxLine(
            outcome, said.instance_id, said.name, receipt, owner.display_name, phone.id
        )

    def _packed_by(self, opened: OpenedEnvelope, said: OutboxPiece) -> tuple[Person, Phone]:
        """Whose phone packed it. Raises Forbidden."""
        with self.stores.database.reading() as session:
            phone = phones.find_phone_by_token(session, credentials.hash_token(said.token))
            user = phone and session.get(User, phone.user_id)
            if not phone or not user or opened.about != f"outbox:{user.id}":
                raise Forbidden("outboxUnknown")
            owner = person_from_user(user, users.assignments_of_user(session, user.id or 0))
            self._must_reach(session, owner)
            return owner, phone

    def _must_reach(self, session: Session, owner: Person) -> None:
        """She brings for people who act, or acted, where she supervises."""
        units = {held.org_unit_id for held in owner.assignments if held.role in SUBMITTING_ROLES}
        if not supervises_any_of(session, self.person, units):
            raise Forbidden("outboxUnknown")

    def _record(
        self, owner: Person, said: OutboxPiece, device_id: str
    ) -> tuple[OutboxOutcome, str]:
        xml = said.content
        envelope = None
        if xml.startswith(ENVELOPE_MAGIC):
            opened = open_envelope(self.keys, xml)
            envelope, xml = PostedEnvelope(opened.about, opened.sha256), opened.content
        if len(xml) > self.most_xml:
            raise TooLarge("recordTooLarge", bytes=len(xml))
        posted = PostedSubmission(xml=xml, files={}, envelope=envelope)
        receipt = receive_submission(
            self.stores, owner, posted, device_id=device_id, brought_by=self.person.id
        )
        return OutboxOutcome.TAKEN if receipt.new else OutboxOutcome.KNOWN, receipt_code(
            receipt.sha256
        )

    def _file(self, owner: Person, said: OutboxPiece, _: str) -> tuple[OutboxOutcome, str]:
        name, content = said.name or "", said.content
        if len(name) > LONGEST_ATTACHMENT_NAME or "\0" in name:
            raise BadRequest("attachmentName")
        if content.startswith(ENVELOPE_MAGIC):
            about = f"file:{said.instance_id}/{name}"
            content = open_envelope(self.keys, content, about).content
        database = self.stores.database
        with database.reading_plainly() as connection:
            standing = receiving.find_kept_version(connection, said.instance_id)
        if standing is None or standing.submitter_id != owner.id:
            raise NotFound("submission")
        if name not in {file.name for file in standing.receipt.attachments}:
            raise NotFound("attachment")
        kind = photo_type(name, content)
        file = AttachmentFile(name, self.stores.blobs.put(content), len(content), kind)
        code, at = receipt_code(standing.receipt.sha256), clock.now()
        try:
            with database.writing_plainly() as connection:
                if not attachments.add_attachments(connection, standing.id, [file], at):
                    return OutboxOutcome.KNOWN, code
                details: dict[str, object] = {
                    "sha256": file.sha256,
                    "files": 1,
                    "broughtBy": self.person.id,
                }
                action, about = "submission.attachment.update", said.instance_id
                audit.record_event(connection, owner.id, action, "submission", about, at, details)
        except attachments.ContentConflict as error:
            raise Conflict("attachmentStands") from error
        return OutboxOutcome.TAKEN, code

    def note(self, content: bytes, lines: list[OutboxLine]) -> dict[OutboxOutcome, int]:
        """Write down that she brought it, and that its phones owe so much less."""
        counts = {one: sum(line.outcome is one for line in lines) for one in OutboxOutcome}
        at = clock.now()
        with self.stores.database.writing() as session:
            for phone_id in {line.phone_id for line in lines if line.phone_id}:
                came = [
                    line
                    for line in lines
                    if line.phone_id == phone_id
                    and line.file is None
                    and line.outcome is OutboxOutcome.TAKEN
                ]
                phones.reduce_owed_count(session, phone_id, len(came))
            details: dict[str, object] = {
                "counts": counts,
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            audit.record_event(session, self.person.id, "outbox.import", "outbox", "", at, details)
        return counts
