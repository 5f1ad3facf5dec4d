"""The outbox: every mail that has been written, the newest first."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from domain.access import visibility
from models.languages import Words
from models.mails import Mail
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import MailState
from web.views.headings import head as head_of
from web.views.headings import heading
from web.views.hr.round_head import RoundHead, find, head
from web.views.paging import PER_PAGE, Chosen, Narrowed, Paging
from web.views.reading import Reading
from web.words.mail_fates import why_refused


class Choice(Narrowed):
    """What the address asks for; what is empty is everything."""

    kind: str = ""
    state: Chosen[MailState] = None
    round: str = ""
    person: Chosen[UUID] = None

    @property
    def are_any(self) -> bool:
        return bool(self.kind or self.state or self.person)


class KindCount(Record):
    kind: str
    number: int


class MailRow(Record):
    """`at` is when it left, or when it was written while it still waits."""

    id: UUID
    kind: str
    recipient: str
    name: str  # empty: somebody whom the reader may not know
    subject: str
    state: MailState
    why: Words | None  # it did not arrive
    at: datetime
    has_calendar: bool


class StateCount(Record):
    state: MailState
    number: int


class RoundName(Record):
    reference: str
    name: str


class OutboxView(Record):
    head: RoundHead | None  # of the one round that is looked at
    chosen: Choice
    whose: str | None
    kinds: tuple[KindCount, ...]
    states: tuple[StateCount, ...]
    lost: int  # and not sent again
    rounds: tuple[RoundName, ...]
    paging: Paging
    rows: tuple[MailRow, ...]
    folder: Path | None


def look(seen: Reading, choice: Choice, *, outbox: Path | None) -> OutboxView | None:
    """None where there is no such round, or no such page."""
    round_ = find(seen, choice.round) if choice.round else None
    inside = visibility.outbox(seen.actor)
    if round_ is not None:
        inside &= Mail.round_id == round_.id
    if choice.person is not None:
        inside &= Mail.person_id == choice.person
    which = _which(inside, choice)
    paging = Paging(page=choice.page, rows=seen.db.scalar(select(func.count(Mail.id)).where(which)) or 0)
    return (
        None
        if paging.is_beyond
        else OutboxView(
            head=head(seen, round_, "/mails") if round_ else None,
            chosen=choice,
            whose=_whose(seen, choice.person),
            kinds=_kinds(seen, inside),
            states=_states(seen, inside),
            lost=seen.db.scalar(select(func.count(Mail.id)).where(inside, _is_lost())) or 0,
            rounds=_rounds(seen),
            paging=paging,
            rows=_rows(seen, which, paging),
            folder=outbox,
        )
    )


def _which(inside: ColumnElement[bool], choice: Choice) -> ColumnElement[bool]:
    if choice.kind:
        inside &= Mail.kind == choice.kind
    if choice.state:
        inside &= Mail.state == choice.state
    return inside


def _whose(seen: Reading, person_id: UUID | None) -> str | None:
    visible = visibility.people(seen.actor)
    return seen.db.scalar(select(Person.name).where(Person.id == person_id, visible)) if person_id else None


def _kinds(seen: Reading, inside: ColumnElement[bool]) -> tuple[KindCount, ...]:
    found = select(Mail.kind, func.count()).where(inside).group_by(Mail.kind).order_by(Mail.kind)
    return tuple(KindCount(kind=kind, number=number) for kind, number in seen.db.execute(found))


def _states(seen: Reading, inside: ColumnElement[bool]) -> tuple[StateCount, ...]:
    found = seen.db.execute(select(Mail.state, func.count()).where(inside).group_by(Mail.state)).all()
    numbers = dict(found)
    return tuple(StateCount(state=each, number=numbers[each]) for each in MailState if numbers.get(each))


def _rounds(seen: Reading) -> tuple[RoundName, ...]:
    found = select(Round).where(visibility.steered_rounds(seen.actor)).order_by(Round.opens_at.desc())
    return tuple(
        RoundName(reference=each.reference, name=each.name(seen.language)) for each in seen.db.scalars(found)
    )


def _rows(seen: Reading, chosen: ColumnElement[bool], paging: Paging) -> tuple[MailRow, ...]:
    """Those that did not arrive and were not sent again stand before all others."""
    is_urgent = or_(_is_lost(), Mail.state == MailState.CONTESTED)
    found = select(Mail, head_of(Mail.octets), Person.name).where(chosen)
    found = found.outerjoin(Person, (Person.id == Mail.person_id) & visibility.people(seen.actor))
    found = found.order_by(is_urgent.desc(), Mail.queued_at.desc(), Mail.lane, Mail.number.desc())
    return tuple(
        _row(mail, octets, name)
        for mail, octets, name in seen.db.execute(found.offset(paging.offset).limit(PER_PAGE))
    )


def _is_lost() -> ColumnElement[bool]:
    again = aliased(Mail)
    return (Mail.state == MailState.REFUSED) & ~exists().where(again.repeats_id == Mail.id)


def _row(mail: Mail, octets: bytes, name: str | None) -> MailRow:
    return MailRow(
        id=mail.id,
        kind=mail.kind,
        recipient=mail.recipient,
        name=name or mail.recipient_name or "",
        why=why_refused(mail.refusal or "") if mail.state is MailState.REFUSED else None,
        subject=heading(octets).subject,
        state=mail.state,
        at=mail.sent_at or mail.queued_at,
        has_calendar=mail.method is not None,
    )
