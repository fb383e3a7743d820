"""What became of districts. No document says it of them; it is said of each of their communes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import takewhile

from api.domain.org_unit import Extent, PlaceInTree, SuccessionStep


def district_successions(
    districts: Collection[str], places: Iterable[PlaceInTree], steps: Iterable[SuccessionStep]
) -> list[SuccessionStep]:
    """A district went where its communes went: what became of each, or itself when it went on.

    Only of districts that have no step of their own. Whole when all went into one.
    """
    standing = list(places)
    begins = {(at.unit_id, at.valid_from) for at in standing}
    ended = {(at.unit_id, at.valid_to) for at in standing} - begins
    told: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for step in steps:
        told[step.from_id, step.on_date].append(step.to_id)
    silent = set(districts) - {unit for unit, _ in told}
    heirs: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
    for unit, parent, _, end in standing:
        if parent in silent and end is not None:
            heirs[parent, end].update([unit] if (unit, end) in begins else told[unit, end])
    return [
        step
        for (unit, end), units in heirs.items()
        if (unit, end) in ended
        for step in _district_steps(unit, end, units)
    ]


def _district_steps(unit: str, on: date, heirs: Collection[str]) -> Iterator[SuccessionStep]:
    extent = Extent.WHOLE if len(heirs) == 1 else Extent.PART
    for heir in sorted(heirs):
        yield SuccessionStep(unit, heir, on, extent)


def places_from_day(places: Iterable[PlaceInTree], day: date) -> list[PlaceInTree]:
    """Of one unit's places, earliest first: the one that begins that day, and those after it for
    as long as the unit stayed below the same parent."""
    later = [at for at in places if at.valid_from >= day]
    if not later or later[0].valid_from != day:
        return []
    return list(takewhile(lambda at: at.parent_id == later[0].parent_id, later))
