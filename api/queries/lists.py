"""The lists that forms choose from: org units and entities, as rows of text.

A phone gets what lies within its owner's reach; the check of a record gets just what it names.
"""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import islice

from sqlmodel import Session, col, select

from api.domain.org_unit import ID_LENGTH
from api.domain.placed import Placed
from api.domain.tree import Node
from api.models.entity import Entity
from api.queries import carried, closed_units, entities, forms, org_units
from api.queries.ready import Open

ORG_UNITS = "org_units"
ENTITY_ID_LENGTH = 36
LENGTHS = frozenset({ID_LENGTH, ENTITY_ID_LENGTH})
MOST_NAMED = 500
Rows = list[dict[str, str]]


def known(session: Session) -> set[str]:
    """The names of every list that a form of today makes or chooses from."""
    names = {ORG_UNITS}
    for _, edition in forms.current(session):
        rules = forms.rules(session, edition)
        names.update(rules.outside, (entity["list"] for entity in rules.entities))
    return names


def within(session: Session, name: str, roots: Sequence[str], day: date) -> Rows:
    """Every row of a list that lies at or below these units on that day.

    What stood in a unit that wholly became another goes on there, under the other's id: the same
    as of stocks (decisions/0007).
    """
    if name == ORG_UNITS:
        return [_unit_row(unit) for unit in org_units.within(session, roots, day)]
    places = carried.gathered(roots, day)
    found = session.exec(
        select(Entity, places.c.now)
        .join(places, places.c.id == col(Entity.org_unit_id))
        .where(Entity.list_name == name)
        .order_by(Entity.label, Entity.uuid)
    ).all()
    return [entities.row(entity) | {"org_unit": now} for entity, now in found]


def values_in(node: Node) -> set[str]:
    """The words of a record's answers that can name a row: of the length of an id."""
    found: set[str] = set()
    waiting = [node]
    while waiting and len(found) < MOST_NAMED:
        at = waiting.pop()
        waiting.extend(at.children)
        if at.kind == "text":
            for word in at.value.split():
                if len(word) in LENGTHS:
                    found.add(word)
    return set(islice(found, MOST_NAMED))


def named(
    at: Open, names: Collection[str], values: Collection[str], day: date, roots: Sequence[str]
) -> dict[str, Rows]:
    """Of each list the rows whose name is among `values`: what a record can mean by them.

    Entities that do not lie within `roots` are left out: knowing an id tells nobody a label.
    """
    return {
        name: _units_named(at, values, day)
        if name == ORG_UNITS
        else _entities_named(at, name, values, day, roots)
        for name in names
    }


def _entities_named(
    at: Open, name: str, values: Collection[str], day: date, roots: Sequence[str]
) -> Rows:
    found = entities.named(at, name, values)
    units = {row["org_unit"] for row in found}
    within_reach = closed_units.covered(at, roots, units, day)
    # A record that names the unit where a thing was registered was written while that was there.
    elsewhere = within_reach.difference(values)
    onward = carried.onward(at, elsewhere, day) if elsewhere else {}
    return [
        row | {"org_unit": onward.get(unit, unit)}
        for row in found
        if (unit := row["org_unit"]) in within_reach
    ]


def _units_named(at: Open, values: Collection[str], day: date) -> Rows:
    return [
        _unit_row(unit)
        for value in values
        if len(value) == ID_LENGTH and (unit := org_units.unit_on(at, value, day)) is not None
    ]


def _unit_row(unit: Placed) -> dict[str, str]:
    return {
        "name": unit.id,
        "label": unit.name,
        "level": unit.level,
        "parent": unit.parent_id or "",
        "code": unit.code or "",
    }
