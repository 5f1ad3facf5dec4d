"""Changing what one has asked for, as long as the round is open."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.orm import Session

from domain import endorsements
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, TopicWish
from models.applying_facts import ApplicationAmended
from models.languages import Language, _
from models.rounds import Round
from models.states import ApplicationState, RoundState

MOST = 999_999
LIMITS = {"most_minutes", "most_euros"}
ENDORSED = {"aims", "blocks", "sessions", "cadence_weeks"}  # what the supervisor has said yes to


@dataclass(frozen=True)
class Amendment:
    """What is to be different; None leaves it as it was."""

    aims: str | None = None
    topics: tuple[TopicWish, ...] | None = None
    languages: tuple[Language, ...] | None = None
    blocks: tuple[int, ...] | None = None
    sessions: int | None = None
    cadence_weeks: int | None = None
    slots: tuple[str, ...] | None = None
    most_minutes: int | None = None
    most_euros: int | None = None
    without: frozenset[str] = frozenset()  # limits that hold no more: "most_minutes", "most_euros"

    def changes(self, application: Application) -> dict[str, object]:
        """By column, what would not be as it is."""
        told = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "without"}
        wanted = {name: value for name, value in told.items() if value is not None}
        wanted |= dict.fromkeys(self.without & LIMITS)
        return {name: value for name, value in wanted.items() if value != getattr(application, name)}


def amend(
    db: Session, application: Application, said: Amendment, *, now: datetime, behalf: Behalf | None = None
) -> None:
    """Change a draft or an application; other aims or another length ask the supervisor anew."""
    round_ = db.get_one(Round, application.round_id)
    check(application, round_, said, is_late=behalf is not None, now=now)
    changed = said.changes(application)
    if not changed:
        return
    for name, value in changed.items():
        setattr(application, name, value)
    note(application, behalf, now=now)
    may_ask = bool(changed.keys() & ENDORSED) and round_.takes_applications(
        now
    )  # later the coordinator answers for it
    asks_again = may_ask and endorsements.ask_anew(db, application, round_=round_, now=now)
    fact = ApplicationAmended(application_id=application.id, asks_again=asks_again)
    actor = behalf.by.id if behalf else application.person_id
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=actor)


def check(application: Application, round_: Round, said: Amendment, *, is_late: bool, now: datetime) -> None:
    """A coordinator can still write changes down until there is a plan."""
    if application.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED):
        raise Conflict(_("The plan has been made: what was asked for stays as it is."))
    is_open = round_.state is RoundState.DRAFT or round_.takes_applications(now)
    if not is_open and not (is_late and round_.state is RoundState.CLOSED):
        raise Conflict(_("The round has closed; the coordinator can still help."))
    if said.aims and holds_identity_code(said.aims):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if said.blocks is not None and not all(each >= 1 for each in said.blocks):
        raise Invalid(_("A visit lasts at least half a day."))
    if any(not 0 <= each <= MOST for each in (said.most_euros, said.most_minutes) if each is not None):
        raise Invalid(_("This limit is a number from 0 to {most}.", most=MOST))
