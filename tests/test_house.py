"""The house rules: who may import whom, how long things get, who commits, which words stand."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.hygiene.webapp import phone_facts, read_facts

ROOT = Path(__file__).parent.parent
API = ROOT / "api"
WEBAPP = ROOT / "webapp"
# Made by `make contract`, for the compiler alone.
GENERATED = WEBAPP / "api/schema.ts"

# Room → what of ours it may import, by prefix. A new arrow needs a new line here, and a reason.
LOW = {"api.error_catalogue", "api.settings", "api.errors", "api.clock"}
DOMAIN = {"api.domain"}
MODELS = {"api.models", "api.storage.columns"} | DOMAIN
QUERIES = {"api.queries"} | MODELS
ACCESS = {"api.access"} | QUERIES
# What is shown is handed in: schemas name the types that queries and access give back, to build
# from them, and ask nothing (test_schemas_ask_no_database).
SCHEMAS = {"api.schemas"} | ACCESS
STORES = {"api.storage", "api.crypto"}
ACTIONS = {"api.actions", "api.xlsform"} | STORES | SCHEMAS | LOW - {"api.settings"}
ENTRANCE = {"api.http", "api.documents"} | ACTIONS | LOW
MAY_IMPORT = {
    "api/settings.py": set(),
    "api/error_catalogue.py": set(),
    "api/errors.py": {"api.error_catalogue"},
    "api/clock.py": set(),
    "api/domain": DOMAIN,
    "api/models": {"api.storage.columns"} | DOMAIN,
    "api/storage": {"api.storage", "api.settings", "api.errors"} | DOMAIN,
    "api/crypto": {"api.crypto", "api.settings", "api.errors"} | DOMAIN,
    "api/xlsform": {"api.xlsform", "api.settings", "api.errors"} | DOMAIN,
    "api/documents": DOMAIN,
    "api/queries": QUERIES,
    "api/access": {"api.errors", "api.clock"} | ACCESS,
    "api/schemas": SCHEMAS,
    "api/actions": ACTIONS,
    "api/http": {"api.http"} | STORES | ACCESS | LOW,
    # The entrances: what one of them does, another has only as an action.
    "api/routers": ENTRANCE,
    "api/importing": {"api.importing"} | ENTRANCE,
    "api/loading": {"api.loading"} | ENTRANCE,
    "api/demo": {"api.demo"} | ENTRANCE,
}
ROOMS_OF_ALL = {"api/main.py", "api/commands.py", "api/__main__.py", "api/__init__.py"}
DATABASE = {"sqlmodel", "sqlalchemy"}
NEVER = {
    "api/domain": {"fastapi", "httpx", "starlette", "time", "random"} | DATABASE,
    "api/models": {"fastapi"},
    "api/storage": {"fastapi", "starlette"},
    "api/queries": {"fastapi"},
    "api/access": {"fastapi", "starlette"},
    "api/actions": {"fastapi", "starlette"},
    "api/schemas": {"fastapi", "starlette"} | DATABASE,
    "api/documents": {"fastapi"} | DATABASE,
    "api/crypto": {"fastapi", "starlette"} | DATABASE,
}
# Its tables and its session; statements are SQLAlchemy's.
OF_SQLMODEL = {"SQLModel", "Field", "Session", "col"}
DRAWERS = {"utils", "helpers", "common", "core", "base", "services", "misc", "lib"}


def python_files(room: Path = API) -> list[Path]:
    return sorted(room.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def our_imports(path: Path) -> set[str]:
    """The modules of ours that a file imports: never a name in one, nor the folder above one."""
    found = {name for name in imports(path) if name == "api" or name.startswith("api.")}
    modules = {name for name in found if (ROOT / f"{name.replace('.', '/')}.py").exists()}
    rooms = {name for name in found - modules if (ROOT / name.replace(".", "/")).is_dir()}
    return modules | {room for room in rooms if not any(within(name, {room}) for name in modules)}


def within(name: str, prefixes: set[str]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_arrows_run_down(room):
    for path in [ROOT / room] if room.endswith(".py") else python_files(ROOT / room):
        ours = our_imports(path)
        stray = {name for name in ours if not within(name, MAY_IMPORT[room])}
        assert not stray, f"{path.relative_to(ROOT)} imports {stray}"
        forbidden = {name for name in imports(path) if within(name, NEVER.get(room, set()))}
        assert not forbidden, f"{path.relative_to(ROOT)} imports {forbidden}"


def test_every_room_stands_in_the_table():
    rooms = {
        f"api/{path.name}" for path in API.iterdir() if path.is_dir() or path.suffix == ".py"
    } - {"api/__pycache__"}
    assert rooms == MAY_IMPORT.keys() | ROOMS_OF_ALL


def test_no_file_comes_back_to_itself_by_its_imports():
    files = {module_name(path): our_imports(path) for path in python_files()}
    left = dict(files)
    # What imports nothing that is left stands in no circle.
    while free := [name for name, used in left.items() if not used & left.keys()]:
        left = {name: used for name, used in left.items() if name not in free}
    assert not left, f"in circles, or above one: {sorted(left)}"


def test_schemas_ask_no_database():
    """Their types may come from queries and access; no function that takes a session does."""
    for path in python_files(API / "schemas"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and within(
                node.module or "", {"api.queries", "api.access"}
            ):
                source = ROOT / f"{(node.module or '').replace('.', '/')}.py"
                assert source.exists(), f"{path.name} imports a whole module of {node.module}"
                types = {
                    one.name
                    for one in ast.parse(source.read_text()).body
                    if isinstance(one, ast.ClassDef)
                }
                asked = {alias.name for alias in node.names} - types
                assert not asked, f"{path.name} imports {asked} of {node.module}"
        assert not re.search(r"\bsession: ", path.read_text()), f"{path.name} takes a session"


def test_models_do_not_know_one_another():
    for path in python_files(API / "models"):
        if path.name != "__init__.py":
            others = {name for name in imports(path) if name.startswith("api.models")}
            assert not others, f"{path.name} imports {others}"
            assert "Relationship(" not in path.read_text()


def test_columns_of_tables_import_nothing_of_ours():
    assert not our_imports(API / "storage" / "columns.py")


def test_the_domain_has_no_clock():
    for path in python_files(API / "domain"):
        text = path.read_text()
        assert not re.search(r"\b(datetime\.now|date\.today|utcnow|time\.time)\(", text), path.name


def test_only_db_commits():
    for path in python_files():
        if path.relative_to(ROOT).as_posix() != "api/storage/db.py":
            text = path.read_text()
            assert ".commit(" not in text, path
            assert ".begin(" not in text, path


def test_what_goes_over_the_wire_is_described_in_schemas():
    for path in python_files(API):
        if path.parent.name != "schemas":
            described = re.findall(r"^class (\w+)\((?:Wire|Request)Model\)", path.read_text(), re.M)
            assert not described, path


def test_routers_hold_no_sql():
    for path in python_files(API / "routers"):
        assert not re.search(r"(?<!\.)\b(select|insert|update|delete)\(", path.read_text()), path


def test_there_are_two_ways_to_query():
    """SQLAlchemy's statements for reading, PreparedStatement for the hot path: queries/__init__."""
    for path in python_files():
        text = path.read_text()
        assert not re.search(r"\.exec\(", text), f"{path}: execute or scalars"
        assert not re.search(r"\)\s*\.scalars\(\)", text), f"{path}: scalars at once"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module == "sqlmodel":
                strange = {alias.name for alias in node.names} - OF_SQLMODEL
                assert not strange, f"{path} takes {strange} of sqlmodel, not of sqlalchemy"


