"""Counts everything again from the approved evidence: the totals kept day by day must equal it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlmodel import Session

from api.queries import indicators, locking, recounting

LISTED = 1000


@dataclass(slots=True)
class Comparison:
    """What was not as the evidence says; only the first thousand are written out."""

    differences: int = 0
    listed: list[str] = field(default_factory=list)
    replaced: bool = False

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
    found = Comparison(replaced=replace)
    for difference in chain(
        recounting.entities(session, replace=replace),
        recounting.values(session, replace=replace),
        recounting.subjects(session, rules, replace=replace),
        recounting.cells(session, rules, replace=replace),
    ):
        found.differences += 1
        if found.differences <= LISTED:
            found.listed.append(difference)
    return found
