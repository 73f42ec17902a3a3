"""A change on its way: from the front to the process that tries it, and what comes of it to the keeper."""

import os
import pickle
import socket

from partnercities.dataset.changes import Change
from partnercities.dataset.holding import Holding
from partnercities.engine.admission import Admission
from partnercities.engine.frames import Frame, frame, receive, told, told_problem
from partnercities.problems import Internal, Problem


def packed(change: Change, *, lenient: bool = False) -> bytes:
    """A change as one frame; `lenient` keeps it also if it adds violations of the rules."""
    return frame(Frame.JOB, pickle.dumps((change, lenient)))


def attempt(link: socket.socket, result: socket.socket, holding: Holding, admission: Admission | None) -> None:
    """In a forked process: read a change from a link, try it on this process's copy, say the patch or the problem.

    With the patch goes what is wrong with it, where that is admitted.
    """
    message = receive(link)
    if message is None:
        return
    link.sendall(told(Frame.HELLO, {"pid": os.getpid()}))
    try:
        change, lenient = pickle.loads(message[1])  # noqa: S301 - it comes from our own front, over a socket without a name
        if admission:
            admission.lenient = lenient
            holding.checks = (admission.check,)
        patch = holding.trial(change)
        result.sendall(frame(Frame.DATA, pickle.dumps((patch, admission.doubts() if admission else {}))))
    except Problem as problem:
        result.sendall(told_problem(problem))
    except MemoryError:
        os.abort()
    except Exception as error:  # noqa: BLE001 - a fault of ours refuses the change, and is said
        result.sendall(told_problem(Internal(f"The change failed: {type(error).__name__}: {error}")))
