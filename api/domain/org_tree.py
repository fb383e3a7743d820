"""From dated places to everything that ever lay below everything. Pure: rows in, rows out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from api.domain.org_unit import Ancestry, PlaceInTree, shared_days

PlacesByUnit = Mapping[str, Sequence[PlaceInTree]]


class BrokenOrgTree(ValueError):
    """Places that cannot all be true. The message names the first units that show it."""


def places_by_unit(places: Iterable[PlaceInTree]) -> PlacesByUnit:
    """Each unit's places, earliest first."""
    tree: defaultdict[str, list[PlaceInTree]] = defaultdict(list)
    for place in sorted(places, key=lambda at: at.valid_from):
        tree[place.unit_id].append(place)
    return tree


def build_closure_table(places: Iterable[PlaceInTree]) -> list[Ancestry]:
    """Every (ancestor, descendant, depth) with its days, each unit below itself at depth 0.

    Raises BrokenTree when a unit stands in two places at once, below a parent that is not there
    the whole time, or below itself.
    """
    tree = places_by_unit(places)
    refuse_broken_tree(tree)
    known: dict[str, list[Ancestry]] = {}
    for unit in tree:
        _ancestry_rows(tree, unit, known)
    return [row for rows in known.values() for row in rows]


def refuse_broken_tree(tree: PlacesByUnit) -> None:
    """Raises BrokenTree as `closure` does, without making anything."""
    refuse_overlapping_places(tree)
    _refuse_circles(tree)
    _refuse_missing_parents(tree)


def _ancestry_rows(
    tree: PlacesByUnit, unit: str, known: dict[str, list[Ancestry]]
) -> list[Ancestry]:
    if unit not in known:
        rows: list[Ancestry] = []
        for at in tree.get(unit, ()):
            rows.append(Ancestry(unit, unit, 0, at.valid_from, at.valid_to))
            if at.parent_id is not None:
                rows.extend(_rows_one_deeper(_ancestry_rows(tree, at.parent_id, known), at))
        known[unit] = list(_merge_touching(rows))
    return known[unit]


def _rows_one_deeper(above: Iterable[Ancestry], at: PlaceInTree) -> Iterator[Ancestry]:
    for row in above:
        days = shared_days(row.valid_from, row.valid_to, at.valid_from, at.valid_to)
        if days is not None:
            yield Ancestry(row.ancestor_id, at.unit_id, row.depth + 1, *days)


def _merge_touching(rows: Iterable[Ancestry]) -> Iterator[Ancestry]:
    """A rename does not interrupt an ancestry: rows that touch become one."""
    last: Ancestry | None = None
    for row in sorted(rows, key=lambda row: (row.ancestor_id, row.depth, row.valid_from)):
        if last is not None and last[:3] == row[:3] and last.valid_to == row.valid_from:
            last = last._replace(valid_to=row.valid_to)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def refuse_overlapping_places(tree: PlacesByUnit) -> None:
    """Raises BrokenTree when two places of one unit share a day."""
    for unit, places in tree.items():
        for earlier, later in pairwise(places):
            if earlier.valid_to is None or later.valid_from < earlier.valid_to:
                raise BrokenOrgTree(f"{unit} is there twice on {later.valid_from}")


def _refuse_circles(tree: PlacesByUnit) -> None:
    """Not even on different days: nothing that is true needs it."""
    sound: set[str] = set()
    for start in tree:
        path: dict[str, None] = {}
        _climb(tree, start, path, sound)


def _climb(tree: PlacesByUnit, unit: str, path: dict[str, None], sound: set[str]) -> None:
    if unit in path:
        raise BrokenOrgTree(f"{unit} lies below itself")
    if unit in sound:
        return
    path[unit] = None
    for at in tree.get(unit, ()):
        if at.parent_id is not None:
            _climb(tree, at.parent_id, path, sound)
    del path[unit]
    sound.add(unit)


def _refuse_missing_parents(tree: PlacesByUnit) -> None:
    spans = {unit: list(_unbroken_spans(places)) for unit, places in tree.items()}
    for places in tree.values():
        for at in places:
            if at.parent_id and not any(
                _encloses(*span, at) for span in spans.get(at.parent_id, ())
            ):
                raise BrokenOrgTree(
                    f"{at.unit_id} lies below {at.parent_id}, which is not there then"
                )


def _unbroken_spans(places: Sequence[PlaceInTree]) -> Iterator[tuple[date, date | None]]:
    """The spans during which a unit was there, whatever it was called and wherever it stood."""
    begun, last = places[0].valid_from, places[0].valid_to
    for at in places[1:]:
        if at.valid_from != last:
            yield begun, last
            begun = at.valid_from
        last = at.valid_to
    yield begun, last


def _encloses(valid_from: date, valid_to: date | None, at: PlaceInTree) -> bool:
    ends_later = valid_to is None or (at.valid_to is not None and at.valid_to <= valid_to)
    return valid_from <= at.valid_from and ends_later
