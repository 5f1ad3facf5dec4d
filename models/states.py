"""Life cycles: one enum and one table of what may follow. Pure: workflows read it too."""

from enum import StrEnum


class Kind(StrEnum):
    """What an application asks for and an offer gives."""

    SHADOWING = "shadowing"
    MENTORING = "mentoring"


class DateMode(StrEnum):
    """Who fixes the days of a round's exchanges."""

    FIXED = "fixed"  # the solver fixes the days
    WINDOW = "window"  # the solver pairs and proposes a window
    AGREED = "agreed"  # the solver pairs, the two agree the days by a deadline


class AsksFirst(StrEnum):
    """Who answers a proposal before the other hears of it."""

    BOTH = "both"  # both at once
    HOST = "host"  # the host or mentor
    GUEST = "guest"  # the guest or mentee


class Half(StrEnum):
    MORNING = "am"
    AFTERNOON = "pm"


class RoundState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"

    def may_become(self, next_: "RoundState") -> bool:
        return next_ in _ROUND[self]


_ROUND: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN, RoundState.CANCELLED}),
    RoundState.OPEN: frozenset({RoundState.CLOSED, RoundState.CANCELLED}),
    RoundState.CLOSED: frozenset({RoundState.PLANNED, RoundState.OPEN, RoundState.CANCELLED}),
    RoundState.PLANNED: frozenset({RoundState.RUNNING, RoundState.CLOSED, RoundState.CANCELLED}),
    RoundState.RUNNING: frozenset({RoundState.ENDED, RoundState.CANCELLED}),
    RoundState.ENDED: frozenset(),
    RoundState.CANCELLED: frozenset(),
}


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PLACED = "placed"
    WAITING = "waiting"  # on the waiting list
    WITHDRAWN = "withdrawn"

    def may_become(self, next_: "ApplicationState") -> bool:
        return next_ in _APPLICATION[self]


