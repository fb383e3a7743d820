"""Units as they stood on one day, and lists of them in the order in which people read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.domain.org_unit import Level
from api.domain.text import SortKey, sort_key

LEVEL_RANK = {level.value: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit as it stood on the day that was asked for. `kind` is the word before its name."""

    id: str
    code: str | None
    kind: str
    name: str
    level: Level
    parent_id: str | None
    undecided: bool
    lat: float | None
    lon: float | None

    @property
    def full_name(self) -> str:
        """As documents write it: "Xã Bác Ái Đông"; a name with a number has its kind in it."""
        return full_name(self.kind, self.name)


def full_name(kind: str, name: str) -> str:
    """The name with the word before it. Only a number keeps it: "Phường 2", "Phường Phường Đúc"."""
    numbered = name.startswith(kind) and name[len(kind) :].lstrip()[:1].isdigit()
    return name if not kind or numbered else f"{kind} {name}"


def in_level_order(units: Iterable[PlacedUnit]) -> list[PlacedUnit]:
    """By level, then as in a Vietnamese dictionary."""
    return sorted(
        units, key=lambda unit: (LEVEL_RANK[unit.level], _cached_sort_key(unit.name), unit.id)
    )


def in_tree_order(units: Iterable[PlacedUnit]) -> list[PlacedUnit]:
    """Each unit just before what lies below it."""
    listed = in_level_order(units)
    known = {unit.id for unit in listed}
    below: dict[str | None, list[PlacedUnit]] = {}
    for unit in reversed(listed):
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    ordered: list[PlacedUnit] = []
    waiting = below.get(None, [])
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(below.get(unit.id, []))
    return ordered


def lineage_words(names: Sequence[str]) -> str:
    """What is printed beside a unit's name, highest first: "Khánh Hòa › Bác Ái Đông"."""
    return " › ".join(names)


def lineage_words_by_unit(units: Iterable[PlacedUnit]) -> dict[str, str]:
    """Where each unit stood, in words; what is above it must be among the units."""
    known = {unit.id: unit for unit in units}
    return {unit: lineage_words(_names_above(known, unit)) for unit in known}


def _names_above(known: dict[str, PlacedUnit], unit: str) -> list[str]:
    parent = known.get(known[unit].parent_id or "")
    if parent is None or parent.level is Level.NATION:
        return []
    return [*_names_above(known, parent.id), parent.name]


@lru_cache(maxsize=20_000)
def _cached_sort_key(name: str) -> SortKey:
    return sort_key(name)
