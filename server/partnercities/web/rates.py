"""How many requests one client may send: a bucket that fills evenly, and that each request takes from."""

import time
from collections import OrderedDict

_CLIENTS = 10_000


class Rates:
    """Buckets of the clients that were seen last; each holds as many requests as a minute allows."""

    def __init__(self, per_minute: int) -> None:
        self.most = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admit(self, client: str) -> bool:
        """Count one request; False when the bucket is empty. 0 a minute sets no limit."""
        if not self.most:
            return True
        now = time.monotonic()
        held, since = self._buckets.pop(client, (float(self.most), now))
        held = min(self.most, held + (now - since) * self.most / 60)
        admitted = held >= 1
        self._buckets[client] = (held - admitted, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return admitted
