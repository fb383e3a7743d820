"""What a supervisor says at single questions of a record that she sends back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.domain.engine.received import InstanceReader
from api.domain.engine.rules import FormRules
from api.domain.text import has_visible_text
from api.domain.tree import Node

MOST_REMARKS = 100
LONGEST_REMARK = 1000
LONGEST_REF = 500


@dataclass(frozen=True, slots=True)
class QuestionRemark:
    """`ref` is one question of the record, its row in a repeat named: /data/visit[2]/note."""

    ref: str
    text: str


def are_valid_remarks(remarks: Sequence[QuestionRemark], rules: FormRules, root: Node) -> bool:
    """Whether each stands at another question of this record, and says something."""
    refs = {remark.ref for remark in remarks}
    return (
        len(refs) == len(remarks) <= MOST_REMARKS
        and refs <= question_refs(rules, root)
        and all(
            has_visible_text(remark.text) and len(remark.text) <= LONGEST_REMARK
            for remark in remarks
        )
    )


def question_refs(rules: FormRules, root: Node) -> set[str]:
    """The refs of all that can be asked in this record, row by row."""
    instance = InstanceReader(rules, root).instance
    asked = (
        spec for spec in rules.specs.values() if spec.leaf and spec.control not in {"", "note"}
    )
    return {cell.ref for spec in asked for cell in instance.by_ref[spec.ref]}
