"""Counts everything again from the approved evidence: the totals kept day by day must equal it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlmodel import Session

from api.queries import counted_below, indicators, locking, recounting

LISTED = 1000


@dataclass(slots=True)
class Comparison:
    """What was not as the evidence says; only the first thousand are written out."""

    differences: int = 0
    listed: list[str] = field(default_factory=list)
    replaced: bool = False

    def add(self, differences: Iterable[str]) -> None:
        """Look at a layer, and note what differs in it."""
        for difference in differences:
            self.differences += 1
            if self.differences <= LISTED:
                self.listed.append(difference)

    def lines(self) -> Iterator[str]:
        """For the operator."""
        yield from self.listed
        if self.differences > len(self.listed):
            yield f"… and {self.differences - len(self.listed)} more"
        done = "put right" if self.replaced else "found"
        yield f"recount: {self.differences} differences {done}"


def recount(session: Session, *, replace: bool) -> Comparison:
    """Compare every layer with the one below it, and put it right if told to.

    Without `replace` it only reads, and on PostgreSQL wants a session in which nothing was asked
    yet. Each layer is compared with the stored one below it: no difference anywhere means that the
    totals are what the stored bytes say.
    """
    if replace:
        locking.alone(session)
    else:
        locking.one_moment(session)
    rules = indicators.rules(session)
    return _compared(
        replace,
        recounting.entities(session, replace=replace),
        recounting.values(session, replace=replace),
        recounting.subjects(session, rules, replace=replace),
        recounting.cells(session, rules, replace=replace),
    )


def recount_moved(session: Session, units: Collection[str], above: Collection[str]) -> Comparison:
    """After these units were moved: put right what hangs on them, and nothing else.

    `units` are all that moved, `above` all that they lay below before.
    """
    locking.alone(session)
    rules = indicators.rules(session)
    among = counted_below.touching(units)
    before = counted_below.counted_in(session, among)
    found = _compared(True, recounting.values(session, replace=True, among=among))
    after = counted_below.counted_in(session, among)
    subjects = before.subjects | after.subjects
    found.add(recounting.subjects(session, rules, replace=True, among=subjects))
    now = counted_below.standing(session, subjects)
    places = {*units, *above, *before.units, *after.units, *now}
    found.add(
        recounting.cells(
            session, rules, replace=True, units=counted_below.at_and_above(session, places)
        )
    )
    return found


def _compared(replaced: bool, *layers: Iterator[str]) -> Comparison:
    found = Comparison(replaced=replaced)
    found.add(chain(*layers))
    return found
