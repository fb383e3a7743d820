"""What changed between two versions of a record, question by question. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from api.domain.answers import Answer

REPEAT_ROW = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """None where it was not asked, or has no answer."""

    before: Answer | None
    after: Answer | None

    @property
    def question(self) -> Answer:
        """With the newer words."""
        told = self.after or self.before
        assert told is not None
        return told


@dataclass(frozen=True, slots=True)
class Difference:
    """`added` and `removed` are rows of repeats: /data/visit[2]."""

    changes: list[AnswerChange]
    added: list[str]
    removed: list[str]


def compare_answers(
    before: Sequence[Answer], after: Sequence[Answer], renewed: Collection[str] = ()
) -> Difference:
    """In the order of the form, what is gone last. Rows are compared by their place.

    `renewed` are the names of files that kept their name and have other bytes.
    """
    old = {answer.ref: answer for answer in before}
    new = {answer.ref: answer for answer in after}
    refs = [*new, *(ref for ref in old if ref not in new)]
    changes = [AnswerChange(_if_answered(old.get(ref)), _if_answered(new.get(ref))) for ref in refs]
    rows_before, rows_after = _repeat_rows(before), _repeat_rows(after)
    return Difference(
        [change for change in changes if _has_changed(change, renewed)],
        [row for row in rows_after if row not in rows_before],
        [row for row in rows_before if row not in rows_after],
    )


def _if_answered(answer: Answer | None) -> Answer | None:
    return answer if answer is not None and answer.value else None


def _has_changed(change: AnswerChange, renewed: Collection[str]) -> bool:
    if change.before is None or change.after is None:
        return change.before is not change.after
    return change.before.value != change.after.value or (
        change.after.attachment and change.after.value in renewed
    )


def _repeat_rows(said: Sequence[Answer]) -> list[str]:
    found = (one.ref[: match.end()] for one in said for match in REPEAT_ROW.finditer(one.ref))
    return list(dict.fromkeys(found))
