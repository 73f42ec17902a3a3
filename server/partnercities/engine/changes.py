"""A change on its way: from the front to the process that tries it, and what comes of it to the keeper."""

import os
import pickle
import socket

from partnercities.dataset.changes import Change
from partnercities.dataset.holding import Holding
from partnercities.engine.frames import Frame, frame, receive, told, told_problem
from partnercities.problems import Internal, Problem


def packed(change: Change) -> bytes:
    """A change as one frame."""
    return frame(Frame.JOB, pickle.dumps(change))


def attempt(link: socket.socket, result: socket.socket, holding: Holding) -> None:
    """In a forked process: read a change from a link, try it on this process's copy, say the patch or the problem."""
    message = receive(link)
    if message is None:
        return
    link.sendall(told(Frame.HELLO, {"pid": os.getpid()}))
    try:
        change = pickle.loads(message[1])  # noqa: S301 - it comes from our own front, over a socket without a name
        result.sendall(frame(Frame.DATA, pickle.dumps(holding.trial(change))))
    except Problem as problem:
        result.sendall(told_problem(problem))
    except MemoryError:
        os.abort()
    except Exception as error:  # noqa: BLE001 - a fault of ours refuses the change, and is said
        result.sendall(told_problem(Internal(f"The change failed: {type(error).__name__}: {error}")))
