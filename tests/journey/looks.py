"""Whether a screen can be used by everybody: read, reached by a thumb, at twice the text size.

Its one rule: it only looks; what is found is gathered, so that one run tells everything.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import PHONE

ROOT = Path(__file__).parent.parent.parent
ASKED = (
    ROOT / "node_modules" / "axe-core" / "axe.min.js",
    Path(__file__).with_suffix(".js"),
)
SCREENS = ROOT / "docs" / "screens"
KEEPING = os.environ.get("SOTHON_SCREENSHOTS") == "1"
LARGEST_PICTURE = 60_000
COLOURS = (128, 64, 32, 16)


@dataclass
class Looks:
    """Everything that was found wrong on the screens that were looked at."""

    next_word: str
    size: tuple[int, int] = PHONE
    seen: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def at(self, page: Page, name: str, *, keep: bool = True, large: bool = False) -> None:
        """Look at what the page shows now, under a name; `keep` it as a picture if asked for.

        `large`: as it stands at twice the text size too.
        """
        if not page.evaluate("() => window.looks?.calm()"):
            page.evaluate("\n".join(path.read_text() for path in ASKED))
            page.evaluate("() => window.looks.calm()")
        self.seen.append(name)
        if keep:
            self.keep(page, name)
        once = page.evaluate("(next) => window.looks.once(next)", self.next_word)
        twice = page.evaluate("() => window.looks.twice()")
        if large:
            self.keep(page, f"{name}-200")
        # What means and looks the same means and looks the same when it is larger.
        same = once["shown"] == twice["shown"]
        with self._so_tall(page, max(once["below"], twice["below"])):
            found = page.evaluate("(same) => window.looks.judged(same)", same)
        self._note(name, once["wrong"] + found[0])
        self._note(f"{name} at 200 %", twice["wrong"] + found[1])

    def _note(self, name: str, found: list[str]) -> None:
        self.wrong += [f"{name}: {one}" for one in found]

    def keep(self, page: Page, name: str) -> None:
        """As a picture, when pictures are taken."""
        if KEEPING:
            _keep(page.screenshot(animations="disabled"), name)

    @contextmanager
    def _so_tall(self, page: Page, below: int) -> Iterator[None]:
        """Nothing is below the edge of the screen: axe sees none there."""
        width, height = self.size
        if below:
            page.set_viewport_size({"width": width, "height": height + below})
        yield
        if below:
            page.set_viewport_size({"width": width, "height": height})

    def fine(self) -> None:
        """Nothing was wrong anywhere."""
        assert not self.wrong, "\n" + "\n".join(self.wrong)


def _keep(picture: bytes, name: str) -> None:
    """As a small picture with as many colours as fit."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        content = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
        if content.tell() <= LARGEST_PICTURE:
            break
    SCREENS.mkdir(parents=True, exist_ok=True)
    (SCREENS / f"{name}.png").write_bytes(content.getvalue())
