"""The mails that came, at the coordinator's terminal; and who may answer for whom."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import replies
from models.exchanges import Exchange
from models.invites import Attendance
from models.mails import Mail
from models.people import Person
from tests.builders import a_person, an_application
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.domain.lived import LATER, a_confirmed_exchange, a_running_round, invited
from tests.domain.written import in_words

GUEST = "aino@example.org"
ASSISTANT = "sihteeri@example.org"


def an_invited_exchange(db: Session) -> Exchange:
    round_ = a_running_round(db, owner=a_person(db, name="Helmi Keksitty", email=OWNER))
    asks = an_application(db, to=round_, person=a_person(db, name="Aino Keksitty", email=GUEST))
    return invited(db, a_confirmed_exchange(db, application=asks))


def words_came(db: Session, words: str, *, number: str = "w1", sender: str = GUEST) -> None:
    replies.receive(db, in_words(words, sender=sender, number=number), now=LATER)


def test_held_mails_stand_first_and_are_settled_in_one_command(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_invited_exchange(db)
        words_came(db, "En pääse, valitettavasti.")
        replies.receive(db, in_words("moi", sender="x@example.org", number="w2", more=LATE), now=LATER)

    held, other = terminal.rows("mail", "inbox")
    told = terminal.says("mail", "apply", held[0], "no", *BY_PHONE)
    after = [row[4] for row in terminal.rows("mail", "inbox")]

    assert held[2:] == [
        GUEST,
        "Aino Keksitty",
        "An answer in plain words",
        "no?",
        "En pääse, valitettavasti.",
    ]
    assert other[2:] == ["x@example.org", "", "Automatic reply", "", "moi"]
    assert told == ["Aino Keksitty: the answer is recorded."]
    assert sorted(after) == ["An answer in plain words; looked at by Helmi Keksitty", "Automatic reply"]
    assert terminal.rows("mail", "inbox", "--held") == []


LATE = "Precedence: bulk\r\n"


def test_a_mail_that_means_nothing_is_put_aside_by_anybody_who_steers(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_invited_exchange(db)
        words_came(db, "Hei", sender="x@example.org")

    ((number, *_rest),) = terminal.rows("mail", "inbox", "--held")

    assert terminal.says("mail", "apply", number, "nothing", *BY_PHONE) == [
        "The mail is put aside; nothing has changed."
    ]
    assert terminal.refuses("mail", "apply", number, "yes", *BY_PHONE) == [
        "Somebody has looked at this mail already."
    ]


def test_only_those_who_steer_may_settle(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_invited_exchange(db)
        words_came(db, "Hei", sender="x@example.org")

    ((number, *_rest),) = terminal.rows("mail", "inbox", "--held")

    assert terminal.refuses("mail", "apply", number, "nothing", "--by", GUEST, "--why", "x") == [
        "Aino Keksitty steers no round."
    ]


def test_a_deputy_is_named_listed_and_removed(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_invited_exchange(db)

    told = terminal.says("deputy", "add", GUEST, ASSISTANT, "--name", "Sihteeri")
    rows = terminal.rows("deputy", "list", GUEST)
    told += terminal.says("deputy", "add", GUEST, ASSISTANT, "--name", "Sihteeri", "--may-not-answer")
    told += terminal.says("deputy", "remove", GUEST, ASSISTANT)

    assert told == [
        "Sihteeri may answer for Aino Keksitty.",
        "Sihteeri may not answer for Aino Keksitty.",
        f"{ASSISTANT} no longer answers for Aino Keksitty.",
    ]
    assert rows == [[ASSISTANT, "Sihteeri", "yes"]]
    assert terminal.rows("deputy", "list", GUEST) == []


def test_a_settled_answer_says_who_wrote_it_down(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_invited_exchange(db)
        words_came(db, "Käy")

    ((number, *_rest),) = terminal.rows("mail", "inbox", "--held")
    terminal.says("mail", "apply", number, "yes", *BY_PHONE)

    with terminal.change() as db:
        helmi = db.scalars(select(Person.id).where(Person.email == OWNER)).one()
        row = db.scalars(select(Attendance).where(Attendance.email == GUEST)).one()
        assert (row.answer, row.recorded_by_id, row.recorded_why) == ("accepted", helmi, "soitti")
        assert db.scalars(select(Mail.kind).where(Mail.kind == "held_reply")).all() == ["held_reply"]
