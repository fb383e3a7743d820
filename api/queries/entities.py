"""Standing things: what a record registers, and the rows of a list as a form sees them."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from api.domain.finding import EntityWrite
from api.models.entity import Entity, EntityVersion


def write(
    session: Session,
    said: EntityWrite,
    submission_id: int,
    version_id: int,
    org_unit_id: str,
    at: datetime,
) -> bool:
    """Create or change what a submission says of an entity; False when it belongs to another.

    An entity exists from receipt on; `approved` follows the review of the submission that
    registered it, so a changed register makes it wait again.
    """
    data = json.dumps(said.data, ensure_ascii=False, sort_keys=True)
    known = session.get(Entity, said.uuid, with_for_update=True)
    if known is None:
        _create(session, said, data, submission_id, org_unit_id, at)
        number = 1
    elif known.submission_id != submission_id or known.list_name != said.list:
        return False
    else:
        number = known.version + 1
        known.label, known.data, known.org_unit_id = said.label, data, org_unit_id
        known.version, known.approved, known.updated_at = number, False, at
        session.add(known)
    session.add(
        EntityVersion(
            entity_uuid=said.uuid,
            version=number,
            label=said.label,
            data=data,
            submission_version_id=version_id,
            created_at=at,
        )
    )
    return True


def _create(
    session: Session,
    said: EntityWrite,
    data: str,
    submission_id: int,
    org_unit_id: str,
    at: datetime,
) -> None:
    session.add(
        Entity(
            uuid=said.uuid,
            list_name=said.list,
            label=said.label,
            data=data,
            org_unit_id=org_unit_id,
            submission_id=submission_id,
            created_at=at,
            updated_at=at,
        )
    )
    session.flush()


def of_submission(session: Session, submission_id: int) -> Sequence[Entity]:
    """What this submission registered."""
    return session.exec(select(Entity).where(Entity.submission_id == submission_id)).all()


def row(entity: Entity) -> dict[str, str]:
    """An entity as a row of its list: what `instance('teams')/root/item` holds."""
    return {
        **json.loads(entity.data),
        "name": entity.uuid,
        "label": entity.label,
        "__version": str(entity.version),
        "org_unit": entity.org_unit_id,
        "pending": "" if entity.approved else "1",
    }


def named(session: Session, list_name: str, uuids: Collection[str]) -> list[dict[str, str]]:
    """The rows that a record names."""
    found = session.exec(
        select(Entity).where(Entity.list_name == list_name, col(Entity.uuid).in_(uuids))
    ).all()
    return [row(entity) for entity in found]


def list_names(session: Session) -> Sequence[str]:
    """Every entity list that has something in it."""
    return session.exec(select(Entity.list_name).distinct().order_by(Entity.list_name)).all()
