"""The Dockerfile, read and acted out where no container engine runs.

What it copies is copied, what it runs with uv is run, and its commands are started as its user,
with its environment, on a root that cannot be written to.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
INSTRUCTION = re.compile(r"([A-Z]+)\s+(.*)", re.DOTALL)
# The same root for everybody else; ours cannot be written to, but for the data and /tmp.
CONFINE = """
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount --bind "$2" /tmp
mount -o remount,bind,ro /
cd "$3"
user=$4
shift 4
exec setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs -- "$@"
"""


@dataclass
class Stage:
    """From one FROM to the next: its instructions in order, and its environment."""

    name: str
    base: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        """What stands after each instruction of this kind."""
        return [said for kind, said in self.instructions if kind == word]

    @property
    def environment(self) -> dict[str, str]:
        """Every ENV."""
        return dict(pair.split("=", 1) for said in self.all("ENV") for pair in said.split())


def stages() -> list[Stage]:
    """The stages of our Dockerfile, with the bases that its arguments name."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line[:1] != "#"]
    text = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found: list[Stage] = []
    arguments: dict[str, str] = {}
    for line in filter(None, text.splitlines()):
        kind, said = INSTRUCTION.fullmatch(line).groups()  # type: ignore[union-attr]
        if kind == "ARG":
            name, _, value = said.partition("=")
            arguments[name] = value
        elif kind == "FROM":
            base, _, name = said.partition(" AS ")
            found.append(Stage(name, arguments[base.strip("${}")]))
        else:
            found[-1].instructions.append((kind, said))
    return found


def let_through(path: str) -> bool:
    """Whether .dockerignore lets this path of the repository into an image."""
    inside = False
    for rule in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = rule.lstrip("!")
        parts = path.split("/")
        ancestors = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        names = parts if pattern.startswith("**/") else ancestors
        if pattern[:1] not in ("", "#") and any(
            fnmatch(name, pattern.removeprefix("**/")) for name in names
        ):
            inside = rule.startswith("!")
    return inside


def copy_context(stage: Stage, to: Path) -> None:
    """What the COPY lines of a stage take from the repository."""
    for said in stage.all("COPY"):
        if said.startswith("--from"):
            continue
        *sources, target = said.split()
        for source in sources:
            place = to / target if target != "./" else to / source
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=_ignored)
            else:
                shutil.copy(ROOT / source, place)


def _ignored(folder: str, names: list[str]) -> list[str]:
    inside = Path(folder).relative_to(ROOT)
    return [name for name in names if not let_through((inside / name).as_posix())]


@dataclass
class Image:
    """A built image: its files, and how to start something in it."""

    folder: Path
    port: int
    confined: bool

    @property
    def data(self) -> Path:
        """What is mounted at /data."""
        return self.folder / "data"

    @property
    def user(self) -> int:
        """Who the Dockerfile says runs it, or whoever we are where that cannot be."""
        return int(stages()[-1].all("USER")[0].split(":")[0]) if self.confined else os.geteuid()

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a command as the image would; the process is the command itself."""
        said = stages()[-1].environment
        said["PATH"] = f"{self.folder}/app/.venv/bin:/usr/bin:/bin"
        said["SOTHON_DATA_DIR"] = str(self.data)
        said |= {"SOTHON_PORT": str(self.port), "SOTHON_HOST": "127.0.0.1"}
        app = self.folder / "app"
        if not self.confined:
            return subprocess.Popen(command, cwd=app, env=said)
        places = (self.data, self.folder / "tmp", app, str(self.user))
        return subprocess.Popen(
            ["unshare", "-m", "sh", "-c", CONFINE, "sh", *places, *command], env=said
        )

    def says(self, instruction: str) -> list[str]:
        """The command of CMD or HEALTHCHECK."""
        said = stages()[-1].all(instruction)[0]
        command: list[str] = json.loads(said[said.index("[") :])
        return command


def can_confine() -> bool:
    """Whether we may act as another user on a root of our own."""
    return os.geteuid() == 0 and subprocess.call(["unshare", "-m", "true"]) == 0
