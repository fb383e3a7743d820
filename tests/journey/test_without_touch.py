"""With keys alone, by ear, and without things that move: the screens of Lan's first record."""

import pytest
from playwright.sync_api import Page, expect

from tests.journey import acts, forms
from tests.journey.words import like, word

# What has the focus, how it is called, whether that can be seen, and whether it is on the screen.
FOCUSED = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const ticked = at.matches('input[type=radio], input[type=checkbox]')
  const shown = (ticked && at.closest('label')) || at
  const outlines = [at, shown].map((one) => getComputedStyle(one))
  const ring = outlines.some(({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none')
  const { top, bottom, left, right } = shown.getBoundingClientRect()
  const seen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  const over = [...document.querySelectorAll('.actions, .bar')].some((bar) => {
    const box = bar.getBoundingClientRect()
    return !bar.contains(at) && box.height > 0 && top >= box.top && bottom <= box.bottom
      && left >= box.left && right <= box.right
  })
  return { tag: at.tagName, html: at.outerHTML.slice(0, 120), ring, seen: seen && !over }
}"""
MOVES = (
    """() => document.getAnimations().map((one) => one.animationName ?? one.transitionProperty)"""
)


def walk(page: Page, most: int = 60) -> list[str]:
    """Tab through everything once: each place must be seen. Names what was reached, in order."""
    page.evaluate("() => document.activeElement?.blur?.()")
    reached: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (reached and found["html"] == reached[0]):
            break
        assert found["ring"], f"its focus cannot be seen: {found['html']}"
        assert found["seen"], f"focused out of sight: {found['html']}"
        reached.append(found["html"])
    return reached


def press(page: Page, key: str) -> None:
    """A button by its name, with the Enter key."""
    acts.button(page, key).focus()
    page.keyboard.press("Enter")


def test_lan_registers_her_team_with_keys_alone(phone, server):
    page = phone("lan", server.url).open()
    page.emulate_media(reduced_motion="reduce")
    expect(acts.button(page, "signIn.do")).to_be_visible()
    assert page.evaluate("() => document.documentElement.lang") == "vi"
    reached = walk(page)
    order = ["username", "password", "checkbox", "submit"]
    places = [next(n for n, html in enumerate(reached) if said in html) for said in order]
    assert places == sorted(places)

    # What is wrong is said aloud, and the field is ready for it to be put right.
    page.get_by_label(word("signIn.login")).fill("totruong")
    page.keyboard.press("Tab")
    page.keyboard.type("nhầm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text=word("error.401.2"))).to_be_visible()
    expect(page.get_by_label(word("signIn.login"))).to_be_focused()
    page.keyboard.press("Tab")
    page.get_by_label(word("signIn.password"), exact=True).fill("")
    page.keyboard.type(acts.PASSWORD)
    page.keyboard.press("Enter")
    # A new screen begins at its name.
    expect(page.get_by_role("heading", level=1, name=word("home.title"))).to_be_focused()
    acts.ready(page)
    assert walk(page)
    assert page.evaluate(MOVES) == []

    press(page, "form.to_truyen_thong")
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    press(page, "act.next")
    kind_of = page.locator('[data-ref="/data/kind"]')
    expect(kind_of).to_be_visible()
    walk(page)
    press(page, "act.next")
    expect(kind_of).to_contain_text("Chị chọn một trong hai.")
    # The first thing that is not right has the focus, and says what is wrong.
    assert page.evaluate("""() => !!document.activeElement.closest('[data-ref="/data/kind"]')"""), (
        page.evaluate(FOCUSED)
    )
    page.keyboard.press("Space")
    expect(kind_of.get_by_role("radio").first).to_be_checked()
    press(page, "act.next")
    expect(page.locator('[data-ref="/data/team_name"]')).to_be_visible()
    assert page.evaluate(MOVES) == []


# Whether what has the focus is what one is looking for: in this question, or with these words.
HERE = """([ref, said]) => {
  const at = document.activeElement
  return ref ? at.matches('input, textarea') && !!at.closest(`[data-ref="${ref}"]`)
    : at.matches('a, button') && at.innerText.trim().replace(/ · \\d+$/, '') === said
}"""


def tab_to(page: Page, said: str = "", ref: str = "") -> None:
    """From wherever the focus is, by the Tab key and nothing else."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(HERE, [ref, said]):
            found = page.evaluate(FOCUSED)
            assert found["ring"], found
            assert found["seen"], found
            return
    raise AssertionError(f"nobody comes to it by Tab: {said or ref}")


def enter(page: Page, key: str) -> None:
    """To what says this, and in."""
    tab_to(page, word(key))
    page.keyboard.press("Enter")


def onward(page: Page, *answers: tuple[str, str]) -> None:
    """Answer what is asked on this screen, and on to the next: a key, or what is typed."""
    where = page.get_by_text(like("fill.where"))
    before = where.inner_text()
    for ref, said in answers:
        tab_to(page, ref=f"/data/{ref}")
        if said == "Space":
            page.keyboard.press(said)
        else:
            page.keyboard.type(said)
    enter(page, "act.next")
    expect(page.get_by_text(before, exact=True)).to_have_count(0)


@pytest.mark.long
def test_lan_finishes_and_sends_with_the_tab_key_alone(phone, server):
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    enter(page, "form.to_truyen_thong")
    onward(page)
    onward(page, ("kind", "Space"))
    onward(page, ("team_name", "Tổ truyền thông Suối Mới"))
    tab_to(page, ref="/data/decision/decision_number")
    page.keyboard.type("45/QĐ-UBND")
    enter(page, "date.today")
    onward(page)
    onward(page, ("members/women", "6"), ("members/men", "3"), ("members/ethnic", "8"))
    onward(page, ("people/leader_sex", "Space"), ("people/roles", "Space"))
    onward(page, ("equipment", "Space"))
    tab_to(page, ref="/data/page/has_page")
    # From "yes" to "no", as the arrows do in every group of choices.
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    lan.lose_signal()
    enter(page, "act.next")
    expect(page.get_by_role("heading", name=word("fill.allHere"))).to_be_focused()
    assert len(walk(page)) > 10
    enter(page, "fill.finish")
    expect(page.get_by_text(word("mine.onPhone"))).to_be_visible()
    assert walk(page)
    enter(page, "mine.home")
    expect(page.get_by_role("heading", level=1, name=word("home.title"))).to_be_focused()
    enter(page, "bar.outbox")
    expect(page.get_by_role("heading", level=1, name=word("outbox.title"))).to_be_focused()
    assert walk(page)
    lan.find_signal()
    tab_to(page, word("outbox.sendNow", n=1))
    page.keyboard.press("Enter")
    expect(page.get_by_text(word("outbox.allSent"))).to_be_visible()


@pytest.mark.long
def test_every_word_is_said_in_the_language_that_was_chosen(phone, server):
    page = phone("lan", server.url).open()
    expect(acts.button(page, "signIn.do")).to_be_visible()
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Tiếng Việt")).to_have_attribute("lang", "vi")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Tiếng Việt").tap()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    acts.sign_in(page, "totruong")
    acts.ready(page)
    forms.begin(page, "to_truyen_thong")
