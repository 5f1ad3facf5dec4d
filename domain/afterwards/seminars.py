"""Telling at home what was learnt: one click makes a draft of a gathering, with a day it is announced too."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from domain import exchange_letters, mails, outside_rounds
from domain.afterwards.days import day
from domain.afterwards.telling import exchange_of, head, nothing, told
from domain.asks.question import Entry, Field, Option, Page, Question
from domain.refusals import Invalid
from domain.roles import coordinator
from domain.working_days import in_working_days, on_or_after
from domain.workshops import workshops
from domain.workshops.planning import Plan, draft
from invites.after_contexts import SeminarDrafted, SeminarOffered
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.timeline import local_day, moment
from models.workshop_states import Audience, WorkshopKind
from models.workshops import Spoken, Workshop

BEGINS, LASTS = time(9, 0), timedelta(hours=1)
USUALLY_AFTER = timedelta(days=28)
SHOWN = 8  # digits of an id, as commands take them
OPTIONS = (
    Option("draft", _("Yes, make a draft")),
    Option("announce", _("Yes, and invite my colleagues on this day")),
    Option("no", _("No, thank you")),
)


def plan_at_home(db: Session, exchange: Exchange, on: date, *, title: str, now: datetime) -> Workshop:
    """A draft in the guest's own organisation, outside of rounds."""
    guest = exchange.guest
    house = db.get_one(Organisation, guest.organisation_id)
    owner = db.get_one(Person, guest.supervisor_id) if guest.supervisor_id else guest
    round_ = outside_rounds.of_house(db, house, owner=owner, now=now)
    outside_rounds.stretch(round_, on)
    starts_at = moment(on, BEGINS)
    said = Spoken.model_validate({guest.language.value: title}) if title else _title(exchange)
    plan = Plan(
        kind=WorkshopKind.DISSEMINATION,
        starts_at=starts_at,
        ends_at=starts_at + LASTS,
        title=said,
        place=house.name(guest.language),
        audience=Audience.ORGANISATION,
        exchange_id=exchange.id,
    )
    return draft(db, round_, plan, organiser=guest)


def _title(exchange: Exchange) -> Spoken:
    """In all languages, as the colleagues may read any."""
    return Spoken.model_validate(
        {
            each.value: _(
                "What I learnt at {organisation}", organisation=exchange.host.organisation.name(each)
            ).into(each)
            for each in Language
        }
    )


def _write(db: Session, ask: Ask, to: Person) -> SeminarOffered:
    return SeminarOffered(**vars(head(db, ask, to, OPTIONS)))


def _look(db: Session, ask: Ask, language: Language) -> Page:
    return Page(
        title=_("Would you tell your colleagues what you learnt?"),
        told=told(exchange_of(db, ask), language),
        options=OPTIONS,
        fields=(
            Field("day", _("On which day, from nine to ten?"), Entry.DATE),
            Field("title", _("What it is called, if you know already"), Entry.LINE),
        ),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))
    if reply.word == "no":
        return
    named = day(reply.of("day"))
    refuse_near(named, is_announced=reply.word == "announce", now=now)
    exchange = exchange_of(db, ask)
    on = named or on_or_after(local_day(now + USUALLY_AFTER))
    workshop = plan_at_home(db, exchange, on, title=reply.of("title").strip(), now=now)
    if reply.word == "announce":
        workshops.announce(db, workshop, by=exchange.guest, now=now)
    _tell(db, exchange, workshop, ask, is_announced=reply.word == "announce", now=now)


def refuse_near(named: date | None, *, is_announced: bool, now: datetime) -> None:
    """Colleagues need some working days; a draft can still be moved."""
    if is_announced and (named is None or moment(named, BEGINS) <= in_working_days(now, 3)):
        raise Invalid(_("Choose a day at least some working days from now."))
    if named is not None and moment(named, BEGINS) <= now:
        raise Invalid(_("Choose a day at least some working days from now."))


def _tell(
    db: Session, exchange: Exchange, workshop: Workshop, ask: Ask, *, is_announced: bool, now: datetime
) -> None:
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    top = exchange_letters.head(db, exchange, owner)
    letter = SeminarDrafted(
        name=top.name,
        round_name=top.round_name,
        coordinator=top.coordinator,
        who=exchange.guest.name,
        title=workshop.title.into(owner.language),
        number=f"{workshop.id}"[:SHOWN],
        is_announced=is_announced,
    )
    mails.queue(db, letter, key=f"ask:{ask.id}:drafted", to=owner, about=exchange, now=now)


QUESTION = Question(About.SEMINAR_OFFER, _write, _look, _answered, nothing)
