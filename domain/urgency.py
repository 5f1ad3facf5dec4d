"""Which mails may wait for the day, or for a digest, and which never do: one table."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.working_days import in_working_days
from invites.contexts import Letterhead, Particulars
from invites.meetings import AllDay, Series, When
from models.mails import Mail
from models.states import MailState, Urgency
from models.timeline import moment

AT_ONCE, BY_DAY, CAN_WAIT = Urgency.AT_ONCE, Urgency.BY_DAY, Urgency.CAN_WAIT
ONE_DAY, THIS_WEEK = timedelta(days=1), timedelta(days=7)
URGENCIES = {
    "application_received": AT_ONCE,  # they have just applied, and look for it
    "ask_endorsement": CAN_WAIT,
    "endorsement_answered": CAN_WAIT,
    "agree_to_apply": BY_DAY,
    "not_applied": CAN_WAIT,
    "entered_late": CAN_WAIT,
    "closing_soon": CAN_WAIT,
    "schedule_ready": CAN_WAIT,
    "ask_guest": BY_DAY,
    "ask_host": BY_DAY,
    "remind_answer": CAN_WAIT,
    "ask_dates": BY_DAY,
    "dates_missing": BY_DAY,
    "dates_suit_unit": BY_DAY,
    "after_first_meeting": BY_DAY,
    "ask_pair_agreement": CAN_WAIT,
    "pair_agreed": CAN_WAIT,
    "mid_term": CAN_WAIT,
    "pair_needs_help": BY_DAY,
    "mentor_leaves": AT_ONCE,
    "find_successor": BY_DAY,
    "no_successor": BY_DAY,
    "goals_carried": CAN_WAIT,
    "confirmed": BY_DAY,
    "invitation": BY_DAY,
    "invitation_update": AT_ONCE,
    "invitation_cancel": AT_ONCE,
    "released": AT_ONCE,
    "ask_meaning": AT_ONCE,  # a place is held only so long
    "ask_other_days": AT_ONCE,
    "session_doubted": BY_DAY,
    "days_stay": BY_DAY,
    "counter_declined": AT_ONCE,
    "not_placed": CAN_WAIT,
    "repair_ready": AT_ONCE,  # somebody is ill
    "reminder_week": CAN_WAIT,
    "reminder_day": BY_DAY,
    "ask_note": CAN_WAIT,
    "round_summary": CAN_WAIT,
    "held_reply": BY_DAY,
    "digest": BY_DAY,
    "mails_to_check": BY_DAY,
    "cases_stuck": BY_DAY,
    "webhook_paused": BY_DAY,
    "not_delivered": BY_DAY,
    "busy_trouble": CAN_WAIT,
    "workshop_invitation": CAN_WAIT,
    "seat_offered": AT_ONCE,  # a seat is held only so long
    "work_due": CAN_WAIT,
    "attendance_asked": CAN_WAIT,
    "work_late": BY_DAY,
    "workshop_full": AT_ONCE,  # they have just signed up
    "seat_confirmed": AT_ONCE,
    "workshop_changed": AT_ONCE,
    "workshop_cancelled": AT_ONCE,
    "workshop_time_stands": AT_ONCE,
    "workshop_tomorrow": BY_DAY,
    "workshop_feedback": CAN_WAIT,
    "workshop_notes": CAN_WAIT,
    "review_asked": CAN_WAIT,
    "seminar_offered": CAN_WAIT,
    "visit_offered": CAN_WAIT,
    "keep_in_touch": CAN_WAIT,
    "seminar_drafted": CAN_WAIT,
    "plan_impossible": BY_DAY,
    "evening_before": AT_ONCE,  # it must be answered the same evening
    "no_word_from_host": AT_ONCE,
    "called_off": AT_ONCE,  # nobody sets out for nothing
    "days_wanted": BY_DAY,
    "ask_new_days": BY_DAY,
    "ask_ill": AT_ONCE,
    "ask_took_place": BY_DAY,
    "not_come": BY_DAY,
    "travel_order": BY_DAY,
    "ask_agreement": CAN_WAIT,
    "agreement_missing": BY_DAY,
    "repair_adopted": BY_DAY,
    "host_interest": CAN_WAIT,
    "host_offer": CAN_WAIT,
    "round_paused": BY_DAY,
    "round_resumed": BY_DAY,
    "dates_moved": BY_DAY,
    "round_cancelled": BY_DAY,
    "no_more_places": CAN_WAIT,
    "login_link": AT_ONCE,  # somebody sits and waits for it
}
"""Every kind of letter. One that nobody has listed yet leaves at once."""
REMINDERS = ("remind_answer", "reminder_week", "reminder_day")


def urgency(letter: Letterhead, *, now: datetime) -> Urgency:
    """The kind's own, unless the days are near, or the answer is due before a digest would be read."""
    usual = URGENCIES.get(letter.kind, AT_ONCE)
    if usual is BY_DAY and _begins_soon(letter, now):
        return AT_ONCE
    due = _due(letter)
    return AT_ONCE if due is not None and due < in_working_days(now, 2) else usual


def make_way(db: Session, mail: Mail) -> None:
    """What waits in the same lane for the same person goes before an urgent mail, in its order.

    So no calendar message overtakes another, and nobody hears of an end before the beginning; a reminder
    that waits is needless now.
    """
    earlier = select(Mail).where(
        Mail.lane == mail.lane,
        Mail.recipient == mail.recipient,
        Mail.number < mail.number,
        Mail.state == MailState.QUEUED,
        Mail.urgency != AT_ONCE,
    )
    for each in db.scalars(earlier):
        each.urgency, each.held_until, each.waits_for_digest = AT_ONCE, None, False
        if each.kind in REMINDERS:
            each.state = MailState.OVERTAKEN


def _begins_soon(letter: Letterhead, now: datetime) -> bool:
    particulars = getattr(letter, "particulars", None)
    if not isinstance(particulars, Particulars):
        return False
    begins = (begin for block in particulars.blocks for begin in _begins(block))
    return any(now - ONE_DAY < begin < now + THIS_WEEK for begin in begins)


def _begins(when: When) -> tuple[datetime, ...]:
    if isinstance(when, AllDay):
        return (moment(when.first, time(0)),)
    return when.starts if isinstance(when, Series) else (when.start,)


def _due(letter: Letterhead) -> datetime | None:
    """By when the reader must have acted, if the letter says so."""
    for name in ("answer_by", "closes_at", "approve_by"):
        due = getattr(letter, name, None)
        if isinstance(due, datetime):
            return due
        if isinstance(due, date):
            return moment(due, time(23, 59))
    return None
