"""What each page costs a slow phone: 1.6 Mbit/s, 150 ms to the server, a processor four times as slow.

`PYTHONPATH=tests python bench/phone.py [NAME …]` visits each page five times and prints the medians; what exceeds its
limit is named. The pages stand in tests/browsing/pages.py.
"""

import sys
from statistics import median

from browsing import PAGES, browser
from browsing.phone import Cost, cost
from serving import serving

VISITS = 5


def main(names: list[str]) -> None:
    """Visit the pages of these names, or all."""
    with serving() as url, browser() as chromium:
        for page in PAGES:
            if not names or page.name in names:
                visits = [cost(chromium, url, page) for _ in range(VISITS)]
                found = Cost(*(median(values) for values in zip(*map(vars_of, visits), strict=True)))
                missed = "; ".join(found.lasting(page.kind) + found.passing(page.kind))
                print(
                    f"{page.name:24} {found.paint:6.0f} ms {found.blocking:5.0f} ms {found.bytes / 1000:6.1f} kB  {missed}"
                )


def vars_of(visit: Cost) -> tuple[float, ...]:
    """The figures of one visit in their order."""
    return visit.paint, visit.blocking, visit.shift, visit.bytes


if __name__ == "__main__":
    main(sys.argv[1:])
