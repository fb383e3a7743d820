"""Filling the two forms on the phone, question by question, as Lan does."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journey.acts import tab, tap, today
from tests.journey.words import like, word

PHOTO_QUESTION = "/data/photo"


@dataclass
class Paper:
    """One form under her fingers."""

    page: Page

    def question(self, ref: str) -> Locator:
        """The question of this path."""
        return self.page.locator(f'[data-ref="{ref}"]')

    def choose(self, ref: str, *labels: str) -> "Paper":
        """Tap choices by their labels."""
        for label in labels:
            pending = re.escape(word("entity.pending"))
            said = re.compile(rf"^\s*{re.escape(label)}\s*({pending})?\s*$")
            self.question(ref).locator("label").filter(has_text=said).tap()
        return self

    def say(self, ref: str, text: object) -> "Paper":
        """Type into the field of a question."""
        field_ = self.question(ref).get_by_role("textbox").first
        field_.fill(str(text))
        return self

    def next(self) -> "Paper":
        """To the next screen."""
        where = self.page.get_by_text(like("fill.where"))
        before = where.inner_text()
        tap(self.page, "act.next")
        expect(self.page.get_by_text(before, exact=True)).to_have_count(0)
        return self

    def take_photo(self, file: Path) -> "Paper":
        """By the button that opens the camera, as the camera hands it over."""
        take = self.question(PHOTO_QUESTION).locator("button").filter(has_text=word("photo.take"))
        with self.page.expect_file_chooser() as camera:
            take.tap()
        camera.value.set_files(file)
        expect(self.question(PHOTO_QUESTION).get_by_role("img")).to_be_visible()
        return self

    def saved(self) -> "Paper":
        """Wait until the phone says that everything typed is on its disk."""
        expect(self.page.get_by_text(word("fill.saved"), exact=True)).to_be_visible()
        return self

    def finish(self) -> None:
        """Done: it becomes a record. Past its own screen, back to "my work"."""
        tap(self.page, "fill.finish")
        self.page.get_by_role("link", name=word("mine.home"), exact=True).tap()
        expect(self.page.get_by_role("heading", name=word("home.title"))).to_be_visible()


@dataclass
class Team:
    """A team as Lan registers it."""

    name: str = "Tổ truyền thông Suối Mới"
    decision: str = "12/QĐ-UBND"
    day: date = field(default_factory=today)
    women: int = 6
    men: int = 3
    ethnic: int = 8
    village: str = ""


@dataclass
class Meeting:
    """A meeting as Lan logs it; `team` is tapped only when it is not chosen already."""

    team: str = ""
    women: int = 12
    men: int = 5
    ethnic: int = 16
    photo: Path | None = None
    remark: str = ""
    topics: tuple[str, ...] = ("Tảo hôn, hôn nhân cận huyết",)
    languages: tuple[str, ...] = field(default=("Raglai",))


def begin(page: Page, form: str) -> Paper:
    """Open a form from the place where forms are chosen."""
    tab(page, "bar.write")
    tap(page, f"form.{form}")
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    return Paper(page)


def fill_team(page: Page, team: Team) -> Paper:
    """Every question of the register, up to the last look."""
    paper = begin(page, "to_truyen_thong")
    if team.village:
        paper.choose("/data/org_unit", team.village)
    paper.next().choose("/data/kind", "Thành lập mới")
    paper.next().say("/data/team_name", team.name)
    paper.next().say("/data/decision/decision_number", team.decision)
    say_day(paper, "/data/decision/decision_date", *f"{team.day:%d/%m/%Y}".split("/"))
    paper.next()
    for part in ("women", "men", "ethnic"):
        paper.say(f"/data/members/{part}", getattr(team, part))
    paper.next().choose("/data/people/leader_sex", "Nữ")
    paper.choose("/data/people/roles", "Trưởng thôn", "Chi hội trưởng phụ nữ")
    paper.next().choose("/data/equipment", "Loa")
    paper.next().choose("/data/page/has_page", "Không")
    return paper.next()


def fill_meeting(page: Page, meeting: Meeting) -> Paper:
    """Every question of a meeting of today, up to the last look."""
    paper = begin(page, "sinh_hoat_to")
    if meeting.team:
        paper.choose("/data/session/team", meeting.team)
    return after_the_day(paper, meeting)


def after_the_day(paper: Paper, meeting: Meeting) -> Paper:
    """Where team and day are said already: every other question of a meeting."""
    paper.next().choose("/data/place", "Nhà sinh hoạt, nhà văn hóa thôn")
    paper.next().choose("/data/topics", *meeting.topics)
    paper.next().choose("/data/channels", "Họp thôn")
    paper.next().choose("/data/languages", *meeting.languages)
    paper.next()
    for part in ("women", "men", "ethnic"):
        paper.say(f"/data/participants/{part}", getattr(meeting, part))
    paper.next()
    if meeting.photo:
        paper.take_photo(meeting.photo)
    paper.next()
    if meeting.remark:
        paper.say("/data/remark", meeting.remark)
    return paper.next()


def say_day(paper: Paper, ref: str, day: str, month: str, year: str) -> None:
    """A date in its three parts."""
    question = paper.question(ref)
    for key, said in (("date.day", day), ("date.month", month), ("date.year", year)):
        question.get_by_label(word(key), exact=True).fill(said)


def answer_first(paper: Paper) -> Paper:
    """On: where nothing is chosen on this screen yet, by its first choice."""
    question = paper.page.locator("[data-ref]").first
    choice = paper.page.locator("input[type=radio], input[type=checkbox]")
    if question.locator(choice).count() and not question.locator("input:checked").count():
        question.locator("label").filter(has=choice).first.tap()
    return paper.next()
