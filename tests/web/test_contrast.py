"""The colours of the stylesheet can be read, in daylight and in the dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import colorsys
import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parents[2] / "web" / "styles" / "00-base.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+): hsl\((\d+) (\d+)% (\d+)%\);")
THEMES = dict(
    zip(("light", "dark"), STYLE.split("@layer base {")[0].split("prefers-color-scheme: dark"), strict=True)
)

TEXT = [(ink, ground) for ink in ("ink", "muted", "link") for ground in ("page", "card", "soft", "softer")]
TAGS = [(tone, f"{tone}-soft") for tone in ("ok", "warn", "bad", "news", "idle")]
REVERSED = [("card", "link"), ("card", "accent"), ("warn", "warn-soft"), ("ink", "warn-soft")]
LINES = [(line, ground) for line in ("line-strong", "focus", "accent", "ok") for ground in ("page", "card")]


def luminance(theme: str, name: str) -> float:
    """Relative luminance of a token, as WCAG defines it."""
    hue, saturation, light = next(map(int, t[1:]) for t in TOKEN.findall(THEMES[theme]) if t[0] == name)
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in colorsys.hls_to_rgb(hue / 360, light / 100, saturation / 100)
    ]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(theme: str, one: str, other: str) -> float:
    darker, lighter = sorted((luminance(theme, one), luminance(theme, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_its_ground(theme: str) -> None:
    faint = [pair for pair in TEXT + TAGS + REVERSED if contrast(theme, *pair) < 4.5]

    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_and_focus_ring_stands_out_from_its_ground(theme: str) -> None:
    faint = [pair for pair in LINES if contrast(theme, *pair) < 3]

    assert faint == []


def test_contrast_is_counted_as_wcag_does() -> None:
    assert (round(contrast("light", "card", "card"), 2), round(contrast("light", "card", "ink"), 1)) == (
        1,
        16.1,
    )
