"""`make check`: definitions that nobody uses; what only tests call is named with its reason."""

import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parent.parent.parent
LOOKED_AT = ["api", "migrations/env.py"]
# Fields of shapes and of tables are read by libraries, not by name.
SHAPES = ("api/schemas", "api/models")
CALLED_BY_DECORATORS = ["@*router.*", "@event.listens_for", "@*_validator", "@app.*"]
# Name → who uses it, where no line of the product does.
USED_ELSEWHERE = {
    "create_app": "uvicorn's factory",
    "seal_envelope": "what phones do, for tests and for whoever writes a client",
    "revision_of": "which shape a database has, as tests see it",
    "unchanged": "what loading left alone, as tests see it",
    "lineage_on_day": "the rule by walking up, to which the closure table is held",
    "covers": "the rule of reach, to which the queries are held",
    "applied": "a field of an answer",
    "openapi": "FastAPI",
    "DEFAULT": "a value read from files",
    "ListRow": "in an annotation that is text",
    "cls": "of a class method",
    "model_config": "pydantic",
    "impl": "SQLAlchemy",
    "cache_ok": "SQLAlchemy",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
    "buffer_text": "expat",
    "ordered_attributes": "expat",
    "*Handler": "expat",
    "total_tokens": "anyio",
}


def main() -> int:
    """Print every definition without a use."""
    vulture = Vulture(ignore_names=list(USED_ELSEWHERE), ignore_decorators=CALLED_BY_DECORATORS)
    vulture.scavenge([str(ROOT / place) for place in LOOKED_AT])
    shapes = tuple(str(ROOT / place) for place in SHAPES)
    unused = [
        item
        for item in vulture.get_unused_code(min_confidence=60)
        if not (item.typ in {"variable", "class"} and str(item.filename).startswith(shapes))
    ]
    for item in unused:
        where = Path(item.filename).relative_to(ROOT)
        print(f"{where}:{item.first_lineno}: unused {item.typ} {item.name}")
    print(f"dead code: {len(unused)} definitions without a use")
    return 1 if unused else 0


if __name__ == "__main__":
    sys.exit(main())
