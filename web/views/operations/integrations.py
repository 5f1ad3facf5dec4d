"""Programs that ask us and addresses that we tell: those that somebody may give or take away."""

from datetime import datetime
from typing import TypeVar, get_args
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from domain import integrations, news
from domain.access.actors import Reach
from domain.access.policy import Action, can
from models.facts import AnyFact
from models.integrations import Integration, Webhook
from models.languages import Words, _
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import Role
from web.forms import Trouble
from web.views.reading import Reading
from web.words.tags import Tag, Tone

ROLES = {
    Role.HR: _("HR: its people, and rounds of the organisation"),
    Role.COORDINATOR: _("Coordinator: rounds and all who take part"),
    Role.AUDITOR: _("Auditor: reads rounds and figures"),
}
EVERYWHERE = "everywhere"
MOST = 100
R = TypeVar("R", Integration, Webhook)


class Option(Record):
    code: str
    words: str


class Token(Record):
    id: UUID
    name: str
    hint: str
    role: Words
    reach: str
    may_write: bool
    made_by: str
    made_at: datetime
    used_at: datetime | None
    ended_at: datetime | None


class Hook(Record):
    id: UUID
    name: str
    server: str
    types: tuple[str, ...]
    reach: str
    standing: Tag
    told: int
    behind: int
    told_at: datetime | None
    trouble: str | None
    failing_since: datetime | None
    next_try_at: datetime | None
    is_paused: bool


class IntegrationsView(Record):
    """`secret` is what was just made, shown this once."""

    tokens: tuple[Token, ...]
    hooks: tuple[Hook, ...]
    reaches: tuple[Option, ...]
    roles: tuple[Option, ...]
    types: tuple[str, ...]
    newest: int
    secret: str = ""
    secret_of: str = ""
    troubles: tuple[Trouble, ...] = ()
    form: str = ""
    name: str = ""
    address: str = ""


def look(seen: Reading) -> IntegrationsView:
    names = _reach_names(seen)
    tokens = _rows(seen, Integration)
    makers = select(Person.id, Person.name).where(Person.id.in_({each.made_by_id for each in tokens}))
    people = dict(seen.db.execute(makers).all())
    newest = news.newest(seen.db)
    return IntegrationsView(
        tokens=tuple(_token(each, names, people) for each in tokens),
        hooks=tuple(_hook(each, names, newest) for each in _rows(seen, Webhook)),
        reaches=reaches(seen),
        roles=tuple(Option(code=role, words=words.into(seen.language)) for role, words in ROLES.items()),
        types=TYPES,
        newest=newest,
    )


def reaches(seen: Reading) -> tuple[Option, ...]:
    """What one may give away: everything, an organisation, a round."""
    found = []
    if can(seen.actor, Action.APPOINT).is_allowed:
        found.append(Option(code=EVERYWHERE, words=_("Everything").into(seen.language)))
    for house in seen.db.scalars(select(Organisation).order_by(Organisation.name_fi)):
        if can(seen.actor, Action.APPOINT, Reach(house.id)).is_allowed:
            found.append(Option(code=f"organisation:{house.id}", words=house.name(seen.language)))
    for round_ in seen.db.scalars(select(Round).order_by(Round.opens_at.desc())):
        if can(seen.actor, Action.APPOINT, Reach(round_.organisation_id, round_.id)).is_allowed:
            found.append(Option(code=f"round:{round_.id}", words=round_.name(seen.language)))
    return tuple(found)


TYPES = tuple(sorted(each.model_fields["type"].default for each in get_args(get_args(AnyFact)[0])))


def _rows(seen: Reading, row: type[R]) -> list[R]:
    """Those still alive first, the newest of what has ended after them."""
    found = seen.db.scalars(select(row).order_by(row.ended_at.is_not(None), row.made_at.desc())).all()
    return [each for each in found if _may_keep(seen, each)][:MOST]


def _may_keep(seen: Reading, row: Integration | Webhook) -> bool:
    reach = integrations.reach_of(seen.db, row.organisation_id, row.round_id)
    return can(seen.actor, Action.APPOINT, reach).is_allowed


def _reach_names(seen: Reading) -> dict[UUID, str]:
    houses = {each.id: each.name(seen.language) for each in seen.db.scalars(select(Organisation))}
    return houses | {each.id: each.name(seen.language) for each in seen.db.scalars(select(Round))}


def _token(row: Integration, names: dict[UUID, str], people: dict[UUID, str]) -> Token:
    return Token(
        id=row.id,
        name=row.name,
        hint=row.hint,
        role=ROLES[row.role],
        reach=_reach(row, names),
        may_write=row.may_write,
        made_by=people[row.made_by_id],
        made_at=row.made_at,
        used_at=row.used_at,
        ended_at=row.ended_at,
    )


def _hook(row: Webhook, names: dict[UUID, str], newest: int) -> Hook:
    return Hook(
        id=row.id,
        name=row.name,
        server=urlsplit(row.address).hostname or "",
        types=row.types,
        reach=_reach(row, names),
        standing=_standing(row),
        told=row.told,
        behind=max(0, newest - row.told),
        told_at=row.told_at,
        trouble=row.trouble,
        failing_since=row.failing_since,
        next_try_at=row.next_try_at,
        is_paused=row.paused_at is not None,
    )


def _reach(row: Integration | Webhook, names: dict[UUID, str]) -> str:
    reach = row.organisation_id or row.round_id
    return names[reach] if reach else ""


def _standing(row: Webhook) -> Tag:
    if row.ended_at:
        return Tag(_("Ended"), Tone.IDLE)
    if row.paused_at:
        return Tag(_("Paused after failures"), Tone.BAD)
    if row.trouble:
        return Tag(_("Fails, and is tried again"), Tone.WARN)
    return Tag(_("Works"), Tone.OK)
