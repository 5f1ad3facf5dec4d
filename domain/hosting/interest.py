"""Asking organisations' contacts and earlier hosts whether they can host, before anybody applies."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.events import record
from domain.hosting import offering, words
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days
from invites import dates
from invites.round_contexts import HostInterestAsked
from models import streams
from models.asks import About, Ask, Reply
from models.hosting import HostAnswer, HostInterest
from models.languages import Language, _
from models.offers import Offer
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role, RoundState
from models.steering_facts import HostsAsked
from models.timeline import EVENING

ANSWERED, REMINDED = 10, 5  # working days
OPTIONS = (
    Option(HostAnswer.CAN, _("We can host")),
    Option(HostAnswer.NOT_NOW, _("Not this time")),
    Option(HostAnswer.ARRANGED, _("Somebody comes to us already")),
)
FIELDS = (
    Field("most", _("How many guests, roughly?"), Entry.NUMBER),
    Field("weeks", _("Which weeks would suit, roughly?"), Entry.LINE),
    Field("topics", _("On which topics?")),
)


def contacts(db: Session, round_: Round) -> list[Person]:
    """Everybody who is worth asking: HR of each organisation, and who has hosted or mentored before."""
    hr = select(Appointee.person_id).where(Appointee.role == Role.HR)
    before = select(Offer.person_id).join(Round, Round.id == Offer.round_id)
    before = before.where(Round.id != round_.id, Round.opens_at < round_.opens_at)
    found = select(Person).where(Person.id.in_(hr) | Person.id.in_(before))
    return list(db.scalars(found.order_by(Person.email)))


def ask(db: Session, round_: Round, people: Iterable[Person], *, now: datetime) -> int:
    """Ask each of them once, by mail; how many were asked now. Whoever has made an offer is not asked."""
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Conflict(_("Hosts are asked before applications close."))
    deadline = min(in_working_days(now, ANSWERED, EVENING), round_.closes_at)
    if deadline <= now:
        raise Conflict(_("The closing date has passed: move it before asking."))
    due = [each for each in people if not _knows(db, round_, each)]
    for person in due:
        plan = asks.Plan(deadline, reminders=_reminders(now, deadline))
        stream = streams.of_round(round_.id)
        asks.put(db, QUESTION, on=stream, subject_id=person.id, to=person, plan=plan, now=now)
    if due:
        fact = HostsAsked(round_id=round_.id)
        record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=round_.owner_id)
    return len(due)


def _reminders(now: datetime, deadline: datetime) -> tuple[datetime, ...]:
    reminder = in_working_days(now, REMINDED)
    return (reminder,) if reminder < deadline else ()


def _knows(db: Session, round_: Round, person: Person) -> bool:
    stream = streams.of_round(round_.id)
    if asks.of_subject(db, QUESTION, on=stream, subject_id=person.id):
        return True
    return offering.of_person(db, round_, person) is not None


def _write(db: Session, ask: Ask, to: Person) -> HostInterestAsked:
    round_ = _round(db, ask)
    top = mails.heading(db, round_, to)
    return HostInterestAsked(
        name=to.name,
        round_name=top.round_name,
        coordinator=top.coordinator,
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        first_day=round_.first_day,
        last_day=round_.last_day,
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    round_ = _round(db, ask)
    return Page(
        title=_("Can you host somebody?"),
        intro=_("You promise nothing yet: the particulars come later."),
        told=(
            Told(_("Round"), round_.name(language)),
            Told(_("Days"), dates.days(round_.first_day, round_.last_day, language)),
        ),
        options=OPTIONS,
        fields=FIELDS,
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    """Keep what was said; a yes is asked for the particulars."""
    if reply.word not in set(HostAnswer):
        raise Invalid(_("Choose one of the answers."))
    round_, person = _round(db, ask), db.get_one(Person, ask.subject_id)
    if round_.state is RoundState.CANCELLED:
        raise Conflict(_("The round is over."))
    row = of_person(db, round_, person) or HostInterest(
        round_id=round_.id, person_id=person.id, organisation_id=person.organisation_id
    )
    row.answer, row.told_at = HostAnswer(reply.word), now
    row.most = words.number(reply.of("most"))
    row.weeks, row.topics = reply.of("weeks"), reply.of("topics")
    db.add(row)
    db.flush()
    if row.answer is HostAnswer.CAN and now < round_.closes_at:
        offering.invite(db, round_, person, now=now)


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """Silence promises nothing; a late word still counts."""


def of_person(db: Session, round_: Round, person: Person) -> HostInterest | None:
    mine = HostInterest.round_id == round_.id, HostInterest.person_id == person.id
    return db.scalar(select(HostInterest).where(*mine))


def _round(db: Session, ask: Ask) -> Round:
    return db.get_one(Round, streams.owner(ask.stream_id))


QUESTION = Question(About.HOST_INTEREST, _write, _look, _answered, _lapsed, takes_late=True)
