"""The browser that pages are tested in and the npm that builds their editor, where this machine lacks them: `make browser`."""

import debian
from browsing.chromium import NoBrowser, program

# Without a font of Cyrillic letters no picture of a page says anything.
BUILDING = {"npm": ["npm"]}
PACKAGES = {"chromium": ["chromium", "fonts-dejavu-core"]}


def main() -> None:
    """Install npm and Chromium if there are none; what else is of its kind will do."""
    debian.install(BUILDING)
    try:
        program()
    except NoBrowser:
        debian.install(PACKAGES)


if __name__ == "__main__":
    main()
