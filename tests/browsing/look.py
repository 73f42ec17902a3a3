"""How a page is looked at: in which language, which colours, how wide, with scripts or without."""

from typing import Literal, NamedTuple

Scheme = Literal["light", "dark"]


class Look(NamedTuple):
    """A way to look at a page. The height is that of a common window."""

    lang: str = "en"
    scheme: Scheme = "light"
    width: int = 1280
    scripts: bool = True
    height: int = 800

    def __str__(self) -> str:
        return f"{self.lang}-{self.scheme}"


SCHEMES: tuple[Scheme, ...] = ("light", "dark")
"""The colours that there are; a page changes to others where it stands."""
