"""What a process that works on the texts of strangers cannot reach: no network, no file to write, no program to start."""

import ctypes
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from partnercities import content
from partnercities.problems import Refused

# unshare(2) of Linux: a network of one's own, in which there is nobody; without privileges in a user namespace.
_NEW_NET, _NEW_USER = 0x40000000, 0x10000000
_CLOSED = (
    "socket.",
    "subprocess.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "shutil.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
)
# A process may copy itself, which is how a query is given its time; what it could start is refused.
_CLOSED_TOO = {
    "os.system",
    "os.forkpty",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
}


def leave_network() -> bool:
    """Be in a network where nobody is, whatever language a call is made in; False where the system does not allow it.

    Only a process of one thread can do this.
    """
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None).unshare
    # With privileges without a user namespace: in one, root could not read the files of others.
    return any(unshare(flags) == 0 for flags in (_NEW_NET, _NEW_NET | _NEW_USER))


def bound(seconds: float) -> None:
    """Compute for so many seconds at most, and write no file; what is more ends the process."""
    whole = int(seconds) + 1
    # The signal of the first limit says what it was, the second one would only kill.
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def close_doors() -> None:
    """From here on refuse whatever reaches out of this process, but for reading what Python and we ourselves consist of.

    This sees what Python does. What a library of another language does, it does not see: see `leave_network`.
    """
    known = [sys.prefix, sys.base_prefix, str(content.root()), *sys.path]
    roots = tuple(str(Path(root).resolve()) + os.sep for root in known if root)
    # A module that is read now for the first time is not written beside its source.
    sys.dont_write_bytecode = True

    def refuse(event: str, arguments: Sequence[Any]) -> None:
        if event == "open":
            _refuse_file(arguments[0], arguments[1], roots)
        elif event.startswith(_CLOSED) or event in _CLOSED_TOO:
            _refuse(event)

    sys.addaudithook(refuse)


def _refuse_file(path: object, mode: object, roots: tuple[str, ...]) -> None:
    known = isinstance(path, str | bytes) and os.path.realpath(os.fsdecode(path)).startswith(roots)
    if not known or not isinstance(mode, str) or set(mode) & set("wax+"):
        _refuse(f"open {path!r}")


def _refuse(event: str) -> NoReturn:
    raise Refused(f"A check reaches for nothing outside ({event}).", hint="Send all that the check needs.")
