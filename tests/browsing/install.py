"""The browser that pages are tested in, where this machine lacks it: `make browser`."""

import debian
from browsing.chromium import NoBrowser, program

# Without a font of Cyrillic letters no picture of a page says anything.
PACKAGES = {"chromium": ["chromium", "fonts-dejavu-core"]}


def main() -> None:
    """Install Chromium if there is none; what else is of its kind will do."""
    try:
        program()
    except NoBrowser:
        debian.install(PACKAGES)


if __name__ == "__main__":
    main()
