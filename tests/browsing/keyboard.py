"""A page by keyboard alone: whether all can be reached, seen and left again with the Tab key."""

from browsing.visit import Visit

_WATCH = r"""() => {
  const focusable = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]';
  const within = element => [element, ...element.querySelectorAll('*')].slice(0, 20);
  const style = element => (({outline, boxShadow, border, backgroundColor, color, textDecoration, stroke, strokeWidth, fill}) =>
    [outline, boxShadow, border, backgroundColor, color, textDecoration, stroke, strokeWidth, fill].join())(getComputedStyle(element));
  const look = element => within(element).map(style).join();
  const named = element => element.outerHTML.slice(0, 120);
  const held = element => { for (; element; element = element.parentElement)
    if (['sticky', 'fixed'].includes(getComputedStyle(element).position)) return element; return null; };
  const points = ({left, right, top, bottom}) => {
    const [l, r, t, b] = [Math.max(left, 0) + 1, Math.min(right, innerWidth) - 1, Math.max(top, 0) + 1, Math.min(bottom, innerHeight) - 1];
    return l > r || t > b ? [] : [[(l + r) / 2, (t + b) / 2], [l, t], [r, t], [l, b], [r, b]]; };
  const seen = element => [...element.getClientRects()].flatMap(points).some(([x, y]) => {
    const hit = document.elementFromPoint(x, y), cover = hit && held(hit);
    return hit && (!cover || cover.contains(element)); });
  const all = [...document.querySelectorAll(focusable)].filter(element => element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({visibilityProperty: true}) && !element.closest('[inert]')
    && !(element.type === 'radio' && !element.checked));
  const plain = new Map(all.map(element => [element, look(element)]));
  const state = window.__keyboard = {all, reached: new Set(), faults: new Set()};
  document.addEventListener('keyup', event => {
    const element = document.activeElement;
    if (event.key !== 'Tab') return;
    state.left ||= element === document.body;
    state.again ||= element === state.first;
    state.first ??= element;
    if (element === document.body || state.reached.has(element)) return;
    state.reached.add(element);
    if (plain.get(element) === look(element)) state.faults.add('does not show that it has the focus: ' + named(element));
    if (!seen(element)) state.faults.add('has the focus out of sight: ' + named(element));
  }, true);
  return all.length;
}"""
_BACK = "() => { __keyboard.reached.clear(); __keyboard.first = undefined; __keyboard.again = false; }"
# Chromium without a window goes from the last stop to none on the way there, but from the first to the last on the way back.
_ENDS = {"Tab": "() => __keyboard.left", "Shift+Tab": "() => __keyboard.again"}
_FAULTS = """way => [...__keyboard.faults].concat(__keyboard.all.filter(element => !__keyboard.reached.has(element))
  .map(element => `is not reached by ${way}: ` + element.outerHTML.slice(0, 120)))"""
_AT_ONCE = 10

_SKIPS = """() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  const target = link.hash && document.getElementById(link.hash.slice(1));
  if (link.tagName !== 'A' || !target) return 'the first stop is no link into the page: ' + link.outerHTML.slice(0, 120);
  window.__target = target;
  return box.width > 20 && box.height > 10 && box.left >= 0 && box.top >= 0 ? '' : 'the link is not to be seen';
}"""
_SKIPPED = """() => __target.tagName !== 'MAIN' && !__target.closest('main') ? 'the link does not lead to the main part' :
  __target === document.activeElement || __target.contains(document.activeElement) ||
  __target.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING ? '' :
  'behind the link the focus is at ' + document.activeElement.outerHTML.slice(0, 120)"""


def faults(visit: Visit) -> list[str]:
    """What cannot be reached or is not seen while Tab walks through the page to its end, and Shift+Tab back."""
    stops = int(visit.run(_WATCH))
    found = _walked(visit, "Tab", stops)
    visit.run(_BACK)
    return found + _walked(visit, "Shift+Tab", stops)


def skipping(visit: Visit) -> list[str]:
    """What is wrong with the link over the head of a page that was just opened."""
    keyboard = visit.tab.keyboard
    keyboard.press("Tab")
    if wrong := visit.run(_SKIPS):
        return [wrong]
    keyboard.press("Enter")
    keyboard.press("Tab")
    return [wrong] if (wrong := visit.run(_SKIPPED)) else []


def _walked(visit: Visit, keys: str, stops: int) -> list[str]:
    # Regions that scroll are stops too, though no element says so.
    for _ in range(2 * stops // _AT_ONCE + 5):
        for _ in range(_AT_ONCE):
            visit.tab.keyboard.press(keys)
        if visit.run(_ENDS[keys]):
            break
    else:
        return [f"{keys} does not leave the page"]
    return [str(words) for words in visit.run(_FAULTS, keys)]
