"""Whether a screen can be used by everybody: read, reached by a thumb, at twice the text size.

Its one rule: it only looks; what is found is gathered, so that one run tells everything.
"""

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import PHONE

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = ROOT / "docs" / "screens"
KEEPING = os.environ.get("SOTHON_SCREENSHOTS") == "1"
LARGEST_PICTURE = 60_000
COLOURS = (128, 64, 32, 16)

# AAA contrast is ours to hold: the screens are read in the sun.
RULES = """async () => {
  const found = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast-enhanced': { enabled: true } },
  })
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`))
}"""
CALM = """() => {
  document.getAnimations().forEach((one) => one.finish())
  return document.fonts.ready.then(() => true)
}"""
SCROLLED = "main, dialog, html, [data-reading], .panes__side"
BELOW = """(scrolled) => Math.max(0, ...[...document.querySelectorAll(scrolled)]
  .map((box) => box.scrollHeight - box.clientHeight))"""
OUT_OF_SIGHT = """() => {
  const width = document.documentElement.clientWidth
  const page = document.scrollingElement.scrollWidth
  const clipped = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.clipPath !== 'none' || style.display === 'none') return true
    }
    return false
  }
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width: wide } = element.getBoundingClientRect()
    return wide > 0 && (right > width + 1 || left < -1) && !clipped(element)
  })
  const cut = [...document.querySelectorAll('button, a, h1, h2, p, span')].filter((element) =>
    element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && !clipped(element))
  const pressed = [...document.querySelectorAll('button, a')].filter((element) => {
    const { clientHeight, scrollHeight } = element
    return clientHeight > 0 && scrollHeight > clientHeight + 1 && !clipped(element)
  })
  const moving = 'main, dialog, .panes__side, [data-reading]'
  const scrolled = [...document.querySelectorAll(moving)]
  const lost = scrolled.flatMap((box) => {
    const at = box.scrollTop
    box.scrollTop = 0
    const { top } = box.getBoundingClientRect()
    const above = [...box.querySelectorAll('*')].filter((element) => {
      const { top: its, height } = element.getBoundingClientRect()
      const ours = element.closest(moving) === box
      return ours && height > 0 && its < top - 1 && !clipped(element)
    })
    box.scrollTop = at
    return above
  })
  return [
    ...lost.map((element) => `nobody can scroll up to: ${element.outerHTML.slice(0, 120)}`),
    ...(page > width + 1 ? [`the page is ${page} px wide`] : []),
    ...out.map((element) => `sticks out: ${element.outerHTML.slice(0, 120)}`),
    ...cut.map((element) => `is cut: ${element.outerHTML.slice(0, 120)}`),
    ...pressed.map((element) => `its words stand out of it: ${element.outerHTML.slice(0, 120)}`),
  ].slice(0, 4)
}"""
TOO_SMALL = """([least, main, next]) => {
  const wanted = 'a[href], button, input, select, textarea, summary, [role=button]'
  const seen = [...document.querySelectorAll(wanted)].filter((element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    getComputedStyle(element).clipPath === 'none' && element.type !== 'file')
  return seen.flatMap((element) => {
    const label = element.matches('input') ? element.closest('label')
      // Its whole row, its whole card leads on.
      : element.matches('.table__link') ? element.closest('tr')
      : element.matches('.figure__name') ? element.closest('.figure') : null
    const { width, height } = (label || element).getBoundingClientRect()
    const first = element.closest(`[aria-label="${next}"], nav`)
    const need = first ? main : least
    return height + 0.5 < need || width + 0.5 < Math.min(need, least)
      ? [`${Math.round(width)}×${Math.round(height)} px: ${element.outerHTML.slice(0, 120)}`] : []
  })
}"""
LEAST, MAIN = 44, 56


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
        page.evaluate(CALM)
        self.seen.append(name)
        if keep:
            self.keep(page, name)
        self._note(name, page.evaluate(OUT_OF_SIGHT))
        self._note(name, page.evaluate(TOO_SMALL, [LEAST, MAIN, self.next_word]))
        self._note(name, self._judged(page))
        page.evaluate("() => { document.documentElement.style.fontSize = '225%' }")
        if large:
            self.keep(page, f"{name}-200")
        twice = f"{name} at 200 %"
        self._note(twice, page.evaluate(OUT_OF_SIGHT))
        self._note(twice, self._judged(page))
        page.evaluate("() => { document.documentElement.style.fontSize = '' }")

    def _note(self, name: str, found: list[str]) -> None:
        self.wrong += [f"{name}: {one}" for one in found]

    def keep(self, page: Page, name: str) -> None:
        """As a picture, when pictures are taken."""
        if KEEPING:
            _keep(page.screenshot(animations="disabled"), name)

    def _judged(self, page: Page) -> list[str]:
        """What axe finds on a screen so tall that nothing is below its edge: it sees none there."""
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text())
        width, height = self.size
        below = page.evaluate(BELOW, SCROLLED)
        page.set_viewport_size({"width": width, "height": height + below})
        found: list[str] = page.evaluate(RULES)
        page.set_viewport_size({"width": width, "height": height})
        return found

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
