"""The decision table, line by line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from invites.heads import Verdict
from invites.judgement import KnownInvite, KnownInvitee, KnownSession, Outcome, first_of, judge
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
        (replace(SAID, sequence=1), Outcome.OLD_VERSION),
        (replace(SAID, sequence=3), Outcome.APPLIED),
        (replace(SAID, sequence=4), Outcome.HELD_SEQUENCE),
        (replace(SAID, recurrence_id=FIRST, sequence=3), Outcome.APPLIED),
        (replace(SAID, recurrence_id=FIRST, sequence=2), Outcome.OLD_VERSION),
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


ASSISTANT, OTHER = "assistant@example.org", "other@example.org"
WITH_DEPUTY = replace(KNOWN, invitees=(replace(GUEST, deputies=(ASSISTANT,)),))
FROM_ASSISTANT = replace(HEADERS, from_address=ASSISTANT)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (SAID, Outcome.APPLIED),
        (replace(SAID, sent_by=ASSISTANT), Outcome.APPLIED),
        (replace(SAID, attendee=ASSISTANT, delegated_from="guest@example.org"), Outcome.APPLIED),
        (replace(SAID, attendee=ASSISTANT), Outcome.NOT_INVITED),
        (
            replace(SAID, attendee="other@example.org", delegated_from="guest@example.org"),
            Outcome.HELD_DELEGATION,
        ),
        (replace(SAID, attendee=ASSISTANT, delegated_from="stranger@example.org"), Outcome.NOT_INVITED),
    ],
)
def test_a_named_deputy_answers_and_nobody_else_does(said: Said, outcome: Outcome) -> None:
    assert judge(said, method="REPLY", headers=FROM_ASSISTANT, known=WITH_DEPUTY) is outcome


def test_an_assistant_whom_nobody_has_named_is_held() -> None:
    said = replace(SAID, sent_by=ASSISTANT)

    assert judge(said, method="REPLY", headers=FROM_ASSISTANT, known=KNOWN) is Outcome.HELD_SENDER


@pytest.mark.parametrize(
    ("delegated_to", "outcome"),
    [
        (ASSISTANT, Outcome.APPLIED),
        ("other@example.org", Outcome.HELD_DELEGATION),
        ("", Outcome.HELD_DELEGATION),
    ],
)
def test_only_a_named_deputy_may_be_sent(delegated_to: str, outcome: Outcome) -> None:
    said = replace(SAID, answer=Answer.DELEGATED, delegated_to=delegated_to)

    assert judge(said, method="REPLY", headers=HEADERS, known=WITH_DEPUTY) is outcome


def test_this_session_and_all_that_follow_is_for_a_human() -> None:
    said = replace(SAID, recurrence_id=FIRST, sequence=3, this_and_future=True)

    assert judge(said, method="REPLY", headers=HEADERS, known=KNOWN) is Outcome.HELD_RANGE


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        ((Verdict("mx.example.org", "pass"),), Outcome.APPLIED),
        ((Verdict("mx.example.org", "none"),), Outcome.APPLIED),
        ((Verdict("mx.example.org", "fail"),), Outcome.HELD_SENDER),
        ((Verdict("mx.elsewhere.example", "fail"),), Outcome.APPLIED),
        ((Verdict("mx.example.org", "fail"), Verdict("mx.example.org", "pass")), Outcome.HELD_SENDER),
        ((), Outcome.APPLIED),
    ],
)
def test_only_our_own_mail_servers_newest_verdict_counts(
    verdicts: tuple[Verdict, ...], outcome: Outcome
) -> None:
    headers = replace(HEADERS, verdicts=verdicts)

    assert judge(SAID, method="REPLY", headers=headers, known=KNOWN, authserv="MX.example.org") is outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Answer.ACCEPTED, Outcome.UNCONFIRMED), (Answer.NEEDS_ACTION, Outcome.NO_ANSWER)],
)
def test_a_doubted_sender_who_knows_our_mail_counts_unconfirmed(answer: Answer, outcome: Outcome) -> None:
    failed = Verdict("mx.example.org", "fail")
    headers = replace(HEADERS, verdicts=(failed,), references=("ours@example.org",))
    known = replace(KNOWN, invitees=(replace(GUEST, told_by=frozenset({"ours@example.org"})),))
    said = replace(SAID, answer=answer)

    assert judge(said, method="REPLY", headers=headers, known=known, authserv="mx.example.org") is outcome


def test_of_several_answers_the_one_that_waits_for_a_human_names_the_mail() -> None:
    assert first_of([Outcome.APPLIED, Outcome.HELD_SENDER, Outcome.DUPLICATE]) is Outcome.HELD_SENDER
    assert first_of([Outcome.DUPLICATE, Outcome.APPLIED]) is Outcome.APPLIED
