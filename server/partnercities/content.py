"""Where the knowledge lies: ontology/, data/, shapes/ and queries/."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder that holds the knowledge folders: inside an installed wheel, else the top of the checkout."""
    packed = _PACKAGE / "content"
    # An editable install leaves a stale copy of the folders elsewhere; only our own folder counts.
    return packed if packed.is_dir() else _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """One knowledge folder by its name: `ontology`, `data`, `shapes` or `queries`."""
    return root() / name
