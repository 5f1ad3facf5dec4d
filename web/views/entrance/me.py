"""One's own account and sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import joinedload

from domain.access import sessions
from models.access import Entrance
from models.languages import Language, Words, _
from models.people import Person
from models.record import Record
from web.deeds.of_organisations import keeps
from web.forms import Trouble
from web.views.entrance.accesses import RoleView, roles_of
from web.views.reading import Reading

WAYS = {
    Entrance.MAIL: _("by a mail"),
    Entrance.TERMINAL: _("by the server's terminal"),
    Entrance.PROVIDER: _("by the organisation's own sign-in"),
}


class SessionView(Record):
    id: UUID
    is_this: bool
    browser: str
    network: str
    way: Words
    began_at: datetime
    seen_at: datetime


class MeView(Record):
    name: str
    email: str
    organisation: str
    kept: str  # the code of this organisation, for who may keep it
    language: Language
    roles: tuple[RoleView, ...]
    sessions: tuple[SessionView, ...]
    troubles: tuple[Trouble, ...] = ()


def me_view(seen: Reading, *, session_id: UUID, now: datetime) -> MeView:
    person = seen.db.get_one(Person, seen.actor.person_id, options=[joinedload(Person.organisation)])
    living = sessions.living(seen.db, person.id, now=now)
    return MeView(
        name=person.name,
        email=person.email,
        organisation=person.organisation.name(seen.language),
        kept=person.organisation.code if keeps(seen, person.organisation) else "",
        language=person.language,
        roles=roles_of(seen, person.id),
        sessions=tuple(
            SessionView(
                id=each.id,
                is_this=each.id == session_id,
                browser=each.browser,
                network=each.network,
                way=WAYS[each.entrance],
                began_at=each.made_at,
                seen_at=each.seen_at,
            )
            for each in living
        ),
    )
