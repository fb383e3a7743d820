"""The app of one version as it was built, to be served again to a phone of that time.

The packed copies beside its files are left out: the server sends what has none as it is.
"""

import gzip
import io
import tarfile
from pathlib import Path

FOLDER = Path(__file__).parent
PACKED = {".br", ".gz"}


def place_of_app(version: str) -> Path:
    """Where the app of this version is kept."""
    return FOLDER / f"{version}-app.tar.gz"


def keep_app(version: str, built: Path) -> None:
    """Write it down, the same build as the same bytes. What is kept is never made anew."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for file in sorted(built.rglob("*")):
            if file.is_file() and file.suffix not in PACKED:
                member = tarfile.TarInfo(file.relative_to(built).as_posix())
                member.size = file.stat().st_size
                with file.open("rb") as opened:
                    archive.addfile(member, opened)
    with place_of_app(version).open("xb") as kept:
        kept.write(gzip.compress(content.getvalue(), mtime=0))


def unpack_app(version: str, folder: Path) -> Path:
    """Its files in this folder, as the build left them."""
    with tarfile.open(place_of_app(version)) as archive:
        archive.extractall(folder, filter="data")
    return folder
