from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from invites.issue import Message, Method, Purpose, next_stamp, plan, revise
from invites.meetings import Answer, Attendee, Meeting, When
from tests.invites.made import BOSS, GUEST, HOST, NOW, STAY, a_meeting, a_move, a_series, wordings

LATER = replace(STAY, last=date(2027, 3, 18))
SECOND = timedelta(seconds=1)


def test_a_first_issue_invites_everybody_with_sequence_zero() -> None:
    messages = plan(None, a_meeting())

    assert brief(messages) == [
        ("guest", Method.REQUEST, Purpose.INVITATION, 0, None),
        ("host", Method.REQUEST, Purpose.INVITATION, 0, None),
    ]


def test_nothing_is_sent_when_nothing_changed() -> None:
    assert plan(a_meeting(), a_meeting()) == ()


def test_an_answer_alone_is_no_news_to_others() -> None:
    answered = replace(a_meeting(), attendees=(replace(GUEST, answer=Answer.ACCEPTED), HOST))

    assert plan(a_meeting(), answered) == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(a_meeting(), when=LATER),
        replace(a_meeting(), wordings=wordings(location="Joensuu")),
    ],
)
def test_another_time_or_place_asks_everybody_again(changed: Meeting) -> None:
    accepted = (replace(GUEST, answer=Answer.ACCEPTED), replace(HOST, answer=Answer.DECLINED))
    old, new = replace(a_meeting(), attendees=accepted), replace(changed, attendees=accepted)

    revised = revise(old, new)

    assert brief(plan(old, new)) == [
        ("guest", Method.REQUEST, Purpose.UPDATE, 1, None),
        ("host", Method.REQUEST, Purpose.UPDATE, 1, None),
    ]
    assert revised.sequence == 1
    assert [(each.asked, each.answer) for each in revised.attendees] == [(1, Answer.NEEDS_ACTION)] * 2


def test_a_changed_text_keeps_the_sequence_and_reaches_only_its_readers() -> None:
    new = replace(a_meeting(), wordings=wordings(description="Uusi kuvaus"))

    assert brief(plan(a_meeting(), new)) == [("guest", Method.REQUEST, Purpose.UPDATE, 0, None)]
    assert revise(a_meeting(), new).sequence == 0


def test_a_changed_text_leaves_the_answers_standing() -> None:
    accepted = (replace(GUEST, answer=Answer.ACCEPTED), HOST)
    old = replace(a_meeting(), attendees=accepted)

    revised = revise(old, replace(old, wordings=wordings(description="Uusi kuvaus")))

    assert revised.attendees == accepted


def test_a_changed_text_does_not_reach_those_who_declined() -> None:
    old = replace(a_meeting(), attendees=(replace(GUEST, answer=Answer.DECLINED), HOST))

    assert plan(old, replace(old, wordings=wordings(description="Uusi kuvaus"))) == ()


def test_a_replaced_person_gets_a_cancel_and_those_who_stay_keep_their_answer() -> None:
    old = replace(a_meeting(), attendees=(GUEST, replace(HOST, answer=Answer.ACCEPTED)))
    new = replace(old, attendees=(a_person("new"), replace(HOST, answer=Answer.ACCEPTED)))

    messages = plan(old, new)

    assert brief(messages) == [
        ("guest", Method.CANCEL, Purpose.REMOVAL, 1, None),
        ("new", Method.REQUEST, Purpose.INVITATION, 1, None),
        ("host", Method.REQUEST, Purpose.UPDATE, 0, None),
    ]
    assert messages[2].to.answer is Answer.ACCEPTED
    assert messages[2].meeting.sequence == 1


def test_somebody_who_comes_back_is_asked_with_a_number_not_below_their_cancel() -> None:
    first = a_meeting()
    without = revise(first, replace(first, attendees=(HOST,)))
    again = revise(without, replace(without, attendees=(GUEST, HOST)))

    (cancel, _update) = plan(first, without)
    (invitation, _second_update) = plan(without, again)

    assert (cancel.sequence, invitation.sequence) == (1, 1)


def test_a_later_text_reaches_each_with_the_number_they_were_asked_with() -> None:
    first = a_meeting()
    replaced = revise(first, replace(first, attendees=(a_person("new"), HOST)))

    messages = plan(
        replaced, replace(replaced, wordings=tuple(replace(each, description="x") for each in wordings()))
    )

    assert brief(messages) == [
        ("new", Method.REQUEST, Purpose.UPDATE, 1, None),
        ("host", Method.REQUEST, Purpose.UPDATE, 0, None),
    ]


def test_a_hidden_roster_is_no_news_to_those_who_stay() -> None:
    old = replace(a_meeting(), hides_roster=True)
    new = replace(old, attendees=(GUEST, HOST, BOSS))

    assert brief(plan(old, new)) == [("boss", Method.REQUEST, Purpose.INVITATION, 0, None)]


