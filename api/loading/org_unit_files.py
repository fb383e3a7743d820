"""The files of org units: which columns they have, and what a line of each may say."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from api.domain.org_unit import Extent, Level
from api.domain.text import nfc


class WrongUnitFile(ValueError):
    """A line of a file cannot be loaded; the message says which and why. Nothing was kept."""


def _clean_cell(said: object) -> object:
    text = nfc(said).strip() if isinstance(said, str) else said
    return text or None


CellText = Annotated[str, BeforeValidator(lambda said: _clean_cell(said) or "")]
RequiredText = Annotated[CellText, Field(min_length=1)]
CellFlag = Annotated[bool, BeforeValidator(lambda said: _clean_cell(said) or False)]
CellDay = Annotated[date | None, BeforeValidator(_clean_cell)]
CellNumber = Annotated[float | None, BeforeValidator(_clean_cell)]


class FileLine(BaseModel):
    """A line of a file: every column that we know, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitLine(FileLine):
    """One dated row of a unit. `key` is never corrected: the id is made of it."""

    key: RequiredText
    level: Level
    code: Annotated[str | None, BeforeValidator(_clean_cell)]
    kind: CellText
    name: RequiredText
    parent: CellText
    valid_from: date
    valid_to: CellDay
    opened_on: CellDay
    lat: CellNumber
    lon: CellNumber
    area_km2: CellNumber
    undecided: CellFlag
    source: CellText
    note: CellText


class AliasLine(FileLine):
    """Another way to write the name of the unit with this key."""

    key: RequiredText
    name: RequiredText
    source: CellText


class SuccessionLine(FileLine):
    """The unit with the first key became the one with the second."""

    from_key: RequiredText
    to_key: RequiredText
    on_date: date
    extent: Extent
    source: CellText


AnyFileLine = TypeVar("AnyFileLine", bound=FileLine)


def read_unit_file(file: Path, kind: type[AnyFileLine]) -> Iterator[AnyFileLine]:
    """The lines of a CSV file with a header; none when there is no such file."""
    if not file.exists():
        return
    with file.open(encoding="utf-8-sig", newline="") as opened:
        for number, row in enumerate(csv.DictReader(opened), start=2):
            try:
                yield kind.model_validate(row)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(str(part) for part in first["loc"])
                raise WrongUnitFile(
                    f"{file.name} line {number}: {place}: {first['msg']}"
                ) from error
