"""What the check of an instance hands back: plain data, the same in both twins (docs/forms.md)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit. Noted beside the submission, never a reason to refuse it.

    `message` holds the author's words by language code, with the figures of this record filled in;
    it is empty where the author wrote none. `params` are facts for our own words.
    """

    ref: str
    code: str
    message: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)


def problems_without_answers(problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Noted problems, by question and code alone: the words and the facts may repeat an answer."""
    return [{**one, "message": {}, "params": {}} for one in problems]


@dataclass(frozen=True, slots=True)
class EntityWrite:
    """A standing thing that this submission makes or changes."""

    list: str
    uuid: str
    action: Literal["create", "update"]
    label: str
    data: dict[str, str]


@dataclass(frozen=True, slots=True)
class CheckedInstance:
    """What a record says of itself, and what does not fit."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str | None
    instance_name: str
    org_unit: str | None
    entities: list[EntityWrite]
    attachments: list[str]
    problems: list[Problem]
    clock: datetime
    """The moment that `today()` was taken to mean."""
