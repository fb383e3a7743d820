"""What is wrong with an answer: missing, too long, ill written, not offered, not allowed.

At most one problem an answer, the first in that order. Twin: faults.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.domain.engine.cells import Instance, InstanceCell
from api.domain.engine.rules import ChoiceSource, FormRules, column_value, render_text
from api.domain.engine.settling import try_evaluate
from api.domain.finding import Problem
from api.domain.tree import Listing, Node
from api.domain.xpath import LONGEST_TEXT, Env, text_size, to_boolean, to_nodes


def find_answer_problems(
    instance: Instance, env: Env, lists: Mapping[str, Node], failed: list[tuple[InstanceCell, str]]
) -> list[Problem]:
    """In the order of the form. `lists` are the lists kept outside it, those that are here."""
    check = _AnswerCheck(instance.rules, env, lists, failed)
    found = (check.problem(cell) for cell in instance.living() if cell.spec.kind == "field")
    return [problem for problem in found if problem is not None]


class _AnswerCheck:
    def __init__(
        self,
        rules: FormRules,
        env: Env,
        lists: Mapping[str, Node],
        failed: list[tuple[InstanceCell, str]],
    ) -> None:
        self.rules, self.env, self.lists, self.failed = rules, env, lists, failed

    def problem(self, cell: InstanceCell) -> Problem | None:
        spec, value = cell.spec, cell.text
        if not value:
            return self._missing(cell)
        if text_size(value) > LONGEST_TEXT:
            return Problem(cell.ref, "tooLong")
        code = spec.question.fault(value, spec.parameters) or self._unknown(cell, value)
        if code:
            return Problem(cell.ref, code, params={"value": value[:200]})
        if spec.constraint is None:
            return None
        allowed = try_evaluate(spec.constraint, cell.node, self.env, cell, self.failed)
        if allowed is None or to_boolean(allowed):
            return None
        return Problem(
            cell.ref, "constraint", render_text(spec.constraint_message, cell.node, self.env)
        )

    def _missing(self, cell: InstanceCell) -> Problem | None:
        required = cell.spec.required
        if not isinstance(required, bool):
            value = try_evaluate(required, cell.node, self.env, cell, self.failed)
            required = value is not None and to_boolean(value)
        if not required:
            return None
        return Problem(
            cell.ref, "required", render_text(cell.spec.required_message, cell.node, self.env)
        )

    def _unknown(self, cell: InstanceCell, value: str) -> str:
        choices = cell.spec.choices
        if choices is None:
            return ""
        if choices.chosen is not None:
            row = try_evaluate(choices.chosen, cell.node, self.env, cell, self.failed)
            return "choiceUnknown" if row == [] else ""
        chosen = cell.spec.question.parse(value)
        offered = self._offered(choices, cell, chosen)
        return "" if offered is None or offered.issuperset(chosen) else "choiceUnknown"

    def _offered(
        self, choices: ChoiceSource, cell: InstanceCell, chosen: list[str]
    ) -> set[str] | None:
        """The values to choose from; nothing when the list is not here."""
        if choices.offered is not None:
            nodes = try_evaluate(choices.offered, cell.node, self.env, cell, self.failed)
            if nodes is None:
                return None
            return {column_value(item, choices.value_column) for item in to_nodes(nodes)}
        if choices.name in self.rules.known:
            return self.rules.known[choices.name]
        document = self.lists.get(choices.name)
        if document is None:
            return None
        rows = document.children[0]
        items = rows.find(choices.value_column, chosen) if isinstance(rows, Listing) else []
        return {column_value(item, choices.value_column) for item in items}
