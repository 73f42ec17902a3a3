"""The Chromium of this machine, driven through playwright, which brings none of its own here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but what a page asks for may leave the browser, or it would be counted as the page's.
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-gpu", "--no-first-run"]


class NoBrowser(Exception):  # noqa: N818 - it says what is the matter
    """There is no Chromium on this machine."""


def program() -> str:
    """The path of Chromium. Raises NoBrowser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser("Chromium is not installed; `make browser` installs it where it can")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without windows, closed afterwards. Raises NoBrowser."""
    path = program()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=_QUIET)
        try:
            yield started
        finally:
            started.close()
