"""What the phones of the soak will write: registers, meetings with photos, corrections, all unlike
one another. The plan is the account outside of the system that the ledger is held against.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from tests import records

LARGE_EVERY, CORRECTED_EVERY = 12, 25


@dataclass(frozen=True, slots=True)
class Planned:
    """One record, with the files that travel with it on disk; `replaces` makes it a correction."""

    id: str
    form: str
    xml: bytes
    files: dict[str, Path]
    replaces: str = ""
    root: str = ""

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file."""
        return {name: sha256(path.read_bytes()).hexdigest() for name, path in self.files.items()}

    def as_told(self) -> dict[str, Any]:
        """As the phone is told it."""
        return {
            "id": self.id,
            "form": self.form,
            "version": records.VERSION,
            "xml": self.xml.decode(),
            "replaces": self.replaces,
            "root": self.root or self.id,
            "files": [{"name": name, "path": str(path)} for name, path in self.files.items()],
        }


@dataclass
class Writer:
    """Whatever one team leader will write, in this order."""

    village: str
    folder: Path
    chance: random.Random
    written: list[Planned] = field(default_factory=list)

    def write(self, count: int) -> list[Planned]:
        """Her team, then its meetings; now and then one before is put right."""
        team = str(UUID(int=self.chance.getrandbits(128), version=4))
        one = self._id()
        xml = records.team(self.village, id=one, entity=team, name=f"Tổ {team[:8]}")
        self.written = [Planned(one, "to_truyen_thong", xml, {})]
        for nth in range(1, count):
            corrected = self.written[-1] if nth > 1 and nth % CORRECTED_EVERY == 0 else None
            self.written.append(self._meeting(team, nth, corrected))
        return self.written

    def _meeting(self, team: str, nth: int, corrected: Planned | None) -> Planned:
        one = self._id()
        name = f"{one[5:13]}.jpg"
        said: dict[str, Any] = {"id": one, "remark": f"Buổi {one}", "photo": name}
        if corrected:
            said["replaces"] = corrected.id
        xml = records.meeting(self.village, team, **said)
        files = {name: self._photo(name, nth)}
        replaces = corrected.id if corrected else ""
        root = (corrected.root or corrected.id) if corrected else ""
        return Planned(one, "sinh_hoat_to", xml, files, replaces, root)

    def _photo(self, name: str, nth: int) -> Path:
        path = self.folder / name
        path.write_bytes(photo(self.chance, large=nth % LARGE_EVERY == 0))
        return path

    def _id(self) -> str:
        return f"uuid:{UUID(int=self.chance.getrandbits(128), version=4)}"


def photo(chance: random.Random, *, large: bool = False) -> bytes:
    """A real JPEG unlike every other: 5 to 10 KB, or 300 KB where it is large."""
    width, height = (1200, 900) if large else (320, 240)
    picture = Image.new("RGB", (width, height), chance.randrange(0x1000000))
    pen = ImageDraw.Draw(picture)
    for _ in range(900 if large else 40):
        left, top = chance.randrange(width), chance.randrange(height)
        place = (left, top, left + chance.randrange(60), top + chance.randrange(60))
        pen.ellipse(place, fill=chance.randrange(0x1000000))
    content = BytesIO()
    picture.save(content, "JPEG", quality=90 if large else 80)
    return content.getvalue()


def shares(count: int, among: int) -> Iterator[int]:
    """`count` in parts that differ by one at most."""
    for nth in range(among):
        yield count // among + (nth < count % among)
