"""The contrast of words in pictures, which axe leaves undecided: it reads no `fill`."""

from playwright.sync_api import Page

LEAST = 4.5
# What lies below the middle of each word: the topmost shape with a plain fill, or the first ground around the
# picture. Words with a halo of their own (paint-order: stroke) lie on that.
WORDS = """
() => {
  const clear = colour => ['none', 'transparent', 'rgba(0, 0, 0, 0)'].includes(colour);
  const ground = each => {
    for (let at = each; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const below = (word, box) => {
    const style = getComputedStyle(word);
    if (style.paintOrder.startsWith('stroke') && !clear(style.stroke)) return style.stroke;
    const found = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const shape = found.find(each => each.ownerSVGElement && !['text', 'tspan', 'g'].includes(each.tagName)
      && getComputedStyle(each).fill.startsWith('rgb') && !clear(getComputedStyle(each).fill));
    return shape ? getComputedStyle(shape).fill : ground(word.ownerSVGElement);
  };
  const told = [];
  for (const word of document.querySelectorAll('svg text')) {
    word.scrollIntoView({block: 'center', inline: 'center'});
    const box = word.getBoundingClientRect();
    if (box.width && word.textContent.trim())
      told.push([word.textContent.trim().slice(0, 30), getComputedStyle(word).fill, below(word, box)]);
  }
  window.scrollTo(0, 0);
  return told;
}
"""


def too_faint(page: Page) -> list[str]:
    """Words that are hard to see on what lies below them."""
    told = {(word, ink, ground) for word, ink, ground in page.evaluate(WORDS)}
    pairs = {(ink, ground): contrast(ink, ground) for _word, ink, ground in told}
    return sorted(
        f"{word!r} is {ink} on {ground}: {pairs[ink, ground]:.2f}"
        for word, ink, ground in told
        if pairs[ink, ground] < LEAST
    )


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio of two colours as browsers write them."""
    dark, light = sorted(_luminance(each) for each in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (float(each) for each in colour.partition("(")[2].rstrip(")").split(",")[:3])
    return sum(
        share * _linear(each / 255) for share, each in ((0.2126, red), (0.7152, green), (0.0722, blue))
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # sRGB
