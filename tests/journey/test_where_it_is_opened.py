"""A link opened inside Zalo, or in a tab of an iPhone: not safe there, and a way out is shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.journey import acts, forms
from tests.journey.forms import Team
from tests.journey.words import word

ZALO = (
    "Mozilla/5.0 (Linux; Android 13; SM-A145F Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36 Zalo android/24101234"
)
FACEBOOK = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/467.0.0.31.103]"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


def there_is_only_the_way_out(page):
    """Neither a sign-in nor a form; nothing is kept in a storage that is not ours."""
    expect(page.get_by_role("heading", level=1, name=word("bounce.title"))).to_be_visible()
    expect(page.get_by_role("img", name=word("bounce.code"))).to_be_visible()
    expect(page.locator("input, textarea, select, form")).to_have_count(0)
    kept = "async () => (await indexedDB.databases()).length + localStorage.length"
    assert page.evaluate(kept) == 0
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )


def test_inside_zalo_she_is_led_to_her_browser(phone, server, looks):
    zalo = phone("zalo", server.url, agent=ZALO)
    # An invitation travels by Zalo most of the time.
    page = zalo.open("/loi-moi?x=1")
    there_is_only_the_way_out(page)
    browser = page.get_by_role("link", name=word("bounce.open"))
    intent = re.compile(r"^intent://127\.0\.0\.1:\d+/loi-moi#Intent;scheme=http;")
    expect(browser).to_have_attribute("href", intent)
    looks.at(page, "03-inside-zalo")
    zalo.context.grant_permissions(["clipboard-read", "clipboard-write"])
    acts.tap(page, "bounce.copy")
    expect(page.get_by_text(word("bounce.copied"))).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{server.url}/loi-moi"


@pytest.mark.long
def test_inside_facebook_on_an_iphone_it_is_safari_that_is_named(phone, server, looks):
    page = phone("facebook", server.url, agent=FACEBOOK).open()
    there_is_only_the_way_out(page)
    expect(page.get_by_text(word("bounce.howIPhone"))).to_be_visible()
    expect(page.get_by_role("link", name=word("bounce.open"))).to_have_count(0)
    looks.at(page, "06-inside-facebook-iphone")


@pytest.mark.long
def test_in_a_tab_of_an_iphone_she_is_led_to_the_home_screen_first(phone, server, looks):
    iphone = phone("iphone", server.url, agent=SAFARI)
    page = iphone.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    warning = page.get_by_role("heading", name=word("install.iphoneFirst"))
    expect(warning).to_be_visible()
    expect(page.get_by_text(word("install.iphoneWhy"))).to_have_count(1)
    looks.at(page, "07-iphone-first")
    iphone.lose_signal()
    forms.fill_team(page, Team()).finish()
    expect(page.get_by_role("heading", name=word("install.iphoneUnsent", n=1))).to_be_visible()
    expect(page.get_by_text(word("install.iphoneSendFirst"))).to_be_visible()
    looks.at(page, "08-iphone-unsent")
    iphone.find_signal()
    acts.sent(page, "totruong")
    acts.tab(page, "bar.home")
    expect(page.get_by_role("heading", name=word("install.iphoneUnsent", n=1))).to_have_count(0)
    expect(warning).to_have_count(0)


@pytest.mark.long
def test_on_the_home_screen_nobody_is_nagged(phone, server):
    iphone = phone("installed", server.url, agent=SAFARI.replace("Version/17.5 ", ""))
    page = iphone.open("/health")
    iphone.context.add_init_script(
        "Object.defineProperty(navigator, 'standalone', { get: () => true })"
    )
    page = iphone.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(page.get_by_text(word("install.iphoneWhy"))).to_have_count(0)


WAYS_IN = {"/": "home", "/?zarsrc=31": "home", "/ghi": "choose", "/da-ghi?x=1": "outbox"}


def test_without_network_it_opens_by_every_address(phone, server):
    lan = phone("addresses", server.url, lasting=True)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    page.evaluate("async () => (await navigator.serviceWorker.ready).active.state")
    lan.close()
    # The browser starts anew: no worker runs, and what needs none comes from the cache.
    page = lan.open()
    acts.ready(page)
    lan.lose_signal()
    for path, screen in WAYS_IN.items():
        page.goto(server.url + path)
        heading = page.get_by_role("heading", level=1, name=word(f"{screen}.title"))
        expect(heading).to_be_visible()
    assert lan.complaints == []
