"""Regular expressions whose time grows with the text only: no backtracking, no surprises.

Twin: patterns.ts. Both take this syntax and refuse the rest: literals . [ ] ^ $ | ( ) (?: ) * + ?
{n,m} and their lazy forms, \\d \\w \\s \\b and their opposites, \\p{L}, \\t \\n \\r
\\f \\v, \\xHH, \\uHHHH.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NoReturn

from api.domain.xpath.env import Context
from api.domain.xpath.errors import XPathError

CharacterTest = Callable[[str], bool]
# A state takes a character, goes on to other states (by distance), or looks around without taking;
# the last number is how many tests taking one may need.
LookAround = Callable[[str, str], bool]
PatternState = tuple[CharacterTest | None, tuple[int, ...], LookAround | None, int]
PatternProgram = list[PatternState]

# States, and the members of all its classes together: "[aeiou]" has five.
MAX_STATES = 1_000
MAX_NESTING = 30

_SPACES = " \t\n\r\f\v\u00a0"
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_CATEGORY = re.compile(r"\{(L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")


@lru_cache(maxsize=200)
def compile_pattern(pattern: str) -> PatternProgram:
    """The pattern as a small machine; XPathError("regex") when it is not one of ours."""
    return _PatternReader(pattern).whole()


def is_pattern_found(program: PatternProgram, text: str, context: Context) -> bool:
    """Whether the pattern is found anywhere in the text; ^ and $ tie it to the ends."""
    waiting = {0}
    before = ""
    for after in [*text, ""]:
        reached, matched = _reachable_states(program, waiting, before, after)
        if matched:
            return True
        context.spend(1 + (sum(program[at][3] for at in reached) >> 3))
        waiting = {at + 1 for at in reached if after and _takes_character(program[at], after)}
        waiting.add(0)
        before = after
    return False


def _takes_character(state: PatternState, character: str) -> bool:
    return state[0] is not None and state[0](character)


def _reachable_states(
    program: PatternProgram, states: set[int], before: str, after: str
) -> tuple[list[int], bool]:
    """Every state that can be reached without taking a character; whether one is the end."""
    seen: set[int] = set()
    takers: list[int] = []
    waiting = list(states)
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if at == len(program):
            return takers, True
        test, jumps, look, _ = program[at]
        if test is not None:
            takers.append(at)
        elif look is None or look(before, after):
            waiting.extend(at + jump for jump in jumps)
    return takers, False


def _character_program(test: CharacterTest, tests: int = 1) -> PatternProgram:
    return [(test, (), None, tests)]


def _lookaround_program(look: LookAround) -> PatternProgram:
    return [(None, (1,), look, 0)]


def _jump_state(*jumps: int) -> PatternState:
    return (None, jumps, None, 0)


def _is_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())


def _repeat_program(body: PatternProgram, least: int, most: int | None) -> PatternProgram:
    optional = [_jump_state(1, len(body) + 1), *body]
    if most is None:
        return [*body * least, _jump_state(1, len(body) + 2), *body, _jump_state(-len(body) - 1)]
    return [*body * least, *optional * (most - least)]


class _PatternReader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.nesting = 0
        self.members = 0

    def whole(self) -> PatternProgram:
        program = self.alternatives()
        if self.at < len(self.pattern) or len(program) > MAX_STATES:
            self.refuse()
        return program

    def refuse(self) -> NoReturn:
        raise XPathError("regex", detail=self.pattern)

    def ahead(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def next(self) -> str:
        self.at += 1
        return self.pattern[self.at - 1 : self.at]

    def taken(self, symbol: str) -> bool:
        if not self.pattern.startswith(symbol, self.at):
            return False
        self.at += len(symbol)
        return True

    def matched(self, what: re.Pattern[str]) -> re.Match[str] | None:
        found = what.match(self.pattern, self.at)
        if found:
            self.at = found.end()
        return found

    def alternatives(self) -> PatternProgram:
        program = self.sequence()
        while self.taken("|"):
            other = self.sequence()
            program = [
                _jump_state(1, len(program) + 2),
                *program,
                _jump_state(len(other) + 1),
                *other,
            ]
            if len(program) > MAX_STATES:
                self.refuse()
        return program

    def sequence(self) -> PatternProgram:
        program: PatternProgram = []
        while self.ahead() not in {"", "|", ")"}:
            program += self.quantified()
            if len(program) > MAX_STATES:
                self.refuse()
        return program

    def quantified(self) -> PatternProgram:
        atom = self.atom()
        if self.taken("*"):
            least, most = 0, None
        elif self.taken("+"):
            least, most = 1, None
        elif self.taken("?"):
            least, most = 0, 1
        elif found := self.matched(_COUNT):
            least = int(found[1])
            most = least if not found[2] else int(found[3]) if found[3] else None
        else:
            return atom
        self.taken("?")
        if (most is not None and most < least) or self.ahead() in {"*", "+", "?", "{"}:
            self.refuse()
        if (len(atom) == 1 and atom[0][2]) or len(atom) * max(least, most or 0) > MAX_STATES:
            self.refuse()
        return _repeat_program(atom, least, most)

    def atom(self) -> PatternProgram:
        character = self.next()
        if character == "(":
            return self.group()
        if character == "[":
            return self.any_of()
        if character == ".":
            return _character_program(lambda c: c not in "\n\r")
        if character == "^":
            return _lookaround_program(lambda before, _after: not before)
        if character == "$":
            return _lookaround_program(lambda _before, after: not after)
        if character == "\\":
            return self.escaped()
        if character in {"*", "+", "?", "{"}:
            self.refuse()
        return _character_program(character.__eq__)

    def group(self) -> PatternProgram:
        self.nesting += 1
        if self.nesting > MAX_NESTING or (not self.taken("?:") and self.ahead() == "?"):
            self.refuse()
        program = self.alternatives()
        if not self.taken(")"):
            self.refuse()
        self.nesting -= 1
        return program or [_jump_state(1)]

    def escaped(self) -> PatternProgram:
        if self.ahead() in {"b", "B"}:
            inside = self.next() == "B"
            return _lookaround_program(
                lambda before, after: (_is_word(before) == _is_word(after)) == inside
            )
        test = self.escape()
        return _character_program(test if callable(test) else test.__eq__)

    def escape(self) -> CharacterTest | str:
        """A class of characters, or the one character that is meant."""
        if found := self.matched(_HEX):
            point = int(found[1] or found[2], 16)
            return self.refuse() if 0xD800 <= point <= 0xDFFF else chr(point)
        character = self.next()
        if character in {"p", "P"}:
            return self.category(character == "P")
        if character.lower() in {"d", "w", "s"}:
            return _class_of(character)
        if character in _CONTROLS:
            return _CONTROLS[character]
        if not character or (character.isascii() and character.isalnum()):
            self.refuse()
        return character

    def category(self, opposite: bool) -> CharacterTest:
        found = self.matched(_CATEGORY)
        if found is None:
            self.refuse()
        name = found[1]
        return lambda c: unicodedata.category(c).startswith(name) != opposite

    def any_of(self) -> PatternProgram:
        opposite = self.taken("^")
        tests: list[CharacterTest] = []
        while not self.taken("]"):
            tests.append(self.member())
            self.members += 1
            if self.members > MAX_STATES:
                self.refuse()
        if not tests:
            self.refuse()
        return _character_program(lambda c: any(test(c) for test in tests) != opposite, len(tests))

    def member(self) -> CharacterTest:
        first = self.character()
        if callable(first):
            return first
        if self.ahead() != "-" or self.pattern[self.at + 1 : self.at + 2] in {"]", ""}:
            return first.__eq__
        self.at += 1
        last = self.character()
        if callable(last) or last < first:
            self.refuse()
        return lambda c: first <= c <= last

    def character(self) -> CharacterTest | str:
        character = self.next()
        if not character or character == "[":
            self.refuse()
        return self.escape() if character == "\\" else character


def _class_of(letter: str) -> CharacterTest:
    opposite = letter.isupper()
    if letter in {"d", "D"}:
        return lambda c: ("0" <= c <= "9") != opposite
    if letter in {"w", "W"}:
        return lambda c: _is_word(c) != opposite
    return lambda c: (c in _SPACES) != opposite
