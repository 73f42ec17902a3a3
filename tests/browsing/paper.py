"""Whether all of a page can be seen: on a narrow screen without scrolling sideways, and on paper."""

from browsing.visit import Visit

# Chromium lays a page out on A4 as wide as this, and shrinks what is wider to the half at most.
_A4_PX, _WIDEST_PX = 957, 1436
_WIDE = """width => document.scrollingElement.scrollWidth <= width ? [] : [
  `${document.scrollingElement.scrollWidth} px wide`,
  ...[...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map(element => 'too wide: ' + element.outerHTML.slice(0, 120))]"""
_CUT = """() => [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
    && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && element.tagName !== 'TEXTAREA'
    && getComputedStyle(element).overflowX !== 'visible')
  .map(element => 'cut off on paper: ' + element.outerHTML.slice(0, 120))"""


def wide(visit: Visit, width: int) -> list[str]:
    """What makes the page scroll sideways in a window of a width in pixels."""
    visit.tab.set_viewport_size({"width": width, "height": 800})
    return [f"at {width} px: {words}" for words in visit.run(_WIDE, width)]


def cut(visit: Visit) -> list[str]:
    """What would be missing on paper."""
    visit.tab.set_viewport_size({"width": _A4_PX, "height": 800})
    visit.tab.emulate_media(media="print")
    found = [str(words) for words in visit.run(_CUT)]
    return found + [f"on paper: {words}" for words in visit.run(_WIDE, _WIDEST_PX)]
