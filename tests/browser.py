"""A phone for tests: real Chromium with storage of its own, which can be closed, killed, reopened.

A phone that is only looked at lives in a window of one browser that all tests of a process share:
nothing outlives its closing, and no browser offers there to install the app. What is switched off
and on again, or shows that offer, has a browser to itself.

Its one rule: what the page complains about (errors, the CSP) fails the test, unless it is network.
"""

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError

# Of the app that is built now.
VERSION: str = json.loads((Path(__file__).parent.parent / "package.json").read_text())["version"]
WIDTH, HEIGHT = 360, 740
PHONE, DESK = (WIDTH, HEIGHT), (1440, 900)
PATIENCE = 30_000
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
MISSING = "No Chromium was found: install Debian's package 'chromium'."
# A page that is told "no" or cannot reach anybody: the browser says so by itself.
NETWORK = re.compile(r"Failed to load resource: (net::ERR_|the server responded with a status of)")


def program() -> str:
    """The browser of this machine."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(MISSING)
    return found


def program_and_flags(*flags: str) -> dict[str, Any]:
    """How the browser of this machine is started."""
    return {
        "executable_path": program(),
        "chromium_sandbox": os.geteuid() != 0,
        "args": [*QUIET, *flags],
    }


@contextmanager
def browsers() -> Iterator[Playwright]:
    """What phones are made with; one for a whole run."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


class Phone:
    """One person's phone: 360×740, touch, Vietnamese. `open` may be called again after a death.

    With another `size` it is a computer on a desk, of those whose screen can be touched. `shared`
    is the browser in which it is a window; without one it is a browser of its own in `profile`.
    """

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        url: str,
        *flags: str,
        shared: Browser | None = None,
        agent: str | None = None,
        size: tuple[int, int] = PHONE,
        zone: str = "Asia/Ho_Chi_Minh",
    ) -> None:
        self._playwright, self._profile, self._flags = playwright, profile, flags
        self._shared = shared
        self.size, self._zone = size, zone
        self._agent = agent
        self.url = url
        self.complaints: list[str] = []
        self._context: BrowserContext | None = None
        self._offline = False

    @property
    def context(self) -> BrowserContext:
        """The browser that is open now."""
        assert self._context is not None, "the phone is switched off"
        return self._context

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.context.pages[-1]

    def open(self, path: str = "/") -> Page:
        """Start the browser if it is not running, and go to `path`; network as it was left."""
        if self._context is None:
            self._context = self._launch()
        if not self.context.pages or self.page.url != "about:blank":
            self.context.new_page()
        self.page.goto(self.url + path)
        return self.page

    def _launch(self) -> BrowserContext:
        how: dict[str, Any] = {
            "viewport": {"width": self.size[0], "height": self.size[1]},
            "device_scale_factor": 2 if self.size == PHONE else 1,
            "is_mobile": self.size == PHONE,
            "has_touch": True,
            "locale": "vi-VN",
            "timezone_id": self._zone,
            "user_agent": self._agent,
            "bypass_csp": False,
        }
        if self._shared:
            context = self._shared.new_context(**how)
        else:
            context = self._playwright.chromium.launch_persistent_context(
                self._profile, **program_and_flags(*self._flags), **how
            )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(f"thrown: {error.error}"))
        context.set_offline(self._offline)
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NETWORK.match(message.text):
            self.complaints.append(message.text)

    def lose_signal(self) -> None:
        """No network from here on, also after the browser is opened again."""
        self._offline = True
        self.context.set_offline(True)

    def find_signal(self) -> None:
        """Back in coverage."""
        self._offline = False
        self.context.set_offline(False)

    def close(self) -> None:
        """As a person closes a browser; a window of a shared one has forgotten everything."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def kill(self) -> None:
        """kill -9 of every process of this browser: nothing is flushed, nobody is asked."""
        assert self._shared is None, "others live in this browser"
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while self._processes() and time.monotonic() < deadline:
            time.sleep(0.02)
        with suppress(BrowserError):
            self.context.close()
        self._context = None
        for lock in self._profile.glob("Singleton*"):
            lock.unlink()

    def _processes(self) -> list[int]:
        ours = f"--user-data-dir={self._profile}".encode()
        found = []
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if ours in line.read_bytes().split(b"\0"):
                    found.append(int(line.parent.name))
        return found

    def leave_picture(self, folder: Path) -> None:
        """What every open page shows, as picture and as words."""
        folder.mkdir(exist_ok=True)
        for nth, page in enumerate(self._context.pages if self._context else []):
            with suppress(BrowserError):
                place = folder / f"{self._profile.parent.name}-{self._profile.name}-{nth}"
                place.with_suffix(".txt").write_text(page.locator("body").aria_snapshot())
                page.screenshot(path=place.with_suffix(".png"), full_page=True)
