"""The scripts of pages, which are built when the package is: a page does without where there is none."""

from pathlib import Path

_STATIC = Path(__file__).parents[1] / "static"


def script(name: str) -> str:
    """The file of a script below `static`, with what tells its contents apart; nothing if it was not built."""
    file = _STATIC / f"{name}.js"
    return file.name if file.is_file() else ""
