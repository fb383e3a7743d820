"""What a supervisor says at single questions of a record that she sends back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.domain.engine.received import Received
from api.domain.engine.rules import FormRules
from api.domain.text import shows
from api.domain.tree import Node

MOST_REMARKS = 100
LONGEST_REMARK = 1000
LONGEST_REF = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """`ref` is one question of the record, its row in a repeat named: /data/visit[2]/note."""

    ref: str
    text: str


def fit(remarks: Sequence[Remark], rules: FormRules, root: Node) -> bool:
    """Whether each stands at another question of this record, and says something."""
    refs = {remark.ref for remark in remarks}
    return (
        len(refs) == len(remarks) <= MOST_REMARKS
        and refs <= questions(rules, root)
        and all(shows(remark.text) and len(remark.text) <= LONGEST_REMARK for remark in remarks)
    )


def questions(rules: FormRules, root: Node) -> set[str]:
    """The refs of all that can be asked in this record, row by row."""
    instance = Received(rules, root).instance
    asked = (
        spec for spec in rules.specs.values() if spec.leaf and spec.control not in {"", "note"}
    )
    return {cell.ref for spec in asked for cell in instance.by_ref[spec.ref]}
