"""One visit of a page, with all that the browser noticed meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Response
from playwright.sync_api import Page as Tab

from browsing.look import Look
from browsing.pages import Page

_LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', event =>
  window.__violations.push(`${event.violatedDirective} stops ${event.blockedURI} ${event.sample}`));
"""
_STRICT = {"default-src": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"]}
_LOOSE = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'wasm-unsafe-eval'", "*", "http:", "https:"}


class Visit:
    """A tab of a browser, and what came and was said in it since it was opened."""

    def __init__(self, tab: Tab, base: str) -> None:
        self.tab = tab
        self.base = base
        self.responses: list[Response] = []
        self.failures: list[str] = []
        self.said: list[str] = []
        tab.add_init_script(_LISTEN)
        tab.on("response", self._receive)
        tab.on("requestfailed", lambda request: self.failures.append(f"{request.url}: {request.failure}"))
        tab.on("console", self._hear)
        tab.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def to(self, page: Page | str, **more: str) -> "Visit":
        """Go to a page, and wait until it is there with its scripts."""
        path = page.at(**more) if isinstance(page, Page) else page
        self.tab.goto(self.base + path, wait_until="load")
        return self

    def run(self, script: str, value: object = None) -> Any:
        """What a script of ours finds in the page."""
        return self.tab.evaluate(script, value)

    def strangers(self) -> list[str]:
        """What was asked of other hosts."""
        return [
            response.url for response in self.responses if urlsplit(response.url).netloc != urlsplit(self.base).netloc
        ] + self.failures

    def complaints(self) -> list[str]:
        """Errors and warnings of the console, and what the policy of the page forbade."""
        return self.said + [f"policy: {words}" for words in self.run("window.__violations")]

    def broken(self) -> list[str]:
        """What belongs to the page and did not come."""
        return [f"{response.status} {response.url}" for response in self.responses[1:] if response.status != 200]

    def _receive(self, response: Response) -> None:
        self.responses.append(response)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page of an error is an error to the console, which says so of its address.
        expected = message.location.get("url") == self.tab.url and "status of 4" in message.text
        if message.type in ("error", "warning") and not expected:
            self.said.append(f"{message.type}: {message.text}")


@contextmanager
def visiting(browser: Browser, base: str, look: Look | None = None) -> Iterator[Visit]:
    """A new tab that knows nothing of earlier ones."""
    look = look or Look()
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        reduced_motion="reduce",
        java_script_enabled=look.scripts,
        locale="en-GB",
    )
    try:
        yield Visit(context.new_page(), base)
    finally:
        context.close()


def loose(policy: str) -> list[str]:
    """What a Content-Security-Policy leaves open."""
    directives = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    missing = [f"{name} is not {' '.join(to)}" for name, to in _STRICT.items() if directives.get(name) != to]
    open_ = [f"{name} allows {word}" for name, words in directives.items() for word in words if word in _LOOSE]
    foreign = [f"{name} allows {word}" for name, words in directives.items() for word in words if "." in word]
    return missing + open_ + foreign


def told(faults: list[str]) -> str:
    """Faults as a test tells them: all, each in its line."""
    return "\n".join(["", *faults])
