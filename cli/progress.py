"""How far a solve is: a line on stderr at each news, and every second without any."""

from time import monotonic

import click

from cli.speech import reader
from models.languages import Words, _
from solver.solution import Progress

TICK = 1.0
HURRY = 0.25  # news of the same phase that come faster are left out


class Ticker:
    """Tells the latest news."""

    def __init__(self) -> None:
        self._began = self._told = monotonic()
        self._latest = Progress(phase="start", seconds=0.0)

    def hear(self, progress: Progress | None) -> None:
        """What the solver said, or None if it said nothing for a tick."""
        now = monotonic()
        news = progress or self._latest
        if progress is None or news.phase != self._latest.phase or now - self._told >= HURRY:
            click.echo(_line(news, now - self._began), err=True)
            self._told = now
        self._latest = news


def _line(news: Progress, seconds: float) -> str:
    said = ", ".join(words.into(reader()) for words in _figures(news))
    return f"{seconds:8.1f} s  {news.phase:10}  {said}".rstrip()


def _figures(news: Progress) -> list[Words]:
    found: list[Words] = []
    if news.value is not None:
        found.append(_("{value} points", value=news.value))
    if news.bound is not None:
        found.append(_("at most {bound}", bound=news.bound))
    if news.value is not None and news.bound is not None:
        gap = (news.bound - news.value) / max(1, abs(news.value))
        found.append(_("gap {gap}", gap=f"{gap:.2%}"))
    if news.placed is not None:
        found.append(_("{number} placed", number=news.placed))
    return found
