"""The budgets of a cheap phone on a bad network: 700 kbps, 300 ms, a processor six times slower.

Bytes and counts are the same everywhere and are gates; times are printed beside theirs, the
median of five, and mean something on a quiet machine only.
"""

import re
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright

from tests import people
from tests.bench import sizes
from tests.browser import HEIGHT, QUIET, WIDTH, Phone, browsers, program
from tests.journey import acts, forms
from tests.journey.words import word
from tests.server import Server

ROUNDS = 5
CPU = 6
BYTES_A_SECOND, LATENCY = 700_000 // 8, 300
MOST_REQUESTS = 12
WRITING = Path(__file__).parents[2] / "webapp" / "fill" / "writing.ts"
# The largest of what was painted, once nothing larger has come for a while.
LCP = """() => new Promise((done) => {
  let last = 0
  new PerformanceObserver((list) => { for (const each of list.getEntries()) last = each.startTime })
    .observe({ type: 'largest-contentful-paint', buffered: true })
  const look = () => (last && performance.now() - last > 1500 ? done(last) : setTimeout(look, 100))
  look()
})"""
SHOWN = """(sought) => new Promise((done) => {
  const look = () => document.querySelector(sought)
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    : setTimeout(look, 5)
  look()
})"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
TAP = f"""async (sought) => {{
  const begun = performance.now()
  document.querySelector(sought).click()
  await {PAINTED}
  return performance.now() - begun
}}"""
# From the last letter until the screen says that it is on the disk.
SAVE = """([sought, said, nth]) => new Promise((done) => {
  const field = document.querySelector(sought)
  const begun = performance.now()
  field.value = `Bà con hỏi nhiều ${nth}`
  field.dispatchEvent(new Event('input', { bubbles: true }))
  let written = false
  const look = () => {
    const saved = document.querySelector('header').textContent.includes(said)
    written ||= !saved
    if (written && saved) done(performance.now() - begun)
    else setTimeout(look, 1)
  }
  look()
})"""


@dataclass(frozen=True, slots=True)
class Budget:
    """One line of the table; `gate` and `goal` in the unit of the figures."""

    name: str
    gate: float
    goal: float
    figures: list[float]

    def line(self) -> str:
        """Median, spread, and what was asked."""
        median = statistics.median(self.figures)
        spread = f"{min(self.figures):,.0f}-{max(self.figures):,.0f}"
        return f"{self.name:<34} {median:>9,.0f} {spread:>16} {self.gate:>9,.0f} {self.goal:>9,.0f}"


@dataclass
class Traffic:
    """What one page asked for, by the bytes that travelled."""

    line: CDPSession

    def __post_init__(self) -> None:
        self.requests, self.bytes = 0, 0.0
        self.line.on("Network.requestWillBeSent", lambda _: self._asked())
        self.line.on("Network.loadingFinished", self._came)

    def _asked(self) -> None:
        self.requests += 1

    def _came(self, said: dict[str, Any]) -> None:
        self.bytes += said["encodedDataLength"]


@contextmanager
def slow_page(playwright: Playwright) -> Iterator[tuple[Page, Traffic]]:
    """A browser that has never been here, on the bad network."""
    browser = playwright.chromium.launch(executable_path=program(), args=[*QUIET, "--no-sandbox"])
    size = {"width": WIDTH, "height": HEIGHT}
    page = browser.new_page(viewport=size, is_mobile=True, has_touch=True, locale="vi-VN")  # type: ignore[arg-type]
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    network = {"latency": LATENCY, "downloadThroughput": BYTES_A_SECOND}
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "uploadThroughput": BYTES_A_SECOND, **network},
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    yield page, Traffic(line)
    browser.close()


def first_load(playwright: Playwright, url: str) -> list[Budget]:
    """The app opened for the first time, up to the sign-in."""
    painted, bytes_, requests = [], [], []
    for _ in range(ROUNDS):
        with slow_page(playwright) as (page, traffic):
            page.goto(url)
            painted.append(page.evaluate(LCP))
            bytes_.append(traffic.bytes)
            requests.append(float(traffic.requests))
    return [
        Budget("first load, LCP, ms", 4_000, 2_500, painted),
        Budget("first load, bytes", sizes.MOST_ALL, 70_000, bytes_),
        Budget("first load, requests", MOST_REQUESTS, 8, requests),
    ]


def without_network(phone: Phone) -> list[Budget]:
    """Opened again offline; a tap; a letter until it is on the disk."""
    acts.sign_in(phone.open(), people.LAN.login, people.PASSWORD)
    forms.fill_team(phone.page, forms.Team()).finish()
    acts.ready(phone.page, "sinh_hoat_to")
    phone.lose_signal()
    paper = forms.begin(phone.page, "sinh_hoat_to")
    slowly(phone.page)
    tapped = several(lambda nth: phone.page.evaluate(TAP, choice(nth)))
    for _ in range(5):
        forms.answer_first(paper)
    for part in ("women", "men", "ethnic"):
        paper.say(f"/data/participants/{part}", 4)
    paper.next().next()
    field = '[data-ref="/data/remark"] textarea, [data-ref="/data/remark"] input'
    rest = float(re.findall(r"SAVE_DEBOUNCE = ([\d_]+)", WRITING.read_text())[0])
    said = word("fill.saved")
    saved = several(lambda nth: phone.page.evaluate(SAVE, [field, said, nth]) - rest)
    # The app is closed first: two slowed pages in one process of the browser are slowed twice.
    phone.page.goto("about:blank")
    opened = several(lambda _: relaunched(phone))
    return [
        Budget("offline relaunch, ms", 1_000, 500, opened),
        Budget("tap to paint, ms", 200, 100, tapped),
        Budget("letter to durable, ms", 150, 50, saved),
    ]


def choice(nth: int) -> str:
    """Today, yesterday, today."""
    return f'[data-ref="/data/session/date"] button:nth-of-type({nth % 2 + 1})'


def relaunched(phone: Phone) -> float:
    """Another page of the app, from nothing to the first card of "my work"."""
    page = phone.context.new_page()
    slowly(page)
    page.goto(phone.url + "/")
    shown: float = page.evaluate(SHOWN, "main .card, main h1, main h2")
    page.close()
    return shown


def slowly(page: Page) -> None:
    """On a processor six times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": CPU})


def several(measured: Callable[[int], float]) -> list[float]:
    """So many rounds, after one that is not counted."""
    return [measured(nth) for nth in range(ROUNDS + 1)][1:]


def report() -> None:
    """Print the budgets, on a world of their own. Raises SystemExit where a gate is not held."""
    from tests.bench.__main__ import prepare

    with tempfile.TemporaryDirectory(prefix="so-thon-phone-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/b.sqlite3"
        prepare(url, folder)
        with Server(url, folder) as server, browsers() as playwright:
            print(f"\n## A slow phone: 700 kbps, {LATENCY} ms, {CPU}x CPU; median of {ROUNDS}\n")
            print(f"{'':<34} {'median':>9} {'from-to':>16} {'gate':>9} {'goal':>9}")
            gates = first_load(playwright, server.url)
            phone = Phone(playwright, folder / "phone", server.url)
            for budget in [*gates, *without_network(phone)]:
                print(budget.line(), flush=True)
            phone.close()
    over = [one.name for one in gates[1:] if max(one.figures) > one.gate]
    if over:
        raise SystemExit(f"over the gate: {', '.join(over)}")


if __name__ == "__main__":
    report()
