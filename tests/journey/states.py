"""Brings a screen into a state: what it asks for is on its way, is refused, or has no end.

Its one rule: only the line, the disk and the words are touched, never the app.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import BrowserContext, Page, Request, Route
from playwright.sync_api import Error as BrowserError
from sqlmodel import col, select

from api.models.org_unit import OrgUnitVersion
from api.models.user import User
from api.storage.db import Database

# As the server takes them and no longer.
LONGEST_NAME, LONGEST_LOGIN, LONGEST_TEAM = 200, 120, 120
LONGEST_REMARK, LONGEST_COMMENT = 1000, 4000
WORDS = (
    "Nghiêng Ngửa Thượng Nguồn Suối Khe Trường Giang, Đường Quốc lộ Hai mươi bảy B, "
    "Phước Thắng, Phước Đại, Bác Ái Đông, "
)
LOGIN = "to.truong.truyen.thong.cong.dong.thon.nghieng.ngua.thuong."
# Nothing else gets at what lies on the phone until it is let go.
HOLD = """() => new Promise((done) => {
  window.letGo = false
  const asked = indexedDB.open('so-thon')
  asked.onsuccess = () => {
    const db = asked.result
    const shelves = [...db.objectStoreNames]
    const first = db.transaction(shelves, 'readwrite').objectStore(shelves[0])
    const turn = () => {
      done(true)
      if (window.letGo) return db.close()
      first.count().onsuccess = turn
    }
    turn()
  }
})"""
LET_GO = "() => { window.letGo = true }"
SEEN = "() => document.dispatchEvent(new Event('visibilitychange'))"
LOST = """() => {
  IDBDatabase.prototype.transaction = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
  }
}"""
NEWER = """() => new Promise((done) => {
  const asked = indexedDB.open('so-thon', 9999)
  asked.onsuccess = () => {
    asked.result.close()
    done(true)
  }
})"""


def endless(length: int, begins: str = "") -> str:
    """Vietnamese words, as many as fit into so many letters."""
    text = begins + WORDS * (length // len(WORDS) + 1)
    return text[: length + 1].rsplit(" ", 1)[0].rstrip(",")


def endless_login() -> str:
    """One word, as long as a login may be."""
    return (LOGIN * 3)[: LONGEST_LOGIN - 1] + "g"


def rename_everybody(stored: Database, village: str) -> None:
    """Every person and this village get the longest names that they may have."""
    with stored.writing() as session:
        for user in session.exec(select(User)):
            user.display_name = endless(LONGEST_NAME, f"{user.display_name} ")
        here = col(OrgUnitVersion.name).startswith(village)
        for unit in session.exec(select(OrgUnitVersion).where(here)):
            unit.name = endless(LONGEST_NAME, f"{unit.name} ")


@contextmanager
def held(context: BrowserContext, path: str) -> Iterator[None]:
    """Whatever is asked there gets no answer until this is over."""
    asked = re.compile(path)
    waiting: list[Route] = []

    def hold(route: Route, _: Request) -> None:
        waiting.append(route)

    context.route(asked, hold)
    yield
    context.unroute(asked, hold)
    for route in waiting:
        with suppress(BrowserError):
            route.continue_()


@contextmanager
def refused(context: BrowserContext, path: str, status: int = 503) -> Iterator[None]:
    """Our server has a bad day there."""
    asked = re.compile(path)
    said: dict[str, object] = {
        "code": "busy" if status == 503 else "500.1",
        "message": "",
        "details": {},
    }

    def refuse(route: Route, _: Request) -> None:
        route.fulfill(status=status, json=said, headers={"So-Thon": "1"})

    context.route(asked, refuse)
    yield
    context.unroute(asked, refuse)


@contextmanager
def slow_disk(page: Page) -> Iterator[None]:
    """What lies on the phone comes when this is over."""
    page.evaluate(HOLD)
    yield
    page.evaluate(LET_GO)


def loses_its_disk(page: Page) -> None:
    """As Safari does to a page that was hidden; and she looks at it again."""
    page.evaluate(LOST)
    page.evaluate(SEEN)


def another_tab_is_newer(page: Page) -> None:
    """A newer app opened its database beside this page; and she looks at this one again."""
    page.evaluate(NEWER)
    page.evaluate(SEEN)
