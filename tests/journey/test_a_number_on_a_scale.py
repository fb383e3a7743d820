"""A number on a scale: moved by thumb, by keys and by buttons; nothing is answered before that."""

import pytest
from playwright.sync_api import expect

from api import clock
from api.loading.folder import publish_file
from tests.journey import acts
from tests.journey.forms import Paper
from tests.journey.words import like, word

TITLE = "Góp ý sau buổi sinh hoạt"
FORM = f"""
| survey |
| | type | name | label::Tiếng Việt (vi) | required | appearance | parameters |
| | range | useful | Buổi này có ích cho chị đến đâu? | yes | | \
start=0 end=10 step=1 |
| | range | hours | Nên kéo dài mấy giờ? | | no-ticks | start=0.5 end=4 step=0.5 |

| settings |
| | form_title | form_id | version | default_language |
| | {TITLE} | gop_y | 1 | Tiếng Việt (vi) |
"""


@pytest.fixture
def paper(phone, server, stored, tmp_path):
    """Lan at the first question."""
    file = tmp_path / "gop_y.md"
    file.write_text(FORM)
    list(publish_file(stored, file, clock.now()))
    page = phone("lan", server.url).open()
    acts.sign_in(page, "totruong")
    acts.tab(page, "bar.write")
    acts.tap(page, "form.other", form=TITLE)
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    return Paper(page)


@pytest.mark.long
def test_a_scale_is_answered_by_thumb_and_by_keys(paper, looks):
    page = paper.page
    useful = paper.question("/data/useful")
    slider, number = useful.get_by_role("slider"), useful.get_by_role("status")
    expect(number).to_have_text("–")
    expect(slider).to_have_attribute("aria-valuetext", word("range.blank"))
    looks.at(page, "range-blank", keep=False)
    acts.tap(page, "act.next")
    expect(useful.get_by_text(word("problem.required"))).to_be_visible()
    # A touch at the very place where it stands already is an answer.
    slider.tap(position={"x": 3, "y": 28})
    expect(number).to_have_text("0")
    slider.press("End")
    expect(number).to_have_text("10")
    slider.press("ArrowLeft")
    expect(number).to_have_text("9")
    label = "Buổi này có ích cho chị đến đâu?"
    acts.tap(page, "range.less", step="1", what=label)
    expect(number).to_have_text("8")
    looks.at(page, "range-answered", keep=False, large=False)
    paper.next()
    acts.tap(page, "range.more", step="0,5", what="Nên kéo dài mấy giờ?")
    acts.tap(page, "range.more", step="0,5", what="Nên kéo dài mấy giờ?")
    acts.tap(page, "range.more", step="0,5", what="Nên kéo dài mấy giờ?")
    expect(paper.question("/data/hours").get_by_role("status")).to_have_text("1,5")
    paper.next()
    lines = page.get_by_role("main")
    expect(lines).to_contain_text("8")
    expect(lines).to_contain_text("1,5")
