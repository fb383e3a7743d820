"""The one way into the audit trail: add a row."""

import json
from datetime import datetime

from sqlalchemy import insert

from api.models.audit import Audit
from api.queries.ready import PreparedStatement, Transaction
from api.storage.columns import table_of

_INSERT_EVENT = PreparedStatement(
    insert(table_of(Audit)).inline(),
    ["at", "actor_id", "action", "object_type", "object_id", "details"],
)


def record_event(
    transaction: Transaction,
    actor_id: int | None,
    action: str,
    object_type: str,
    object_id: str,
    at: datetime,
    details: dict[str, object] | None = None,
) -> None:
    """Note who did what to which object. `details` never holds a name or an answer."""
    _INSERT_EVENT.rows(
        transaction,
        at=at,
        actor_id=actor_id,
        action=action,
        object_type=object_type,
        object_id=object_id,
        details=json.dumps(details or {}, ensure_ascii=False, sort_keys=True),
    )
