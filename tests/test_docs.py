"""What can be set, typed or answered is described: the documents are held to the source."""

import ast
import re
from pathlib import Path

from api.commands import command_parser
from api.domain.review import ReviewObjection
from api.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROBLEMS = {
    *("BadRequest", "Conflict", "Forbidden", "Problem", "TooLarge"),
    *("Unprocessable", "UnsupportedMedia"),
}


def headings(name: str) -> set[str]:
    return set(re.findall(r"^## (.+)$", (DOCS / name).read_text(), re.MULTILINE))


def error_codes() -> set[str]:
    """Every code that the source answers with, as constants."""
    found = {objection.value for objection in ReviewObjection} | {"401.2", "404.1", "403.1", "busy"}
    found |= {"tooManyAttempts", "bodyTooLarge", "contentEncoding"}
    found |= {"tooLarge", "tooManyElements", "tooDeep", "doctype", "notUtf8"}
    for path in (ROOT / "api").rglob("*.py"):
        found |= set(re.findall(r'"([45]\d\d\.\d+)"', path.read_text()))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PROBLEMS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


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


def test_every_error_code_is_described():
    text = (DOCS / "errors.md").read_text()
    missing = {code for code in error_codes() if f"`{code}`" not in text}
    assert not missing


def test_every_error_code_has_words_for_people():
    for language in ("vi", "en"):
        words = (ROOT / f"webapp/words/{language}/codes.ts").read_text()
        missing = {code for code in error_codes() if f"'error.{code}'" not in words}
        assert not missing, language


def test_every_link_between_documents_leads_somewhere():
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"
