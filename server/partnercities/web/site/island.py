"""The scripts of pages, which are built when the package is: a page does without where there is none."""

from pathlib import Path

from flask import current_app


def script(name: str) -> str:
    """The file of a script among the static files; nothing if it was not built."""
    file = f"{name}.js"
    return file if (Path(current_app.static_folder or "") / file).is_file() else ""
