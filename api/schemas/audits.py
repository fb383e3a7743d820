"""Acts as administrators read them. Who acted is named only within the asker's reach."""

import json
from collections.abc import Mapping
from typing import Self

from api.models.audit import Audit
from api.schemas.wire import Instant, JsonObject, WireModel


class AuditActor(WireModel):
    """Neither for somebody out of reach, or for nobody."""

    id: int | None
    display_name: str | None


class AuditLine(WireModel):
    """One act. `details` are the act's own: ids, codes and numbers, no name."""

    id: int
    logged_at: Instant
    actor: AuditActor
    action: str
    object_type: str
    object_id: str
    object_label: str | None
    details: JsonObject

    @classmethod
    def from_audit(cls, row: Audit, names: Mapping[int, str], label: str | None) -> Self:
        """`names` are those of everybody within reach."""
        seen = row.actor_id in names
        return cls(
            id=row.id or 0,
            logged_at=row.at,
            actor=AuditActor(
                id=row.actor_id if seen else None,
                display_name=names.get(row.actor_id or 0) if seen else None,
            ),
            action=row.action,
            object_type=row.object_type,
            object_id=row.object_id,
            object_label=label,
            details=json.loads(row.details),
        )


class AuditPage(WireModel):
    """Newest first. They are not counted: `total` is null."""

    items: list[AuditLine]
    total: None
    next: str | None
