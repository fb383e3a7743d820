"""Definition + XML instance → what is asked, what is wrong, what is calculated.

A finished record is never refused for its answers: faults are noted and the evidence is kept.
Only what is no record at all raises InstanceError.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.domain.finding import Checked, EntityWrite, Problem

__all__ = ["Checked", "EntityWrite", "FormRules", "InstanceError", "Problem", "check", "load"]

Row = Mapping[str, str]
Lists = Mapping[str, Sequence[Row]]


class InstanceError(Exception):
    """Bytes that are no record: `code` says why, `details` holds only harmless facts."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


class FormRules:
    """A definition with its expressions compiled. Holds no state: share it between threads."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.definition = definition


def load(definition: Mapping[str, Any]) -> FormRules:
    """Compile once per form version and keep it."""
    return FormRules(definition)


def check(rules: FormRules, root: Any, lists: Lists, now: datetime, username: str = "") -> Checked:
    """Evaluate the form again on what was received at `now`."""
    raise NotImplementedError
