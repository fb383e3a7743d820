"""What can be set, typed or answered is described: the documents are held to the source."""

import ast
import re
from pathlib import Path

import pytest

from api.commands import command_parser
from api.error_catalogue import ERROR_CATALOGUE
from api.errors import ApiError, Conflict, NotFound
from api.settings import Settings
from api.xlsform.workbook import read_workbook

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


# Their classes in errors.py say the code themselves.
MADE_BY_THEIR_CLASSES = {
    *("401.2", "404.1", "405", "busy", "noRoom", "serverTooOld", "signedOut", "tooManyAttempts")
}


def headings(name: str) -> set[str]:
    return set(re.findall(r"^## (.+)$", (DOCS / name).read_text(), re.MULTILINE))


def described_errors() -> dict[str, str]:
    """The rows of docs/errors.md: code → status, as they are written there."""
    found: dict[str, str] = {}
    for line in (DOCS / "errors.md").read_text().splitlines():
        row = re.match(r"\| (`.+?`) \| (?:([45]\d\d|line) \| )?", line)
        if row:
            found |= dict.fromkeys(re.findall(r"`([^`]+)`", row[1]), row[2] or "")
    return found


def spoken_words() -> set[str]:
    """Every text constant of the server besides the catalogue's own."""
    return {
        node.value
        for path in (ROOT / "api").rglob("*.py")
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } | MADE_BY_THEIR_CLASSES


def test_every_setting_has_its_heading():
    prefix = Settings.model_config["env_prefix"]
    names = {
        str(field.validation_alias or f"{prefix}{name}").upper()
        for name, field in Settings.model_fields.items()
    }
    assert headings("settings.md") == names


def test_every_command_has_its_heading():
    verbs = next(action for action in command_parser()._actions if action.choices)
    assert headings("commands.md") == set(verbs.choices or ())


def test_every_error_code_is_described_with_its_status():
    statuses = {code: str(entry.status or "line") for code, entry in ERROR_CATALOGUE.items()}
    assert described_errors() == statuses


def test_the_catalogue_has_no_code_that_nothing_answers_with():
    assert not ERROR_CATALOGUE.keys() - spoken_words()


def test_no_error_is_made_that_is_not_in_the_catalogue():
    for wrong in (
        lambda: Conflict("inventedHere"),
        lambda: Conflict("404.1"),
        lambda: Conflict("nameTaken", whose="Lan"),
    ):
        with pytest.raises(ValueError, match="not in the catalogue"):
            wrong()


def test_every_code_in_the_source_is_in_the_catalogue():
    """Those that are raised as constants; a code that is worked out fails when it is raised."""
    # NotFound says first what was looked for.
    makers = {one.__name__: one for one in error_classes() if one is not NotFound}
    for path in (ROOT / "api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args:
                made = makers.get(getattr(node.func, "id", ""))
                code = getattr(node.args[0], "value", None)
                if made and isinstance(code, str):
                    assert made.status == ERROR_CATALOGUE[code].status, (path, code)


def error_classes() -> list[type[ApiError]]:
    return [ApiError, *ApiError.__subclasses__()]


def test_every_error_code_has_words_for_people():
    for language in ("vi", "en"):
        words = (ROOT / f"webapp/words/{language}/codes.ts").read_text()
        missing = {code for code in ERROR_CATALOGUE if f"'error.{code}'" not in words}
        assert not missing, language


def test_nothing_about_a_form_stands_in_code():
    """The demonstration alone knows forms by name: it fills them."""
    forms = [path.stem for path in (ROOT / "forms").glob("*.md")]
    lists = [
        sheets["entities"].rows[0]["list_name"]
        for path in (ROOT / "forms").glob("*.md")
        if "entities" in (sheets := read_workbook(path.read_bytes(), "md"))
    ]
    named = re.compile(rf"['\"`]({'|'.join([*forms, *lists])})['\"`]")
    for room in (ROOT / "api", ROOT / "webapp"):
        for path in [*room.rglob("*.py"), *room.rglob("*.ts"), *room.rglob("*.tsx")]:
            if not path.is_relative_to(ROOT / "api" / "demo"):
                found = named.search(path.read_text())
                assert not found, f"{path.relative_to(ROOT)}: {found and found[1]}"


def test_every_link_between_documents_leads_somewhere():
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_pictures_of_the_readme_are_taken_by_a_test(name):
    pictures = re.findall(r'<img src="docs/screens/([^"]+)[.]png"', (ROOT / name).read_text())
    told = "".join(path.read_text() for path in (ROOT / "tests" / "journey").glob("test_*.py"))
    assert len(pictures) == 2
    for picture in pictures:
        assert (DOCS / "screens" / f"{picture}.png").exists()
        assert f'"{picture}"' in told, f"no test takes {picture}"
