"""A record as a supervisor reads it: every question that was asked, with its answer in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.domain.answer_wording import AnswerWording
from api.domain.engine.cells import InstanceCell
from api.domain.engine.received import InstanceReader
from api.domain.engine.rules import FormRules, compile_text, render_text
from api.domain.engine.settling import settle_instance
from api.domain.evaluation import Lists, instance_environment, lists_as_documents
from api.domain.tree import Node
from api.domain.xpath import Env


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` as it was sent, `text` as it is read; `attachment` when it names a file.

    `blank`: it was asked, needs no answer and has none.
    """

    ref: str
    label: str
    value: str
    text: str
    attachment: bool
    blank: bool = False


def answers_in_words(
    rules: FormRules,
    definition: Mapping[str, Any],
    root: Node,
    lists: Lists,
    at: datetime,
    language: str,
) -> list[Answer]:
    """In the order of the form; what was not asked is left out. `language` is "vi" or "en"."""
    documents = lists_as_documents(lists)
    env = instance_environment(rules, documents, at)
    instance = InstanceReader(rules, root).instance
    settle_instance(instance, env, recalculate=False)
    reading = _AnswerReader(rules, env, documents, language)
    return list(reading.below(definition["body"], instance.root))


class _AnswerReader:
    def __init__(
        self, rules: FormRules, env: Env, documents: Mapping[str, Node], language: str
    ) -> None:
        self.rules, self.env, self.language = rules, env, language
        self.choice_label = rules.label_of(documents)

    def below(
        self, controls: Sequence[Mapping[str, Any]], within: InstanceCell
    ) -> Iterator[Answer]:
        for control in controls:
            for cell in self._cells(control["ref"], within):
                if "children" in control:
                    yield from self.below(control["children"], cell)
                elif cell.text or cell.spec.required or _is_question(control, cell):
                    yield self._answer(control, cell)

    def _cells(self, ref: str, within: InstanceCell) -> list[InstanceCell]:
        """The living cells of a control, of this row only; a group without a node is its parent."""
        if not ref or ref == within.spec.ref:
            return [within]
        return [cell for cell in self._descendants(within) if cell.spec.ref == ref]

    def _descendants(self, cell: InstanceCell) -> Iterator[InstanceCell]:
        for part in cell.parts:
            if part.relevant:
                yield part
                yield from self._descendants(part)

    def _answer(self, control: Mapping[str, Any], cell: InstanceCell) -> Answer:
        said = render_text(compile_text(control.get("label", {})), cell.node, self.env)
        label = said.get(self.language) or next(iter(said.values()), "")
        is_file = cell.spec.type == "binary"
        return Answer(
            ref=cell.ref,
            label=label,
            value=cell.text,
            text=self._text(cell),
            attachment=bool(is_file and cell.text),
            blank=not (cell.text or cell.spec.required),
        )

    def _text(self, cell: InstanceCell) -> str:
        if not cell.text:
            return ""
        wording = AnswerWording(self.language, lambda value: self._choice(cell, value))
        return cell.spec.question.in_words(cell.text, wording)

    def _choice(self, cell: InstanceCell, value: str) -> str:
        choices = cell.spec.choices
        for choice in self.rules.choices.get(choices.name, ()) if choices else ():
            if choice["value"] == value:
                said = render_text(compile_text(choice["label"]), cell.node, self.env)
                return said.get(self.language) or next(iter(said.values()), value)
        return self.choice_label(cell.spec.ref, value)


def _is_question(control: Mapping[str, Any], cell: InstanceCell) -> bool:
    """Notes and figures that the form makes by itself are no questions."""
    return control["kind"] != "note" and cell.spec.calculate is None
