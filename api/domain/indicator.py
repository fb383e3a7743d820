"""An approved instance → data values, by the `indicators` sheet of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from api.domain.engine.received import InstanceReader
from api.domain.engine.rules import FormRules, IndicatorRule
from api.domain.engine.settling import settle_instance
from api.domain.evaluation import (
    InstanceEvaluation,
    Lists,
    instance_environment,
    lists_as_documents,
)
from api.domain.tree import Node
from api.domain.xpath import Env, Expression, XPathError, to_boolean, to_text

DEFAULT_CONTRIBUTION = Decimal(1)
# Beyond this a number is only too large; its exponent may not fit into any arithmetic.
LARGEST_CONTRIBUTION = Decimal(10) ** 30
COUNTED_YEARS = range(1900, 2200)
# What no register can ever have made, nobody has to wait for: it is not counted at all.
ENTITY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IndicatorContribution:
    """One contribution of one submission to one indicator."""

    indicator: str
    value: Decimal
    org_unit: str
    date: date
    subject: str = ""
    by: Mapping[str, str] = field(default_factory=dict)


def indicator_contributions(
    rules: FormRules, root: Node, lists: Lists, now: datetime
) -> list[IndicatorContribution]:
    """What this instance counts for. Rows whose day, place or value is unknown count for nothing.

    Counting the same instance again gives the same: `now` and `lists` matter only to a form whose
    own indicators sheet reads them.
    """
    if not rules.indicators:
        return []
    instance = InstanceReader(rules, root).instance
    env = instance_environment(rules, lists_as_documents(lists), now)
    settle_instance(instance, env)
    return _contributions(rules, instance.root.node, env)


def contributions_of_evaluation(
    evaluation: InstanceEvaluation, now: datetime
) -> list[IndicatorContribution]:
    """The same, of a record that was evaluated to be checked: its rules are not asked again.

    Unless what is asked in it hangs on a list or on the clock: a recount in a year has neither.
    """
    instance = evaluation.instance
    if not instance.rules.settles_alone:
        return indicator_contributions(instance.rules, evaluation.root, {}, now)
    env = instance_environment(instance.rules, {}, now, evaluation.left)
    return _contributions(instance.rules, instance.root.node, env)


def _contributions(rules: FormRules, node: Node, env: Env) -> list[IndicatorContribution]:
    count = _IndicatorEvaluation(node, env)
    found = (count.one(rule) for rule in rules.indicators)
    return [each for each in found if each is not None]


class _IndicatorEvaluation:
    def __init__(self, node: Node, env: Env) -> None:
        self.node, self.env = node, env

    def one(self, rule: IndicatorRule) -> IndicatorContribution | None:
        try:
            if rule.when is not None and not to_boolean(rule.when(self.node, self.env)):
                return None
            value, day = self._value(rule.value), self._day(rule.date)
            org_unit = self._text(rule.org_unit)
            subject = self._text(rule.subject) if rule.subject is not None else ""
            nobody = rule.subject is not None and not subject
            nobody |= rule.of_entity and ENTITY_ID.fullmatch(subject) is None
            if value is None or day is None or not org_unit or nobody:
                return None
            return IndicatorContribution(
                indicator=rule.indicator,
                value=value,
                org_unit=org_unit,
                date=day,
                subject=subject,
                by={name: self._text(expression) for name, expression in rule.by.items()},
            )
        except XPathError:
            return None

    def _text(self, expression: Expression) -> str:
        return to_text(expression(self.node, self.env)).strip()

    def _value(self, expression: Expression | None) -> Decimal | None:
        """As written, never through a float: 0.1 stays 0.1."""
        if expression is None:
            return DEFAULT_CONTRIBUTION
        try:
            value = Decimal(self._text(expression))
        except InvalidOperation:
            return None
        return (
            min(max(value, -LARGEST_CONTRIBUTION), LARGEST_CONTRIBUTION)
            if value.is_finite()
            else None
        )

    def _day(self, expression: Expression) -> date | None:
        try:
            day = date.fromisoformat(self._text(expression)[:10])
        except ValueError:
            return None
        return day if day.year in COUNTED_YEARS else None
