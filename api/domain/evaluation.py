"""A received record with every rule of its form evaluated once, for its check and for its count.

Its one rule: an evaluation is made for one set of lists and one moment, and nobody changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.domain.engine.cells import Instance
from api.domain.engine.clock import submission_clock
from api.domain.engine.received import InstanceReader
from api.domain.engine.rules import FormRules
from api.domain.engine.settling import SettlingOutcome, settle_instance
from api.domain.finding import Problem
from api.domain.tree import Node, list_as_document
from api.domain.xpath import Env

ListRow = Mapping[str, str]
# Rows of the lists kept outside forms, by name; `tree.listing(rows)` where they are kept ready.
Lists = Mapping[str, "Sequence[ListRow] | Node"]
# All rules of one record together: some tenths of a second, for a record made to be slow.
MOST_CHECK_STEPS = 300_000


@dataclass(frozen=True, slots=True)
class InstanceEvaluation:
    """`noted` is what was odd before any answer was judged: unknown nodes, the phone's clock.

    `left` are the steps that its settling left over for whoever counts it.
    """

    root: Node
    instance: Instance
    lists: Mapping[str, Node]
    env: Env
    settled: SettlingOutcome
    clock: datetime
    noted: list[Problem]
    left: int


def evaluate_instance(
    rules: FormRules, root: Node, lists: Lists, now: datetime, published: datetime | None = None
) -> InstanceEvaluation:
    """Evaluate the form on what was received at `now` (aware), by the clock of the record.

    `published` is when this version of the form came to be.
    """
    received = InstanceReader(rules, root)
    clock, odd_clock = submission_clock(received.instance, now, published)
    here = lists_as_documents(lists)
    env = instance_environment(rules, here, clock)
    settled = settle_instance(received.instance, env)
    noted = received.problems + odd_clock
    return InstanceEvaluation(
        root, received.instance, here, env, settled, clock, noted, left=env.left
    )


def lists_as_documents(lists: Lists) -> dict[str, Node]:
    """Every list as an instance that expressions can look into."""
    return {
        name: rows if isinstance(rows, Node) else list_as_document(rows)
        for name, rows in lists.items()
    }


def instance_environment(
    rules: FormRules, lists: Mapping[str, Node], now: datetime, left: int = MOST_CHECK_STEPS
) -> Env:
    """What the expressions of a form may know: its choices, the lists at hand, the moment."""
    outside = {name: document for name, document in lists.items() if name in rules.outside}
    return Env(
        now=now,
        instances={**rules.documents, **outside},
        choice_label=rules.label_of(outside),
        left=left,
    )
