"""Somebody who reads the addresses, titles and notifications of a phone while it is used, as its
browser's history, its list of open apps and every server on the way do.
"""

from playwright.sync_api import BrowserContext

from tests.faults.searched import dresses

# What stands above the page is told whenever it changes, and so is what would be shown beside it.
TELLS = """
  const tell = (what) => window.witnessed(String(what ?? ''))
  new MutationObserver(() => tell(document.title))
    .observe(document, { subtree: true, childList: true, characterData: true })
  const spoken = globalThis.ServiceWorkerRegistration?.prototype
  if (spoken) spoken.showNotification = async (title, how) => tell(title + JSON.stringify(how))
  globalThis.Notification = function (title, how) { tell(title + JSON.stringify(how)) }
"""


class Witness:
    """Of one phone or desk, from before its first page on."""

    def __init__(self, context: BrowserContext) -> None:
        self.titles: set[str] = set()
        self.addresses: set[str] = set()
        self.said: set[str] = set()
        context.expose_binding("witnessed", lambda _, said: self.titles.add(said))
        context.add_init_script(TELLS)
        context.on("request", lambda asked: self.addresses.add(asked.url))
        context.on("console", lambda message: self.said.add(message.text))
        context.on(
            "page",
            lambda page: page.on("framenavigated", lambda frame: self.addresses.add(frame.url)),
        )
        for page in context.pages:
            page.on("framenavigated", lambda frame: self.addresses.add(frame.url))

    def read(self, *secrets: str, beside: str = "") -> list[str]:
        """Where one of these stands in any dress; `beside` is what a server wrote down itself."""
        seen = {*self.titles, *self.addresses, *self.said, beside}
        worn = {secret: dresses(secret) for secret in secrets}
        return [
            f"{secret} in {one[:200]}"
            for one in seen
            for secret, dress in worn.items()
            if any(each in one.encode() for each in dress)
        ]
