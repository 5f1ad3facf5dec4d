"""Rows of somebody else that stand in addresses, beside those of the round itself: for `matrix.py`."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from domain import integrations, webhooks
from domain.access.actors import Actor, Grant
from models.access import Entrance, KeptForm, Provider, WebSession
from models.applications import Endorsement
from models.asks import About, Ask
from models.base import Row
from models.exchanges import Exchange
from models.mentoring import LogEntry
from models.people import Person
from models.rehearsal_orders import RehearsalOrder
from models.states import Role
from models.steering_pages import NamedFilter
from models.streams import of_round
from tests.builders import CLOSES, NOON, added


def rows_of(db: Session, lived: Exchange, endorsement: Endorsement, helmi: Person) -> dict[str, str]:
    """What their supervisor is asked, what the guest wrote and where they sit, and what Helmi has let in."""
    found: dict[str, Row] = {
        "provider_id": _provider(db, helmi),
        "kept_id": _kept(db, lived),
        "ask_id": _ask(db, lived, endorsement),
        "entry_id": _entry(db, lived),
        "session_id": _session(db, lived),
        "filter_id": added(db, _filter(lived, helmi)),
    }
    added(db, _rehearsal(lived, helmi))  # its address has its number
    return {name: str(row.id) for name, row in found.items()} | _programs(db, helmi)


def _provider(db: Session, helmi: Person) -> Provider:
    row = Provider(
        organisation_id=helmi.organisation_id,
        code="keksila",
        issuer="https://salainen.example.org",
        client_id="Salainen",
        ended_at=NOON,  # whoever comes to the entrance sees the open ones
    )
    return added(db, row)


def _kept(db: Session, lived: Exchange) -> KeptForm:
    """Typed by the guest when they were asked to show who they are."""
    until = datetime.now(UTC) + timedelta(hours=1)
    return added(db, KeptForm(person_id=lived.guest_id, page="/me", fields={"a": ("b",)}, ends_at=until))


def _ask(db: Session, lived: Exchange, endorsement: Endorsement) -> Ask:
    asked = Ask(
        stream_id=of_round(lived.round_id),
        about=About.ENDORSEMENT,
        subject_id=endorsement.id,
        first_id=endorsement.supervisor_id,
        whose_id=endorsement.supervisor_id,
        asked_at=NOON,
        deadline=CLOSES,
    )
    return added(db, asked)


def _entry(db: Session, lived: Exchange) -> LogEntry:
    entry = LogEntry(
        exchange_id=lived.id, session_number=1, author_id=lived.guest_id, words="Salainen", written_at=NOON
    )
    return added(db, entry)


def _rehearsal(lived: Exchange, helmi: Person) -> RehearsalOrder:
    return RehearsalOrder(
        round_id=lived.round_id,
        number=1,
        seeds=1,
        applications=1,
        round_version=1,
        round_hash="",
        ordered_by_id=helmi.id,
        ordered_at=NOON,
    )


def _filter(lived: Exchange, helmi: Person) -> NamedFilter:
    return NamedFilter(
        person_id=helmi.id,
        listing="applications",
        round_id=lived.round_id,
        name="Salainen",
        query="state=draft",
    )


def _session(db: Session, lived: Exchange) -> WebSession:
    session = WebSession(
        token_hash="0" * 64,
        person_id=lived.guest_id,
        entrance=Entrance.MAIL,
        made_at=NOON,
        seen_at=NOON,
        ends_at=CLOSES,
        idle_minutes=120,
        browser="Salainen",
    )
    return added(db, session)


def _programs(db: Session, helmi: Person) -> dict[str, str]:
    house = helmi.organisation_id
    actor = Actor(helmi.id, house, (Grant(Role.ADMINISTRATOR),))
    asks = integrations.Wish("Salainen", Role.HR, organisation_id=house)
    hears = webhooks.Wish("Salainen", "https://salainen.example.org/", organisation_id=house)
    token = integrations.make(db, asks, by=helmi, actor=actor, now=NOON)[0]
    webhook = webhooks.make(db, hears, by=helmi, actor=actor, now=NOON)
    return {"token_id": str(token.id), "webhook_id": str(webhook.id)}
