"""Distance and area on the globe, from points as forms write them. Twin: places.ts."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, nan, radians, sin, sqrt

from api.domain.tree import Node
from api.domain.xpath.env import Context
from api.domain.xpath.numbers import round_half_up
from api.domain.xpath.signature import MANY, XPathFunction, function_of_values, spread_node_sets
from api.domain.xpath.texts import split_words
from api.domain.xpath.values import XPathValue, to_number

_RADIUS = 6_378_100.0

Point = tuple[float, float]


def _points(given: list[XPathValue], context: Context) -> list[Point] | None:
    """Latitude and longitude in radians of every point; None when one is not on the globe."""
    texts = [
        part
        for text in spread_node_sets(given, context)
        for part in context.text(text).split(";")
        if split_words(part)
    ]
    points: list[Point] = []
    for text in texts:
        latitude, longitude, *_ = [*map(to_number, split_words(text)), nan]
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        points.append((radians(latitude), radians(longitude)))
    return points or None


def _distance_between(one: Point, other: Point) -> float:
    """Along the great circle, in metres."""
    high = sin((other[0] - one[0]) / 2) ** 2
    wide = sin((other[1] - one[1]) / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(high + cos(one[0]) * cos(other[0]) * wide))


def _hundredths(number: float) -> float:
    return round_half_up(number * 100) / 100


def _distance(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    points = _points(given, context)
    if points is None:
        return nan
    return _hundredths(sum(_distance_between(*pair) for pair in pairwise(points)))


def _area(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    points = _points(given, context)
    if points is None:
        return nan
    total = 0.0
    for one, other in zip(points, [*points[1:], points[0]], strict=True):
        total += (other[1] - one[1]) * (2 + sin(one[0]) + sin(other[0]))
    return _hundredths(abs(total * _RADIUS * _RADIUS / 2))


PLACE_FUNCTIONS: dict[str, XPathFunction] = {
    "distance": function_of_values(_distance, 1, MANY),
    "area": function_of_values(_area, 1, MANY),
}
