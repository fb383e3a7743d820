"""What happens to a record that arrives, by whichever entrance: OpenRosa, Central's POST and PUT.

Read whole, checked and its files kept before the one writing transaction begins; a record is
refused only when it cannot be placed, never for its answers.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.access.reaches_today import FilingUnit, sight_of, supervises_unit, unit_to_file_in
from api.domain import instance
from api.domain.evaluation import InstanceEvaluation, evaluate_instance
from api.domain.finding import CheckedInstance
from api.domain.indicator import contributions_of_evaluation
from api.domain.instance import FormRules, InstanceError
from api.domain.posted_submission import PostedSubmission
from api.domain.question_lookup import UnknownQuestionType
from api.domain.tree import Node
from api.errors import ApiError as Refusal
from api.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    ServerTooOld,
    TooLarge,
    may_refuse,
)
from api.queries import attachments, forms, lists, reach, receiving, submissions
from api.queries.attachments import AttachmentFile
from api.queries.forms import FormVersionHeader
from api.queries.receiving import Arrival, Receipt
from api.storage.blobs import BlobStore
from api.storage.db import Database
from api.storage.photos import photo_type
from api.storage.stores import ServerStores

TOO_LARGE_CODES = {"tooLarge", "tooManyElements"}
# Central has one code for whatever is missing, and one for what cannot be parsed.
MISSING_FIELDS = {
    "noFormId": "id",
    "noVersion": "version",
    "noInstanceId": "instanceID",
    "instanceIdNotAddressable": "instanceID",
}
CENTRAL_CODES = {"malformed": "400.1"}
UNREADABLE_CODES = ("400.1", "400.2", "doctype", "notUtf8", "tooDeep", *sorted(TOO_LARGE_CODES))
# What receive_submission refuses with, whichever entrance the record came by.
RECEIVING_CODES = (
    *UNREADABLE_CODES,
    *("400.19", "404.1", "404.5", "404.6", "409.1", "409.9", "closedToEdits", "envelopeAbout"),
    *("mayNotEdit", "notAPhoto", "otherForm", "otherSubmission", "unitNeverWithinReach"),
)


def receive_submission(
    stores: ServerStores,
    person: Person,
    posted: PostedSubmission,
    *,
    xml_form_id: str | None = None,
    replaces: str | None = None,
    device_id: str = "",
    brought_by: int | None = None,
) -> Receipt:
    """Keep a posted record; sending it again gives the same receipt.

    `xml_form_id` and `replaces` are what the URL says, where it says something: they must agree
    with the record. `brought_by` handed it in for `person`, who wrote it. Raises Problems with
    stable codes; nothing is half stored then.
    """
    root = _parse_submission(posted.xml)
    files = _check_photos(posted)
    at = clock.now()
    with stores.database.reading_plainly() as connection:
        edition = _find_posted_version(connection, root, xml_form_id)
        rules = _rules_to_check_by(connection, edition)
        evaluation, placed = _evaluate_in_place(connection, person, rules, root, edition, at)
    checked = instance.check_instance(evaluation, person.login)
    if rules.sealed:
        # Lists show it on phones, and to whoever looks over a shoulder.
        checked = replace(checked, instance_name="")
    _must_match_request(posted, checked, replaces)
    arrival = Arrival(
        xml=posted.xml,
        sha256=hashlib.sha256(posted.xml).hexdigest(),
        checked=replace(checked, problems=[*checked.problems, *placed.noted]),
        form_id=edition.form_id,
        form_version_id=edition.id,
        submitter_id=person.id,
        org_unit_id=placed.org_unit_id,
        # What she was not told of yet: her reach is over, the form is newer or withdrawn.
        late=placed.late or not edition.is_offered,
        sealed=rules.sealed,
        device_id=device_id.replace("\0", ""),
        at=at,
        files=[_store_photo(stores.blobs, *file) for file in files],
        tallies=contributions_of_evaluation(evaluation, at.astimezone(clock.VIET_NAM)),
        brought_by=brought_by,
    )
    return _keep_arrival(stores.database, person, arrival, replaces)


def _must_match_request(
    posted: PostedSubmission, checked: CheckedInstance, replaces: str | None
) -> None:
    """What the envelope and the URL say, with what the record says."""
    if posted.envelope and posted.envelope.about != f"record:{checked.instance_id}":
        raise BadRequest("envelopeAbout")
    if replaces is not None and checked.deprecated_id is None:
        raise BadRequest("400.19")


def _keep_arrival(
    database: Database, person: Person, arrival: Arrival, replaces: str | None
) -> Receipt:
    try:
        if arrival.checked.deprecated_id:
            with database.writing() as session:
                _must_be_editable(session, person, arrival, replaces)
                return receiving.store_submission(session.connection(), arrival)
        with database.writing_plainly() as connection:
            return receiving.store_submission(connection, arrival)
    except attachments.ContentConflict as error:
        raise Conflict("409.1", instanceId=arrival.checked.instance_id) from error
    except receiving.ReplacementRefused as error:
        with database.reading() as session:
            same = submissions.find_submission_version(session, arrival.checked.instance_id)
        if same is not None and same.sha256 == arrival.sha256:
            # It was moved by its own twin, a moment faster: both are told the same.
            return _keep_arrival(database, person, arrival, replaces)
        raise _moved_refusal(str(error), arrival.checked.deprecated_id) from error


def _moved_refusal(why: str, deprecated_id: str | None) -> Refusal:
    if why == "unknown":
        return NotFound("submission", "404.5")
    if why == "closed":
        return Conflict("closedToEdits", deprecatedId=deprecated_id)
    return Conflict("409.9", deprecatedId=deprecated_id)


@may_refuse(*UNREADABLE_CODES)
def _parse_submission(xml: bytes) -> Node:
    try:
        return instance.read_instance(xml)
    except InstanceError as error:
        kind = TooLarge if error.code in TOO_LARGE_CODES else BadRequest
        field = MISSING_FIELDS.get(error.code)
        details = {"field": field} if field else {"reason": error.code, **error.details}
        code = "400.2" if field else CENTRAL_CODES.get(error.code, error.code)
        raise kind(code, "This is no record that can be read.", **details) from error


def _find_posted_version(
    connection: Connection, root: Node, xml_form_id: str | None
) -> FormVersionHeader:
    said = {each.name: each.value for each in root.attributes}
    form_id, version = said["id"], said["version"]
    if xml_form_id is not None and xml_form_id != form_id:
        raise BadRequest("otherForm", xmlFormId=form_id)
    edition = forms.find_version_header(connection, form_id, version)
    if edition is None:
        known = forms.is_known_form(connection, form_id)
        raise NotFound("formVersion", "404.6") if known else NotFound("form")
    return edition


def _rules_to_check_by(connection: Connection, edition: FormVersionHeader) -> FormRules:
    """Raises ServerTooOld: a file of many records says it of this one and goes on."""
    try:
        return forms.rules_of_version(connection, edition)
    except UnknownQuestionType as unknown:
        raise ServerTooOld from unknown


def _evaluate_in_place(
    connection: Connection,
    person: Person,
    rules: FormRules,
    root: Node,
    edition: FormVersionHeader,
    at: datetime,
) -> tuple[InstanceEvaluation, FilingUnit]:
    """The record with its rules evaluated, and where it belongs.

    Which lists are at hand hangs on whether it is late, and that on its unit. It is evaluated for
    the unit that it states, and once more only where its own rules make another unit of it.
    Raises Forbidden for a unit that was never within the sender's reach.
    """
    values = lists.row_names_in_answers(root)

    def evaluate(late: bool) -> InstanceEvaluation:
        roots = _roots_of_lists(connection, person, late)
        named = lists.list_rows_named(connection, rules.outside, values, clock.today(), roots)
        return evaluate_instance(rules, root, named, at, edition.published_at)

    stated = instance.stated_org_unit(root)
    placed = unit_to_file_in(connection, person, stated)
    late = placed is not None and placed.late
    evaluation = evaluate(late)
    unit = evaluation.instance.text(f"{rules.root.ref}/org_unit")
    if unit != stated:
        placed = unit_to_file_in(connection, person, unit)
    if placed is None:
        raise Forbidden("unitNeverWithinReach")
    return (evaluation if placed.late is late else evaluate(placed.late)), placed


def _roots_of_lists(connection: Connection, person: Person, late: bool) -> list[str]:
    day = clock.today()
    if not late:
        return person.roots(day)
    # What she chose from was hers then: it is no fault that it is not today.
    ever = {held.org_unit_id for held in person.assignments}
    return sorted(ever | reach.successors_of_closed(connection, ever, day))


def _must_be_editable(
    session: Session, person: Person, arrival: Arrival, replaces: str | None
) -> None:
    """Only the one who sent it, or a supervisor who sees it, replaces a version."""
    again = submissions.find_submission_version(session, arrival.checked.instance_id)
    if again is not None:
        return
    deprecated = submissions.find_submission_version(session, arrival.checked.deprecated_id or "")
    first_id = deprecated and submissions.submission_of_version(session, deprecated).instance_id
    standing = first_id and submissions.find_submission(session, first_id, sight_of(person))
    if not standing:
        raise receiving.ReplacementRefused("unknown")
    if replaces is not None and standing.instance_id != replaces:
        raise BadRequest("otherSubmission")
    if standing.current_instance_id != arrival.checked.deprecated_id:
        raise receiving.ReplacementRefused("old")
    if standing.submitter_id != person.id and not supervises_unit(
        session, person, standing.org_unit_id
    ):
        raise Forbidden("mayNotEdit")


def _check_photos(posted: PostedSubmission) -> list[tuple[str, bytes, str]]:
    return [(name, content, photo_type(name, content)) for name, content in posted.files.items()]


def _store_photo(blobs: BlobStore, name: str, content: bytes, content_type: str) -> AttachmentFile:
    return AttachmentFile(name, blobs.put(content), len(content), content_type)
