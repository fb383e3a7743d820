"""What would become of each line of a table that somebody brings, or became of it."""

from enum import StrEnum

from api.schemas.wire import JsonObject, WireModel


class ImportMatter(StrEnum):
    """What a file is of."""

    USERS = "users"
    ORG_UNITS = "orgUnits"
    TARGETS = "targets"


class LineOutcome(StrEnum):
    """What a line does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


class ImportLine(WireModel):
    """One line; `details` are days and ids as they were understood, or what the error tells."""

    line: int
    key: str
    code: str | None
    column: str | None
    details: JsonObject
    outcome: LineOutcome


class ImportCounts(WireModel):
    """How many lines of each outcome."""

    new: int
    changed: int
    same: int
    error: int


class ImportReport(WireModel):
    """All of its lines were taken, or none."""

    kind: ImportMatter
    applied: bool
    counts: ImportCounts
    lines: list[ImportLine]
