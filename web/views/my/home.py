"""The first page of whoever takes part: what waits for them, then what is theirs."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from domain import known_exchanges, meetings, open_questions
from invites import dates
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.people import Person
from models.questions import ask
from models.record import Record
from models.rounds import Round
from models.states import Kind, RoundState
from web.views.my import undoing
from web.views.my.undoing import Undo
from web.views.my.waiting import Waiting, waiting
from web.views.reading import Reading
from web.words import states
from web.words.participation import APPLICATIONS, OFFERS
from web.words.tags import Tag


class Meeting(Record):
    """One exchange in one card."""

    address: str
    kind: Tag
    state: Tag
    other: str
    organisation: str
    is_guest: bool
    when: tuple[str, ...]
    more: int  # sessions beyond those shown


class Part(Record):
    """An application or an offer of one's own."""

    address: str
    round_name: str
    kind: Tag
    state: Tag


class OpenRound(Record):
    reference: str
    name: str
    closes_at: datetime
    first_day: date
    last_day: date
    kinds: tuple[Kind, ...]
    applied: tuple[Kind, ...]
    offered: tuple[Kind, ...]


class HomeView(Record):
    name: str
    waiting: tuple[Waiting, ...]
    meetings: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    applications: tuple[Part, ...]
    offers: tuple[Part, ...]
    rounds: tuple[OpenRound, ...]
    has_people: bool
    undo: tuple[Undo, ...]


SHOWN = 3  # sessions of a series
PERSON: BindParameter[UUID] = bindparam("person")
NOW: BindParameter[datetime] = bindparam("now")
APPLICATIONS_OF = (
    select(Application, Round)
    .join(Round, Round.id == Application.round_id)
    .where(Application.person_id == PERSON)
    .order_by(Round.opens_at.desc(), Application.kind)
)
OFFERS_OF = (
    select(Offer, Round)
    .join(Round, Round.id == Offer.round_id)
    .where(Offer.person_id == PERSON)
    .order_by(Round.opens_at.desc(), Offer.kind)
)
OPEN_NOW = (
    select(Round)
    .where(Round.state == RoundState.OPEN, Round.is_standing.is_(False))
    .where(Round.opens_at <= NOW, Round.closes_at > NOW)
    .order_by(Round.closes_at)
)
PEOPLE_OF = select(Person.id).where(Person.supervisor_id == PERSON).limit(1)


def look(seen: Reading) -> HomeView:
    person = seen.db.get_one(Person, seen.actor.person_id)
    mine = known_exchanges.of_person(seen.db, person.id)
    ahead = [each for each in mine if each.state.is_live]
    ahead.sort(key=lambda each: _first(each, seen.now))
    past = sorted((each for each in mine if not each.state.is_live), key=_last, reverse=True)
    applications, offers = _applications(seen, person.id), _offers(seen, person.id)
    asked = open_questions.of_person(seen.db, person.id)
    return HomeView(
        name=person.name.split()[0],
        waiting=tuple(waiting(each, person.id, seen.language, now=seen.now) for each in asked),
        meetings=tuple(_meeting(each, seen) for each in ahead),
        past=tuple(_meeting(each, seen) for each in past),
        applications=tuple(_application(each, round_, seen) for each, round_ in applications),
        offers=tuple(_offer(each, round_, seen) for each, round_ in offers),
        rounds=tuple(_rounds(seen, [each for each, _of in applications], [each for each, _of in offers])),
        has_people=_has_people(seen, person.id),
        undo=undoing.of_person(seen),
    )


def _first(exchange: Exchange, now: datetime) -> datetime:
    return meetings.first_moment(exchange) if meetings.planned(exchange) else now


def _last(exchange: Exchange) -> datetime:
    moments = [meetings.ends(each) for each in exchange.appointments]
    return max(moments, default=exchange.confirm_by)


def _meeting(exchange: Exchange, seen: Reading) -> Meeting:
    is_guest = exchange.guest_id == seen.actor.person_id
    other = exchange.host if is_guest else exchange.guest
    lines = tuple(line for each in meetings.whens(exchange) for line in dates.spell(each, seen.language))
    return Meeting(
        address=f"/my/exchanges/{exchange.id}",
        kind=states.tag(exchange.kind),
        state=states.tag(exchange.state),
        other=other.name,
        organisation=other.organisation.name(seen.language),
        is_guest=is_guest,
        when=lines[:SHOWN],
        more=max(0, len(lines) - SHOWN),
    )


def _applications(seen: Reading, person_id: UUID) -> list[tuple[Application, Round]]:
    return [(row, round_) for row, round_ in seen.db.execute(APPLICATIONS_OF, {"person": person_id})]


def _offers(seen: Reading, person_id: UUID) -> list[tuple[Offer, Round]]:
    return [(row, round_) for row, round_ in seen.db.execute(OFFERS_OF, {"person": person_id})]


def _application(row: Application, round_: Round, seen: Reading) -> Part:
    return Part(
        address=f"/my/applications/{row.id}",
        round_name=round_.name(seen.language),
        kind=states.tag(row.kind),
        state=APPLICATIONS[row.state],
    )


def _offer(row: Offer, round_: Round, seen: Reading) -> Part:
    return Part(
        address=f"/my/offers/{row.id}",
        round_name=round_.name(seen.language),
        kind=states.tag(row.kind),
        state=OFFERS[row.state],
    )


def _rounds(seen: Reading, applications: list[Application], offers: list[Offer]) -> list[OpenRound]:
    """Those that one may join now, the first to close first."""
    return [
        OpenRound(
            reference=each.reference,
            name=each.name(seen.language),
            closes_at=each.closes_at,
            first_day=each.first_day,
            last_day=each.last_day,
            kinds=each.kinds,
            applied=tuple(row.kind for row in applications if row.round_id == each.id),
            offered=tuple(row.kind for row in offers if row.round_id == each.id),
        )
        for each in seen.db.scalars(OPEN_NOW, {"now": seen.now})
    ]


def _has_people(seen: Reading, person_id: UUID) -> bool:
    """Whether somebody's supervisor."""
    return ask(seen.db, PEOPLE_OF, person=person_id).first() is not None
