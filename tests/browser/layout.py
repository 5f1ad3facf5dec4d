"""What a page does when somebody sees it narrow, enlarged, with wider text, or in forced colours."""

from playwright.sync_api import Page

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 1.4.12: what readers may set without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    " p { margin-bottom: 2em !important; }"
)
SPACE = """
css => { const style = document.createElement('style'); style.id = 'spacing'; style.textContent = css;
  document.head.append(style); }
"""
UNSPACE = "document.getElementById('spacing').remove()"
# Words whose box ends before they do, although nobody can scroll to the rest.
CUT = """
() => [...document.querySelectorAll('main *, header *')].filter(each => {
  const style = getComputedStyle(each);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  const isUnseen = style.clipPath !== 'none' || each.closest('.unseen, .rows thead, svg');
  return hides && !isUnseen && each.textContent.trim()
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => `${each.tagName.toLowerCase()}.${each.className}: ${each.textContent.trim().slice(0, 40)}`)
"""
WIDEST = """
() => [...document.querySelectorAll('main *')].filter(each => {
  const box = each.getBoundingClientRect();
  const scrolls = each.closest('.scroll, .rows thead, pre, [tabindex="0"]');
  return !scrolls && box.right > document.documentElement.clientWidth + 1;
}).slice(0, 3).map(each => `${each.tagName.toLowerCase()}.${each.className.baseVal ?? each.className}`)
"""


def faults(page: Page, *, width: int) -> list[str]:
    """Sideways scrolling, words cut off; then the same with wider text."""
    found = _seen(page, f"at {width}")
    page.evaluate(SPACE, SPACING)
    found += _seen(page, f"at {width} with wider text")
    page.evaluate(UNSPACE)
    return found


def _seen(page: Page, how: str) -> list[str]:
    over = page.evaluate(SIDEWAYS)
    found = [f"{how}: {over} px sideways, by {page.evaluate(WIDEST)}"] if over > 0 else []
    return found + [f"{how}: cut off: {each}" for each in page.evaluate(CUT)]
