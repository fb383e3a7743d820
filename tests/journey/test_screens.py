"""The catalogue of screens is true: each state that it promises is looked at, in one place."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.journey.screens import SCREENS, STORIES, Cell, NoSuchState

JOURNEYS = Path(__file__).parent
DOCS = JOURNEYS.parents[1] / "docs" / "screens.md"
PICTURES = DOCS.parent / "screens"


def name_of(said: ast.expr) -> str | None:
    """The name under which a look is taken; `*` for what is filled in."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    if isinstance(said, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in said.values)
        return "".join(str(part) for part in parts)
    return None


def looks_of(path: Path) -> list[str]:
    """The names of all that a story looks at."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    looking = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "at" and len(call.args) == 2
    ]
    return [name for call in looking if (name := name_of(call.args[1]))]


STORIES_HERE = sorted(JOURNEYS.glob("test_*.py"))
STORY_OF = {name: path.stem for path in STORIES_HERE for name in looks_of(path)}


def promised(cell: Cell) -> tuple[str, ...]:
    return () if isinstance(cell, NoSuchState) else cell


def shortened(cell: Cell) -> str:
    """As a cell of docs/screens.md."""
    if isinstance(cell, NoSuchState):
        return str(cell.value)
    return ", ".join(sorted({STORIES[STORY_OF[name]] for name in cell}, key="shdolbaRO".index))


@pytest.mark.parametrize("screen", SCREENS)
def test_each_state_is_looked_at_or_says_why_there_is_none(screen):
    for state, cell in SCREENS[screen]._asdict().items():
        missing = [name for name in promised(cell) if name not in STORY_OF]
        assert not missing, f"{screen}, {state}: nobody looks at {missing}"


def test_no_state_is_looked_at_twice():
    stories = [*STORIES_HERE, *(JOURNEYS.parent / "faults").glob("test_*.py")]
    times = Counter(name for path in stories for name in looks_of(path) if name.strip("*-") != "")
    twice = [name for name, count in times.items() if count > 1]
    assert not twice


def test_the_page_shows_the_catalogue():
    rows = re.findall(r"^\| ([^|!]+) \|((?:[^|!]+\|){5})$", DOCS.read_text(), re.MULTILINE)
    shown = {name: [cell.strip() for cell in cells.strip("|").split("|")] for name, cells in rows}
    for screen, cells in SCREENS.items():
        without_remarks = [re.sub(r" \(.*?\)", "", cell) for cell in shown[screen]]
        assert without_remarks == [shortened(cell) for cell in cells], screen
    assert shown.keys() - SCREENS.keys() == set()


def test_each_picture_of_the_page_was_kept():
    shown = set(re.findall(r"\]\(screens/([\w-]+)\.png\)", DOCS.read_text()))
    kept = {path.stem for path in PICTURES.glob("*.png")}
    assert shown <= kept
