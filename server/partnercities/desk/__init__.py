"""What both doors do: ask, check, prove and describe."""

from partnercities.desk.desk import RECURRENCE, Answer, Desk, open_desk

__all__ = ["RECURRENCE", "Answer", "Desk", "open_desk"]
