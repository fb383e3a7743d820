"""Every function of the language by its name. Twin: functions.ts. A new one needs cases."""

from api.domain.xpath.nodes import NODES
from api.domain.xpath.numbers import NUMBERS
from api.domain.xpath.places import PLACES
from api.domain.xpath.signature import Function
from api.domain.xpath.texts import TEXTS
from api.domain.xpath.times import TIMES

FUNCTIONS: dict[str, Function] = {**TEXTS, **NUMBERS, **NODES, **TIMES, **PLACES}
