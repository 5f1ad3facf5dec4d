"""Somebody without a session, who asks for a link and reads the mail that comes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default

from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import undefer
from starlette.testclient import TestClient

from models.clock import StandingClock
from models.database import Database
from models.mails import Mail
from tests.web.conftest import NOW, OUTBOX, TEMPORAL
from web.app import create_app
from web.visitor import PLAIN_COOKIE

AINO = "aino@example.org"
HERE = {"Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
LINK = re.compile(r"https?://\S+/sign-in/[\w-]{43}")
CODE = re.compile(r"\b\d{6}\b")


@contextmanager
def stranger(
    database: Database, *, base_url: str | None = None, peer: str = "127.0.0.1"
) -> Iterator[TestClient]:
    """A browser that has never been here; by the outside name if there is one."""
    app = create_app(
        database,
        temporal_ui=TEMPORAL,
        outbox=OUTBOX,
        clock=StandingClock(NOW),
        base_url=base_url,
        secret_of="secret of {}".format,
    )
    with TestClient(
        app,
        base_url=base_url or "http://localhost",
        headers=HERE,
        raise_server_exceptions=False,
        client=(peer, 50_000),
        follow_redirects=False,
    ) as client:
        yield client


@dataclass(frozen=True)
class LoginMail:
    mail: Mail
    link: str
    code: str
    subject: str

    @property
    def path(self) -> str:
        return "/sign-in/" + self.link.rpartition("/")[2]


def mails(database: Database) -> list[LoginMail]:
    with database.look() as db:
        found = select(Mail).where(Mail.kind == "login_link").order_by(Mail.number)
        return [_read(each) for each in db.scalars(found.options(undefer(Mail.octets)))]


def _read(mail: Mail) -> LoginMail:
    message = message_from_bytes(mail.octets, policy=default)
    part = message.get_body(("plain",))
    assert part is not None
    text = str(part.get_content())
    link, code = LINK.search(text), CODE.search(text)
    assert link, text
    assert code, text
    return LoginMail(mail, link[0], code[0], str(message["Subject"]))


def ask(web: TestClient, email: str = AINO, **fields: str) -> Response:
    return web.post("/sign-in", data={"email": email, **fields})


def asked(web: TestClient, database: Database, email: str = AINO, **fields: str) -> LoginMail:
    assert ask(web, email, **fields).status_code == 303
    return mails(database)[-1]


def is_in(web: TestClient) -> bool:
    return PLAIN_COOKIE in web.cookies and web.get("/me").status_code != 303
