"""What would become of each line of a file, and running them: all of it, or none."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_snake
from sqlmodel import Session

from api.domain.csv_table import Line
from api.errors import Problem

Json = dict[str, Any]


class Outcome(StrEnum):
    """What a line does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


class LineError(Exception):
    """A line that cannot be taken; `code` has words for people."""

    def __init__(self, code: str, column: str | None = None, **details: object) -> None:
        super().__init__(code)
        self.code, self.column, self.details = code, column, details


@dataclass(frozen=True, slots=True)
class Done:
    """What one line did; `details` are days and ids as they were understood."""

    outcome: Outcome
    details: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its columns, what a line is called, and what it does."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    key: Callable[[Mapping[str, str]], str]
    take: Callable[[Session, Mapping[str, str]], Done]
    # Which cell an objection of an act is about.
    columns: Mapping[str, str]


@dataclass(slots=True)
class Report:
    """What became of every line."""

    kind: str
    applied: bool = False
    lines: list[Json] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of each outcome."""
        found = Counter(line["outcome"] for line in self.lines)
        return {outcome.value: found[outcome.value] for outcome in Outcome}

    def as_wire(self) -> Json:
        """As in docs/administration.md."""
        return {
            "kind": self.kind,
            "applied": self.applied,
            "counts": self.counts,
            "lines": self.lines,
        }


def run(session: Session, kind: Kind, lines: Sequence[Line]) -> Report:
    """Every line in its own savepoint, so that one that fails leaves the others their say."""
    report = Report(kind.name)
    for line in lines:
        told: Json = {"code": None, "column": None, "details": {}}
        try:
            with session.begin_nested():
                done = kind.take(session, line.cells)
            told |= {"outcome": done.outcome, "details": done.details}
        except (LineError, Problem, ValidationError) as error:
            found = _objection(kind, error)
            told |= {
                "outcome": Outcome.ERROR,
                "code": found.code,
                "column": found.column,
                "details": found.details,
            }
        report.lines.append({"line": line.number, "key": kind.key(line.cells)[:120], **told})
    return report


def _objection(kind: Kind, error: LineError | Problem | ValidationError) -> LineError:
    if isinstance(error, LineError):
        return error
    if isinstance(error, ValidationError):
        return _misread(error)
    what = error.details.get("what")
    code = UNKNOWN.get(str(what), error.code) if error.code == "404.1" else error.code
    return LineError(code, kind.columns.get(code))


UNKNOWN = {"orgUnit": "unitUnknown", "indicator": "indicatorUnknown", "user": "loginTaken"}
OF_TYPES = {
    "string_too_long": "tooLong",
    "string_too_short": "missing",
    "too_long": "tooLong",
    "too_short": "missing",
    "missing": "missing",
    "date_from_datetime_parsing": "dayWrong",
    "date_parsing": "dayWrong",
}
OF_ENUMS = {"role": "roleUnknown", "level": "levelUnknown", "reason": "reasonUnknown"}


def _misread(error: ValidationError) -> LineError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    column = to_snake(str(first["loc"][0])) if first["loc"] else None
    code = OF_TYPES.get(first["type"], "lettersWrong")
    if first["type"] == "enum":
        code = OF_ENUMS.get(column or "", "lettersWrong")
    return LineError(code, column)
