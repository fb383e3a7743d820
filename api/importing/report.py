"""What would become of each line of a file, and running them: all of it, or none."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic.alias_generators import to_snake
from sqlmodel import Session

from api.domain.csv_table import CsvLine
from api.errors import ApiError
from api.schemas.imports import (
    ImportCounts,
    ImportLine,
    ImportMatter,
    ImportReport,
    LineOutcome,
)
from api.schemas.wire import JsonObject


class LineError(Exception):
    """A line that cannot be taken; `code` has words for people."""

    def __init__(self, code: str, column: str | None = None, **details: object) -> None:
        super().__init__(code)
        self.code, self.column, self.details = code, column, details


@dataclass(frozen=True, slots=True)
class LineResult:
    """What one line did; `details` are days and ids as they were understood."""

    outcome: LineOutcome
    details: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file: its columns, what a line is called, and what it does."""

    name: ImportMatter
    required: tuple[str, ...]
    optional: tuple[str, ...]
    key: Callable[[Mapping[str, str]], str]
    take: Callable[[Session, Mapping[str, str]], LineResult]
    # Which cell an objection of an act is about.
    columns: Mapping[str, str]


def run_import(session: Session, kind: ImportKind, lines: Sequence[CsvLine]) -> ImportReport:
    """Every line in its own savepoint, so that one that fails leaves the others their say."""
    found = [_run_import_line(session, kind, line) for line in lines]
    counts = Counter(line.outcome for line in found)
    return ImportReport(
        kind=kind.name,
        applied=False,
        counts=ImportCounts(**{outcome.value: counts[outcome] for outcome in LineOutcome}),
        lines=found,
    )


def _run_import_line(session: Session, kind: ImportKind, line: CsvLine) -> ImportLine:
    code, column = None, None
    try:
        with session.begin_nested():
            done = kind.take(session, line.cells)
    except (LineError, ApiError, ValidationError) as error:
        found = _line_error_from(kind, error)
        code, column, done = found.code, found.column, LineResult(LineOutcome.ERROR, found.details)
    return ImportLine(
        line=line.number,
        key=kind.key(line.cells)[:120],
        code=code,
        column=column,
        details=done.details,
        outcome=done.outcome,
    )


def _line_error_from(kind: ImportKind, error: LineError | ApiError | ValidationError) -> LineError:
    if isinstance(error, LineError):
        return error
    if isinstance(error, ValidationError):
        return _line_error_from_validation(error)
    what = error.details.get("what")
    code = NOT_FOUND_CODES.get(str(what), error.code) if error.code == "404.1" else error.code
    return LineError(code, kind.columns.get(code))


NOT_FOUND_CODES = {"orgUnit": "unitUnknown", "indicator": "indicatorUnknown", "user": "loginTaken"}
TYPE_ERROR_CODES = {
    "string_too_long": "tooLong",
    "string_too_short": "missing",
    "too_long": "tooLong",
    "too_short": "missing",
    "missing": "missing",
    "date_from_datetime_parsing": "dayWrong",
    "date_parsing": "dayWrong",
}
ENUM_ERROR_CODES = {"role": "roleUnknown", "level": "levelUnknown", "reason": "reasonUnknown"}


def _line_error_from_validation(error: ValidationError) -> LineError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    column = to_snake(str(first["loc"][0])) if first["loc"] else None
    code = TYPE_ERROR_CODES.get(first["type"], "lettersWrong")
    if first["type"] == "enum":
        code = ENUM_ERROR_CODES.get(column or "", "lettersWrong")
    return LineError(code, column)
