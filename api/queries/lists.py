"""The lists that forms choose from: org units and entities, as rows of text.

A phone gets what lies within its owner's reach; the check of a record gets just what it names.
"""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.org_unit import ID_LENGTH
from api.domain.placed import PlacedUnit
from api.domain.tree import Node
from api.models.entity import Entity
from api.queries import carried, entities, forms, org_units, reach
from api.queries.ready import Transaction

ORG_UNIT_LIST = "org_units"
ENTITY_ID_LENGTH = 36
ROW_ID_LENGTHS = frozenset({ID_LENGTH, ENTITY_ID_LENGTH})
MOST_NAMED = 500
ListRows = list[dict[str, str]]


def known_list_names(session: Session) -> set[str]:
    """The names of every list that a form of today makes or chooses from."""
    names = {ORG_UNIT_LIST}
    for _, edition in forms.newest_form_versions(session):
        rules = forms.rules_of_version(session, edition)
        names.update(rules.outside, (entity["list"] for entity in rules.entities))
    return names


def list_rows_within(session: Session, name: str, roots: Sequence[str], day: date) -> ListRows:
    """Every row of a list that lies at or below these units on that day.

    What stood in a unit that wholly became another goes on there, under the other's id: the same
    as of stocks (decisions/0007).
    """
    if name == ORG_UNIT_LIST:
        return [_unit_list_row(unit) for unit in org_units.units_at_or_below(session, roots, day)]
    places = carried.select_origins_within(roots, day)
    found = session.execute(
        select(Entity, places.c.now)
        .join(places, places.c.id == col(Entity.org_unit_id))
        .where(col(Entity.list_name) == name)
        .order_by(col(Entity.label), col(Entity.uuid))
    ).all()
    return [entities.entity_list_row(entity) | {"org_unit": now} for entity, now in found]


def row_names_in_answers(node: Node) -> set[str]:
    """The words of a record's answers that can name a row: of the length of an id."""
    found: set[str] = set()
    waiting = [node]
    while waiting and len(found) < MOST_NAMED:
        at = waiting.pop()
        waiting.extend(at.children)
        if at.kind == "text":
            for word in at.value.split():
                if len(word) in ROW_ID_LENGTHS:
                    found.add(word)
    return set(islice(found, MOST_NAMED))


def list_rows_named(
    at: Transaction,
    names: Collection[str],
    values: Collection[str],
    day: date,
    roots: Sequence[str],
) -> dict[str, ListRows]:
    """Of each list the rows whose name is among `values`: what a record can mean by them.

    Entities that do not lie within `roots` are left out: knowing an id tells nobody a label.
    """
    return {
        name: _unit_rows_named(at, values, day)
        if name == ORG_UNIT_LIST
        else _entity_rows_named(at, name, values, day, roots)
        for name in names
    }


def _entity_rows_named(
    at: Transaction, name: str, values: Collection[str], day: date, roots: Sequence[str]
) -> ListRows:
    found = entities.find_entity_rows(at, name, values)
    units = {row["org_unit"] for row in found}
    within_reach = reach.filter_within_reach(at, roots, units, day)
    # A record that names the unit where a thing was registered was written while that was there.
    elsewhere = within_reach.difference(values)
    onward = carried.final_successors(at, elsewhere, day) if elsewhere else {}
    return [
        row | {"org_unit": onward.get(unit, unit)}
        for row in found
        if (unit := row["org_unit"]) in within_reach
    ]


def _unit_rows_named(at: Transaction, values: Collection[str], day: date) -> ListRows:
    return [
        _unit_list_row(unit)
        for value in values
        if len(value) == ID_LENGTH
        and (unit := org_units.find_unit_on_day(at, value, day)) is not None
    ]


def _unit_list_row(unit: PlacedUnit) -> dict[str, str]:
    return {
        "name": unit.id,
        "label": unit.name,
        "level": unit.level,
        "parent": unit.parent_id or "",
        "code": unit.code or "",
    }
