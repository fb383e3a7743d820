"""Place in the tree on a given day, what became of a unit, and how far somebody reaches.

A day is inside a span when valid_from <= day < valid_to; no valid_to means until further notice.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import ascii_letters, digits
from typing import NamedTuple

ID_LENGTH = 11


class Level(StrEnum):
    """Highest first. There are no districts from 1 July 2025 on."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    FACILITY = "facility"


MAY_STAND_BELOW = {
    Level.NATION: frozenset[Level](),
    Level.PROVINCE: frozenset({Level.NATION}),
    Level.DISTRICT: frozenset({Level.PROVINCE}),
    Level.COMMUNE: frozenset({Level.PROVINCE, Level.DISTRICT}),
    Level.VILLAGE: frozenset({Level.COMMUNE}),
    Level.FACILITY: frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}),
}


class Extent(StrEnum):
    """How much of a unit went where. The default part is the one that took its centre."""

    WHOLE = "whole"
    PART = "part"
    DEFAULT = "part, default"


class PlaceInTree(NamedTuple):
    """A unit stood below this parent for a while. No parent: it is the root."""

    unit_id: str
    parent_id: str | None
    valid_from: date
    valid_to: date | None


class Ancestry(NamedTuple):
    """A unit lay `depth` steps below an ancestor for a while; depth 0 is the unit itself."""

    ancestor_id: str
    descendant_id: str
    depth: int
    valid_from: date
    valid_to: date | None


class ReachRoot(NamedTuple):
    """An assignment: this unit and what is below it, for a while."""

    unit_id: str
    valid_from: date
    valid_to: date | None = None


class SuccessionStep(NamedTuple):
    """On that day one unit went into another. A division is several of these, all parts."""

    from_id: str
    to_id: str
    on_date: date
    extent: Extent


def derive_unit_id(key: str) -> str:
    """The id of the unit with this founding key: 11 letters and digits, the first a letter.

    The same everywhere and for ever, so that every installation and every export agree.
    """
    number = int.from_bytes(hashlib.sha256(key.encode()).digest(), "big")
    number, first = divmod(number, len(ascii_letters))
    letters = [ascii_letters[first]]
    alphabet = ascii_letters + digits
    for _ in range(ID_LENGTH - 1):
        number, at = divmod(number, len(alphabet))
        letters.append(alphabet[at])
    return "".join(letters)


def is_in_force(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Is the day inside the span?"""
    return valid_from <= day and (valid_to is None or day < valid_to)


def shared_days(
    a_from: date, a_to: date | None, b_from: date, b_to: date | None
) -> tuple[date, date | None] | None:
    """The span that two spans have in common, None when there is none."""
    start = max(a_from, b_from)
    end = min((day for day in (a_to, b_to) if day is not None), default=None)
    return (start, end) if end is None or start < end else None


def place_on_day(places: Iterable[PlaceInTree], day: date) -> PlaceInTree | None:
    """Where one unit stood that day; None before it was opened and after it was closed."""
    return next((at for at in places if is_in_force(at.valid_from, at.valid_to, day)), None)


def lineage_on_day(tree: Mapping[str, Sequence[PlaceInTree]], unit: str, day: date) -> list[str]:
    """The unit and everything above it that day, leaf first, root last; empty when unknown."""
    found: list[str] = []
    at = place_on_day(tree.get(unit, ()), day)
    while at is not None and at.unit_id not in found:
        found.append(at.unit_id)
        at = place_on_day(tree.get(at.parent_id or "", ()), day)
    return found


@dataclass(frozen=True)
class Reach:
    """How far somebody's assignments go, now and in the past."""

    roots: Collection[ReachRoot]

    def on(self, day: date) -> set[str]:
        """The units that she is assigned to that day."""
        return {at.unit_id for at in self.roots if is_in_force(at.valid_from, at.valid_to, day)}

    def covers(self, lineage: Iterable[str], day: date) -> bool:
        """Was the unit, or one of those above it that day, assigned to her that day?"""
        return not self.on(day).isdisjoint(lineage)

    def ever_covered(self, ancestry: Iterable[Ancestry]) -> bool:
        """Did the unit lie below an assignment while that was in force? Then it is only late."""
        return any(
            root.unit_id == above.ancestor_id
            and shared_days(root.valid_from, root.valid_to, above.valid_from, above.valid_to)
            for above in ancestry
            for root in self.roots
        )


def steps_to_successors(steps: Iterable[SuccessionStep], unit: str) -> list[SuccessionStep]:
    """Every step from this unit to what it is today, earliest first."""
    taken: list[SuccessionStep] = []
    standing = {unit}
    for step in sorted(steps, key=lambda step: step.on_date):
        if step.from_id in standing:
            standing.add(step.to_id)
            taken.append(step)
    return taken


def steps_from_predecessors(steps: Iterable[SuccessionStep], unit: str) -> list[SuccessionStep]:
    """Every step that led to this unit, latest first."""
    taken: list[SuccessionStep] = []
    forebears = {unit}
    for step in sorted(steps, key=lambda step: step.on_date, reverse=True):
        if step.to_id in forebears:
            forebears.add(step.from_id)
            taken.append(step)
    return taken


def successor_on_day(unit: str, became: Mapping[str, SuccessionStep], day: date) -> str:
    """What stands for the unit on a day: itself, or what it had wholly become by then."""
    while (step := became.get(unit)) is not None and step.on_date <= day:
        unit = step.to_id
    return unit


def current_successors(steps: Iterable[SuccessionStep], unit: str) -> set[str]:
    """The units that stand today for this one: itself when nothing became of it."""
    taken = steps_to_successors(steps, unit)
    gone = {step.from_id for step in taken}
    return {step.to_id for step in taken if step.to_id not in gone} or {unit}


def was_divided(steps: Iterable[SuccessionStep], unit: str) -> bool:
    """Then a person has to say which part each thing of it went to."""
    return any(step.extent is not Extent.WHOLE for step in steps if step.from_id == unit)
