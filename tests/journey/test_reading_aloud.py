"""A question is read aloud where the phone has a Vietnamese voice, and only when she asks."""

import pytest
from playwright.sync_api import expect

from tests.journey import acts, forms
from tests.journey.looks import Looks
from tests.journey.words import word

# The browser of the tests has no voices; these stand for the phone's own.
VOICES = """(voices) => {
  window.heard = []
  const speech = new EventTarget()
  Object.assign(speech, {
    getVoices: () => voices,
    speak: (said) => { window.heard.push(said.text); window.last = said },
    cancel: () => window.heard.push('(silence)'),
  })
  Object.defineProperty(window, 'speechSynthesis', { value: speech })
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text }
  }
}"""
OWN = "[{ lang: 'en-US', localService: true }, { lang: 'vi-VN', localService: true }]"
ELSEWHERE = "[{ lang: 'en-US', localService: true }, { lang: 'vi-VN', localService: false }]"


def at_first_question(phone, server, voices):
    """A phone with these voices, on the first screen of a form."""
    hers = phone("lan", server.url)
    page = hers.open()
    if voices:
        hers.context.add_init_script(f"({VOICES})({voices})")
        page.reload()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    forms.begin(page, "to_truyen_thong").next()
    return page


@pytest.mark.parametrize("voices", ["", ELSEWHERE], ids=["none", "only one that sends words away"])
@pytest.mark.long
def test_without_a_voice_there_is_no_button(phone, server, voices):
    page = at_first_question(phone, server, voices)
    expect(acts.button(page, "act.next")).to_be_visible()
    expect(acts.button(page, "read.do")).to_have_count(0)


@pytest.mark.long
def test_she_hears_the_question_when_she_asks(phone, server):
    page = at_first_question(phone, server, OWN)
    expect(acts.button(page, "read.do")).to_be_visible()
    assert page.evaluate("window.heard") == []
    looks = Looks(word("act.name"))
    looks.at(page, "read-aloud", keep=False)
    looks.fine()
    acts.tap(page, "read.do")
    heard = page.evaluate("window.heard")
    assert heard == ["Tổ mới thành lập hay được củng cố?"]
    page.evaluate("window.last.dispatchEvent(new Event('end'))")
    acts.tap(page, "read.do")
    acts.tap(page, "read.stop")
    assert page.evaluate("window.heard").count("(silence)") == 1
    acts.tap(page, "read.do")
    acts.tap(page, "act.back")
    expect(acts.button(page, "read.do")).to_be_visible()
    assert page.evaluate("window.heard")[-1] == "(silence)"


@pytest.mark.long
def test_what_is_missing_is_announced(phone, server):
    page = at_first_question(phone, server, "")
    acts.tap(page, "act.next")
    said = page.locator("[aria-live=assertive]").filter(has_text="Chị chọn một trong hai.")
    expect(said).to_be_visible()
    assert page.evaluate("document.activeElement.closest('[data-ref]').dataset.ref") == "/data/kind"
