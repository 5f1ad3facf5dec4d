"""axe-core's judgement of a page, as it is seen now."""

from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.plugins.outside import OUTSIDE

FILE = OUTSIDE / "node_modules" / "axe-core" / "axe.min.js"
LAWS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
RULES = (*LAWS, "best-practice")
# What it never decides: colours behind words in pictures (see `pictures.py`).
LEFT_OUT = "axe.configure({rules: [{id: 'color-contrast', selector: '*:not(svg *)'}]})"
# A bar that stays in sight lies on whatever is scrolled under it, which axe would call undecided.
UNSTICK = """
() => [...document.querySelectorAll('body *')]
  .filter(each => getComputedStyle(each).position === 'sticky')
  .forEach(each => each.style.setProperty('position', 'static', 'important'))
"""
LOOK = """
async tags => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete'], iframes: false,
    rules: {'frame-tested': {enabled: false}},
  });
  const plain = kind => each => each.nodes.map(
    node => [kind, each.id, node.target.join(' '), node.failureSummary || ''],
  );
  return [...found.violations.flatMap(plain('wrong')), ...found.incomplete.flatMap(plain('unsure'))];
}
"""


@dataclass(frozen=True)
class Finding:
    """`kind` is wrong, or unsure where axe could not decide: a page gives it nothing to wonder about."""

    kind: str
    rule: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.rule} at {self.where} ({' '.join(self.why.split())})"


@cache
def _script() -> str:
    return FILE.read_text(encoding="utf-8")


def judged(page: Page, *, rules: tuple[str, ...] = RULES) -> list[Finding]:
    """What is wrong, and what axe cannot decide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
        page.evaluate(LEFT_OUT)
    page.evaluate(UNSTICK)
    return [Finding(*each) for each in page.evaluate(LOOK, rules)]
