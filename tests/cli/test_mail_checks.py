"""At the terminal: which mails need a look, and sending them once more."""

import json

from sqlalchemy import select, update

from domain import undelivered
from models.mails import Mail
from models.states import MailState
from tests.builders import NOON
from tests.cli.terminal import Terminal
from tests.cli.told import AINO, confirmed, opened

CHECK = ("mail", "check", "kevat-2027")


def a_lost_mail(terminal: Terminal) -> str:
    """Everything has left but the first mail to Aino, who has another address now; the lost one's id."""
    confirmed(terminal)
    with terminal.change() as db:
        db.execute(update(Mail).values(state=MailState.SENT, sent_at=NOON))
        lost = db.scalars(select(Mail).where(Mail.recipient == AINO).order_by(Mail.number).limit(1)).one()
        undelivered.note(db, lost, status="550 5.1.1", now=NOON)
        db.execute(update(Mail).where(Mail.state == MailState.QUEUED).values(state=MailState.SENT))
        return f"{lost.id}"


def test_a_lost_mail_is_listed_with_its_code(terminal: Terminal) -> None:
    lost = a_lost_mail(terminal)

    [row] = terminal.rows(*CHECK)

    assert row[:4] == [lost[:8], "Did not arrive", "Aino Keksitty", AINO]
    assert row[-1] == "550 5.1.1"


def test_the_list_is_data_for_other_programs(terminal: Terminal) -> None:
    lost = a_lost_mail(terminal)

    [found] = json.loads("\n".join(terminal.says(*CHECK, "--json")))

    assert (found["trouble"], found["mail_id"], found["status"]) == ("refused", lost, "550 5.1.1")


def test_what_was_sent_again_is_counted_and_no_longer_listed(terminal: Terminal) -> None:
    lost = a_lost_mail(terminal)

    said = terminal.says("mail", "resend", lost[:8])

    assert said == [f"Queued for {AINO}: sent again 1 time by now."]
    assert terminal.says(*CHECK) == ["No mail of this round needs a look."]


def test_a_mail_that_nobody_knows_is_refused(terminal: Terminal) -> None:
    opened(terminal)

    assert terminal.refuses("mail", "resend", "ffffffff") == [
        "There is no mail whose id begins with ffffffff."
    ]


def test_a_mail_or_an_exchange_must_be_named(terminal: Terminal) -> None:
    assert terminal.refuses("mail", "resend") == ["Name a mail, or an exchange with --exchange."]
