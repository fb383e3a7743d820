"""The rules for names: each says what it is to somebody who opens only that file."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
API, WEBAPP = ROOT / "api", ROOT / "webapp"
TYPESCRIPT_DEFINITION = re.compile(
    r"^(?:export )?(?:default )?(?:declare )?(?:async )?"
    r"(?:function\*?|const|let|class|type|interface|enum) (\w+)",
    re.MULTILINE,
)
# What the frameworks look for by this name in every file.
CONVENTIONS = {"router", "__all__"}
MOST_FILES_WITH_ONE_NAME = 3
# Goals of the house, as shares of all top-level names.
MOST_SHARED, MOST_BARE = 0.10, 0.01
# Participles, pronouns and prepositions that name nothing out of their sentence.
BARE_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        said told seen hers his one asked given kept taken found held known written unwritten read
        opened begun begin meant wanted sought shown counted called named placed passed done sent
        gone made left past behind here there then these those it them they she he him her who what
        whom whose which this that some any none all both each other others same once again of by in
        at to on below above within ours theirs mine own
        """,
    )
)


def python_names(root: Path = API) -> Iterator[tuple[str, Path]]:
    """Every top-level definition, without its leading underscore."""
    for path in sorted(root.rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield node.name.lstrip("_"), path
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield target.id if target.id == "__all__" else target.id.lstrip("_"), path


def typescript_names(root: Path = WEBAPP) -> Iterator[tuple[str, Path]]:
    """Every top-level definition but those of generated files."""
    for path in sorted([*root.rglob("*.ts"), *root.rglob("*.tsx")]):
        text = path.read_text()
        if "generated" not in text[:200]:
            for found in TYPESCRIPT_DEFINITION.finditer(text):
                yield found.group(1), path


def files_by_name(names: Iterator[tuple[str, Path]]) -> dict[str, set[Path]]:
    found: dict[str, set[Path]] = defaultdict(set)
    for name, path in names:
        if name not in CONVENTIONS:
            found[name].add(path)
    return found


SIDES = pytest.mark.parametrize("names", [python_names, typescript_names], ids=["api", "webapp"])


@SIDES
def test_a_name_stands_for_one_thing(names):
    files = files_by_name(names())
    crowded = {name for name, paths in files.items() if len(paths) > MOST_FILES_WITH_ONE_NAME}
    assert not crowded
    counted = Counter(name for name, _ in names() if name not in CONVENTIONS)
    shared = sum(number for name, number in counted.items() if len(files[name]) > 1)
    assert shared / counted.total() <= MOST_SHARED


@SIDES
def test_no_name_is_a_bare_participle_or_pronoun(names):
    counted = Counter(name for name, _ in names())
    bare = {name for name in counted if name.lower() in BARE_WORDS}
    assert sum(counted[name] for name in bare) / counted.total() <= MOST_BARE, bare


def test_what_the_server_received_is_a_submission():
    """`record` is the phone's word for a finished, unsent instance; here it is only a verb."""
    for name, path in python_names():
        if path.parent.name != "demo" and re.search(r"(^|_)records?($|_)", name):
            assert name.startswith("record_"), f"{path.relative_to(ROOT)}: {name}"


def test_the_readers_see_what_they_look_for(tmp_path):
    (tmp_path / "a.py").write_text("def _told(): ...\nMOST: int = 3\nclass Look: ...\n")
    (tmp_path / "a.ts").write_text("export const told = 1\nconst { x } = y\ninterface Look {}\n")
    assert [name for name, _ in python_names(tmp_path)] == ["told", "MOST", "Look"]
    assert [name for name, _ in typescript_names(tmp_path)] == ["told", "Look"]