_APPLICATION: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.SUBMITTED: frozenset(
        {ApplicationState.PLACED, ApplicationState.WAITING, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.PLACED: frozenset(
        {ApplicationState.SUBMITTED, ApplicationState.WAITING, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.WAITING: frozenset({ApplicationState.PLACED, ApplicationState.WITHDRAWN}),
    ApplicationState.WITHDRAWN: frozenset(),
}


class OfferState(StrEnum):
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class EndorsementState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class ScheduleState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"

    def may_become(self, next_: "ScheduleState") -> bool:
        return next_ in _SCHEDULE[self]


_SCHEDULE: dict[ScheduleState, frozenset[ScheduleState]] = {
    ScheduleState.DRAFT: frozenset({ScheduleState.APPROVED, ScheduleState.SUPERSEDED}),
    ScheduleState.APPROVED: frozenset(
        {ScheduleState.PUBLISHED, ScheduleState.SUPERSEDED, ScheduleState.DRAFT}  # HR takes the yes back
    ),
    ScheduleState.PUBLISHED: frozenset({ScheduleState.SUPERSEDED}),
    ScheduleState.SUPERSEDED: frozenset(),
}


class RuleEffect(StrEnum):
    """What HR has ruled about a pairing."""

    LOCKED = "locked"
    FORBIDDEN = "forbidden"


class WhatIfState(StrEnum):
    ASKED = "asked"
    SOLVED = "solved"
    IMPOSSIBLE = "impossible"  # limits and locks would contradict each other
    ADOPTED = "adopted"
    DROPPED = "dropped"

    def may_become(self, next_: "WhatIfState") -> bool:
        return next_ in _WHAT_IF[self]


_WHAT_IF: dict[WhatIfState, frozenset[WhatIfState]] = {
    WhatIfState.ASKED: frozenset({WhatIfState.SOLVED, WhatIfState.IMPOSSIBLE, WhatIfState.DROPPED}),
    WhatIfState.SOLVED: frozenset({WhatIfState.ADOPTED, WhatIfState.DROPPED}),
    WhatIfState.IMPOSSIBLE: frozenset({WhatIfState.DROPPED}),
    WhatIfState.ADOPTED: frozenset(),
    WhatIfState.DROPPED: frozenset(),
}


class ExchangeState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    BROKEN = "broken"  # somebody fell ill or cannot come: waits for a repair
    HELD = "held"
    CLOSED = "closed"
    RELEASED = "released"

    def may_become(self, next_: "ExchangeState") -> bool:
        return next_ in _EXCHANGE[self]

    @property
    def is_live(self) -> bool:
        """Whether it still takes its place and its people's days."""
        return self in (ExchangeState.PROPOSED, ExchangeState.CONFIRMED, ExchangeState.BROKEN)

    @property
    def is_over(self) -> bool:
        return self in (ExchangeState.CLOSED, ExchangeState.RELEASED)


_EXCHANGE: dict[ExchangeState, frozenset[ExchangeState]] = {
    ExchangeState.PROPOSED: frozenset(
        {ExchangeState.CONFIRMED, ExchangeState.BROKEN, ExchangeState.RELEASED}
    ),
    ExchangeState.CONFIRMED: frozenset({ExchangeState.BROKEN, ExchangeState.HELD, ExchangeState.RELEASED}),
    ExchangeState.BROKEN: frozenset(
        {ExchangeState.PROPOSED, ExchangeState.CONFIRMED, ExchangeState.RELEASED}
    ),
    ExchangeState.HELD: frozenset({ExchangeState.CLOSED, ExchangeState.RELEASED}),  # nobody came after all
    ExchangeState.CLOSED: frozenset(),
    ExchangeState.RELEASED: frozenset(),
}


class AppointmentState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What an attendee says; the words are iCalendar's PARTSTAT in small letters."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"


class DoubtState(StrEnum):
    """What became of a no from a calendar."""

    ASKED = "asked"  # whether to cancel, or to find other days
    OFFERED = "offered"  # the other side is asked whether the chosen days suit
    KEPT = "kept"
    MOVED = "moved"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"  # the days have passed, or somebody has moved or ended it meanwhile

    @property
    def is_open(self) -> bool:
        return self in (DoubtState.ASKED, DoubtState.OFFERED)


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"  # the receiving server said no for good: a human must look
    CARRIED = "carried"  # its words stand in a digest
    OVERTAKEN = "overtaken"  # it waited, and newer news made it untrue: never sent
    CONTESTED = "contested"  # its reader has had another mail on this occasion: HR decides


class Urgency(StrEnum):
    """Whether a mail may wait, and for what."""

    AT_ONCE = "at_once"
    BY_DAY = "by_day"  # it waits for the end of quiet hours
    CAN_WAIT = "can_wait"  # for that too, and beyond the weekly ceiling for a digest


class FollowUpState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    LAPSED = "lapsed"


class AskedAfter(StrEnum):
    """What a round asks after a stay, beside the notes."""

    REVIEW = "review"  # of the guest's supervisor: what came of it
    SEMINAR = "seminar"  # of the guest: shall it be told at home?
    VISIT = "visit"  # of the guest: shall they meet again?
    KEEP_IN_TOUCH = "keep_in_touch"  # of both


class WorkshopState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"  # prepared, and then signed up to
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    def may_become(self, next_: "WorkshopState") -> bool:
        return next_ in _WORKSHOP[self]

    @property
    def is_over(self) -> bool:
        return self in (WorkshopState.CLOSED, WorkshopState.CANCELLED)


_WORKSHOP: dict[WorkshopState, frozenset[WorkshopState]] = {
    WorkshopState.DRAFT: frozenset({WorkshopState.PLANNED, WorkshopState.CANCELLED}),
    WorkshopState.PLANNED: frozenset({WorkshopState.HELD, WorkshopState.CANCELLED}),
    WorkshopState.HELD: frozenset({WorkshopState.CLOSED}),
    WorkshopState.CLOSED: frozenset(),
    WorkshopState.CANCELLED: frozenset(),
}


class Reason(StrEnum):
    """Why an exchange was released."""

    GUEST_DECLINED = "guest_declined"
    HOST_DECLINED = "host_declined"
    NO_ANSWER = "no_answer"
    ILLNESS = "illness"
    WITHDRAWN = "withdrawn"
    REARRANGED = "rearranged"  # a repair found something else for the guest
    ROUND_CANCELLED = "round_cancelled"
    NO_DATES = "no_dates"  # the two found no days in time
    UNIT_DECLINED = "unit_declined"  # the supervisor: not on these days
    NO_SHOW = "no_show"  # one of the two did not come
    FIRST_MEETING = "first_meeting"  # the pair parted after it, without fault
    MENTOR_LEFT = "mentor_left"
    ENDED_EARLY = "ended_early"  # a pair that will not meet
    CANCELLED_BY_HR = "cancelled_by_hr"


class Role(StrEnum):
    """What somebody may do beyond their own applications and offers."""

    HR = "hr"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class BusyKind(StrEnum):
    """How a person's busy times reach us."""

    FILE = "file"  # brought by hand, read once
    ADDRESS = "address"  # an .ics or free-busy address
    CALDAV = "caldav"
