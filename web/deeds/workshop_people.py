"""Who comes to a workshop, what is prepared for it, and what people said of it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from sqlalchemy import select

from domain.feedback import feedback
from domain.refusals import Conflict, Invalid, NotFound
from domain.workshops import attendance, inviting, roll, sign_ups, tasks
from domain.workshops.tasks import WORKS
from models.languages import _
from models.people import Person
from models.states import WorkshopState
from models.workshop_states import FeedbackState, SignUpState
from models.workshops import Feedback, WorkshopTask
from web.deeds.at_workshop import AtWorkshop
from web.deeds.deed import ROW, As, DeedForm, Entry, Occasion, Why, deed

OVER = (WorkshopState.HELD, WorkshopState.CLOSED)
GONE = (SignUpState.LEFT, SignUpState.REMOVED, SignUpState.DECLINED)


class Invited(DeedForm):
    addresses: Annotated[str, As(_("Mail addresses, one on each line"), Entry.AREA)]


class Comes(DeedForm):
    email: Annotated[str, As(_("Mail address"), Entry.EMAIL)]
    why: Why


class Leaves(DeedForm):
    email: Annotated[str, As(_("Who does not come"), Entry.CHOICE)]
    is_removed: Annotated[bool, As(_("Not by their own wish"), Entry.TICK)] = False
    why: Why


class Attended(DeedForm):
    lists = frozenset({"absent"})
    absent: Annotated[tuple[str, ...], As(_("Who stayed away"), Entry.TICKS)] = ()


class Done(DeedForm):
    result: Annotated[str, As(_("What it says, or where it is to be found"), Entry.AREA)]
    why: Why


class Shows(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"


class LookedAt(DeedForm):
    state: Annotated[Shows, As(_("Who may read it"), Entry.CHOICE)]


def _while_open(at: AtWorkshop) -> Iterator[Occasion]:
    if at.workshop.state is WorkshopState.PLANNED:
        yield Occasion(values=at.phone)


def _invite(at: AtWorkshop, said: Invited) -> None:
    addresses = [each.strip() for each in said.addresses.splitlines() if each.strip()]
    for address in addresses:
        who = inviting.of_address(at.seen.db, address, beside=at.me())
        sign_ups.invite(at.seen.db, at.workshop, who, now=at.seen.now)


def _sign_up(at: AtWorkshop, said: Comes) -> None:
    db, now, whose = at.seen.db, at.seen.now, _person(at, said.email)
    found = sign_ups.invite(db, at.workshop, whose, now=now, is_late=True)
    sign_ups.come(db, at.workshop, found, now=now, behalf=at.behalf(said.why))


def _person(at: AtWorkshop, email: str) -> Person:
    found = at.seen.db.scalar(select(Person).where(Person.email == email.strip().lower()))
    if found is None:
        raise NotFound(_("There is nobody with the address {email}.", email=email))
    return found


def _to_leave(at: AtWorkshop) -> Iterator[Occasion]:
    rows = roll.of_workshop(at.seen.db, at.workshop) if at.workshop.state is WorkshopState.PLANNED else []
    if there := [each for each in rows if each.state not in GONE]:
        named = tuple((each.person.email, f"{each.person.name}, {each.person.email}") for each in there)
        yield Occasion(choices={"email": named}, values=at.phone)


def _leave(at: AtWorkshop, said: Leaves) -> None:
    found = roll.of_person(at.seen.db, at.workshop, _person(at, said.email))
    if found is None:
        raise Conflict(_("Nobody who signed up is called {name}.", name=said.email))
    to, behalf = SignUpState.REMOVED if said.is_removed else None, at.behalf(said.why)
    sign_ups.leave(at.seen.db, at.workshop, found, now=at.seen.now, behalf=behalf, to=to)


def _to_attend(at: AtWorkshop) -> Iterator[Occasion]:
    if at.workshop.state in OVER and (rows := roll.who_come(at.seen.db, at.workshop)):
        yield Occasion(choices={"absent": tuple((each.person.email, each.person.name) for each in rows)})


def _attend(at: AtWorkshop, said: Attended) -> None:
    db, now = at.seen.db, at.seen.now
    away = attendance.named(db, at.workshop, said.absent)
    attendance.keep(db, at.workshop, absent=away, by_id=at.me().id, now=now)


def _to_do(at: AtWorkshop) -> Iterator[Occasion]:
    for task in tasks.of_workshop(at.seen.db, at.workshop.id):
        yield Occasion(f"{task.id}", WORKS[task.work], values=at.phone | {"result": task.result or ""})


def _do(at: AtWorkshop, said: Done) -> None:
    rows = tasks.of_workshop(at.seen.db, at.workshop.id)
    task: WorkshopTask | None = next((each for each in rows if f"{each.id}" == at.form.text(ROW)), None)
    if task is None:
        raise Conflict(_("Nobody has been asked for that."))
    tasks.finish(at.seen.db, task, said.result, now=at.seen.now, behalf=at.behalf(said.why))


def _to_look_at(at: AtWorkshop) -> Iterator[Occasion]:
    states = ((Shows.SHOWN, _("Everybody who reads the notes")), (Shows.HIDDEN, _("Nobody")))
    choices = tuple((each.value, at.say(words)) for each, words in states)
    for number, row in enumerate(feedback.of_workshop(at.seen.db, at.workshop), start=1):
        about = _("number {number}", number=number)
        yield Occasion(f"{row.id}", about, {"state": choices}, {"state": row.state.value})


def _look_at(at: AtWorkshop, said: LookedAt) -> None:
    rows: list[Feedback] = feedback.of_workshop(at.seen.db, at.workshop)
    row = next((each for each in rows if f"{each.id}" == at.form.text(ROW)), None)
    if row is None:
        raise Invalid(_("Choose one of those offered."))
    shows = FeedbackState(said.state.value)
    feedback.look_at(at.seen.db, row, shows=shows, by=at.me(), now=at.seen.now)


PEOPLE = (
    deed(
        Invited,
        _invite,
        code="invite",
        title=_("Invite people"),
        button=_("Invite them"),
        offered=_while_open,
    ),
    deed(
        Comes,
        _sign_up,
        code="sign-up",
        title=_("Write down that somebody comes"),
        button=_("Sign them up"),
        offered=_while_open,
    ),
    deed(
        Leaves,
        _leave,
        code="leave",
        title=_("Write down that somebody does not come"),
        button=_("Give the seat back"),
        offered=_to_leave,
    ),
    deed(
        Attended,
        _attend,
        code="attendance",
        title=_("Write down who came"),
        button=_("All others came"),
        offered=_to_attend,
    ),
)
WORK = (
    deed(
        Done,
        _do,
        code="work",
        title=_("Write down the work"),
        button=_("It is there"),
        offered=_to_do,
    ),
)
SAID = (
    deed(
        LookedAt,
        _look_at,
        code="feedback",
        title=_("Decide who reads the feedback"),
        button=_("Save"),
        offered=_to_look_at,
    ),
)
