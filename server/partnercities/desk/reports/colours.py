"""Colours of a terminal, where it has them (ECMA-48, Select Graphic Rendition)."""

from dataclasses import dataclass

_CODES = {
    "Violation": "1;31",
    "Warning": "1;33",
    "Info": "1;36",
    "strong": "1",
    "faint": "2",
    "gutter": "34",
    "hint": "1;32",
}


@dataclass(frozen=True)
class Paint:
    """Paints text by what it is for, or leaves it plain."""

    on: bool

    def __call__(self, what: str, text: str) -> str:
        """The text in the colour of what it is for; severities that are not known look like the worst."""
        return f"\x1b[{_CODES.get(what, _CODES['Violation'])}m{text}\x1b[0m" if self.on else text
