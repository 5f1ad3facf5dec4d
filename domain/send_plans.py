"""What a change would send, to whom and what is different: the real verb is run, read, and taken back.

Nothing is foreseen by a rule of its own, so a send-plan cannot differ from what is sent.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import mails, publishing, send_plan_standing
from domain.refusals import NotFound
from domain.send_plan_standing import Standing
from invites import dates
from invites.changes import Change, differences
from invites.contexts import (
    Invitation,
    InvitationCancel,
    InvitationUpdate,
    Letterhead,
    Particulars,
    Proposal,
    Released,
)
from models.languages import Language, _
from models.mails import Mail
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState

BY_THE_CLOCK = {"remind_answer", "reminder_week", "reminder_day"}  # due anyway, whatever is decided


class Effect(StrEnum):
    """What a message means to the one who gets it."""

    NEW = "new"  # asked or invited for the first time
    MOVED = "moved"  # another time or place: an answer is asked anew
    CHANGED = "changed"  # other texts or people: the answer stands
    CANCELLED = "cancelled"
    TOLD = "told"  # a letter that no calendar sees


@dataclass(frozen=True)
class Planned:
    """One message; `differences` and `when` are in the words of whoever reads the plan."""

    name: str
    address: str
    effect: Effect
    kind: str
    method: str | None
    sequence: int | None
    when: tuple[str, ...]
    differences: tuple[Change, ...]
    octets: bytes = field(repr=False)


@dataclass(frozen=True)
class Untouched:
    """Somebody who takes part and to whom nothing would be sent."""

    name: str
    address: str


@dataclass(frozen=True)
class SendPlan:
    """Everything that would leave at once, each person's messages in their order.

    `digest` names the content in no particular language: who, which kind, when and where.
    """

    messages: tuple[Planned, ...]
    untouched: tuple[Untouched, ...]
    digest: str

    @property
    def totals(self) -> dict[Effect, int]:
        counted = Counter(each.effect for each in self.messages)
        return {effect: counted[effect] for effect in Effect}


def of_publication(
    db: Session, round_: Round, schedule: Schedule, *, now: datetime, reader: Language = Language.EN
) -> SendPlan:
    """What publishing this version would send now."""
    if schedule.state not in (ScheduleState.DRAFT, ScheduleState.APPROVED):
        raise NotFound(_("No plan waits for a decision."))
    plan = whole(db, schedule)

    def publish() -> None:
        plan.state = ScheduleState.APPROVED
        publishing.publish(db, round_, plan, now=now)

    return of_change(db, round_, publish, now=now, reader=reader)


def of_exchange(
    db: Session, round_: Round, exchange_id: UUID, *, now: datetime, reader: Language = Language.EN
) -> SendPlan:
    """What is due for one exchange by now."""

    def act() -> None:
        send_plan_standing.act(db, exchange_id, heard=0, now=now)

    return of_change(db, round_, act, now=now, reader=reader)


def of_change(
    db: Session, round_: Round, verb: Callable[[], object], *, now: datetime, reader: Language
) -> SendPlan:
    """What a verb, and the workflows that it wakes, would send; all of it is taken back again.

    Rows that the verb has touched are to be loaded anew afterwards.
    """
    before = send_plan_standing.read(db, round_)
    savepoint = db.begin_nested()
    try:
        with mails.gathering(db) as queued:
            verb()
            db.flush()
            send_plan_standing.let_workflows_act(db, round_, since=before, now=now)
        found = [each for each in queued if each.mail in db]
        after = send_plan_standing.read(db, round_)
        return _plan(found, before, after, reader=reader)
    finally:
        savepoint.rollback()


def whole(db: Session, schedule: Schedule) -> Schedule:
    """The schedule with its pairings and with those who have no place."""
    found = select(Schedule).where(Schedule.id == schedule.id)
    found = found.options(selectinload(Schedule.pairings), selectinload(Schedule.unplaced))
    return db.scalars(found.execution_options(populate_existing=True)).one()


def _plan(found: list[mails.Queued], before: Standing, after: Standing, *, reader: Language) -> SendPlan:
    reached = {each.mail.recipient for each in found} | {each.to.email for each in found}
    messages = [_planned(each, before, after, reader=reader) for each in found]
    caused = (each for each in found if each.mail.kind not in BY_THE_CLOCK)
    plain = [_planned(each, before, after, reader=Language.EN) for each in caused]
    return SendPlan(
        messages=tuple(sorted(messages, key=lambda each: (each.name, each.address))),
        untouched=tuple(
            Untouched(name, address)
            for address, name in sorted(after.people.items(), key=lambda each: each[::-1])
            if address not in reached
        ),
        digest=_digest(plain),
    )


def _planned(queued: mails.Queued, before: Standing, after: Standing, *, reader: Language) -> Planned:
    mail, letter = queued.mail, queued.letter
    return Planned(
        name=queued.to.name,
        address=mail.recipient,
        effect=_effect(mail, letter, before),
        kind=mail.kind,
        method=mail.method,
        sequence=mail.sequence,
        when=_when(letter, reader),
        differences=_differences(mail, letter, before, after, reader=reader),
        octets=mail.octets,
    )


def _effect(mail: Mail, letter: Letterhead, before: Standing) -> Effect:
    if isinstance(letter, InvitationCancel | Released):
        return Effect.CANCELLED
    if isinstance(letter, Proposal):
        return Effect.MOVED if mail.exchange_id in before.blocks else Effect.NEW
    if isinstance(letter, Invitation):
        return Effect.NEW
    if isinstance(letter, InvitationUpdate):
        return Effect.MOVED if letter.answer_again else Effect.CHANGED
    return Effect.TOLD


def _when(letter: Letterhead, reader: Language) -> tuple[str, ...]:
    told: Particulars | None = getattr(letter, "particulars", None)
    blocks = told.blocks if told else ()
    if isinstance(letter, InvitationCancel) and letter.part:
        blocks = letter.part
    return tuple(line for block in blocks for line in dates.spell(block, reader))


def _differences(
    mail: Mail, letter: Letterhead, before: Standing, after: Standing, *, reader: Language
) -> tuple[Change, ...]:
    if isinstance(letter, InvitationUpdate | InvitationCancel) and mail.invite_id:
        old, new = before.meetings.get(mail.invite_id), after.meetings.get(mail.invite_id)
        return differences(old, new, reader) if old and new else ()
    if isinstance(letter, Proposal) and mail.exchange_id and mail.exchange_id in before.blocks:
        was = (line for block in before.blocks[mail.exchange_id] for line in dates.spell(block, reader))
        return (Change(_("Time").into(reader), "; ".join(was), "; ".join(_when(letter, reader))),)
    return ()


def _digest(messages: list[Planned]) -> str:
    """Without moments of sending or answering, UIDs and numbers of mails: they differ from try to try."""
    lines = sorted(
        json.dumps(
            [
                each.address,
                each.kind,
                each.method,
                each.sequence,
                each.when,
                [[one.label, one.old, one.new] for one in each.differences],
            ]
        )
        for each in messages
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
