"""partnercities: which cities keep meeting each other, in which networks, and what proves it."""

__version__ = "0.1.0"
