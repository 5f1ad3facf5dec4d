"""Life cycles in the words of those who read them."""

from enum import StrEnum
from itertools import chain

from models.languages import _
from models.states import (
    Answer,
    DoubtState,
    ExchangeState,
    Kind,
    MailState,
    RoundState,
    ScheduleState,
)
from web.views.steps import Step
from web.words.rehearsals import ORDERS
from web.words.tags import Tag, Tone

ROUNDS = {
    RoundState.DRAFT: Tag(_("Draft"), Tone.IDLE),
    RoundState.OPEN: Tag(_("Open for applications"), Tone.NEWS),
    RoundState.CLOSED: Tag(_("Applications closed"), Tone.NEWS),
    RoundState.PLANNED: Tag(_("Schedule waits for approval"), Tone.WARN),
    RoundState.RUNNING: Tag(_("Running"), Tone.OK),
    RoundState.ENDED: Tag(_("Ended"), Tone.IDLE),
    RoundState.CANCELLED: Tag(_("Cancelled"), Tone.BAD),
}
SCHEDULES = {
    ScheduleState.DRAFT: Tag(_("Waits for approval"), Tone.WARN),
    ScheduleState.APPROVED: Tag(_("Approved"), Tone.NEWS),
    ScheduleState.PUBLISHED: Tag(_("Published"), Tone.OK),
    ScheduleState.SUPERSEDED: Tag(_("Replaced by a newer one"), Tone.IDLE),
}
EXCHANGES = {
    ExchangeState.PROPOSED: Tag(_("Waits for answers"), Tone.NEWS),
    ExchangeState.CONFIRMED: Tag(_("Confirmed"), Tone.OK),
    ExchangeState.BROKEN: Tag(_("Needs a change"), Tone.WARN),
    ExchangeState.HELD: Tag(_("Held"), Tone.OK),
    ExchangeState.CLOSED: Tag(_("Followed up"), Tone.IDLE),
    ExchangeState.RELEASED: Tag(_("Released"), Tone.BAD),
}
MAILS = {
    MailState.QUEUED: Tag(_("In the queue"), Tone.NEWS),
    MailState.SENT: Tag(_("Sent"), Tone.OK),
    MailState.REFUSED: Tag(_("Refused by the receiver"), Tone.BAD),
    MailState.CARRIED: Tag(_("In a digest"), Tone.OK),
    MailState.OVERTAKEN: Tag(_("Overtaken by newer news"), Tone.IDLE),
    MailState.CONTESTED: Tag(_("Waits for HR: another one was sent"), Tone.BAD),
}
ANSWERS = {
    Answer.NEEDS_ACTION: Tag(_("No answer yet"), Tone.IDLE),
    Answer.ACCEPTED: Tag(_("Accepted"), Tone.OK),
    Answer.DECLINED: Tag(_("Declined"), Tone.BAD),
    Answer.TENTATIVE: Tag(_("Tentative"), Tone.WARN),
    Answer.DELEGATED: Tag(_("Delegated"), Tone.WARN),
}
DOUBTS = {
    DoubtState.ASKED: Tag(_("Asked what was meant"), Tone.WARN),
    DoubtState.OFFERED: Tag(_("Other side asked"), Tone.WARN),
    DoubtState.KEPT: Tag(_("Kept as it was"), Tone.OK),
    DoubtState.MOVED: Tag(_("Moved to another time"), Tone.OK),
    DoubtState.CANCELLED: Tag(_("Cancelled"), Tone.BAD),
    DoubtState.OVERTAKEN: Tag(_("Settled otherwise"), Tone.IDLE),
}
KINDS = {
    Kind.SHADOWING: Tag(_("Job shadowing"), Tone.NEWS),
    Kind.MENTORING: Tag(_("Mentoring"), Tone.NEWS),
}
STEPS = {
    Step.APPLY: Tag(_("Apply"), Tone.NEWS),
    Step.MATCH: Tag(_("Match"), Tone.NEWS),
    Step.CONFIRM: Tag(_("Confirm"), Tone.NEWS),
    Step.MEET: Tag(_("Meet"), Tone.NEWS),
    Step.FOLLOW_UP: Tag(_("Follow up"), Tone.NEWS),
}
TAGS: dict[tuple[type[StrEnum], str], Tag] = {
    (type(state), state.value): tag
    for state, tag in chain[tuple[StrEnum, Tag]](
        ROUNDS.items(),
        SCHEDULES.items(),
        EXCHANGES.items(),
        MAILS.items(),
        ANSWERS.items(),
        DOUBTS.items(),
        KINDS.items(),
        STEPS.items(),
        ORDERS.items(),
    )
}


def tag(state: StrEnum) -> Tag:
    return TAGS[type(state), state.value]
