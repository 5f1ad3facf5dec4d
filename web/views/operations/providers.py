"""Organisations' own sign-ins, for whoever administers them; a secret is never shown."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import func, select

from domain.access import keeping_providers, visibility
from domain.access.actors import Reach
from domain.access.policy import Action, can
from models.access import Identity, Provider
from models.languages import Words, _
from models.organisations import Organisation
from models.record import Record
from web.forms import Trouble
from web.views.reading import Reading
from web.words.tags import Tag, Tone

FIELDS = ("organisation", "code", "issuer", "client_id", "second_factor")
HasSecret = Callable[[str], bool]


class Option(Record):
    code: str
    words: str


class Line(Record):
    id: UUID
    code: str
    organisation: str
    issuer: str
    standing: Tag
    people: int


class ProvidersView(Record):
    lines: tuple[Line, ...]
    houses: tuple[Option, ...]
    said: Mapping[str, str]
    keeps_secrets: bool  # or somebody lays them into files
    redirect: str  # of a code that is yet to be chosen
    troubles: tuple[Trouble, ...] = ()


class ProviderView(Record):
    line: Line
    client_id: str
    second_factor: str
    has_secret: bool
    keeps_secrets: bool
    redirect: str
    is_own_way: bool  # the reader has come in by it
    troubles: tuple[Trouble, ...] = ()
    tried: Words | None = None  # what was wrong when it was tried
    works: bool = False


def look(seen: Reading, said: Mapping[str, str], *, redirect: str, keeps_secrets: bool) -> ProvidersView:
    counted = select(Identity.provider_id, func.count()).group_by(Identity.provider_id)
    people = dict(seen.db.execute(counted).all())
    found = select(Provider, Organisation).join(Organisation, Organisation.id == Provider.organisation_id)
    mine = found.where(visibility.providers(seen.actor)).order_by(
        Provider.ended_at.is_not(None), Provider.code
    )
    return ProvidersView(
        lines=tuple(
            _line(each, house.name(seen.language), people.get(each.id, 0))
            for each, house in seen.db.execute(mine)
        ),
        houses=_houses(seen),
        said={**dict.fromkeys(FIELDS, ""), **said},
        keeps_secrets=keeps_secrets,
        redirect=redirect,
    )


def look_at(
    seen: Reading, provider_id: UUID, *, redirect: str, has_secret: HasSecret, keeps_secrets: bool
) -> ProviderView:
    row = keeping_providers.mine(seen.db, provider_id, actor=seen.actor)
    house = seen.db.get_one(Organisation, row.organisation_id)
    known = seen.db.scalar(
        select(Identity.id).where(Identity.provider_id == row.id, Identity.person_id == seen.actor.person_id)
    )
    return ProviderView(
        line=_line(row, house.name(seen.language), keeping_providers.known_there(seen.db, row)),
        client_id=row.client_id,
        second_factor=row.second_factor,
        has_secret=has_secret(row.code),
        keeps_secrets=keeps_secrets,
        redirect=redirect.format(code=row.code),
        is_own_way=known is not None,
    )


def _line(row: Provider, house: str, people: int) -> Line:
    standing = Tag(_("Switched off"), Tone.IDLE) if row.ended_at else Tag(_("People come in by it"), Tone.OK)
    return Line(
        id=row.id, code=row.code, organisation=house, issuer=row.issuer, standing=standing, people=people
    )


def _houses(seen: Reading) -> tuple[Option, ...]:
    """Those for which the reader may add one."""
    found = seen.db.scalars(select(Organisation).order_by(Organisation.name_fi))
    mine = (each for each in found if can(seen.actor, Action.APPOINT, Reach(each.id)).is_allowed)
    return tuple(Option(code=str(each.id), words=each.name(seen.language)) for each in mine)
