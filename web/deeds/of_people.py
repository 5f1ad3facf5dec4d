"""What a coordinator does for one person: answers for them, notes absences, keeps deputies and addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from domain import aliases, deputies, illnesses
from domain.access import visibility
from domain.access.policy import Action, can
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid, NotFound
from models import streams
from models.applications import Application
from models.asks import Ask, AskState
from models.exchanges import Exchange
from models.languages import _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import RoundState
from web.deeds import asked
from web.deeds.deed import BY_PHONE, ROW, As, DeedForm, Entry, Occasion, Why
from web.deeds.exchange_words import SAID
from web.forms import Form
from web.views.reading import Reading
from web.words.asks import ABOUT

OVER = (RoundState.ENDED, RoundState.CANCELLED)


@dataclass(frozen=True)
class AtPerson:
    seen: Reading
    person: Person
    form: Form

    def behalf(self, why: str) -> Behalf:
        return Behalf(self.seen.db.get_one(Person, self.seen.actor.person_id), why)

    @property
    def phone(self) -> dict[str, str]:
        return {"why": BY_PHONE.into(self.seen.language)}


def find(seen: Reading, person_id: UUID, form: Form) -> AtPerson:
    """Somebody whom one may not see is as unknown as nobody."""
    person = seen.db.scalar(select(Person).where(Person.id == person_id, visibility.people(seen.actor)))
    if person is None:
        raise NotFound(_("There is nobody like this."))
    return AtPerson(seen, person, form)


class Asked(DeedForm):
    word: Annotated[str, SAID]
    why: Why


class Away(DeedForm):
    reference: Annotated[str, As(_("In which round"), Entry.CHOICE)]
    first: Annotated[date, As(_("First day on which they cannot come"), Entry.DATE)]
    last: Annotated[date, As(_("Last day"), Entry.DATE)]
    why: Why


class Named(DeedForm):
    email: Annotated[str, As(_("Mail address"), Entry.EMAIL)]
    name: Annotated[str, As(_("Name"))]
    may_answer: Annotated[bool, As(_("Their answer to an invitation counts"), Entry.TICK)] = False


class Address(DeedForm):
    email: Annotated[str, As(_("Mail address"), Entry.EMAIL)]


class OneOf(DeedForm):
    email: Annotated[str, As(_("Which one"), Entry.CHOICE)]


def open_asks(seen: Reading, person_id: UUID) -> list[Ask]:
    """Of rounds that one steers: neither those of others, nor those of workshops elsewhere."""
    rounds = select(Round.id).where(visibility.steered_rounds(seen.actor))
    found = select(Ask).where(Ask.whose_id == person_id, Ask.state == AskState.OPEN)
    known = {*seen.db.scalars(rounds)}
    mine = {*seen.db.scalars(select(Exchange.id).where(_takes_part(person_id), Exchange.round_id.in_(known)))}
    owners = known | mine
    rows = seen.db.scalars(found.order_by(Ask.deadline, Ask.id))
    return [each for each in rows if streams.owner(each.stream_id) in owners]


def _takes_part(person_id: UUID) -> ColumnElement[bool]:
    """As guest, as host, or as the supervisor of the guest."""
    led = select(Person.id).where(Person.supervisor_id == person_id)
    return or_(Exchange.guest_id == person_id, Exchange.host_id == person_id, Exchange.guest_id.in_(led))


def to_answer(at: AtPerson) -> Iterator[Occasion]:
    for ask in open_asks(at.seen, at.person.id):
        yield asked.occasion(at.seen.db, ask, ABOUT[ask.about], at.seen.language, at.phone)


def answer(at: AtPerson, said: Asked) -> None:
    rows = open_asks(at.seen, at.person.id)
    ask = next((each for each in rows if f"{each.id}" == at.form.text(ROW)), None)
    if ask is None:
        raise Conflict(_("This question is not open any more."))
    asked.answer(at.seen, ask, said.word, at.form, behalf=at.behalf(said.why))


def _rounds(at: AtPerson) -> list[Round]:
    """Those that live, that one steers, and in which this person takes part."""
    asks = select(Application.round_id).where(Application.person_id == at.person.id)
    gives = select(Offer.round_id).where(Offer.person_id == at.person.id)
    found = select(Round).where(visibility.steered_rounds(at.seen.actor), Round.state.not_in(OVER))
    return list(at.seen.db.scalars(found.where(Round.id.in_(asks.union(gives))).order_by(Round.first_day)))


def to_be_away(at: AtPerson) -> Iterator[Occasion]:
    if rounds := _rounds(at):
        chosen = tuple((each.reference, each.name(at.seen.language)) for each in rounds)
        yield Occasion(choices={"reference": chosen}, values=at.phone)


def be_away(at: AtPerson, said: Away) -> None:
    round_ = next((each for each in _rounds(at) if each.reference == said.reference), None)
    if round_ is None or said.first > said.last:
        raise Invalid(_("The first day comes before the last, within a year."))
    days = {"first": said.first, "last": said.last}
    behalf = at.behalf(said.why)
    illnesses.fall_ill(at.seen.db, round_.id, at.person.id, **days, now=at.seen.now, behalf=behalf)


def once(_at: AtPerson) -> Iterator[Occasion]:
    yield Occasion(values={"may_answer": "yes"})


def name(at: AtPerson, said: Named) -> None:
    deputies.add(at.seen.db, at.person, said.email, name=said.name, may_answer=said.may_answer)


def named(at: AtPerson) -> Iterator[Occasion]:
    if rows := deputies.of_person(at.seen.db, at.person):
        yield Occasion(choices={"email": tuple((each.email, f"{each.name}, {each.email}") for each in rows)})


def unname(at: AtPerson, said: OneOf) -> None:
    deputies.remove(at.seen.db, at.person, said.email)


def _appoints(at: AtPerson) -> bool:
    """An alias lets mail, and so a way in, be somebody's: that is for those who give accesses."""
    return can(at.seen.actor, Action.APPOINT).is_allowed


def to_add(at: AtPerson) -> Iterator[Occasion]:
    if _appoints(at):
        yield Occasion()


def add(at: AtPerson, said: Address) -> None:
    if not _appoints(at):
        raise NotFound(_("There is nobody like this."))
    aliases.add(at.seen.db, at.person, said.email)


def to_drop(at: AtPerson) -> Iterator[Occasion]:
    rows = aliases.of_person(at.seen.db, at.person) if _appoints(at) else []
    if rows:
        yield Occasion(choices={"email": tuple((each.email, each.email) for each in rows)})


def drop(at: AtPerson, said: OneOf) -> None:
    if not _appoints(at):
        raise NotFound(_("There is nobody like this."))
    aliases.remove(at.seen.db, at.person, said.email)
