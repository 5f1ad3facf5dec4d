"""A coordinator carries a round by phone: people say, the terminal writes it down."""

from sqlalchemy import select

from models.applications import Application, Endorsement
from models.behalf import OnBehalf
from models.exchanges import Confirmation
from models.followups import FollowUp, Note
from models.people import Person
from models.states import Kind
from tests.builders import an_application
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.cli.told import (
    AINO,
    BERTTA,
    EERO,
    IN,
    ONNI,
    a_small_round,
    confirmed,
    is_held,
    is_planned,
    is_proposed,
    opened,
    proposed,
    the_exchange,
)

COUNCIL = "Regional Council of Keksilä"
WHO = [f"Aino Keksitty, {COUNCIL}", f"Onni Keksitty, {COUNCIL}"]
WHEN = "Mon 8 March – Wed 10 March 2027 (week 10)"


def test_a_round_is_carried_by_phone_from_its_opening_to_the_first_note(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)

    told = terminal.says("round", "open", "kevat-2027")
    told += terminal.says("application", "endorse", AINO, *IN, *BY_PHONE)
    told += terminal.says("round", "move-closing", "kevat-2027", "--to", "14.1.2027 15.00")
    is_planned(terminal)
    told += terminal.says("round", "approve", "kevat-2027", "--by", OWNER, "--yes")
    exchange = is_proposed(terminal)
    told += terminal.says("exchange", "answer", exchange, "--person", AINO, "--yes", *BY_PHONE)
    told += terminal.says("exchange", "answer", exchange, "--person", ONNI, "--yes", *BY_PHONE)
    is_held(terminal)
    told += terminal.says("exchange", "note", exchange, "--person", AINO, "--useful", "5", *BY_PHONE)

    assert told == [
        "kevat-2027 is open.",
        "Aino Keksitty: the supervisor's endorsement is recorded.",
        "kevat-2027 takes applications until Thu 14 January 2027 at 15:00.",
        "Version 1 of the plan is approved.",
        "Aino Keksitty: the answer is recorded. The exchange: Waits for answers.",
        "Onni Keksitty: the answer is recorded. The exchange: Confirmed.",
        "Aino Keksitty: the note after 0 days is recorded.",
    ]


def test_every_word_by_phone_names_who_wrote_it_down_and_why(terminal: Terminal) -> None:
    opened(terminal)
    terminal.says("application", "endorse", AINO, *IN, *BY_PHONE)
    is_planned(terminal)
    terminal.says("round", "approve", "kevat-2027", "--by", OWNER, "--yes")
    exchange = is_proposed(terminal)
    for who in (AINO, ONNI):
        terminal.says("exchange", "answer", exchange, "--person", who, "--yes", *BY_PHONE)
    is_held(terminal)

    terminal.says("exchange", "note", exchange, "--person", ONNI, *BY_PHONE)

    assert [recorded(terminal, each) for each in (Endorsement, Confirmation, FollowUp)] == [
        [(OWNER, "soitti")],
        [(OWNER, "soitti"), (OWNER, "soitti")],
        [(OWNER, "soitti")],
    ]


def test_the_list_of_applications_says_whose_endorsement_is_missing(terminal: Terminal) -> None:
    opened(terminal)

    asked = terminal.rows("application", "list", "kevat-2027", "--unendorsed")
    terminal.says("application", "endorse", AINO, *IN, *BY_PHONE)
    terminal.says("application", "refuse", BERTTA, *IN, "--reason", "workload", *BY_PHONE)
    answered = terminal.rows("application", "list", "kevat-2027", "--unendorsed")

    assert [(row[0], row[-1]) for row in asked] == [
        (AINO, "Waits for Eero Keksitty"),
        (BERTTA, "Waits for Eero Keksitty"),
    ]
    assert answered == []
    assert terminal.rows("application", "list", "kevat-2027") == [
        [AINO, "Aino Keksitty", COUNCIL, "Job shadowing", "Sent in", "Endorsed by Eero Keksitty"],
        [BERTTA, "Bertta Keksitty", COUNCIL, "Job shadowing", "Sent in", "Not endorsed by Eero Keksitty"],
    ]


def test_a_supervisors_no_keeps_its_reason(terminal: Terminal) -> None:
    opened(terminal)

    terminal.says("application", "refuse", BERTTA, *IN, "--reason", "workload", *BY_PHONE)

    with terminal.database.look() as db:
        found = select(Endorsement).where(Endorsement.reason.is_not(None))
        assert [(each.state.value, each.reason) for each in db.scalars(found)] == [("refused", "workload")]


def test_who_applied_for_both_says_which_one_is_meant(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)
        aino = db.scalars(select(Person).where(Person.email == AINO)).one()
        first = db.scalars(select(Application).where(Application.person_id == aino.id)).one()
        an_application(db, person=aino, kind=Kind.MENTORING, round_id=first.round_id)

    refused = terminal.refuses("application", "withdraw", AINO, *IN, "--by", OWNER)
    terminal.says("application", "withdraw", AINO, *IN, "--by", OWNER, "--kind", "mentoring")

    assert refused == [f"{AINO} has applied for both: say --kind shadowing or --kind mentoring."]
    rows = terminal.rows("application", "list", "kevat-2027")
    assert [row[3:5] for row in rows if row[0] == AINO] == [
        ["Mentoring", "Withdrawn"],
        ["Job shadowing", "Sent in"],
    ]


