"""python -m tests.migrations.freeze: keeps the newest shape, with rows, as a released state.

Run once when a release is made (docs/migrations.md). A state that is kept is never made anew.
"""

import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from api.models import all_tables
from api.storage.migrating import migrate
from tests import postgres
from tests.migrations import frozen, story
from tests.migrations.frozen import Frozen


def freeze(folder: Path, postgres_url: str, may_be_empty: Collection[str] = ()) -> Frozen:
    """Today's state. Refuses while a table has no row: its upgrade would not be tried."""
    file = folder / "so-thon.sqlite3"
    migrate(f"sqlite:///{file}")
    migrate(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    story.tell(f"sqlite:///{file}", folder)
    order = [table.name for table in all_tables().sorted_tables]
    state = frozen.take(file, postgres_url, folder / "data" / "blobs", order)
    empty = {name for name, table in state.tables.items() if not table.rows} - {*may_be_empty}
    if empty:
        raise LookupError(f"the story leaves these tables empty: {', '.join(sorted(empty))}")
    return state


def main() -> int:
    """Write the file of today's revision, unless it is there."""
    with tempfile.TemporaryDirectory() as folder, postgres.cluster() as url:
        state = freeze(Path(folder), url)
        if state.revision in frozen.revisions():
            print(f"{state.revision} is released already; released states are never made anew")
            return 1
        print(state.save())
    return 0


if __name__ == "__main__":
    sys.exit(main())
