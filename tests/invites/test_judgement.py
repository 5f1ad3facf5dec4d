"""The decision table, line by line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from invites.judgement import KnownInvite, KnownInvitee, KnownSession, Outcome, judge
from invites.meetings import Answer
from invites.replies import Headers, Said

STAMP = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
FIRST = datetime(2027, 3, 29, 10, 0, tzinfo=UTC)
SECOND = FIRST + timedelta(weeks=2)
SAID = Said("u1", None, "guest@example.org", Answer.ACCEPTED, 2, STAMP, "", None, None)
HEADERS = Headers("guest@example.org", "r1@example.org", "", "", "", "", is_bounce=False)
GUEST = KnownInvitee("guest@example.org", ("g.uest@example.org",), asked=2)
KNOWN = KnownInvite(
    "u1",
    issued=3,
    is_cancelled=False,
    invitees=(GUEST, KnownInvitee("host@example.org", (), asked=2)),
    sessions=(KnownSession(FIRST, sequence=3), KnownSession(SECOND, sequence=0, is_cancelled=True)),
    seen_message_ids=frozenset({"old@example.org"}),
)
ANSWERED = replace(GUEST, answered_stamp=STAMP, answered=Answer.ACCEPTED)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (SAID, Outcome.APPLIED),
        (replace(SAID, answer=Answer.DECLINED), Outcome.APPLIED),
        (replace(SAID, answer=Answer.TENTATIVE), Outcome.APPLIED),
        (replace(SAID, answer=Answer.DELEGATED), Outcome.HELD_DELEGATION),
        (replace(SAID, answer=Answer.NEEDS_ACTION), Outcome.NO_ANSWER),
        (replace(SAID, attendee="GUEST+calendar@example.org"), Outcome.APPLIED),
        (replace(SAID, attendee="g.uest@example.org"), Outcome.APPLIED),
        (replace(SAID, attendee="party.crasher@example.org"), Outcome.NOT_INVITED),
        (replace(SAID, attendee="host@example.org"), Outcome.HELD_SENDER),
        (replace(SAID, uid="u2"), Outcome.UNKNOWN_UID),
        (replace(SAID, sequence=1), Outcome.STALE),
        (replace(SAID, sequence=3), Outcome.APPLIED),
        (replace(SAID, sequence=4), Outcome.HELD_SEQUENCE),
        (replace(SAID, recurrence_id=FIRST, sequence=3), Outcome.APPLIED),
        (replace(SAID, recurrence_id=FIRST, sequence=2), Outcome.STALE),
        (replace(SAID, recurrence_id=FIRST.date(), sequence=3), Outcome.APPLIED),
        (replace(SAID, recurrence_id=SECOND), Outcome.STALE),
        (replace(SAID, recurrence_id=FIRST + timedelta(hours=1)), Outcome.UNKNOWN_SESSION),
        (replace(SAID, recurrence_id=date(2027, 3, 30)), Outcome.UNKNOWN_SESSION),
        (replace(SAID, dtstamp=None), Outcome.APPLIED),
    ],
)
def test_a_reply_ends_in_one_outcome(said: Said, outcome: Outcome) -> None:
    assert judge(said, method="REPLY", headers=HEADERS, known=KNOWN) is outcome


@pytest.mark.parametrize(
    ("method", "outcome"),
    [
        ("COUNTER", Outcome.COUNTER),
        ("CANCEL", Outcome.ASKS_RELEASE),
        ("REFRESH", Outcome.REFRESH),
        ("REQUEST", Outcome.WRONG_METHOD),
        ("PUBLISH", Outcome.WRONG_METHOD),
        ("DECLINECOUNTER", Outcome.WRONG_METHOD),
        ("", Outcome.WRONG_METHOD),
    ],
)
def test_every_method_has_its_end(method: str, outcome: Outcome) -> None:
    assert judge(SAID, method=method, headers=HEADERS, known=KNOWN) is outcome


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "CANCEL", "REFRESH"])
def test_a_forged_sender_changes_nothing(method: str) -> None:
    forged = replace(HEADERS, from_address="evil@example.org")

    assert judge(SAID, method=method, headers=forged, known=KNOWN) is Outcome.HELD_SENDER


def test_a_mail_without_one_sender_is_held() -> None:
    nobody = replace(HEADERS, from_address="")

    assert judge(SAID, method="REPLY", headers=nobody, known=KNOWN) is Outcome.HELD_SENDER


def test_an_alias_may_answer_for_its_person() -> None:
    alias = replace(HEADERS, from_address="g.uest@example.org")

    assert judge(SAID, method="REPLY", headers=alias, known=KNOWN) is Outcome.APPLIED


def test_an_unknown_uid_tells_nothing() -> None:
    assert judge(SAID, method="REPLY", headers=HEADERS, known=None) is Outcome.UNKNOWN_UID


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        (replace(HEADERS, auto_submitted="auto-replied"), Outcome.AUTO_SUBMITTED),
        (replace(HEADERS, precedence="bulk"), Outcome.AUTO_SUBMITTED),
        (replace(HEADERS, is_bounce=True), Outcome.AUTO_SUBMITTED),
        (replace(HEADERS, auto_submitted="auto-generated"), Outcome.APPLIED),
        (replace(HEADERS, message_id="old@example.org"), Outcome.DUPLICATE),
    ],
)
def test_machines_and_copies_are_no_answers(headers: Headers, outcome: Outcome) -> None:
    assert judge(SAID, method="REPLY", headers=headers, known=KNOWN) is outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (SAID, Outcome.DUPLICATE),
        (replace(SAID, answer=Answer.DECLINED), Outcome.APPLIED),
        (replace(SAID, dtstamp=STAMP - timedelta(seconds=1), answer=Answer.DECLINED), Outcome.STALE),
        (replace(SAID, dtstamp=STAMP + timedelta(seconds=1), answer=Answer.DECLINED), Outcome.APPLIED),
    ],
)
def test_of_two_answers_the_newer_counts(said: Said, outcome: Outcome) -> None:
    known = replace(KNOWN, invitees=(ANSWERED,))

    assert judge(said, method="REPLY", headers=HEADERS, known=known) is outcome


def test_an_answer_to_a_cancelled_meeting_is_stale() -> None:
    cancelled = replace(KNOWN, is_cancelled=True)

    assert judge(SAID, method="REPLY", headers=HEADERS, known=cancelled) is Outcome.STALE
