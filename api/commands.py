"""What an operator types: `sothon serve`, `sothon migrate` and the others (docs/commands.md)."""

import argparse
import getpass
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path

import uvicorn
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from api import clock
from api.access import credentials
from api.actions.recount import recount
from api.crypto.keys import KeyUse, ServerKeys
from api.demo import demonstration
from api.domain.password import LEAST_PASSWORD_LENGTH, password_weakness
from api.http.connection import IDLE_SECONDS, BoundedHttpProtocol
from api.loading import folder
from api.models.user import Role, User
from api.queries import audit, forms, org_units, phones, users
from api.settings import Settings
from api.storage.db import Database

# Seconds in which requests under way may end; one that is cut is sent again by the phone.
SHUTDOWN_SECONDS = 8
FORMS_FOLDER = Path(__file__).parent.parent / "forms"
LONGEST_CLOSING_REASON, LONGEST_APP_VERSION = 500, 40


def main() -> None:
    """The entrance of the command `sothon`."""
    said = command_parser().parse_args()
    settings = Settings()
    keep_private(settings.data_dir)
    act: Callable[[Settings, argparse.Namespace], int | None] = said.act
    sys.exit(act(settings, said))


def keep_private(folder: Path) -> None:
    """Make the data folder; let nobody else on this machine read it, nor what is written from now.

    Also what an earlier version left readable: the folder, and the database's own files in it.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        folder.chmod(0o700)
        for file in folder.glob("*.sqlite3*"):
            file.chmod(0o600)
    except PermissionError:
        print(f"Others on this machine may read {folder}: it is not ours to close.", flush=True)


def command_parser() -> argparse.ArgumentParser:
    """Every command with its words."""
    top = argparse.ArgumentParser(prog="sothon", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="command")

    def verb(name: str, act: Callable[..., int | None], words: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=words, description=words)
        sub.set_defaults(act=act)
        return sub

    verb("serve", run_serve, "answer on SOTHON_HOST:SOTHON_PORT")
    verb("migrate", run_migrate, "bring the database to the newest shape")
    load = verb("load", run_load, "org units, indicators, targets and forms from the forms folder")
    load.add_argument("folder", nargs="?", type=Path, default=FORMS_FOLDER)
    publish = verb("publish", run_publish, "publish one workbook (.md or .xlsx)")
    publish.add_argument("workbook", type=Path)
    verb("demonstrate", run_demonstrate, "the demonstration's accounts and synthetic activity")
    add = verb("add-user", run_add_user, "an account and its assignment; asks for the password")
    add.add_argument("login")
    add.add_argument("name")
    add.add_argument("role", choices=[role.value for role in Role])
    add.add_argument("org_unit", help="org unit id, or the code of today")
    recount = verb("recount", run_recount, "count everything again from the approved evidence")
    recount.add_argument("--check", action="store_true", help="only compare; 1 on a difference")
    verb(
        "rotate-keys",
        run_rotate_keys,
        "fresh keys for sealing and signing; the old ones still open",
    )
    close = verb("close-version", run_close_version, "nothing new is written with this app version")
    close.add_argument("version")
    close.add_argument("words", help="why, for those who use it; in Vietnamese")
    verb("open-version", run_open_version, "a closed app version is good again").add_argument(
        "version"
    )
    return top


def run_serve(settings: Settings, _: argparse.Namespace) -> int | None:
    """Serve until stopped. To be told to stop is no fault: it then ends with 0.

    Refuses to start on forms that it could not ask: a newer version published them.
    """
    if unknown := _of_published_forms(settings, forms.unknown_question_types):
        print("These forms were published by a newer version of this server; start that one.")
        print("\n".join(unknown))
        return 1
    if refused := _of_published_forms(settings, forms.names_refused_today):
        print("These forms give names that are not taken any more; withdraw them.")
        print("\n".join(refused), flush=True)
    # uvicorn raises the signal again when it has closed down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if settings.demonstration:
        print(demonstration.demonstration_notice(settings), flush=True)
    uvicorn.run(
        "api.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy or None,
        server_header=False,
        http=BoundedHttpProtocol,
        timeout_keep_alive=IDLE_SECONDS,
        # Below the ten seconds after which containers are killed.
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    return None


def _of_published_forms(
    settings: Settings, said_of: Callable[[Session], Iterable[str]]
) -> list[str]:
    try:
        with _open_database(settings) as database, database.reading() as session:
            return list(said_of(session))
    except DBAPIError:
        # A database that is not there yet, or not migrated: serving says so, request by request.
        return []


def run_migrate(settings: Settings, _: argparse.Namespace) -> None:
    """Safe to run again."""
    # Alembic weighs ten megabytes that a running server does not need.
    from api.storage.migrating import migrate

    migrate(settings.database)


def run_load(settings: Settings, said: argparse.Namespace) -> int:
    """Safe to run again: what is there already stays as it is."""
    with _open_database(settings) as database:
        return _print_lines(
            folder.load_folder(
                database, said.folder, clock.now(), demonstration=settings.demonstration
            )
        )


def run_publish(settings: Settings, said: argparse.Namespace) -> int:
    """Refuses a workbook with its mistakes by sheet and row."""
    with _open_database(settings) as database:
        return _print_lines(folder.publish_file(database, said.workbook, clock.now()))


def run_demonstrate(settings: Settings, said: argparse.Namespace) -> int:
    """Migrate, load and fill, in demonstration mode only; safe to run again."""
    if not settings.demonstration:
        print("Set SOTHON_DEMONSTRATION=1 first: these accounts have a public password.")
        return 2
    run_migrate(settings, said)
    with _open_database(settings) as database:
        shown = folder.load_folder(database, FORMS_FOLDER, clock.now(), demonstration=True)
        return _print_lines(chain(shown, demonstration.prepare_demonstration(database, settings)))


def run_add_user(settings: Settings, said: argparse.Namespace) -> int:
    """Make an account; there is none by default."""
    password = getpass.getpass(f"Password (at least {LEAST_PASSWORD_LENGTH} characters): ")
    login = credentials.normalize_login(said.login)
    objection = password_weakness(password, login)
    if objection:
        print(f"Choose another password: {objection}.")
        return 2
    at, day = clock.now(), clock.today()
    with _open_database(settings) as database, database.writing() as session:
        unit = org_units.find_unit_on_day(
            session, said.org_unit, day
        ) or org_units.find_unit_by_code(session, said.org_unit, day)
        if unit is None:
            print("No such unit today. Give its id or its code.")
            return 2
        if users.find_user_by_login(session, login):
            print("This login is taken.")
            return 2
        user = User(
            login=login,
            display_name=said.name,
            password_hash=credentials.hash_password(password),
            created_at=at,
        )
        users.add_user_account(session, user, [(unit.id, Role(said.role), date(2025, 7, 1))])
        audit.record_event(session, None, "user.create", "user", str(user.id), at)
    print(f"{login} is {said.role} at {unit.name}.")
    return 0


def run_recount(settings: Settings, said: argparse.Namespace) -> int:
    """Compare the totals with the evidence, and put them right unless told to look only."""
    with _open_database(settings) as database:
        block = database.reading if said.check else database.writing
        with block() as session:
            found = recount(session, replace=not said.check)
    for line in found.lines():
        print(line)
    return 1 if said.check and found.differences else 0


def run_rotate_keys(settings: Settings, _: argparse.Namespace) -> int:
    """A running server uses them from its next answer on."""
    made = ServerKeys(settings.data_dir / "keys").rotate()
    return _print_lines(f"{use}: {key.id}" for use, key in zip(KeyUse, made, strict=True))


def run_close_version(settings: Settings, said: argparse.Namespace) -> int:
    """Phones learn it with their next contact, keep and send what they have, and ask to update."""
    words = said.words.strip()
    if (
        not 0 < len(words) <= LONGEST_CLOSING_REASON
        or not 0 < len(said.version) <= LONGEST_APP_VERSION
    ):
        print(
            f"Say why in at most {LONGEST_CLOSING_REASON} letters, "
            f"of a version in at most {LONGEST_APP_VERSION}."
        )
        return 2
    at = clock.now()
    with _open_database(settings) as database, database.writing() as session:
        phones.add_closed_version(session, said.version, words, at)
        audit.record_event(session, None, "appVersion.close", "appVersion", said.version, at)
    return _print_lines([f"{said.version} is closed."])


def run_open_version(settings: Settings, said: argparse.Namespace) -> int:
    """Safe to run again."""
    at = clock.now()
    with _open_database(settings) as database, database.writing() as session:
        closed = phones.remove_closed_version(session, said.version)
        if closed:
            audit.record_event(session, None, "appVersion.open", "appVersion", said.version, at)
    return _print_lines(
        [f"{said.version} is open." if closed else f"{said.version} was not closed."]
    )


@contextmanager
def _open_database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database)
    try:
        yield database
    finally:
        database.close()


def _print_lines(lines: Iterable[str]) -> int:
    try:
        for line in lines:
            print(line, flush=True)
    except folder.LoadRefused as refused:
        print("\n".join(refused.lines), file=sys.stderr)
        return 1
    return 0
