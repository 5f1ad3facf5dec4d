"""What approving a plan would send: each person's messages, as they would leave, before anything does."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from domain import departing, ruled, send_plans
from domain.agreements import agreements
from domain.refusals import Conflict, NotFound, Refusal
from domain.send_plans import Effect, Planned, SendPlan
from models.languages import Words, _
from models.record import Record
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState
from web.views.board import standing
from web.views.board.standing import Head, Proof
from web.views.hr import round_head
from web.views.mail_page import letter
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading

ANSWERING = re.compile(r"/answer/[A-Za-z0-9_.~-]+")
UNDECIDED = (ScheduleState.DRAFT, ScheduleState.APPROVED)


class Difference(Record):
    label: str
    old: str
    new: str


class Message(Record):
    """`number` is its place among all messages, from one on."""

    number: int
    effect: Effect
    kind: str
    when: tuple[str, ...]
    differences: tuple[Difference, ...]


class Recipient(Record):
    name: str
    address: str
    messages: tuple[Message, ...]


class Count(Record):
    effect: Effect
    number: int


class SendView(Record):
    """`leaves_at` is when it would be published if it were approved now; None: at once."""

    head: Head
    proof: Proof | None
    refused: Words | None = None
    against: tuple[Words, ...] = ()
    digest: str = ""
    counts: tuple[Count, ...] = ()
    people: int = 0
    untouched: int = 0
    chosen: Effect | None = None
    paging: Paging = Paging(page=1, rows=0)
    recipients: tuple[Recipient, ...] = ()
    regret_minutes: int
    leaves_at: datetime | None = None

    @property
    def messages(self) -> int:
        return sum(each.number for each in self.counts)


class Chosen(Record):
    effect: Effect | None = None
    page: int = 1


class LetterView(Record):
    head: Head
    number: int
    name: str
    address: str
    effect: Effect
    kind: str
    subject: str
    text: str


def look(seen: Reading, reference: str, chosen: Chosen, *, refused: Words | None = None) -> SendView:
    """To be asked in a session for trying out: the plan is really published there, and taken back."""
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/send-plan")
    schedule = standing.version(seen, round_, None)
    proof = standing.proof(seen, schedule, head.versions) if schedule else None
    plain = SendView(head=head, proof=proof, refused=refused, regret_minutes=round_.regret_minutes)
    if schedule is None or schedule.state not in UNDECIDED:
        return plain
    against = tuple(_against(seen, round_, schedule))
    plan = send_plans.of_publication(seen.db, round_, schedule, now=seen.now, reader=seen.language)
    return plain.model_copy(
        update={
            "against": against,
            "leaves_at": departing.leaves_at(round_, now=seen.now),
            "people": len({each.address for each in plan.messages}),
            **_told(plan, chosen),
        }
    )


def one(seen: Reading, reference: str, number: int) -> LetterView:
    """One of the messages, wholly; the links by which its reader would answer are cut."""
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/send-plan")
    schedule = standing.version(seen, round_, None)
    if schedule is None:
        raise NotFound(_("Nothing has been planned yet."))
    plan = send_plans.of_publication(seen.db, round_, schedule, now=seen.now, reader=seen.language)
    if not 1 <= number <= len(plan.messages):
        raise NotFound(_("There is no such message."))
    found = plan.messages[number - 1]
    subject, text = letter(found.octets)
    return LetterView(
        head=head,
        number=number,
        name=found.name,
        address=found.address,
        effect=found.effect,
        kind=found.kind,
        subject=subject,
        text=ANSWERING.sub("/answer/…", text),
    )


def _against(seen: Reading, round_: Round, schedule: Schedule) -> Iterable[Words]:
    """What would make an approval be refused, or should be known before it."""
    if lacking := agreements.missing(seen.db, round_):
        yield agreements.warning(lacking, seen.language)
    if schedule.state is ScheduleState.DRAFT:
        try:
            ruled.check_followed(seen.db, schedule)
        except Conflict as refusal:
            yield _words(refusal)


def _words(refusal: Refusal) -> Words:
    return refusal.words


def _told(plan: SendPlan, chosen: Chosen) -> dict[str, object]:
    numbered = list(enumerate(plan.messages, start=1))
    wanted = [one for one in numbered if chosen.effect in (None, one[1].effect)]
    people = [list(found) for _key, found in groupby(wanted, key=lambda one: (one[1].name, one[1].address))]
    paging = Paging(page=chosen.page, rows=len(people))
    return {
        "digest": plan.digest,
        "counts": tuple(Count(effect=effect, number=number) for effect, number in plan.totals.items()),
        "untouched": len(plan.untouched),
        "chosen": chosen.effect,
        "paging": paging,
        "recipients": tuple(map(_recipient, people[paging.offset : paging.offset + PER_PAGE])),
    }


def _recipient(found: list[tuple[int, Planned]]) -> Recipient:
    return Recipient(
        name=found[0][1].name,
        address=found[0][1].address,
        messages=tuple(_message(number, each) for number, each in found),
    )


def _message(number: int, planned: Planned) -> Message:
    return Message(
        number=number,
        effect=planned.effect,
        kind=planned.kind,
        when=planned.when,
        differences=tuple(
            Difference(label=each.label, old=each.old or "–", new=each.new or "–")
            for each in planned.differences
        ),
    )
