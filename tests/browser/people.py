"""Somebody with a browser: who they are, how wide it is, what it speaks, and what has gone wrong in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.browser.house import House
from web.shield import REPORTS
from web.visitor import PLAIN_COOKIE

CHROMIUM = "/usr/bin/chromium"
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK, ZOOMED = 390, 1280, 320  # 320: a window of 1280 at 400 %
HEIGHT = 900
LANGUAGES = ("fi", "sv", "en")
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
REFUSED_PAGE = "Failed to load resource"  # the console says so of every page with a status of 4xx


@dataclass(frozen=True)
class Eyes:
    """How somebody sees a page."""

    width: int = DESK
    language: str = "fi"
    theme: Theme = "light"
    javascript: bool = True
    bypass_csp: bool = False  # axe is a script that our policy would refuse


@dataclass
class Person:
    """One browser window, and everything that it complained of since it was asked last."""

    page: Page
    address: str
    refusals_expected: bool = False
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """The status of the page that stands there."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None, path
        return answer.status

    def told(self) -> list[str]:
        """What went wrong since the last time, each named once."""
        found, self.complaints = sorted(set(self.complaints)), []
        return found

    def watch(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._see)
        self.page.on("request", self._tell_tale)

    def _hear(self, said: ConsoleMessage) -> None:
        """Refused content, blocked controls and script errors all speak here."""
        is_ours = said.text.startswith(REFUSED_PAGE)
        if said.type in ("error", "warning") and not is_ours:
            self.complaints.append(f"{said.type}: {said.text}")
        elif is_ours and not (self.refusals_expected and "status of 4" in said.text):
            self.complaints.append(f"{said.text} {said.location.get('url', '')}")

    def _tell_tale(self, request: Request) -> None:
        """A browser that reports to us has refused something of ours."""
        if urlsplit(request.url).path == REPORTS:
            self.complaints.append(f"a report: {request.post_data}")

    def _see(self, request: Request) -> None:
        asked, ours = urlsplit(request.url), urlsplit(self.address)
        if asked.scheme != "data" and asked.netloc != ours.netloc:
            self.complaints.append(f"a request to {asked.netloc}")


@dataclass
class People:
    """Everybody who looks at one house through one browser program."""

    chromium: Browser
    address: str
    house: House
    _known: dict[tuple[str, Eyes], Person] = field(default_factory=dict)

    def as_person(self, whose: str, eyes: Eyes) -> Person:
        """The same window each time for the same eyes: opening one costs more than most pages."""
        known = self._known.get((whose, eyes))
        if known is None:
            known = self._known[whose, eyes] = self.anew(whose, eyes)
        return known

    def anew(self, whose: str, eyes: Eyes) -> Person:
        """In a window that knows nothing yet."""
        context = self._context(eyes)
        cookies = {"vaihto_lang": eyes.language}
        if whose:
            cookies[PLAIN_COOKIE] = self.house.tokens[whose]
        for name, value in cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        person = Person(context.new_page(), self.address)
        person.watch()
        return person

    def leave(self) -> None:
        """Close every window."""
        for context in self.chromium.contexts:
            context.close()
        self._known.clear()

    def _context(self, eyes: Eyes) -> BrowserContext:
        return self.chromium.new_context(
            viewport={"width": eyes.width, "height": HEIGHT},
            locale=f"{eyes.language}-FI",
            timezone_id="Europe/Helsinki",
            color_scheme=eyes.theme,
            java_script_enabled=eyes.javascript,
            bypass_csp=eyes.bypass_csp,
            reduced_motion="reduce",
        )


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    program = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIETLY))
    try:
        yield program
    finally:
        program.close()
