"""The main pages, each for those who have something to do there."""

from dataclasses import dataclass

from domain.access.actors import Actor
from domain.access.policy import Action
from models.languages import Words, _
from models.record import Record
from web.visitor import may_somewhere


class Section(Record):
    address: str
    name: Words
    is_current: bool


@dataclass(frozen=True)
class Place:
    address: str
    name: Words
    action: Action | None  # None: everybody's


PLACES = (
    Place("/", _("Waits for you"), Action.STEER),
    Place("/my", _("My exchanges"), None),
    Place("/rounds", _("Rounds"), Action.STEER),
    Place("/people", _("People"), Action.STEER),
    Place("/workshops", _("Workshops"), Action.STEER),
    Place("/mails", _("Mails"), Action.STEER),
    Place("/inbox", _("Inbox"), Action.STEER),
    Place("/reports", _("Reports"), Action.STEER),
    Place("/operations", _("Operations"), Action.OPERATE),
    Place("/accesses", _("Accesses"), Action.APPOINT),
    Place("/audit", _("Audit log"), Action.AUDIT),
)


def sections(actor: Actor, path: str) -> tuple[Section, ...]:
    return tuple(
        Section(address=each.address, name=each.name, is_current=_is_current(each.address, path))
        for each in PLACES
        if each.action is None or may_somewhere(actor, each.action)
    )


def _is_current(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(f"{address}/"))
