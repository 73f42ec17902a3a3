"""Standard output, for what is bytes already."""

import sys


def write(content: bytes) -> None:
    """Bytes to standard output, at once."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
