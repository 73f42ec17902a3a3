"""The door of the terminal."""

from partnercities.cli.main import main

__all__ = ["main"]
