"""In which order relevance, counts and calculations come to rest, and what each of them reads.

A circle has no order: it is refused here, by name, before any phone can hang in it.
"""

from graphlib import CycleError, TopologicalSorter

from api.domain.xform.nodes import NodeSpec
from api.domain.xform.reader import FormReader, ParsedExpression
from api.domain.xpath import CLOCK_FUNCTIONS, References, find_references

SETTLING_COLUMNS = {"relevant": "relevant", "calculate": "calculation", "count": "repeat_count"}
# Texts travel with the questions, not by their ids; chance has no place in evidence.
UNSUPPORTED_FUNCTIONS = {"jr:itext", "random", "randomize", "uuid"}


def settle_order(
    reader: FormReader, specs: dict[str, NodeSpec], outside: list[str]
) -> tuple[list[str], dict[str, list[str]]]:
    """(refs in their order, what each reads). Marks calculations that only their day can answer."""
    return _SettlingOrder(reader, specs, set(outside)).found()


class _SettlingOrder:
    def __init__(self, reader: FormReader, specs: dict[str, NodeSpec], outside: set[str]) -> None:
        self.reader, self.specs, self.outside = reader, specs, outside
        self.reads: dict[str, list[str]] = {}

    def found(self) -> tuple[list[str], dict[str, list[str]]]:
        for ref, spec in self.specs.items():
            if any(name in spec for name in SETTLING_COLUMNS):
                read = {each for name in SETTLING_COLUMNS for each in self._rule(ref, spec, name)}
                self.reads[ref] = sorted(read)
        return self._sorted(), self.reads

    def _rule(self, ref: str, spec: NodeSpec, name: str) -> set[str]:
        if spec.get(name) is None:
            return set()
        found = find_references(spec[name], ref)
        if name == "calculate":
            self._mark(spec, found)
        read = {each for path in found.paths for each in self._named(path)}
        if ref in read and "once" not in found.functions:
            message = f"{SETTLING_COLUMNS[name]}: {_last_step(ref)} depends on itself"
            self.reader.refuse(ref, SETTLING_COLUMNS[name], "circle", message)
        return read - {ref}

    def _mark(self, spec: NodeSpec, found: References) -> None:
        if found.functions & CLOCK_FUNCTIONS:
            spec["volatile"] = True
        if found.instances & self.outside:
            spec["outside"] = True

    def _named(self, path: str) -> list[str]:
        """The nodes that a path names. To read a group is to see that it is there, no more:
        what is read inside it has a path of its own."""
        if "*" not in path:
            return [path] if path in self.specs else []
        return [ref for ref in self.specs if is_named_by(path, ref)]

    def _sorted(self) -> list[str]:
        graph = {
            ref: sorted({*read, *_refs_above(ref)} & self.reads.keys())
            for ref, read in self.reads.items()
        }
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = [_last_step(ref) for ref in reversed(error.args[1])]
            message = f"these depend on one another: {' → '.join(circle)}"
            self.reader.refuse(error.args[1][0], "calculation", "circle", message)
            return []


def check_references(
    reader: FormReader, specs: dict[str, NodeSpec], root: str, lists: set[str]
) -> None:
    """An expression that reads what is not there would be blank for ever: say so now."""
    known = {root} | {above for ref in specs for above in [ref, *_refs_above(ref)]}
    for parsed in reader.parsed:
        found = find_references(parsed.tree, parsed.ref or "/")
        for path in sorted(found.paths - {"/", root}):
            named = path in known or ("*" in path and any(is_named_by(path, ref) for ref in known))
            if not named:
                _refuse_expression(reader, parsed, "unknownName", f"there is no {path}")
        for name in sorted(found.instances - lists):
            _refuse_expression(reader, parsed, "unknownName", f"there is no list {name}")
        for name in sorted(found.functions & UNSUPPORTED_FUNCTIONS):
            _refuse_expression(reader, parsed, "expression", f"{name}() is not supported")


def _refuse_expression(
    reader: FormReader, parsed: ParsedExpression, code: str, message: str
) -> None:
    said = f"{parsed.column}: {message}"
    reader.refuse(parsed.ref, parsed.column, code, said, parsed.sheet, parsed.row)


def is_named_by(path: str, ref: str) -> bool:
    """Whether a path with * (a step) and ** (any steps) names this ref; never tried twice over."""
    steps = path.split("/")[1:]
    places = _without_steps(steps, {0})
    for name in ref.split("/")[1:]:
        places = _without_steps(
            steps,
            {
                at if steps[at] == "**" else at + 1
                for at in places
                if at < len(steps) and _is_step_named(steps[at], name)
            },
        )
    return len(steps) in places


def _without_steps(steps: list[str], places: set[int]) -> set[int]:
    """The places in a path, and those behind each ** that stands for nothing."""
    found = set(places)
    waiting = list(places)
    while waiting:
        at = waiting.pop()
        if at < len(steps) and steps[at] == "**" and at + 1 not in found:
            found.add(at + 1)
            waiting.append(at + 1)
    return found


def _is_step_named(step: str, name: str) -> bool:
    if step in {"*", "@*"}:
        return name.startswith("@") == (step == "@*")
    return step in {"**", name}


def _refs_above(ref: str) -> list[str]:
    steps = ref.split("/")
    return ["/".join(steps[:count]) for count in range(3, len(steps))]


def _last_step(ref: str) -> str:
    return ref.rpartition("/")[2]
