"""The whole way of an invitation and its answer, through Postfix and Dovecot."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import select

from invites.intake import MAX_OCTETS
from invites.meetings import Answer as Word
from invites.post import Relay, Security, SmtpDoor
from models.clock import StandingClock
from models.database import Database
from models.invites import Attendance, InboundMail
from models.mails import Mail
from models.states import Answer, MailState
from settings import Settings
from tests.builders import a_host_offer, a_person
from tests.domain.lived import LATER, a_confirmed_exchange, a_placed_application, a_running_round, invited
from tests.outside.mail_servers import PASSWORD, MailServers, serving
from tests.workers.token_server import CLIENT, SECRET, TokenServer
from tests.workers.token_server import serving as giving_tokens
from workers.delivery import Delivery
from workers.imap_folder import opened
from workers.imap_line import Away, Trouble
from workers.mailbox_process import account_of, reader_of
from workers.office import Office
from workers.readers import Readers, Reception
from workers.replying import Answering, Client, reply_mail

pytestmark = [
    pytest.mark.outside("postfix", "dovecot", "openssl"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can start mail servers"),
]
OURS, GUEST, HOST, NOBODY = (f"{name}@example.org" for name in ("vaihto", "aino", "onni", "nobody.there"))
DONE = "INBOX.Vaihto.Done"
LIMIT_SECONDS = 60.0


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with giving_tokens(TokenServer(OURS)) as tokens:
        yield tokens


@pytest.fixture(scope="module")
def servers(tokens: TokenServer) -> Iterator[MailServers]:
    with serving(OURS, GUEST, HOST, tokens=tokens.port) as servers:
        yield servers


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database, StandingClock(LATER))


def settings(servers: MailServers, **said: object) -> Settings:
    usual = {
        "imap_host": "127.0.0.1",
        "imap_port": servers.imaps,
        "imap_security": "tls",
        "imap_user": OURS,
        "imap_password": PASSWORD,
        "imap_ca_file": servers.ca_file,
    }
    return Settings.model_validate(usual | said)


def an_invitation(office: Office, *, to: str) -> None:
    """A stay that both have confirmed; the invitations wait to leave."""
    with office.change() as db:
        round_ = a_running_round(db, mailbox=OURS)
        host, guest = a_person(db, name="Onni Keksitty", email=HOST), a_person(db, email=to)
        invited(
            db,
            a_confirmed_exchange(
                db,
                application=a_placed_application(db, to=round_, person=guest),
                offer=a_host_offer(db, to=round_, person=host),
            ),
        )


def deliver(office: Office, servers: MailServers) -> None:
    relay = Relay(host="127.0.0.1", port=servers.smtp, security=Security.STARTTLS, ca_file=servers.ca_file)
    with closing(SmtpDoor(relay)) as door:
        while Delivery(office, door).deliver():
            pass


@contextmanager
def reading(office: Office, servers: MailServers) -> Iterator[None]:
    with Readers() as readers:
        reader = reader_of(Reception(office, readers), settings(servers))
        thread = threading.Thread(target=reader.run)
        thread.start()
        try:
            yield
        finally:
            reader.stop()
            thread.join(LIMIT_SECONDS)


def eventually(holds: Callable[[], bool], servers: MailServers) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, servers.logs()
        time.sleep(0.05)


def answer_of(office: Office, address: str) -> Answer:
    with office.database.look() as db:
        return db.scalars(select(Attendance.answer).where(Attendance.email == address)).one()


def outcomes(office: Office) -> list[str]:
    with office.database.look() as db:
        return list(db.scalars(select(InboundMail.outcome)))


@pytest.mark.parametrize("style", list(Client))
def test_an_invitation_reaches_its_guest_and_the_answer_comes_back(
    office: Office, servers: MailServers, style: Client
) -> None:
    an_invitation(office, to=GUEST)
    before = len(servers.mails_of(GUEST)), len(servers.mails_of(OURS, DONE))
    with reading(office, servers):
        deliver(office, servers)
        eventually(lambda: len(servers.mails_of(GUEST)) == before[0] + 1, servers)
        accepted = Answering(
            attendee=GUEST, answer=Word.ACCEPTED, stamp=LATER, message_id=f"{style}@example.org"
        )
        reply = reply_mail(servers.mails_of(GUEST)[-1], accepted, style=style)

        servers.send(reply, by=GUEST, to=OURS)
        eventually(lambda: outcomes(office) == ["applied"], servers)

    assert answer_of(office, GUEST) is Answer.ACCEPTED
    eventually(lambda: len(servers.mails_of(OURS, DONE)) == before[1] + 1, servers)
    assert servers.mails_of(OURS) == []


def test_a_mail_to_somebody_who_is_not_there_comes_back_and_is_marked(
    office: Office, servers: MailServers
) -> None:
    an_invitation(office, to=NOBODY)
    with reading(office, servers):
        deliver(office, servers)
        eventually(lambda: outcomes(office) == ["bounce"], servers)

    with office.database.look() as db:
        marked = db.execute(select(Mail.recipient, Mail.refusal).where(Mail.state == MailState.REFUSED))
        assert [(row.recipient, row.refusal) for row in marked] == [(NOBODY, "5.1.1")]


def test_a_mail_that_is_too_large_is_rejected_by_its_head(office: Office, servers: MailServers) -> None:
    head = f"From: {GUEST}\r\nTo: {OURS}\r\nMessage-ID: <large@example.org>\r\nSubject: Kuvat\r\n\r\n"
    pictures = b"".join(b"%069d\r\n" % number for number in range(MAX_OCTETS // 70))
    with reading(office, servers):
        servers.send(head.encode() + pictures, by=GUEST, to=OURS)
        eventually(lambda: len(servers.mails_of(OURS, "INBOX.Vaihto.Rejected")) == 1, servers)

    assert outcomes(office) == ["too_large"]
    with office.database.look() as db:
        kept = db.scalars(select(InboundMail.octets)).one()
    assert (b"\r\nSubject: Kuvat\r\n" in kept, len(kept) < 5_000) == (True, True)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"imap_ca_file": None}, Trouble.TLS),
        ({"imap_password": "wrong"}, Trouble.SIGN_IN),
        ({"imap_folder": "Elsewhere"}, Trouble.FOLDER),
    ],
)
def test_a_mailbox_that_must_not_be_read_is_told_apart(
    servers: MailServers, said: dict[str, object], trouble: Trouble
) -> None:
    with pytest.raises(Away) as away:
        opened(account_of(settings(servers, **said)))

    assert away.value.trouble is trouble


def test_a_mailbox_is_read_over_starttls_too(servers: MailServers) -> None:
    account = account_of(settings(servers, imap_security="starttls", imap_port=servers.imap))

    with closing(opened(account)) as folder:
        assert folder.validity.isdigit()


@pytest.mark.parametrize(
    ("user", "secret", "trouble"),
    [(OURS, SECRET, None), (OURS, "wrong", "sign_in"), (GUEST, SECRET, "sign_in")],
)
def test_a_token_opens_our_own_mailbox_without_a_password(
    servers: MailServers, tokens: TokenServer, user: str, secret: str, trouble: str | None
) -> None:
    said = {"imap_password": None, "imap_client_id": CLIENT, "imap_client_secret": secret, "imap_user": user}
    account = account_of(settings(servers, imap_token_url=tokens.address, **said))

    found = None
    try:
        with closing(opened(account)) as folder:
            assert folder.validity.isdigit()
    except Away as away:
        found = away.trouble.value

    assert found == trouble
