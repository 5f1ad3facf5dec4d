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
TOLD = """
  const isSign = node => node.any.some(each => each.data?.messageKey === 'nonBmp');
  const plain = kind => each => each.nodes.filter(node => !isSign(node)).map(
    node => [kind, each.id, node.target.join(' '), node.failureSummary || ''],
  );
  return [...found.violations.flatMap(plain('wrong')), ...found.incomplete.flatMap(plain('unsure'))];
"""
LOOK = (
    """
async tags => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete'], iframes: false,
    rules: {'frame-tested': {enabled: false}, 'color-contrast': {enabled: false}},
  });
"""
    + TOLD
    + "}"
)
# Colours are judged without pictures, whose shapes axe sees beyond their frame, and with all that can be
# scrolled laid open: bars that stay in sight cover what is under them, and what lies outside of a scrolled
# area has no background for axe. It never judges a lone sign, such as a dash.
COLOURS = (
    """
async () => {
  const eased = [];
  const ease = (each, name, value) => {
    eased.push([each, name, each.style.getPropertyValue(name)]);
    each.style.setProperty(name, value, 'important');
  };
  document.querySelectorAll('body *').forEach(each => {
    const style = getComputedStyle(each);
    if (each.tagName === 'svg') ease(each, 'visibility', 'hidden');
    if (style.position === 'sticky') ease(each, 'position', 'static');
    if (['auto', 'scroll'].includes(style.overflowX)) ease(each, 'overflow', 'visible');
  });
  const found = await axe.run(document, {
    runOnly: {type: 'rule', values: ['color-contrast']}, resultTypes: ['violations', 'incomplete'],
    iframes: false,
  });
  eased.reverse().forEach(([each, name, value]) => each.style.setProperty(name, value));
"""
    + TOLD
    + "}"
)


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
    """What is wrong, and what axe cannot decide, but for colours: the same in every theme."""
    _bring(page)
    return [Finding(*each) for each in page.evaluate(LOOK, rules)]


def colours(page: Page) -> list[Finding]:
    """Words that are hard to see on their ground in the theme of now."""
    _bring(page)
    return [Finding(*each) for each in page.evaluate(COLOURS)]


def _bring(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
        page.evaluate(LEFT_OUT)
