"""A new workshop: a draft from a few words, whose timetable follows from its hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain import outside_rounds
from domain.access import visibility
from domain.refusals import NotFound
from domain.workshops.planning import Plan, draft
from models.languages import _
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import RoundState
from models.timeline import moment
from models.workshop_states import Audience, Work, WorkshopKind
from web.deeds.carrying_out import Noun
from web.deeds.deed import As, Deed, Entry, Occasion, deed
from web.deeds.workshop_plan import Hours, Texts
from web.forms import Form
from web.views.reading import Reading
from web.words.workshops import AUDIENCES, KINDS

OVER = (RoundState.ENDED, RoundState.CANCELLED)
THREE_HOURS = "180"


@dataclass(frozen=True)
class AtNew:
    seen: Reading


class Planned(Hours, Texts):
    reference: Annotated[str, As(_("Round"), Entry.CHOICE)] = ""
    kind: Annotated[WorkshopKind, As(_("Kind"), Entry.CHOICE)]
    audience: Annotated[Audience, As(_("Who is invited"), Entry.CHOICE)]
    organiser: Annotated[
        str, As(_("Who arranges it"), Entry.EMAIL, _("A mail address; you, if left empty."))
    ] = ""
    stories: Annotated[str, As(_("Who brings the stories"), Entry.EMAIL)] = ""
    fact_pack: Annotated[str, As(_("Who brings the fact pack"), Entry.EMAIL)] = ""
    material: Annotated[str, As(_("Who brings the material"), Entry.EMAIL)] = ""
    shows_company: Annotated[bool, As(_("Those who come see each other in the calendar"), Entry.TICK)] = False


def _offered(at: AtNew) -> Iterator[Occasion]:
    rounds = (("", _("Outside of rounds: of my organisation").into(at.seen.language)), *_rounds(at))
    choices = {
        "reference": rounds,
        "kind": tuple((each.value, words.into(at.seen.language)) for each, words in KINDS.items()),
        "audience": tuple((each.value, words.into(at.seen.language)) for each, words in AUDIENCES.items()),
    }
    yield Occasion(choices=choices, values={"minutes": THREE_HOURS})


def _rounds(at: AtNew) -> tuple[tuple[str, str], ...]:
    found = select(Round).where(visibility.steered_rounds(at.seen.actor), Round.state.not_in(OVER))
    rows = at.seen.db.scalars(found.where(~Round.is_standing).order_by(Round.first_day))
    return tuple((each.reference, each.name(at.seen.language)) for each in rows)


def _plan(at: AtNew, said: Planned) -> None:
    db, me = at.seen.db, at.seen.db.get_one(Person, at.seen.actor.person_id)
    round_ = _round(at, said.reference, me)
    outside_rounds.stretch(round_, said.day)
    starts = moment(said.day, said.at)
    wanted = {Work.STORIES: said.stories, Work.FACT_PACK: said.fact_pack, Work.MATERIAL: said.material}
    plan = Plan(
        kind=said.kind,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=said.minutes),
        title=said.title,
        description=said.about,
        place=said.place,
        online_link=said.link or None,
        capacity=said.seats,
        audience=said.audience,
        hides_company=not said.shows_company,
        owners={work: _person(at, email) for work, email in wanted.items() if email},
    )
    draft(db, round_, plan, organiser=_person(at, said.organiser) if said.organiser else me)


def _round(at: AtNew, reference: str, me: Person) -> Round:
    if not reference:
        house = at.seen.db.get_one(Organisation, me.organisation_id)
        return outside_rounds.of_house(at.seen.db, house, owner=me, now=at.seen.now)
    steered = visibility.steered_rounds(at.seen.actor)
    found = at.seen.db.scalar(select(Round).where(Round.reference == reference, steered))
    if found is None:
        raise NotFound(_("There is no such round."))
    return found


def _person(at: AtNew, email: str) -> Person:
    found = at.seen.db.scalar(select(Person).where(Person.email == email.strip().lower()))
    if found is None:
        raise NotFound(_("There is nobody with the address {email}.", email=email))
    return found


def _find(seen: Reading, _id: UUID, _form: Form) -> AtNew:
    return AtNew(seen)


DEEDS: tuple[Deed[AtNew], ...] = (
    deed(
        Planned,
        _plan,
        code="plan",
        title=_("The new workshop"),
        button=_("Make the draft; nobody is told yet"),
        offered=_offered,
    ),
)
NEW = Noun("workshop", {each.code: each for each in DEEDS}, _find)
