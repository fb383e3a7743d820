"""Counts everything again from the approved evidence: the totals kept day by day must equal it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlmodel import Session

from api.queries import counted_below, indicators, locking, recounting

MOST_LISTED_DIFFERENCES = 1000


@dataclass(slots=True)
class RecountResult:
    """What was not as the evidence says; only the first thousand are written out."""

    differences: int = 0
    listed: list[str] = field(default_factory=list)
    replaced: bool = False

    def add(self, differences: Iterable[str]) -> None:
        """Look at a layer, and note what differs in it."""
        for difference in differences:
            self.differences += 1
            if self.differences <= MOST_LISTED_DIFFERENCES:
                self.listed.append(difference)

    def lines(self) -> Iterator[str]:
        """For the operator."""
        yield from self.listed
        if self.differences > len(self.listed):
            yield f"… and {self.differences - len(self.listed)} more"
        done = "put right" if self.replaced else "found"
        yield f"recount: {self.differences} differences {done}"


def recount(session: Session, *, replace: bool) -> RecountResult:
    """Compare every layer with the one below it, and put it right if told to.

    Without `replace` it only reads, and on PostgreSQL wants a session in which nothing was asked
    yet. Each layer is compared with the stored one below it: no difference anywhere means that the
    totals are what the stored bytes say.
    """
    if replace:
        locking.lock_for_recount(session)
    else:
        locking.begin_snapshot(session)
    rules = indicators.counting_rules(session)
    return _compare_layers(
        replace,
        recounting.recount_entities(session, replace=replace),
        recounting.recount_data_values(session, replace=replace),
        recounting.recount_subjects(session, rules, replace=replace),
        recounting.recount_totals(session, rules, replace=replace),
    )


def recount_moved_units(
    session: Session, units: Collection[str], above: Collection[str]
) -> RecountResult:
    """After these units were moved: put right what hangs on them, and nothing else.

    `units` are all that moved, `above` all that they lay below before.
    """
    locking.lock_for_recount(session)
    rules = indicators.counting_rules(session)
    among = counted_below.touches_units_condition(units)
    before = counted_below.find_subjects_and_units(session, among)
    found = _compare_layers(
        True, recounting.recount_data_values(session, replace=True, among=among)
    )
    after = counted_below.find_subjects_and_units(session, among)
    subjects = before.subjects | after.subjects
    found.add(recounting.recount_subjects(session, rules, replace=True, among=subjects))
    now = counted_below.standing_unit_ids(session, subjects)
    places = {*units, *above, *before.units, *after.units, *now}
    found.add(
        recounting.recount_totals(
            session,
            rules,
            replace=True,
            units=counted_below.unit_ids_with_ancestors(session, places),
        )
    )
    return found


def _compare_layers(replaced: bool, *layers: Iterator[str]) -> RecountResult:
    found = RecountResult(replaced=replaced)
    found.add(chain(*layers))
    return found
