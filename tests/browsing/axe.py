"""Accessibility as axe-core sees it: the rules of WCAG 2.0 to 2.2, A and AA, and what it holds for good practice."""

from importlib.resources import files

from browsing.visit import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PLACES = 3
_RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations
  .map(rule => ({id: rule.id, help: rule.help, places: rule.nodes.map(node => node.target.join(' ') + ': ' + node.html)}))"""


def source() -> str:
    """The script of axe-core, as its package for playwright has it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(visit: Visit) -> list[str]:
    """What breaks a rule on the page as it stands now, with the first places of each."""
    if not visit.run("'axe' in window"):
        visit.run(source())
    return [
        f"{rule['id']}, {len(rule['places'])} times: {rule['help']}: {' | '.join(rule['places'][:_PLACES])}"
        for rule in visit.run(_RUN, RULES)
    ]
