"""Reading a page as people do: the text of the elements that a test names."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "wbr", "br", "input", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


class Page(HTMLParser):
    """Every element of a page, in the order of their beginnings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, tag: str, class_: str = "") -> list[Element]:
        return [e for e in self.elements if e.tag == tag and (not class_ or class_ in e.classes)]

    def texts(self, tag: str, class_: str = "") -> list[str]:
        return [element.text for element in self.all(tag, class_)]


def strange_scripts(page: Page) -> list[Element]:
    """Those that are not the one file of ours."""
    ours = "/static/vaihto."
    return [each for each in page.all("script") if not each.attributes.get("src", "").startswith(ours)]


def texts(html: str, tag: str, class_: str = "") -> list[str]:
    return Page(html).texts(tag, class_)


def rows(html: str, class_: str = "rows") -> list[list[str]]:
    """The cells of the body of the one table of that class, row by row."""
    body = html.split(f'<table class="{class_}">')[1].split("</table>")[0].split("<tbody>")[1]
    return [
        [element.text for element in Page(row).elements if element.tag in ("th", "td")]
        for row in body.split("<tr>")[1:]
    ]


def links(html: str, class_: str = "") -> dict[str, str]:
    """The address behind each linked text."""
    return {each.text: each.attributes["href"] for each in Page(html).all("a", class_)}
