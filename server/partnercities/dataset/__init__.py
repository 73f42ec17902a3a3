"""What we hold: files of Turtle, the graphs they fill, what follows from them, and the merge of all."""

from partnercities.dataset.build import Dataset, build
from partnercities.dataset.files import DataFile, shipped

__all__ = ["DataFile", "Dataset", "build", "shipped"]