def test_who_withdraws_gives_the_place_back(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    told = terminal.says("application", "withdraw", AINO, *IN, "--by", OWNER)

    assert told == ["Aino Keksitty has left the round."]
    assert terminal.rows("exchange", "list", "kevat-2027") == [[exchange, *WHO, WHEN, "Released", ""]]


def test_the_list_of_exchanges_names_those_who_have_not_answered(terminal: Terminal) -> None:
    exchange = proposed(terminal)
    until = "(Mon 25 January 2027 at 16:00)"

    before = terminal.rows("exchange", "list", "kevat-2027")
    terminal.says("exchange", "answer", exchange, "--person", ONNI, "--yes", *BY_PHONE)
    after = terminal.rows("exchange", "list", "kevat-2027")

    assert before == [[exchange, *WHO, WHEN, "Waits for answers", f"Aino Keksitty, Onni Keksitty {until}"]]
    assert after == [[exchange, *WHO, WHEN, "Waits for answers", f"Aino Keksitty {until}"]]


def test_the_list_of_exchanges_can_be_of_one_state(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    asked = terminal.rows("exchange", "list", "kevat-2027", "--state", "proposed")
    agreed = terminal.rows("exchange", "list", "kevat-2027", "--state", "confirmed")

    assert (asked, agreed) == ([], [[exchange, *WHO, WHEN, "Confirmed", "the days to pass"]])


def test_a_no_by_phone_releases_the_place(terminal: Terminal) -> None:
    exchange = proposed(terminal)

    told = terminal.says("exchange", "answer", exchange, "--person", ONNI, "--no", *BY_PHONE)

    assert told == ["Onni Keksitty: the answer is recorded. The exchange: Released."]


def test_the_two_sides_can_be_named_without_their_addresses(terminal: Terminal) -> None:
    exchange = proposed(terminal)

    told = [
        terminal.says("exchange", "answer", exchange, "--person", side, "--yes", *BY_PHONE)
        for side in ("guest", "host")
    ]

    assert told == [
        ["Aino Keksitty: the answer is recorded. The exchange: Waits for answers."],
        ["Onni Keksitty: the answer is recorded. The exchange: Confirmed."],
    ]


def test_an_illness_breaks_off_what_falls_on_its_days(terminal: Terminal) -> None:
    exchange = confirmed(terminal)
    ill = ("exchange", "ill", "--person", ONNI, *IN, "--by", OWNER)

    elsewhere = terminal.says(*ill, "--from", "11.3.2027", "--to", "12.3.2027")
    touched = terminal.says(*ill, "--from", "10.3.2027", "--to", "2027-03-12")

    assert elsewhere == ["The days are noted. No exchange falls on them."]
    assert touched == ["1 exchange waits for a change."]
    rows = terminal.rows("exchange", "list", "kevat-2027")
    assert rows == [[exchange, *WHO, WHEN, "Needs a change", "an answer about other days"]]


def test_only_who_takes_part_falls_ill(terminal: Terminal) -> None:
    confirmed(terminal)
    days = ("--from", "8.3.2027", "--to", "8.3.2027")

    refused = terminal.refuses("exchange", "ill", "--person", EERO, *IN, "--by", OWNER, *days)

    assert refused == ["Eero Keksitty takes no part in kevat-2027."]


def test_a_note_keeps_what_was_said(terminal: Terminal) -> None:
    exchange = confirmed(terminal)
    is_held(terminal)
    said = ("--learnt", "yhteinen tietopohja", "--tried", "kartta", "--passed-on", "tiimi", "--useful", "4")

    terminal.says("exchange", "note", exchange, "--person", AINO, *said, *BY_PHONE)

    with terminal.database.look() as db:
        notes = db.scalars(select(FollowUp.note).where(FollowUp.note.is_not(None))).all()
    assert notes == [Note(learnt="yhteinen tietopohja", tried="kartta", passed_on="tiimi", useful=4)]
    assert [row[-1] for row in terminal.rows("exchange", "list", "kevat-2027")] == ["Onni Keksitty"]


def test_a_note_is_written_only_where_one_was_asked(terminal: Terminal) -> None:
    exchange = confirmed(terminal)
    is_held(terminal)
    note = ("exchange", "note", exchange, *BY_PHONE)

    too_early = terminal.refuses(*note, "--person", AINO, "--days", "30")
    terminal.says(*note, "--person", AINO)
    again = terminal.refuses(*note, "--person", AINO)

    assert too_early == ["Aino Keksitty has not been asked for such a note."]
    assert again == ["This note has been answered already."]


def test_an_exchange_is_found_by_the_beginning_of_its_id_alone(terminal: Terminal) -> None:
    proposed(terminal)
    yes = ("--person", AINO, "--yes", *BY_PHONE)
    with terminal.database.look() as db:
        whole = f"{the_exchange(db).id}"

    told = terminal.says("exchange", "answer", whole[:3].upper(), *yes)
    refused = terminal.refuses("exchange", "answer", f"{whole}0", *yes)

    assert told == ["Aino Keksitty: the answer is recorded. The exchange: Waits for answers."]
    assert refused == [f"There is no exchange whose id begins with {whole}0."]


def recorded(terminal: Terminal, kind: type[OnBehalf]) -> list[tuple[str, str | None]]:
    """Who wrote down, and why, in every row of a kind that somebody else wrote."""
    with terminal.database.look() as db:
        rows = db.execute(
            select(Person.email, kind.recorded_why).join(kind, kind.recorded_by_id == Person.id)
        )
        return [(email, why) for email, why in rows]


def test_an_answer_without_yes_or_no_is_none(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)

    said = terminal.fails("exchange", "answer", "1c905bb8", "--person", "guest", *BY_PHONE)

    assert "--yes" in said
