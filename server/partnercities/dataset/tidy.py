"""`python -m partnercities.dataset.tidy`: write each file of data/ in its one form, so that a diff is the review."""

from pathlib import Path

from partnercities.dataset.files import DataFile, read, shipped
from partnercities.dataset.turtle import write
from partnercities.model.vocabulary import GRAPH_ONTOLOGY


def tidy(file: DataFile) -> bool:
    """Rewrite a file if it is not in its form yet; whether it was not. Raises what reading it raises."""
    text = write(quad.triple for quad in read(file))
    if text == file.path.read_bytes():
        return False
    file.path.write_bytes(text)
    return True


def main() -> list[Path]:
    """Tidy the shipped data; the ontology is laid out by hand. The files that changed."""
    return [file.path for file in shipped() if file.graph != GRAPH_ONTOLOGY and tidy(file)]


if __name__ == "__main__":
    main()
