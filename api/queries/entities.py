"""Standing things: what a record registers, and the rows of a list as a form sees them."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlmodel import Session, col

from api.domain.finding import EntityWrite
from api.models.entity import Entity, EntityVersion
from api.queries.inserting import insert_once
from api.queries.ready import Transaction, connection_of
from api.storage.columns import table_of

_entity_table = table_of(Entity)
_ENTITY_FOR_UPDATE = (
    select(_entity_table.c.version, _entity_table.c.submission_id, _entity_table.c.list_name)
    .where(_entity_table.c.uuid == bindparam("uuid"))
    .with_for_update()
)
_ENTITIES_BY_UUID = select(_entity_table).where(
    _entity_table.c.list_name == bindparam("list"),
    _entity_table.c.uuid.in_(bindparam("uuids", expanding=True)),
)
_INSERT_ENTITY_VERSION = insert(table_of(EntityVersion))


def write_entity(
    connection: Connection,
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
    known = connection.execute(_ENTITY_FOR_UPDATE, {"uuid": said.uuid}).first()
    if known and (known.submission_id != submission_id or known.list_name != said.list):
        return False
    number = known.version + 1 if known else 1
    row = {
        "label": said.label,
        "data": data,
        "version": number,
        "org_unit_id": org_unit_id,
        "approved": False,
        "updated_at": at,
    }
    if known:
        connection.execute(update(_entity_table).where(_entity_table.c.uuid == said.uuid), row)
    else:
        made: dict[str, Any] = {"uuid": said.uuid, "list_name": said.list, "created_at": at}
        made["submission_id"] = submission_id
        if insert_once(connection, _entity_table, {**row, **made}) is None:
            return False  # another register took this name in the same moment
    connection.execute(
        _INSERT_ENTITY_VERSION,
        {
            "entity_uuid": said.uuid,
            "version": number,
            "label": said.label,
            "data": data,
            "submission_version_id": version_id,
            "created_at": at,
        },
    )
    return True


def entity_list_row(entity: Entity | Row[Any]) -> dict[str, str]:
    """An entity as a row of its list: what `instance(list)/root/item` holds."""
    return {
        **json.loads(entity.data),
        "name": entity.uuid,
        "label": entity.label,
        "__version": str(entity.version),
        "org_unit": entity.org_unit_id,
        "pending": "" if entity.approved else "1",
    }


def find_entity_rows(
    at: Transaction, list_name: str, uuids: Collection[str]
) -> list[dict[str, str]]:
    """The rows that a record names."""
    said = {"list": list_name, "uuids": list(uuids)}
    return [
        entity_list_row(entity) for entity in connection_of(at).execute(_ENTITIES_BY_UUID, said)
    ]


def entity_list_names(session: Session) -> Sequence[str]:
    """Every entity list that has something in it."""
    return session.scalars(
        select(col(Entity.list_name)).distinct().order_by(col(Entity.list_name))
    ).all()
