"""A mailbox read over IMAP: every mail is received once and then moved, whatever happens between."""

from contextlib import closing

import pytest

from invites.intake import MAX_OCTETS
from models.database import Database
from tests.workers.imap_server import ImapServer, Mailbox
from tests.workers.mailboxes import (
    HELD,
    REJECTED,
    a_mail,
    a_reader,
    a_reception,
    a_strange_answer,
    dead_readers_left,
    outcomes,
    read_once,
    tries,
)
from workers.imap_line import Away
from workers.mailbox import TRIES


def test_each_mail_is_recorded_and_lies_where_its_outcome_belongs(
    database: Database, server: ImapServer, box: Mailbox
) -> None:
    ordinary, strange = a_mail("ordinary"), a_strange_answer("strange")
    box.put(ordinary, strange)

    read_once(database, server)

    assert outcomes(database) == {"ordinary@example.org": "no_calendar", "strange@example.org": "unknown_uid"}
    assert (box.lying(), box.lying(HELD), box.lying(REJECTED)) == ([], [ordinary], [strange])
    assert tries(database) == {}


def test_the_folders_are_named_as_the_server_wants_them(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.namespace = '(("INBOX." ".")) NIL NIL'
    box.put(a_mail("ordinary"))

    read_once(sqlite_database, server)

    assert sorted(box.folders) == ["INBOX", "INBOX.Vaihto.Done", "INBOX.Vaihto.Held", "INBOX.Vaihto.Rejected"]
    assert len(box.lying("INBOX.Vaihto.Held")) == 1


@pytest.mark.parametrize("mail", [a_mail("named"), b"From: aino@example.org\r\n\r\nHei!\r\n"])
def test_a_crash_between_recording_and_moving_leaves_only_the_moving(
    database: Database, server: ImapServer, box: Mailbox, mail: bytes
) -> None:
    box.put(mail)
    box.hangs_up_on = "UID MOVE"
    with pytest.raises(Away):
        read_once(database, server)
    before = (outcomes(database), box.lying())

    read_once(database, server)

    assert before == (outcomes(database), [mail])
    assert list(outcomes(database).values()) == ["no_calendar"]
    assert (box.lying(), box.lying(HELD), tries(database)) == ([], [mail], {})


def test_of_a_mail_that_is_too_large_only_the_beginning_is_fetched(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("large", text="x" * MAX_OCTETS))

    read_once(sqlite_database, server)

    assert outcomes(sqlite_database) == {"large@example.org": "too_large"}
    assert [line for line in box.asked if "BODY" in line] == ["UID FETCH 1 (BODY.PEEK[]<0.200001>)"]
    assert len(box.lying(REJECTED)) == 1


def test_a_server_that_guesses_sizes_too_large_is_not_believed(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_strange_answer("small"))
    box.claims[1] = MAX_OCTETS + 1

    read_once(sqlite_database, server)

    assert outcomes(sqlite_database) == {"small@example.org": "unknown_uid"}


def test_a_mail_that_is_too_large_has_one_name_whichever_way_it_comes(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    nameless = b"From: aino@example.org\r\n\r\n" + b"x" * MAX_OCTETS
    box.put(nameless)

    read_once(sqlite_database, server)
    a_reception(sqlite_database).receive(nameless)

    assert list(outcomes(sqlite_database).values()) == ["too_large"]


def test_a_server_that_guesses_sizes_too_small_is_not_believed(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("large", text="x" * MAX_OCTETS))
    box.claims[1] = 500

    read_once(sqlite_database, server)

    assert outcomes(sqlite_database) == {"large@example.org": "too_large"}


@pytest.mark.parametrize("refused", ["FETCH", "MOVE"])
def test_a_mail_that_the_server_refuses_does_not_stop_the_others(
    sqlite_database: Database, server: ImapServer, box: Mailbox, refused: str
) -> None:
    stuck, passing = a_mail("stuck"), a_mail("passing")
    box.put(stuck, passing)
    box.refuses[refused] = {1}

    read_once(sqlite_database, server)

    assert (box.lying(), box.lying(HELD)) == ([stuck], [passing])
    assert tries(sqlite_database) == {"77.1": 1}


def test_a_mail_that_can_never_be_fetched_is_set_aside_for_a_human(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("stuck"))
    box.refuses["FETCH"] = {1}

    for _ in range(TRIES + 1):
        read_once(sqlite_database, server)

    assert list(outcomes(sqlite_database).values()) == ["set_aside"]
    assert (len(box.lying(HELD)), tries(sqlite_database)) == (1, {})


def test_a_mail_at_which_readers_have_died_is_set_aside_unread(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_strange_answer("deadly"))
    dead_readers_left(sqlite_database, server, "77.1", tries=TRIES)

    read_once(sqlite_database, server)

    assert outcomes(sqlite_database) == {"deadly@example.org": "set_aside"}
    assert [line for line in box.asked if "BODY.PEEK[]" in line] == []


def test_a_mail_at_which_a_reader_has_died_comes_after_the_others(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("deadly"), a_mail("second"), a_mail("third"))
    dead_readers_left(sqlite_database, server, "77.1", tries=1)

    read_once(sqlite_database, server)

    assert [line.split()[2] for line in box.asked if "BODY.PEEK[]" in line] == ["2", "3", "1"]


def test_a_try_that_an_outage_has_ended_is_the_same_try_again(database: Database, server: ImapServer) -> None:
    reader = a_reader(database, server)

    counts = [reader.logbook.begin(["77.1"], excused=each) for each in (set(), {"77.1"}, set())]

    assert [each["77.1"] for each in counts] == [1, 1, 2]


def test_a_line_that_breaks_over_a_mail_costs_it_no_try(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("first"))
    reader = a_reader(sqlite_database, server)
    reader.lease.void()

    for _ in range(TRIES + 2):
        box.hangs_up_on = "UID FETCH 1 (BODY"
        with pytest.raises(Away), closing(reader.opening()) as folder:
            reader.empty(folder)

    assert (tries(sqlite_database), outcomes(sqlite_database)) == ({"77.1": 1}, {})


def test_a_server_that_is_unavailable_for_a_while_costs_no_mail_a_try(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    box.put(a_mail("first"))
    box.refuses["FETCH"], box.excuse = {1}, "[UNAVAILABLE] "
    reader = a_reader(sqlite_database, server)
    reader.lease.void()

    for _ in range(TRIES + 2):
        with pytest.raises(Away), closing(reader.opening()) as folder:
            reader.empty(folder)

    assert (tries(sqlite_database), outcomes(sqlite_database)) == ({"77.1": 1}, {})


def test_many_mails_are_taken_in_the_order_in_which_they_came(
    sqlite_database: Database, server: ImapServer, box: Mailbox
) -> None:
    mails = [a_mail(f"number-{number}") for number in range(120)]
    box.put(*mails)

    read_once(sqlite_database, server)

    assert box.lying(HELD) == mails
