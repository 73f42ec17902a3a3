"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from partnercities.problems import NotFound
from partnercities.web.negotiated import page
from partnercities.web.site.wanted import PAGE_SIZE

Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """The rows of one page, and how many rows there are on all."""

    rows: Sequence[Row]
    number: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, ceil(self.number / PAGE_SIZE))

    @property
    def first(self) -> int:
        """The place of the first row in the whole list, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1


def part(rows: Sequence[Row]) -> Part[Row]:
    """The rows of the page that is asked for. Raises BadParameter, and NotFound if there are not that many pages."""
    asked = page()
    found = Part(rows[(asked - 1) * PAGE_SIZE : asked * PAGE_SIZE], len(rows), asked)
    if asked > found.pages:
        raise NotFound(f"There is no page {asked} of this list.", hint=f"The last one is {found.pages}.")
    return found