def test_a_cancelled_meeting_is_cancelled_for_everybody() -> None:
    assert brief(plan(a_meeting(), None)) == [
        ("guest", Method.CANCEL, Purpose.CANCELLATION, 1, None),
        ("host", Method.CANCEL, Purpose.CANCELLATION, 1, None),
    ]


def test_nothing_is_sent_about_what_never_was() -> None:
    assert plan(None, None) == ()


def test_one_moved_session_is_sent_alone_and_the_series_keeps_its_answers() -> None:
    accepted = (replace(GUEST, answer=Answer.ACCEPTED), HOST)
    old = replace(a_meeting(a_series()), attendees=accepted)
    original = a_series().originals[2]
    new = replace(old, when=a_series(moved=(a_move(2, by=timedelta(days=1)),)))

    revised = revise(old, new)

    assert brief(plan(old, new)) == [
        ("guest", Method.REQUEST, Purpose.UPDATE, 1, original),
        ("host", Method.REQUEST, Purpose.UPDATE, 1, original),
    ]
    assert revised.attendees == accepted
    assert revised.when == a_series(moved=(a_move(2, by=timedelta(days=1), sequence=1),))


def test_move_cancel_and_cancel_of_the_moved_work_in_a_row() -> None:
    originals = a_series().originals
    states = [
        a_series(moved=(a_move(2, by=timedelta(days=1)),)),
        a_series(moved=(a_move(2, by=timedelta(days=1)),), cancelled=(originals[1],)),
        a_series(cancelled=(originals[1], originals[2])),
    ]
    meeting = replace(a_meeting(a_series()), attendees=(GUEST,))

    told = []
    for when in states:
        told += brief(plan(meeting, replace(meeting, when=when)))
        meeting = revise(meeting, replace(meeting, when=when))
    told += brief(plan(meeting, None))

    assert told == [
        ("guest", Method.REQUEST, Purpose.UPDATE, 1, originals[2]),
        ("guest", Method.CANCEL, Purpose.CANCELLATION, 2, originals[1]),
        ("guest", Method.CANCEL, Purpose.CANCELLATION, 3, originals[2]),
        ("guest", Method.CANCEL, Purpose.CANCELLATION, 4, None),
    ]


def test_a_move_that_stands_keeps_the_number_it_was_sent_with() -> None:
    moved = a_move(2, by=timedelta(days=1))
    first = revise(a_meeting(a_series()), a_meeting(a_series(moved=(moved,))))

    second = revise(first, replace(first, when=a_series(moved=(moved, a_move(3, by=timedelta(days=2))))))

    assert second.when == a_series(
        moved=(replace(moved, sequence=1), a_move(3, by=timedelta(days=2), sequence=2))
    )


@pytest.mark.parametrize(
    "when",
    [
        a_series(moved=(a_move(2, by=timedelta(days=1)), a_move(3, by=timedelta(days=1)))),
        a_series(first=a_series().first + timedelta(hours=1)),
        a_series(minutes=90),
    ],
)
def test_more_than_one_session_is_a_new_state_of_the_series(when: When) -> None:
    new = a_meeting(when)

    assert brief(plan(a_meeting(a_series()), new)) == [
        ("guest", Method.REQUEST, Purpose.UPDATE, 1, None),
        ("host", Method.REQUEST, Purpose.UPDATE, 1, None),
    ]


def test_a_cancelled_session_that_comes_back_is_a_new_state_of_the_series() -> None:
    old = a_meeting(a_series(cancelled=(a_series().originals[1],)))

    assert [message.occurrence for message in plan(old, a_meeting(a_series()))] == [None, None]


def test_planning_a_revised_meeting_gives_the_same_messages() -> None:
    old = a_meeting(a_series())
    new = replace(old, when=a_series(moved=(a_move(2, by=timedelta(days=1)),)), attendees=(HOST, BOSS))

    assert plan(old, revise(old, new)) == plan(old, new)


@pytest.mark.parametrize(
    ("now", "last", "stamp"),
    [
        (NOW, None, NOW),
        (NOW + timedelta(milliseconds=900), None, NOW),
        (NOW, NOW, NOW + SECOND),
        (NOW, NOW + SECOND, NOW + 2 * SECOND),
        (NOW + 9 * SECOND, NOW, NOW + 9 * SECOND),
    ],
)
def test_every_stamp_is_newer_than_the_last(now: datetime, last: datetime | None, stamp: datetime) -> None:
    assert next_stamp(now=now, last=last) == stamp


def a_person(name: str) -> Attendee:
    return replace(GUEST, address=f"{name}@example.org", name=name)


Brief = tuple[str, Method, Purpose, int, datetime | None]


def brief(messages: tuple[Message, ...]) -> list[Brief]:
    return [
        (each.to.address.partition("@")[0], each.method, each.purpose, each.sequence, each.occurrence)
        for each in messages
    ]
