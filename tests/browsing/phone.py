"""A slow phone: 1.6 Mbit/s, 150 ms to the server, a processor four times as slow; and what a page costs there."""

from dataclasses import dataclass

from playwright.sync_api import Browser

from browsing.look import Look
from browsing.pages import BLOCKING_MS, KILOBYTES, Page
from browsing.visit import visiting

LARGEST_PAINT_MS = 1500
# Shifts are sums of floating point; what is below this nobody can see.
NO_SHIFT = 0.001
_BITS, _LATENCY_MS, _SLOWER = 1_600_000, 150, 4
# Long tasks come for a while after all is loaded.
_SETTLED_MS = 700
_OBSERVE = """
window.__phone = {paint: 0, shift: 0, blocking: 0};
const observe = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({type, buffered: true});
observe('largest-contentful-paint', entry => __phone.paint = entry.startTime);
observe('layout-shift', entry => __phone.shift += entry.value);
observe('longtask', entry => __phone.blocking += Math.max(0, entry.duration - 50));
"""


@dataclass(frozen=True)
class Cost:
    """What a page took: milliseconds to its largest paint, milliseconds without an answer, shift, bytes."""

    paint: float
    blocking: float
    shift: float
    bytes: int

    def lasting(self, kind: str) -> list[str]:
        """Which limits are exceeded that hold on any machine."""
        found = []
        if self.shift > NO_SHIFT:
            found.append(f"what is seen shifts by {self.shift:.4f}")
        if self.bytes > 1000 * KILOBYTES[kind]:
            found.append(f"{self.bytes / 1000:.1f} kB are transferred, at most {KILOBYTES[kind]} may be")
        return found

    def passing(self, kind: str, times: float = 1) -> list[str]:
        """Which limits are exceeded, even so many times, that other work on this machine could have to do with."""
        found = []
        if self.paint > LARGEST_PAINT_MS * times:
            found.append(f"the largest paint comes after {self.paint:.0f} ms, at most {LARGEST_PAINT_MS} may pass")
        if self.blocking > BLOCKING_MS[kind] * times:
            found.append(f"{self.blocking:.0f} ms are blocked, at most {BLOCKING_MS[kind]} may be")
        return found


def cost(browser: Browser, base: str, page: Page) -> Cost:
    """What one visit of a page costs, with nothing kept from an earlier one."""
    received: list[float] = []
    with visiting(browser, base, Look(width=412, height=823)) as visit:
        link = visit.tab.context.new_cdp_session(visit.tab)
        link.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        link.send("Network.enable")
        speed = {"downloadThroughput": _BITS / 8, "uploadThroughput": _BITS / 8}
        link.send("Network.emulateNetworkConditions", {"offline": False, "latency": _LATENCY_MS, **speed})
        link.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        visit.tab.add_init_script(_OBSERVE)
        visit.to(page).tab.wait_for_timeout(_SETTLED_MS)
        found = visit.run("window.__phone")
    return Cost(found["paint"], found["blocking"], found["shift"], int(sum(received)))
