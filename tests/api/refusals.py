"""Which error codes a function of the server may end with, worked out from the source alone.

Every mention of a function counts as a call of it, and a method by its name as any method of that
name; what an `except` takes in is not passed on. Where a code is worked out at run time,
`may_refuse` over that function says which ones there are.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from api import errors
from api.error_catalogue import ERROR_CATALOGUE
from api.errors import ApiError

ROOT = Path(__file__).parent.parent.parent
CLASSES = {
    name: one
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, ApiError)
}
BY_CLASS = {
    "NotSignedIn": "401.2",
    "SignedOut": "signedOut",
    "TooMany": "tooManyAttempts",
    "TooMuchAtOnce": "tooMuchAtOnce",
    "Busy": "busy",
    "NoRoom": "noRoom",
    "ServerTooOld": "serverTooOld",
    "MethodNotAllowed": "405",
}
# Wherever a database or a file is asked, whatever is sent: said once for all routes.
EVERYWHERE = {
    *("busy", "noRoom", "serverTooOld", "405", "500.1", "bodyTooLarge", "contentEncoding"),
    *("contentType", "crossSite", "invalid", "tooMuchAtOnce"),
}
# Methods of libraries that have the name of one of ours.
NOT_OURS = {"get", "add", "all", "first", "commit", "read", "put", "path", "close", "items"}
Caught = tuple[type[ApiError], ...]


@dataclass
class Body:
    """What one function says by itself, and what it mentions."""

    codes: set[str] = field(default_factory=set)
    mentions: list[tuple[str, Caught]] = field(default_factory=list)


def reachable_codes(name: str) -> set[str]:
    """The codes that the function `module.name` may end with, besides those of EVERYWHERE."""
    return passed_on().get(name, set()) - EVERYWHERE


@cache
def passed_on() -> dict[str, set[str]]:
    bodies = all_bodies()
    found = {name: set(body.codes) for name, body in bodies.items()}
    grown = True
    while grown:
        grown = False
        for name, body in bodies.items():
            for other, caught in body.mentions:
                new = {one for one in found.get(other, ()) if not is_caught(one, caught)}
                if not new <= found[name]:
                    found[name] |= new
                    grown = True
    return found


def is_caught(code: str, caught: Caught) -> bool:
    status = ERROR_CATALOGUE[code].status
    return any(one is ApiError or one.status == status for one in caught)


@cache
def all_bodies() -> dict[str, Body]:
    trees = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text())
        for path in (ROOT / "api").rglob("*.py")
        if path.name not in {"__init__.py", "errors.py"}
    }
    methods: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees.items():
        for name, node in definitions(tree):
            if "." in name and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                methods[node.name].add(f"{module}.{name}")
    return {
        f"{module}.{name}": Reader(module, tree, methods, set(trees)).read(node)
        for module, tree in trees.items()
        for name, node in definitions(tree)
    }


def definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions, methods, classes (what making one runs) and what is assigned at top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            made = [one for one in node.body if getattr(one, "name", "") in {"__init__"}]
            yield node.name, ast.Module(made, [])
            for one in node.body:
                if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{one.name}", one
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value


class Reader:
    """Reads functions of one module."""

    def __init__(
        self, module: str, tree: ast.Module, methods: dict[str, set[str]], modules: set[str]
    ) -> None:
        self.module, self.methods, self.modules = module, methods, modules
        self.names = {name: f"{module}.{name}" for name, _ in definitions(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self.names[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def read(self, node: ast.AST) -> Body:
        body = Body()
        if hasattr(node, "decorator_list") and not is_route(node):
            function = getattr(import_module(self.module), getattr(node, "name", ""), None)
            body.codes |= set(getattr(function, "refusals", ()))
        self._walk(node, (), body)
        return body

    def _walk(self, node: ast.AST, caught: Caught, body: Body) -> None:
        if isinstance(node, ast.Try):
            inner = (*caught, *(one for each in node.handlers for one in taken_in(each)))
            self._walk_all(node.body, inner, body)
            self._walk_all([*node.handlers, *node.orelse, *node.finalbody], caught, body)
            return
        if isinstance(node, ast.ExceptHandler):
            self._walk_all(node.body, caught, body)
            return
        self._note(node, caught, body)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CLASSES:
            parts: list[ast.AST] = [*node.args, *node.keywords]
        else:
            parts = list(ast.iter_child_nodes(node))
        shown = [one for one in parts if one not in getattr(node, "decorator_list", [])]
        self._walk_all([one for one in shown if not is_taken_in_later(one)], caught, body)

    def _walk_all(self, parts: Sequence[ast.AST], caught: Caught, body: Body) -> None:
        for part in parts:
            self._walk(part, caught, body)

    def _note(self, node: ast.AST, caught: Caught, body: Body) -> None:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CLASSES:
            code = code_of(node)
            if code and not is_caught(code, caught):
                body.codes.add(code)
        elif isinstance(node, ast.Raise) and getattr(node.exc, "id", "") in BY_CLASS:
            body.codes.add(BY_CLASS[node.exc.id])  # type: ignore[union-attr]
        elif isinstance(node, ast.Raise) and getattr(node.exc, "id", "") == "NotFound":
            body.codes.add("404.1")
        elif isinstance(node, ast.Name):
            body.mentions.append((self.names.get(node.id, ""), caught))
        elif isinstance(node, ast.Attribute):
            owner = getattr(node.value, "id", "")
            base = self.names.get(owner, "")
            if base in self.modules:
                body.mentions.append((f"{base}.{node.attr}", caught))
            elif owner == "self":
                body.mentions += [
                    (one, caught)
                    for one in self.methods.get(node.attr, ())
                    if one.startswith(f"{self.module}.")
                ]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr if node.func.attr not in NOT_OURS else ""
            body.mentions += [(one, caught) for one in self.methods.get(called, ())]


def code_of(call: ast.Call) -> str | None:
    """The code with which this error is made, where it is written there."""
    name = call.func.id  # type: ignore[attr-defined]
    if name in BY_CLASS:
        return BY_CLASS[name]
    place = 1 if name == "NotFound" else 0
    if len(call.args) <= place:
        return "404.1" if name == "NotFound" else None
    code = getattr(call.args[place], "value", None)
    return code if isinstance(code, str) else None


def taken_in(handler: ast.ExceptHandler) -> Iterator[type[ApiError]]:
    """Which of our errors end here: none, when the handler passes on what it took."""
    if any(isinstance(one, ast.Raise) and one.exc is None for one in ast.walk(handler)):
        return
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    for one in named:
        if getattr(one, "id", "") in CLASSES:
            yield CLASSES[one.id]  # type: ignore[union-attr]


def is_route(node: ast.AST) -> bool:
    return any(
        isinstance(getattr(one, "func", None), ast.Attribute)
        for one in getattr(node, "decorator_list", [])
    )


def is_taken_in_later(part: ast.AST) -> bool:
    """What is done with one line of a table: the run of an import takes in what it refuses."""
    return isinstance(part, ast.keyword) and part.arg == "take"
