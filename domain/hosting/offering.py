"""Whoever can host tells the particulars: one page, and it is an offer like any other."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import mails, offers
from domain.agreeing import written_days
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.hosting import words
from domain.refusals import Conflict, Invalid
from domain.topics import TOPICS
from domain.working_days import subtract_working_days
from invites.round_contexts import OfferInvited
from models import streams
from models.asks import About, Ask, AskState, Reply
from models.hosting import HostAnswer, HostInterest
from models.languages import Language, _
from models.offers import Availability, Offer, VisitPack
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState, RoundState
from models.timeline import MORNING, local_day, moment

OFFER, NOT_AFTER_ALL = "offer", "not_after_all"
OPTIONS = (
    Option(OFFER, _("This is what we offer")),
    Option(NOT_AFTER_ALL, _("We cannot host after all")),
)
FIELDS = (
    Field("most", _("How many guests in all?"), Entry.NUMBER),
    Field("unit", _("Which unit?"), Entry.LINE),
    Field("topics", _("On which topics? Divide them by commas."), Entry.LINE),
    Field("first", _("From which day on?"), Entry.DATE),
    Field("last", _("Until which day?"), Entry.DATE),
)
REMINDED = 5  # working days before applications close


def invite(db: Session, round_: Round, person: Person, *, now: datetime) -> None:
    """Ask for the offer, until applications close."""
    stream = streams.of_round(round_.id)
    plan = plan_of(round_, now=now)
    asks.put(db, QUESTION, on=stream, subject_id=person.id, to=person, plan=plan, now=now)


def plan_of(round_: Round, *, now: datetime) -> asks.Plan:
    """By the closing time, with one reminder before it."""
    day = subtract_working_days(local_day(round_.closes_at), REMINDED)
    reminder = moment(day, MORNING)
    return asks.Plan(round_.closes_at, reminders=(reminder,) if now < reminder else ())


def of_person(db: Session, round_: Round, person: Person) -> Offer | None:
    """What they offer to host, as it stands."""
    mine = Offer.round_id == round_.id, Offer.person_id == person.id, Offer.kind == Kind.SHADOWING
    return db.scalar(select(Offer).where(*mine).options(joinedload(Offer.person)))


def settle(db: Session, round_: Round, *, now: datetime) -> None:
    """Whoever has made an offer by another way is not reminded of it."""
    for ask in asks.open_on(db, streams.of_round(round_.id)):
        if ask.about in (About.HOST_INTEREST, About.HOST_OFFER):
            offer = of_person(db, round_, db.get_one(Person, ask.subject_id))
            if offer is not None and offer.state is OfferState.OPEN:
                ask.state, ask.ended_at = AskState.DROPPED, now
    db.flush()


def _write(db: Session, ask: Ask, to: Person) -> OfferInvited:
    round_ = _round(db, ask)
    top = mails.heading(db, round_, to)
    return OfferInvited(
        name=to.name,
        round_name=top.round_name,
        coordinator=top.coordinator,
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        told=tuple(f"{each.label.into(to.language)}: {each.value}" for each in _told(db, ask)),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    to_choose_from = ", ".join(each.name(language) for each in TOPICS)
    return Page(
        title=_("What do you offer?"),
        intro=_("What you leave empty is taken from what you have told us before."),
        told=(*_told(db, ask), Told(_("Topics to choose from"), to_choose_from)),
        options=OPTIONS,
        fields=FIELDS,
    )


def _told(db: Session, ask: Ask) -> tuple[Told, ...]:
    row = _interest(db, ask)
    if row is None:
        return ()
    said = ((_("Guests"), f"{row.most or ''}"), (_("Weeks"), row.weeks), (_("Topics"), row.topics))
    return tuple(Told(label, value) for label, value in said if value)


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    round_ = _round(db, ask)
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED):
        raise Conflict(_("The exchanges of the round have begun: the coordinator can still help."))
    if reply.word not in (OFFER, NOT_AFTER_ALL):
        raise Invalid(_("Choose one of the answers."))
    if reply.word == OFFER:
        _offer(db, round_, ask, reply, now=now)
    else:
        _take_back(db, round_, ask, now=now)


def _offer(db: Session, round_: Round, ask: Ask, reply: Reply, *, now: datetime) -> None:
    """Make it, or change what stands; empty fields keep what was told with the interest."""
    interest, person = _interest(db, ask), db.get_one(Person, ask.subject_id)
    written = reply.of("topics") or (interest.topics if interest else "")
    offer = of_person(db, round_, person) or Offer(
        round_id=round_.id,
        person=person,
        organisation_id=person.organisation_id,
        kind=Kind.SHADOWING,
        languages=(person.language,),
        visit_pack=VisitPack(),
    )
    offer.state = OfferState.OPEN
    offer.most = words.number(reply.of("most")) or (interest.most if interest else None) or 1
    offer.least = min(offer.least or 0, offer.most)
    offer.topics = words.known_topics(written)
    offer.unit = reply.of("unit") or offer.unit or ""
    if interest:
        interest.topics = written  # with those that no list has: the coordinator reads them in the coverage
    db.add(offer)
    offers.make(db, offer, now=now)
    _give_days(db, round_, offer, reply)


def _take_back(db: Session, round_: Round, ask: Ask, *, now: datetime) -> None:
    """Their interest counts no more, and an offer that they have made by another way takes no new guests."""
    if interest := _interest(db, ask):
        interest.answer, interest.told_at = HostAnswer.NOT_NOW, now
    offer = of_person(db, round_, db.get_one(Person, ask.subject_id))
    if offer is not None:
        offers.withdraw(offer)
    db.flush()


def _give_days(db: Session, round_: Round, offer: Offer, reply: Reply) -> None:
    """The days on which guests are welcome, where they were named."""
    if not (reply.of("first") or reply.of("last")):
        return
    first = written_days.read(reply.of("first")) if reply.of("first") else round_.first_day
    last = written_days.read(reply.of("last")) if reply.of("last") else round_.last_day
    _check_days(round_, (first, last))
    db.add(Availability(offer_id=offer.id, first_day=first, last_day=last, can=True))
    db.flush()


def _check_days(round_: Round, named: Iterable[date]) -> None:
    first, last = named
    if last < first or last < round_.first_day or first > round_.last_day:
        raise Invalid(_("Choose days within the round, the first before the last."))


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """Interest alone is no offer; the coordinator sees it in the coverage and may call."""


def _interest(db: Session, ask: Ask) -> HostInterest | None:
    mine = (
        HostInterest.round_id == streams.owner(ask.stream_id),
        HostInterest.person_id == ask.subject_id,
    )
    return db.scalar(select(HostInterest).where(*mine))


def _round(db: Session, ask: Ask) -> Round:
    return db.get_one(Round, streams.owner(ask.stream_id))


QUESTION = Question(About.HOST_OFFER, _write, _look, _answered, _lapsed, takes_late=True)
