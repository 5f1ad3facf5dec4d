"""A letter's page as a reader's program sees it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What a reader's program sees in a page."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.languages: list[str | None] = []
        self.headings: list[str] = []
        self.buttons: list[str | None] = []
        self.unclosed: list[str] = []
        self.rows = self.row_headings = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.rows += tag == "tr"
        self.row_headings += (tag, said.get("scope")) == ("th", "row")
        if tag == "html":
            self.languages.append(said.get("lang"))
        if tag == "a" and "border" in (said.get("style") or ""):
            self.buttons.append(said.get("href"))
        if tag not in self.VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.unclosed and self.unclosed[-1] in ("h1", "h2"):
            self.headings.append(data)
