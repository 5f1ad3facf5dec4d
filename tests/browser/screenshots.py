"""`make screenshots`: every page on a phone and a desk, light, dark and printed, for human eyes."""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from playwright.sync_api import Page, sync_playwright

from tests.browser import server
from tests.browser.addresses import ADDRESSES, Address
from tests.browser.people import DESK, HEIGHT, PHONE, THEMES, Eyes, People, Theme, chromium

FOLDER = Path("build") / "screenshots"
INDEX = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Vaihto: every page</title>
<style>body { font-family: sans-serif }
img { vertical-align: top; border: 1px solid #888; margin: 0 1rem 1rem 0 }
.wide { width: 640px } .narrow { width: 195px }</style>
<h1>Every page</h1>
{% for title, pictures in pages %}<h2>{{ title }}</h2>
{% for each in pictures %}<a href="{{ each.file }}">
<img loading="lazy" class="{{ each.kind }}" src="{{ each.file }}"
  alt="{{ title }}, {{ each.width }} px, {{ each.theme }}"></a>
{% endfor %}{% endfor %}</html>
""")


@dataclass(frozen=True)
class Picture:
    title: str
    width: int
    theme: Theme | Literal["print"]

    @property
    def file(self) -> str:
        return f"{self.width}-{self.theme}/{self.title}.png"

    @property
    def kind(self) -> str:
        return "wide" if self.width == DESK else "narrow"


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    asked.add_argument("--language", default="fi", choices=("fi", "sv", "en"))
    asked.add_argument("--only", default="", help="Pages whose title has this in it.")
    wanted = asked.parse_args()
    chosen = [each for each in ADDRESSES if wanted.only in each.title]
    with (
        tempfile.TemporaryDirectory() as folder,
        server.opened(Path(folder)) as opened,
        sync_playwright() as playwright,
        chromium(playwright) as program,
    ):
        people = People(program, *opened)
        pages = [(each.title, [*_taken(people, each, wanted.language)]) for each in chosen]
    (FOLDER / "index.html").write_text(INDEX.render(pages=pages), encoding="utf-8")
    print(f"{sum(len(taken) for _title, taken in pages)} pictures: {FOLDER / 'index.html'}")  # noqa: T201


def _taken(people: People, address: Address, language: str) -> Iterator[Picture]:
    for width in (PHONE, DESK):
        person = people.as_person(address.whose, Eyes(width=width))
        path = people.house.address(address.at)
        person.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
        _made_as_tall_as_its_page(person.page, width)
        for theme in THEMES:
            picture = Picture(address.title, width, theme)
            person.page.emulate_media(color_scheme=theme)
            person.page.screenshot(path=FOLDER / picture.file, full_page=True)
            yield picture
    picture = Picture(address.title, width, "print")
    person.page.emulate_media(media="print", color_scheme="light")
    person.page.screenshot(path=FOLDER / picture.file, full_page=True)
    person.page.emulate_media(media="screen")
    yield picture


def _made_as_tall_as_its_page(page: Page, width: int) -> None:
    """What sticks to the lower edge of the window would else lie over the middle of the picture."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})


if __name__ == "__main__":
    main()
