"""How answers are made: in worker processes that can be stopped at any moment, whatever they compute.

One keeper process holds the graph in memory and forks workers, which see the version they were forked from. The front,
which holds none of it, gives a worker one job at a time, and kills it when its time is over or its client is gone.
"""

from partnercities.engine.base import Engine, Facts, Job, Reply

__all__ = ["Engine", "Facts", "Job", "Reply"]
