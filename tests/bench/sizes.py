"""Gzip bytes that a phone downloads the first time it opens the app."""

import gzip
import re
from pathlib import Path

DIST = Path(__file__).parent.parent.parent / "dist"
MOST_ALL, MOST_SCRIPT = 100_000, 50_000


def first_load() -> dict[str, int]:
    """File → gzip bytes: the page, what it links, and every script that those import at once."""
    page = (DIST / "index.html").read_text()
    waiting = re.findall(r'(?:src|href)="/([^"]+)"', page)
    found = {"index.html": _gzip(DIST / "index.html")}
    while waiting:
        name = waiting.pop()
        file = DIST / name
        if name in found or not file.is_file():
            continue
        found[name] = _gzip(file)
        if file.suffix == ".js":
            imported = re.findall(r'(?:from|import)\s*"\./([^"]+)"', file.read_text())
            waiting += [f"{Path(name).parent}/{one}" for one in imported]
    return found


def script_bytes(files: dict[str, int]) -> int:
    """Of these, JavaScript alone."""
    return sum(size for name, size in files.items() if name.endswith(".js"))


def everything() -> int:
    """Gzip bytes of all that the service worker keeps for use without a network."""
    return sum(_gzip(file) for file in DIST.rglob("*") if file.is_file())


def report() -> None:
    """Print them against the limits. Raises SystemExit where one is not held."""
    files = first_load()
    print("## Bytes of the first load (gzip)\n")
    for name, size in sorted(files.items(), key=lambda item: -item[1]):
        print(f"{size:>8,}  {name}")
    total, script = sum(files.values()), script_bytes(files)
    print(f"{total:>8,}  in all (at most {MOST_ALL:,}: {total / MOST_ALL:.2f})")
    print(f"{script:>8,}  JavaScript (at most {MOST_SCRIPT:,}: {script / MOST_SCRIPT:.2f})")
    print(f"{everything():>8,}  everything that is kept for use offline")
    if total > MOST_ALL or script > MOST_SCRIPT:
        raise SystemExit("over the gate: bytes of the first load")


def _gzip(file: Path) -> int:
    if file.suffix in {".png", ".webp", ".woff2"}:
        return file.stat().st_size
    return len(gzip.compress(file.read_bytes(), 9))
