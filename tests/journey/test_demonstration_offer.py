"""The accounts of a demonstration at the foot of the sign-in screen: one tap, and one is in."""

from playwright.sync_api import expect

from tests.journey import acts
from tests.journey.words import word
from tests.server import Server

WORKS = ("teamLeader", "healthStation", "commune", "province", "administrator")


def offer(page, name="offer.mark"):
    """The part of the screen that is marked as demonstration."""
    return page.get_by_role("region", name=word(name), exact=True)


def test_whoever_comes_to_the_demonstration_is_in_with_one_tap(phone, server, looks):
    page = phone("curious", server.url).open()
    shown = offer(page).get_by_role("button")
    expect(shown).to_have_text([word(f"offer.{work}") for work in WORKS])
    looks.at(page, "03-try")
    page.evaluate("() => { document.documentElement.style.fontSize = '225%' }")
    offer(page).scroll_into_view_if_needed()
    looks.keep(page, "03-try-200")
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    acts.tap_in(offer(page), "offer.teamLeader")
    expect(page.get_by_role("heading", name=word("home.title"))).to_be_visible()
    expect(page.get_by_role("link", name="Lan · tổ trưởng (minh họa)")).to_be_visible()


def test_it_is_offered_in_english_too(phone, server, looks):
    page = phone("stranger", server.url).open()
    page.get_by_role("button", name="English").tap()
    english = page.get_by_role("region", name="Demonstration", exact=True)
    expect(english.get_by_role("button", name="Province officer")).to_be_visible()
    looks.at(page, "03-try-english")


def test_at_a_desk_it_is_offered_too(phone, server, at_desk):
    page = phone("guest", server.url, size=at_desk.size).open()
    expect(offer(page).get_by_role("button")).to_have_count(len(WORKS))
    at_desk.at(page, "03-try-desk", keep=False)


def test_without_network_nothing_is_offered(phone, server):
    hers = phone("hers", server.url)
    page = hers.open()
    expect(offer(page)).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    hers.lose_signal()
    page.reload()
    expect(acts.button(page, "signIn.do")).to_be_visible()
    expect(page.get_by_text(word("network.none"))).to_be_visible()
    expect(offer(page)).to_have_count(0)


def test_outside_the_demonstration_nothing_is_offered_nor_fetched(
    phone, demonstration_url, tmp_path
):
    with Server(demonstration_url, tmp_path / "real") as real:
        hers = phone("hers", real.url)
        asked: list[str] = []
        hers.open("/health")
        hers.context.on("request", lambda request: asked.append(request.url))
        page = hers.open()
        expect(acts.button(page, "signIn.do")).to_be_visible()
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_load_state("networkidle")
        expect(offer(page)).to_have_count(0)
        assert any(url.endswith("/health") for url in asked)
        assert not [url for url in asked if "demonstration" in url]
