"""Numbers on the shades of a table can be read, in daylight and in the dark (WCAG 2.2, 1.4.3)."""

import colorsys
import re
from pathlib import Path

import pytest

from tests.web.test_contrast import THEMES, TOKEN

STYLE = (Path(__file__).parents[3] / "web" / "styles" / "60-pictures.css").read_text("utf-8")
SHADES = [int(each) for each in re.findall(r"color-mix\(in srgb, var\(--accent\) (\d+)%", STYLE)]
WEIGHTS = (0.2126, 0.7152, 0.0722)


def channels(theme: str, name: str) -> list[float]:
    """Red, green and blue of a token, from 0 to 1."""
    hue, saturation, light = next(map(int, t[1:]) for t in TOKEN.findall(THEMES[theme]) if t[0] == name)
    return list(colorsys.hls_to_rgb(hue / 360, light / 100, saturation / 100))


def luminance(colour: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(weight * c for weight, c in zip(WEIGHTS, linear, strict=True))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shade", SHADES)
def test_ink_stands_out_from_every_shade(theme: str, shade: int) -> None:
    accent, card, ink = (channels(theme, each) for each in ("accent", "card", "ink"))
    mixed = [(a * shade + b * (100 - shade)) / 100 for a, b in zip(accent, card, strict=True)]

    darker, lighter = sorted((luminance(mixed), luminance(ink)))

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_there_are_three_shades_below_full() -> None:
    assert SHADES == [12, 25, 40]
