"""The files of org units: which columns they have, and what a line of each may say."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from api.domain.org_unit import Extent, Level
from api.domain.text import nfc


class WrongFile(ValueError):
    """A line of a file cannot be loaded; the message says which and why. Nothing was kept."""


def _clean(said: object) -> object:
    text = nfc(said).strip() if isinstance(said, str) else said
    return text or None


Text = Annotated[str, BeforeValidator(lambda said: _clean(said) or "")]
Said = Annotated[Text, Field(min_length=1)]
Flag = Annotated[bool, BeforeValidator(lambda said: _clean(said) or False)]
Day = Annotated[date | None, BeforeValidator(_clean)]
Number = Annotated[float | None, BeforeValidator(_clean)]


class Line(BaseModel):
    """A line of a file: every column that we know, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitLine(Line):
    """One dated row of a unit. `key` is never corrected: the id is made of it."""

    key: Said
    level: Level
    code: Annotated[str | None, BeforeValidator(_clean)]
    kind: Text
    name: Said
    parent: Text
    valid_from: date
    valid_to: Day
    opened_on: Day
    lat: Number
    lon: Number
    area_km2: Number
    undecided: Flag
    source: Text
    note: Text


class AliasLine(Line):
    """Another way to write the name of the unit with this key."""

    key: Said
    name: Said
    source: Text


class SuccessionLine(Line):
    """The unit with the first key became the one with the second."""

    from_key: Said
    to_key: Said
    on_date: date
    extent: Extent
    source: Text


AnyLine = TypeVar("AnyLine", bound=Line)


def read(file: Path, kind: type[AnyLine]) -> Iterator[AnyLine]:
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
                raise WrongFile(f"{file.name} line {number}: {place}: {first['msg']}") from error
