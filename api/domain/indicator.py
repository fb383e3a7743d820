"""An approved instance → data values, by the `indicators` sheet of its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from api.domain.instance import FormRules, Lists


@dataclass(frozen=True, slots=True)
class Tally:
    """One contribution of one submission to one indicator."""

    indicator: str
    value: Decimal
    org_unit: str
    date: date
    subject: str = ""
    by: Mapping[str, str] = field(default_factory=dict)


def tally(rules: FormRules, root: Any, lists: Lists, now: datetime) -> list[Tally]:
    """What this instance counts for. Rows whose day or place is unknown count for nothing."""
    raise NotImplementedError
