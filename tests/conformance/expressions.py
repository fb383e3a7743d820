"""Random expressions over a random record, to look for answers on which the evaluators differ."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

RECORD = """<data id="x" version="2"><a>5</a><b/><c>2026-11-20</c>
<d>2026-11-20T08:30:00.000+07:00</d><e>đỏ xanh tím</e><f>-0.5</f><g>a😀b</g><h> x  y </h>
<r><n>1</n><s>nu</s><t><u>7</u></t></r>
<long>Cuộc họp thôn có mười hai chị em 😀😀😀 tham dự, 2026-11-20 08:30</long>
<digits>12345678901234567890123456789012345678901234567890</digits>
<r><n>12</n><s>nam</s></r><r><n/><s>nu</s><t><u>8</u></t><t><u>x</u></t></r><z>true</z></data>"""

_TEXTS = [
    "'một chữ dài hơn mười sáu chữ'",
    "''",
    "'a'",
    "'nu'",
    "'2026-11-21'",
    "'12'",
    "' '",
    "'đỏ'",
    "'😀'",
    "'1e3'",
    "'08:00'",
]
_PATTERNS = ["'[0-9]+'", "'^a.b$'", "'^(x|y)*$'", "'\\w{2,3}'", "'^[^a-c]'", "'\\bđ'", "'\\p{Lu}?'"]
_NUMBERS = ["0", "1", "2", "3", ".5", "1.005", "10000000", "0.0000001", "20778"]
PATHS = """/data/a /data/b /data/c /data/d /data/e /data/f /data/g /data/h . .. ../a ../r /data/r
/data/r/n /data/r/s /data/r/t/u //u //* /data/@id current() current()/../r /data/none
/data/r/t/.. /data/r/ancestor-or-self::* /data/r[2]/preceding-sibling::* //u/following::*
/data/long /data/digits /data /data/r
/data/r[1]/descendant::node() //t/preceding::*[2] /data/r/t[1] (/data/r/t)[2] //text()
instance('teams')/root/item instance('teams')/root/item/name"""
_COLUMNS = ["n", "s", "name", "size", "position()", "last()", "../n", "t/u", "."]
_ONE_TEXT = "string-length normalize-space count-selected boolean-from-string string base64-decode"
_TWO_TEXTS = "contains starts-with ends-with substring-before substring-after selected"
# Not sin and its like: the last digit of those is each machine's own.
_ONE_NUMBER = "number int round floor ceiling abs sqrt"
_NODES = "count count-non-empty sum name local-name position min max concat string"
_DATES = "date date-time decimal-date-time decimal-time"


class Maker:
    """Makes one expression after another from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def word(self, words: str) -> str:
        return self.random.choice(words.split())

    def expression(self, depth: int) -> str:
        kinds = [self.nodes, self.number, self.text]
        if depth > 0:
            kinds += [self.comparison, self.arithmetic, self.call, self.call, self.logic]
        return self.random.choice(kinds)(depth)

    def number(self, _depth: int) -> str:
        return self.pick(*_NUMBERS)

    def text(self, _depth: int) -> str:
        return self.pick(*_TEXTS)

    def nodes(self, depth: int) -> str:
        path = self.word(PATHS)
        if depth > 0 and self.random.random() < 0.4 and path not in {".", ".."}:
            column = self.pick(*_COLUMNS)
            value = self.expression(depth - 2)
            path += self.pick(f"[{column} = {value}]", f"[{column} > {value}]", f"[{value}]")
        if depth > 0 and self.random.random() < 0.15:
            path = f"({path} | {self.word(PATHS)})"
        return path

    def comparison(self, depth: int) -> str:
        sign = self.pick("=", "!=", "<", "<=", ">", ">=")
        return f"({self.expression(depth - 1)} {sign} {self.expression(depth - 1)})"

    def arithmetic(self, depth: int) -> str:
        sign = self.pick("+", "-", "*", "div", "mod")
        return f"({self.expression(depth - 1)} {sign} -{self.expression(depth - 1)})"

    def logic(self, depth: int) -> str:
        one, other = self.expression(depth - 1), self.expression(depth - 1)
        return self.pick(f"({one} and {other})", f"({one} or {other})", f"not({one})")

    def call(self, depth: int) -> str:
        one, two, three = (self.expression(depth - 1) for _ in range(3))
        return self.pick(
            f"{self.word(_ONE_TEXT)}({one})",
            f"{self.word(_TWO_TEXTS)}({one}, {two})",
            f"{self.word(_ONE_NUMBER)}({one})",
            f"{self.word(_NODES)}({self.nodes(depth - 1)})",
            f"{self.word(_DATES)}({one})",
            f"if({one}, {two}, {three})",
            f"coalesce({one}, {two})",
            f"round({one}, {self.pick('-1', '0', '1', '2', '3')})",
            f"substring({one}, {two}, {three})",
            f"substr({one}, {self.pick('0', '1', '-2', two)}, {three})",
            f"translate({one}, {two}, {three})",
            f"join({self.text(0)}, {one}, {self.nodes(depth - 1)})",
            f"concat({one}, {two}, {one}, {two})",
            f"distance({self.nodes(depth - 1)})",
            f"jr:choice-name({one}, '/data/a')",
            f"selected-at({one}, {two})",
            f"count({one})",
            f"min({one}, {two})",
            f"max({one}, {two}, {three})",
            f"regex({one}, {self.pick(*_PATTERNS)})",
            f"format-date({one}, '%Y %y %m %n %b %d %e %a %H %M %S %3')",
            f"checklist({self.pick('-1', '0', '1')}, {self.pick('-1', '2')}, {one}, {two})",
            f"weighted-checklist(0, 9, {one}, {two})",
            f"indexed-repeat(/data/r/t/u, /data/r, {one})",
            f"pulldata('teams', 'label', 'name', {one})",
            f"join('', randomize({self.nodes(depth - 1)}, {one}))",
            f"digest({one}, 'SHA-256')",
            f"once({one})",
            "today()",
            "now()",
            "position()",
            "uuid()",
        )


def write_cases(path: Path, seed: int, count: int, steps: int) -> None:
    """A file for run.py with `count` expressions; nobody says what they should be worth."""
    maker = Maker(seed)
    contexts = ["/data/b", "/data/a", "/data/c", "/data/r[2]/n", "/data/r[3]/t[2]/u", "/"]
    cases = [
        {
            "id": at,
            "expr": maker.expression(3),
            "instance": 0,
            "context": maker.pick(*contexts),
            "asked": maker.random.choice([0, 0, 1, 2, 3]),
            "type": "error",
            "expected": None,
        }
        for at in range(count)
    ]
    teams = [
        {"name": "nu", "label": "Tổ 1", "size": "12"},
        {"name": "a", "label": "Tổ 2", "size": ""},
        {"name": "12", "label": "Tổ 3", "size": "5"},
    ]
    file = {
        "zone": "+07:00",
        "now": "2026-11-21T08:30:00.000+07:00",
        "lists": {"teams": teams},
        "steps": steps,
        "instances": [RECORD],
        "cases": cases,
    }
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
