"""Databases to be copied, by kind and stage: made once in a run, whichever process asks first.

"empty" is migrated; "peopled" has the real units and the people of tests/people; "demonstrated" has
what `make run` shows besides. Each is made of a copy of the one before.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from api import clock
from api.settings import Settings
from api.storage.db import Database
from api.storage.migrating import migrate
from tests import people, postgres

FORMS = Path(__file__).parent.parent / "forms"


class Templates:
    """`folder` is the same for all processes of a run; `server` gives the URL of its cluster."""

    def __init__(self, folder: Path, server: Callable[[], str]) -> None:
        self._folder, self._server = folder, server

    def url(self, kind: str, stage: str) -> str:
        """Of one template; making the country takes seconds, and everybody else waits."""
        said = self._folder / f"template-{kind}-{stage}.url"
        with _alone(said.with_suffix(".lock")):
            if not said.exists():
                said.write_text(self._make(kind, stage))
        return said.read_text()

    def copy(self, kind: str, stage: str, folder: Path, name: str) -> str:
        """Another one with the name: a file of the folder, or a database of the cluster."""
        source = self.url(kind, stage)
        if kind == "sqlite":
            file = folder / f"{name}.sqlite3"
            shutil.copy(source.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"
        return postgres.create_database(self._server(), name, source.rsplit("/", 1)[1])

    def drop(self, url: str) -> None:
        """Away with a copy."""
        if url.startswith("sqlite"):
            Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)
        else:
            postgres.drop_database(self._server(), url.rsplit("/", 1)[1])

    def _make(self, kind: str, stage: str) -> str:
        make, earlier = STAGES[stage]
        name = f"template_{stage}"
        if earlier:
            made = self.copy(kind, earlier, self._folder, name)
        elif kind == "sqlite":
            made = f"sqlite:///{self._folder / name}.sqlite3"
        else:
            made = postgres.create_database(self._server(), name)
        make(made, self._folder)
        return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _migrated(url: str, _: Path) -> None:
    migrate(url)


def _peopled(url: str, _: Path) -> None:
    from api.loading import folder as loading

    database = Database(url)
    for _line in loading.load_folder(database, FORMS, clock.now(), demonstration=True):
        pass
    people.settle(database)
    database.close()


def _demonstrated(url: str, folder: Path) -> None:
    from api.demo import demonstration

    database = Database(url)
    settings = Settings(DATABASE_URL=url, data_dir=folder, demonstration=True)
    for _ in demonstration.prepare_demonstration(database, settings):
        pass
    database.close()


# How each stage is made, and of which copy.
STAGES: dict[str, tuple[Callable[[str, Path], None], str]] = {
    "empty": (_migrated, ""),
    "peopled": (_peopled, "empty"),
    "demonstrated": (_demonstrated, "peopled"),
}