def test_problems_are_ours():
    for path in python_files():
        if path.name != "error_handlers.py":
            assert "HTTPException" not in path.read_text(), path


WRITES_CELLS = re.compile(r"csv\.(?:writer|DictWriter)\(|xlsxwriter|openpyxl import .*\bWorkbook\b")


def test_files_of_cells_are_written_where_formulas_are_escaped():
    """And no XLSX is written anywhere: whoever adds that writes every cell as text."""
    writers = {path for path in python_files() if WRITES_CELLS.search(path.read_text())}
    assert writers == {API / "documents/list_csv.py", API / "documents/table_csv.py"}


def test_nothing_is_caught_blindly():
    for path in [*python_files(), *python_files(ROOT / "tests")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                assert caught not in {"everything", "Exception", "BaseException"}, path


def test_there_are_no_drawers():
    for room in (API, WEBAPP):
        for path in room.rglob("*"):
            assert path.stem.lower() not in DRAWERS, path


# What is told about more than one room, or from outside.
TEST_ROOMS = {"bench", "compatibility", "conformance", "containers", "contract", "faults"}
TEST_ROOMS |= {"hygiene", "journey", "migrations"}


def test_tests_lie_where_their_code_lies():
    tests = ROOT / "tests"
    rooms = {path.parent.relative_to(tests) for path in tests.rglob("*") if path.is_file()}
    for room in rooms:
        if room.parts and room.name != "__pycache__" and room.parts[0] not in TEST_ROOMS:
            assert (ROOT / room).is_dir(), f"tests/{room} mirrors nothing"


@pytest.mark.parametrize(
    "path",
    [
        path
        for room, kinds in ((API, ("*.py",)), (WEBAPP, ("*.ts", "*.tsx", "*.css")))
        for kind in kinds
        for path in sorted(room.rglob(kind))
        if path != GENERATED
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_files_stay_small(path):
    assert len(path.read_text().splitlines()) <= 300


def test_functions_stay_short():
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= 60, f"{path.name}: {node.name} has {lines} lines"


def test_every_python_file_says_what_it_is_for():
    for path in python_files():
        if path.name != "__init__.py":
            assert ast.get_docstring(ast.parse(path.read_text())), path


# The phone.

ONLY_THERE = {
    # The one wrapper that opens it once more; what lies on the shelves says nothing of it.
    "indexedDB": {"webapp/store/connection.ts"},
    "openDB": {"webapp/store/connection.ts"},
    "fetch(": {"webapp/api/line.ts", "webapp/pwa/service-worker.ts"},
    "innerHTML": set(),
    "dangerouslySetInnerHTML": set(),
    "eval(": set(),
}
# Data that both twins read.
QUESTION_TYPES_TABLE = "../api/domain/question_types.json"
NOT_IN_THE_ENGINE = ("document.", "window.", "fetch(", "indexedDB", "new Date", "Math.random")


def script_files(room: Path = WEBAPP) -> list[Path]:
    return [path for kind in ("*.ts", "*.tsx") for path in sorted(room.rglob(kind))]


def code_of(path: Path) -> str:
    """The file without its comments."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"(^|\s)//[^\n]*", "", text)


@pytest.mark.parametrize("said", ONLY_THERE)
def test_who_says_what_on_the_phone(said):
    for path in script_files():
        if said in code_of(path):
            assert path.relative_to(ROOT).as_posix() in ONLY_THERE[said], f"{path} says {said}"


# Bottom to top. A file imports from its own room and from the floors below, never from one beside
# it: so no feature knows another. A new room, or another arrow, needs a line here.
FLOORS = (
    {"entries"},
    {"clock", "router", "engine"},
    {"words", "api", "pwa"},
    {"store"},
    {"vault"},
    {"state"},
    {"sync"},
    {"ports"},
    {"components"},
    {"fill", "review", "figures", "handover", "administration", "demonstration"},
    {"screens"},
    {"app"},
    {"main"},
)
# Less than their floor would allow.
NARROWER = {
    "words": {"clock", "entries"},
    "api": {"clock", "engine", "entries"},
    "pwa": {"clock", "entries"},
}


def room_of(path: str) -> str:
    return Path(Path(path).parts[0]).stem


def below(room: str) -> set[str]:
    floor = next(nth for nth, rooms in enumerate(FLOORS) if room in rooms)
    return NARROWER.get(room, set[str]().union(*FLOORS[:floor]))


def test_arrows_on_the_phone_run_down():
    facts = phone_facts()
    assert {room_of(path) for path in facts} <= set().union(*FLOORS)
    stray = [
        f"{path} imports {other}"
        for path in facts
        for other in facts[path]["imports"]
        if other in facts and room_of(other) not in below(room_of(path)) | {room_of(path)}
    ]
    assert not stray


def test_the_engine_is_pure():
    for path in script_files(WEBAPP / "engine"):
        code = code_of(path)
        for word in NOT_IN_THE_ENGINE:
            assert word not in code, f"{path} says {word}"
    for name, facts in phone_facts().items():
        if room_of(name) == "engine":
            others = {*facts["imports"]} - {QUESTION_TYPES_TABLE, "entries.ts"}
            assert all(other.startswith("engine/") for other in others), name


def test_screens_do_not_import_one_another():
    # Only app.tsx opens them; what two of them use lies in screens/parts.
    screens = {path for path in phone_facts() if re.fullmatch(r"screens/[^/]+\.tsx?", path)}
    for path, facts in phone_facts().items():
        if room_of(path) not in {"app", "main"}:
            assert not screens & set(facts["imports"]), path


def dictionaries() -> dict[str, set[str]]:
    """Which keys come with which door: review/words/index.ts → review.title, review.nth …"""

    def keys_with(path: str) -> set[str]:
        loads = [other for other in facts[path]["loads"] if other in facts]
        parts = [other for other in loads if facts[other]["keys"]]
        return set(facts[path]["keys"]).union(*(keys_with(part) for part in parts))

    facts = phone_facts()
    doors = [path for path in facts if "/words/" in f"/{path}" and not facts[path]["keys"]]
    return {door: keys for door in doors if (keys := keys_with(door))}


def unbrought(says: list[str], loads: list[str], doors: dict[str, set[str]]) -> set[str]:
    """What a file says whose dictionary it does not bring; `review.by.*` is any that begins so."""
    here = {"words/index.ts", *loads}

    def is_here(word: str) -> bool:
        begins = word.removesuffix("*") if word.endswith(".*") else None
        with_it = [
            door
            for door, keys in doors.items()
            if (any(key.startswith(begins) for key in keys) if begins else word in keys)
        ]
        return not with_it or bool(here.intersection(with_it))

    return {word for word in says if not is_here(word)}


def test_whoever_says_words_brings_their_dictionary():
    # Else the key itself would stand on the screen until somebody else has brought it.
    doors = dictionaries()
    assert len(doors) == 12
    assert {door for door, keys in doors.items() if "error.unknown" in keys} == {"words/index.ts"}
    assert unbrought(["review.title"], ["words/index.ts"], doors) == {"review.title"}
    assert unbrought(["review.by.*"], [], doors) == {"review.by.*"}
    assert not unbrought(["review.by.*", "bar.home"], ["review/words/index.ts"], doors)
    for path, facts in phone_facts().items():
        if not facts["keys"] and path not in doors:
            assert not unbrought(facts["says"], facts["loads"], doors), path


def test_the_root_of_the_phone_holds_eight_files():
    assert (
        len([path for path in WEBAPP.iterdir() if path.suffix != ".html" and path.is_file()]) <= 8
    )


def test_functions_of_the_phone_stay_short():
    # What stands in a function counts for it too.
    long = [
        f"{path}:{each['line']} {each['name']} has {each['lines']} lines"
        for path, facts in phone_facts().items()
        for each in facts["functions"]
        if each["lines"] > 60
    ]
    assert not long


def test_no_file_of_the_phone_comes_back_to_itself():
    # Types too: who reads one file of a circle reads them all. The error names the circle.
    TopologicalSorter({path: facts["imports"] for path, facts in phone_facts().items()}).prepare()


def test_the_reader_of_the_phone_reads_what_there_is_to_read(tmp_path):
    room = tmp_path / "room"
    room.mkdir()
    (room / "index.ts").write_text("export const one = 1\n")
    (room / "shape.ts").write_text("export type Shape = string\n")
    (tmp_path / "a.tsx").write_text(
        "import type { Shape } from './room/shape'\n"
        "export { one } from './room'\n"
        "import 'preact'\n"
        "// import { not } from './this'\n"
        "const later = () => import('./b')\n"
        "export function Long() {\n"
        "  const inner = {\n    method() {\n      return `}`\n    },\n  }\n"
        "  return <p>{'{'}</p>\n"
        "}\n"
    )
    (tmp_path / "b.ts").write_text("export class B {\n  #secret(): void {}\n}\n")
    facts = read_facts(tmp_path)
    assert facts["a.tsx"]["imports"] == ["b.ts", "preact", "room/index.ts", "room/shape.ts"]
    lengths = {each["name"]: (each["line"], each["lines"]) for each in facts["a.tsx"]["functions"]}
    assert lengths == {"later": (5, 1), "Long": (6, 8), "method": (8, 3)}
    assert [each["name"] for each in facts["b.ts"]["functions"]] == ["secret"]
