"""The statements of data values, built once: receipts and reviews run them all day."""

from sqlalchemy import bindparam, delete, insert, or_, select, update

from api.domain.review import ReviewState
from api.models.data_value import data_values
from api.models.entity import Entity
from api.models.submission import Submission
from api.queries.totals import VALUE_COLUMNS, list_parameter
from api.storage.columns import table_of

subject_entities = table_of(Entity)
SELECT_REGISTERED_IDS = select(subject_entities.c.uuid).where(
    subject_entities.c.submission_id == bindparam("submission")
)
SELECT_NAMED_ENTITIES = select(
    subject_entities.c.uuid, subject_entities.c.approved, subject_entities.c.org_unit_id
).where(subject_entities.c.uuid.in_(list_parameter("subjects")))
APPROVE_ENTITIES = (
    update(subject_entities)
    .where(subject_entities.c.submission_id == bindparam("submission"))
    .values(approved=bindparam("so"))
)
DELETE_VALUES = delete(data_values).where(data_values.c.submission_id == bindparam("submission"))
INSERT_VALUES = insert(data_values)
SELECT_SUBJECTS = select(data_values.c.subject).where(
    data_values.c.submission_id == bindparam("submission"), data_values.c.subject != ""
)
SELECT_WAITING_VALUES = (
    select(*VALUE_COLUMNS)
    .join(table_of(Submission), table_of(Submission).c.id == data_values.c.submission_id)
    .where(
        data_values.c.subject.in_(list_parameter("subjects")),
        ~data_values.c.counted,
        data_values.c.submission_id != bindparam("submission"),
        table_of(Submission).c.review_state == ReviewState.APPROVED,
    )
)
SELECT_COUNTED_VALUES = select(*VALUE_COLUMNS).where(
    or_(
        data_values.c.submission_id == bindparam("submission"),
        data_values.c.subject.in_(list_parameter("subjects")),
    ),
    data_values.c.counted,
)
UPDATE_COUNTED = (
    update(data_values)
    .where(data_values.c.id == bindparam("number"))
    .values(counted=bindparam("so"))
)
