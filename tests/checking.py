"""A record checked as the server checks it, in one go."""

from datetime import datetime

from api.domain.evaluation import Lists, evaluate_instance
from api.domain.finding import CheckedInstance
from api.domain.instance import FormRules, check_instance
from api.domain.tree import Node


def check(
    rules: FormRules,
    root: Node,
    lists: Lists,
    now: datetime,
    username: str = "",
    published: datetime | None = None,
) -> CheckedInstance:
    """Evaluate and check."""
    return check_instance(evaluate_instance(rules, root, lists, now, published), username)
