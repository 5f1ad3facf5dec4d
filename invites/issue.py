"""Who gets which calendar message when a meeting begins, changes or ends; numbers included.

What raises SEQUENCE (RFC 5545 3.8.7.4): another time or place, for everybody; one session
moved or cancelled, for that session; somebody leaving, for their CANCEL only. Texts and newcomers raise
nothing, so answers stand.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from invites.meetings import Answer, Attendee, Meeting, Series, When, Wording
from invites.zone import local

ONE_SECOND = timedelta(seconds=1)


class Method(StrEnum):
    """The iTIP methods we send."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    DECLINECOUNTER = "DECLINECOUNTER"


class Purpose(StrEnum):
    """Why a message is sent; each has its own letter."""

    INVITATION = "invitation"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    REMOVAL = "removal"


@dataclass(frozen=True)
class Message:
    """One calendar message to one person.

    `occurrence` is the original start if it speaks of one session only; `before` is what the person knew.
    """

    to: Attendee
    method: Method
    purpose: Purpose
    meeting: Meeting
    sequence: int
    occurrence: datetime | None = None
    before: Meeting | None = None


def next_stamp(*, now: datetime, last: datetime | None) -> datetime:
    """DTSTAMP for the next messages of one UID: strictly newer, in whole seconds."""
    current = now.replace(microsecond=0)
    return current if last is None else max(current, last.replace(microsecond=0) + ONE_SECOND)


def revise(old: Meeting | None, new: Meeting) -> Meeting:
    """The new state with its numbers set: SEQUENCE, what each person was asked, which answers still stand."""
    if old is None:
        return _numbered(new, sequence=0)
    sequence = old.sequence + 1 if _raises(old, new) else old.sequence
    if _asks_again(old, new):
        return _numbered(new, sequence=sequence)
    attendees = tuple(
        _keep(each, known=old.attendee(each.address), sequence=sequence) for each in new.attendees
    )
    return replace(
        new, sequence=sequence, attendees=attendees, when=_number_moves(old, new, sequence=sequence)
    )


def plan(old: Meeting | None, new: Meeting | None) -> tuple[Message, ...]:
    """Every message a change needs, leavers first; nothing to those for whom nothing changed.

    `new` may or may not have been through `revise`.
    """
    if new is None:
        return () if old is None else _cancel_all(old)
    revised = revise(old, new)
    if old is None:
        return tuple(_invite(revised, to) for to in revised.attendees)
    gone = tuple(_remove(old, to, sequence=revised.sequence) for to in _leavers(old, revised))
    return gone + tuple(message for to in revised.attendees if (message := _tell(old, revised, to)))


def _tell(old: Meeting, new: Meeting, to: Attendee) -> Message | None:
    known = old.attendee(to.address)
    if known is None or _is_asked_as_more(to, known):
        return _invite(new, to)
    update = Message(to, Method.REQUEST, Purpose.UPDATE, new, to.asked, before=old)
    if _asks_again(old, new):
        return update
    session = _lone_session(old, new)
    if session is not None:
        return _about_session(update, session)
    unconcerned = to.answer is Answer.DECLINED or _seen(old, known) == _seen(new, to)
    return None if unconcerned else update


def _is_asked_as_more(to: Attendee, known: Attendee) -> bool:
    """What somebody is asked as is part of the question: who came along may now be the host."""
    return known.optional and not to.optional


def _about_session(update: Message, session: datetime) -> Message:
    message = replace(update, sequence=update.meeting.sequence, occurrence=session)
    if session in _cancelled(update.meeting):
        return replace(message, method=Method.CANCEL, purpose=Purpose.CANCELLATION)
    return message


def _invite(meeting: Meeting, to: Attendee) -> Message:
    return Message(to, Method.REQUEST, Purpose.INVITATION, meeting, to.asked)


def _remove(old: Meeting, to: Attendee, *, sequence: int) -> Message:
    return Message(to, Method.CANCEL, Purpose.REMOVAL, old, sequence, before=old)


def _cancel_all(old: Meeting) -> tuple[Message, ...]:
    sequence = old.sequence + 1
    return tuple(
        Message(to, Method.CANCEL, Purpose.CANCELLATION, old, sequence, before=old) for to in old.attendees
    )


