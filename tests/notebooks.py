"""The notebooks of docs/notebooks: run against a server; `python -m notebooks` writes them anew with what they show."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_SECONDS = 60


def execute(path: Path, url: str, folder: Path) -> Any:
    """A notebook after it ran against the server of an address, in a folder. Raises CellExecutionError if a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, 4)
    # The kernel takes over the surroundings of this process.
    os.environ["PARTNERCITIES_URL"] = url
    NotebookClient(notebook, timeout=_SECONDS, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def shown(notebook: Any) -> Iterator[str]:
    """What a notebook shows in words, cell by cell; pictures depend on the machine."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield output["text"] if "text" in output else output.get("data", {}).get("text/plain", "")


def write() -> None:
    """Run all notebooks against a server of the checkout and write them with what they show."""
    import nbformat

    from serving import serving

    with serving() as url, tempfile.TemporaryDirectory() as folder:
        for path in NOTEBOOKS:
            notebook = execute(path, url, Path(folder))
            for cell in notebook.cells:
                # When it ran is nobody's business, and would be a change each time.
                cell.metadata.pop("execution", None)
            notebook.metadata["language_info"] = {"name": "python"}
            nbformat.write(notebook, path)


if __name__ == "__main__":
    write()
