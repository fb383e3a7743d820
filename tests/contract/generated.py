"""Makes what is checked in: `python -m tests.contract.generated` writes it.

The types come from openapi-typescript. It needs an older TypeScript than the phone's own, so it
lives in a workspace of its own beside this file. Only shapes go in, no paths: the phone's client
names its addresses itself.
"""

import json
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.main import create_app
from api.settings import Settings
from tests.contract.page import api_page

ROOT = Path(__file__).parent.parent.parent
TYPES = ROOT / "webapp/api/schema.ts"
PAGE = ROOT / "docs/api.md"
PROGRAM = Path(__file__).parent / "node_modules/.bin/openapi-typescript"
FIRST_LINE = "// The shapes of the HTTP API, made by `make contract`: never edited by hand.\n"


@cache
def openapi_document() -> dict[str, Any]:
    """As the server gives it at /openapi.json."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(DATABASE_URL="sqlite://", data_dir=Path(folder)))
        app.state.database.close()
        return app.openapi()


def types_text() -> str:
    """webapp/api/schema.ts."""
    document = openapi_document()
    shapes = {"schemas": document["components"]["schemas"]}
    with TemporaryDirectory() as folder:
        source, made = Path(folder) / "openapi.json", Path(folder) / "schema.ts"
        source.write_text(json.dumps({**document, "paths": {}, "components": shapes}))
        command = [str(PROGRAM), str(source), "--output", str(made)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        return FIRST_LINE + made.read_text()


def page_text() -> str:
    """docs/api.md."""
    return api_page(openapi_document())


def main() -> None:
    """Write both."""
    TYPES.write_text(types_text())
    PAGE.write_text(page_text())


if __name__ == "__main__":
    main()