def _raises(old: Meeting, new: Meeting) -> bool:
    return _asks_again(old, new) or _lone_session(old, new) is not None or bool(_leavers(old, new))


def _asks_again(old: Meeting, new: Meeting) -> bool:
    """Another time or place is a new question to everybody; one session alone is not."""
    if _places(old) != _places(new):
        return True
    return not _same_time(old, new) and _lone_session(old, new) is None


def _lone_session(old: Meeting, new: Meeting) -> datetime | None:
    """The original start of the one session that moved or was cancelled, if that is all that changed."""
    same_rule = _rule(old) is not None and _rule(old) == _rule(new)
    if not same_rule or _cancelled(old) - _cancelled(new) or not _same_besides_time(old, new):
        return None
    moved = {original for original, _start in _moves(old) ^ _moves(new)} - _cancelled(new)
    touched = moved | (_cancelled(new) - _cancelled(old))
    return touched.pop() if len(touched) == 1 else None


def _same_besides_time(old: Meeting, new: Meeting) -> bool:
    return _roster(old) == _roster(new) and old.organiser == new.organiser and old.wordings == new.wordings


def _same_time(old: Meeting, new: Meeting) -> bool:
    if _rule(old) is None:
        return old.when == new.when
    return (_rule(old), _moves(old), _cancelled(old)) == (_rule(new), _moves(new), _cancelled(new))


def _seen(meeting: Meeting, by: Attendee) -> tuple[object, ...]:
    """What one recipient has before them; other people's answers are not part of it."""
    roster = tuple((each.address, each.name, each.optional) for each in meeting.shown_to(by))
    return (meeting.organiser, _wording(meeting, by), frozenset(roster))


def _wording(meeting: Meeting, by: Attendee) -> Wording:
    return meeting.wording(by.language)


def _rule(meeting: Meeting) -> tuple[object, ...] | None:
    when = meeting.when
    if not isinstance(when, Series):
        return None
    return (local(when.first), when.minutes, when.every_weeks, when.count)


def _moves(meeting: Meeting) -> frozenset[tuple[datetime, datetime]]:
    when = meeting.when
    moved = when.moved if isinstance(when, Series) else ()
    return frozenset((local(move.original), local(move.start)) for move in moved)


def _cancelled(meeting: Meeting) -> frozenset[datetime]:
    when = meeting.when
    return frozenset(local(start) for start in when.cancelled) if isinstance(when, Series) else frozenset()


def _places(meeting: Meeting) -> frozenset[tuple[str, str]]:
    return frozenset((each.language, each.location) for each in meeting.wordings)


def _roster(meeting: Meeting) -> frozenset[tuple[str, str, bool]]:
    return frozenset((each.address.casefold(), each.name, each.optional) for each in meeting.attendees)


def _leavers(old: Meeting, new: Meeting) -> tuple[Attendee, ...]:
    return tuple(each for each in old.attendees if new.attendee(each.address) is None)


def _numbered(new: Meeting, *, sequence: int) -> Meeting:
    attendees = tuple(replace(each, asked=sequence, answer=Answer.NEEDS_ACTION) for each in new.attendees)
    when = new.when
    if isinstance(when, Series):
        when = replace(when, moved=tuple(replace(move, sequence=sequence) for move in when.moved))
    return replace(new, sequence=sequence, attendees=attendees, when=when)


def _keep(each: Attendee, *, known: Attendee | None, sequence: int) -> Attendee:
    """Those who stay keep their question; newcomers, who may have left before, get the newest number."""
    if known is None or _is_asked_as_more(each, known):
        return replace(each, asked=sequence, answer=Answer.NEEDS_ACTION)
    return replace(each, asked=known.asked)


def _number_moves(old: Meeting, new: Meeting, *, sequence: int) -> When:
    """A move that is new carries the new number; one that stands keeps the number it was sent with."""
    if not isinstance(new.when, Series):
        return new.when
    earlier = old.when.moved if isinstance(old.when, Series) else ()
    sent = {(local(move.original), local(move.start)): move.sequence for move in earlier}
    moved = tuple(
        replace(move, sequence=sent.get((local(move.original), local(move.start)), sequence))
        for move in new.when.moved
    )
    return replace(new.when, moved=moved)
