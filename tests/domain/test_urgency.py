from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.urgency import URGENCIES, urgency
from invites import contexts
from invites.contexts import KINDS, Letterhead
from invites.meetings import AllDay
from models.states import Urgency
from models.timeline import moment
from tests.invites.letters import VISIT, changed, sample

MONDAY_MORNING = moment(date(2027, 3, 1), time(9))
LONG_BEFORE = moment(date(2027, 1, 4), time(9))


def begins_on(first: date) -> contexts.Particulars:
    return replace(VISIT, blocks=(AllDay(first, first + timedelta(days=2)),))


def test_every_kind_of_letter_is_in_the_table() -> None:
    assert set(URGENCIES) == {kind.kind for kind in KINDS}


@pytest.mark.parametrize(
    "kind", [contexts.InvitationUpdate, contexts.InvitationCancel, contexts.Released, contexts.RepairReady]
)
def test_changes_illness_and_cancellations_never_wait(kind: type[Letterhead]) -> None:
    assert urgency(sample(kind), now=LONG_BEFORE) is Urgency.AT_ONCE


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2027, 3, 1), Urgency.AT_ONCE),
        (date(2027, 3, 8), Urgency.AT_ONCE),
        (date(2027, 3, 9), Urgency.BY_DAY),
    ],
)
def test_an_invitation_waits_for_the_day_unless_it_is_of_the_next_seven(
    first: date, expected: Urgency
) -> None:
    invitation = replace(sample(contexts.Invitation), particulars=begins_on(first))

    assert urgency(invitation, now=MONDAY_MORNING) is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (moment(date(2027, 3, 3), time(8)), Urgency.AT_ONCE),
        (moment(date(2027, 3, 3), time(16)), Urgency.CAN_WAIT),
    ],
)
def test_what_must_be_answered_before_the_second_morning_does_not_wait(
    due: datetime, expected: Urgency
) -> None:
    reminder = changed(sample(contexts.RemindAnswer), {"answer_by": due})

    assert urgency(reminder, now=MONDAY_MORNING) is expected


def test_a_reminder_of_next_week_can_wait() -> None:
    reminder = replace(sample(contexts.ReminderWeek), particulars=begins_on(date(2027, 3, 8)))

    assert urgency(reminder, now=MONDAY_MORNING) is Urgency.CAN_WAIT
