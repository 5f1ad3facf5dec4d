"""Which version of a round's plan a page is about, and how good that version is proved to be."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.refusals import NotFound
from models import streams
from models.events import Wait
from models.languages import Words, _
from models.record import Record
from models.rounds import Round
from models.schedules import Pairing, Schedule, Unplaced
from models.states import RoundState, ScheduleState
from web.views.hr.round_head import RoundHead
from web.views.hr.round_head import head as round_head
from web.views.reading import Reading
from web.views.schedules import gap

UNDECIDED = (ScheduleState.DRAFT, ScheduleState.APPROVED)
PAGES = (
    ("/plan", _("The plan")),
    ("/plan/compare", _("Compare versions")),
    ("/what-ifs", _("What if")),
    ("/send-plan", _("What would be sent")),
    ("/repairs", _("Repairs")),
)


class Version(Record):
    number: int
    state: ScheduleState


class Page(Record):
    address: str
    name: Words
    is_current: bool


class Head(Record):
    """Above every page about a plan; `is_computing` while the solver is at work on a newer version."""

    round: RoundHead
    pages: tuple[Page, ...]
    versions: tuple[Version, ...]
    is_computing: bool

    @property
    def address(self) -> str:
        return self.round.address

    @property
    def newest(self) -> Version | None:
        return self.versions[0] if self.versions else None


class Proof(Record):
    """One version; `gap` is None when nothing better exists."""

    version: int
    state: ScheduleState
    is_newest: bool
    is_repair: bool
    made_at: datetime
    published_at: datetime | None
    leaves_at: datetime | None
    value: int
    bound: int
    gap: float | None
    placed: int
    without: int

    @property
    def is_draft(self) -> bool:
        return self.state is ScheduleState.DRAFT

    @property
    def may_be_taken_back(self) -> bool:
        return self.state is ScheduleState.APPROVED and self.leaves_at is not None


def head(seen: Reading, round_: Round, here: str) -> Head:
    """`here` is the part of the address after the round's own, as in PAGES."""
    versions = _versions(seen, round_.id)
    return Head(
        round=round_head(seen, round_, "/plan"),
        pages=tuple(
            Page(address=f"/rounds/{round_.reference}{end}", name=name, is_current=end == here)
            for end, name in PAGES
        ),
        versions=versions,
        is_computing=_is_computing(seen, round_, versions),
    )


def version(seen: Reading, round_: Round, number: int | None) -> Schedule | None:
    """The version with that number, or the newest; None where nothing has been planned yet."""
    found = select(Schedule).where(Schedule.round_id == round_.id).order_by(Schedule.version.desc())
    if number is not None:
        found = found.where(Schedule.version == number)
    schedule = seen.db.scalars(found.limit(1)).first()
    if schedule is None and number is not None:
        raise NotFound(_("The plan has no version {number}.", number=number))
    return schedule


def proof(seen: Reading, schedule: Schedule, versions: tuple[Version, ...]) -> Proof:
    return Proof(
        version=schedule.version,
        state=schedule.state,
        is_newest=schedule.version == versions[0].number,
        is_repair=schedule.is_repair,
        made_at=schedule.made_at,
        published_at=schedule.published_at,
        leaves_at=schedule.leaves_at,
        value=schedule.value,
        bound=schedule.bound,
        gap=gap(schedule),
        placed=_rows(seen, Pairing, schedule),
        without=_rows(seen, Unplaced, schedule),
    )


def _is_computing(seen: Reading, round_: Round, versions: tuple[Version, ...]) -> bool:
    """Applications have closed, no version waits for a word, and the round's workflow waits for nothing."""
    if round_.paused_at or round_.state not in (RoundState.CLOSED, RoundState.PLANNED):
        return False
    if any(each.state in UNDECIDED for each in versions):
        return False
    wait = seen.db.get(Wait, streams.of_round(round_.id))
    return wait is None or wait.waiting_for == "approval"  # it has not heard yet that the plan is set aside


def _versions(seen: Reading, round_id: UUID) -> tuple[Version, ...]:
    """The newest first."""
    found = select(Schedule.version, Schedule.state).where(Schedule.round_id == round_id)
    rows = seen.db.execute(found.order_by(Schedule.version.desc()))
    return tuple(Version(number=number, state=state) for number, state in rows)


def _rows(seen: Reading, kind: type[Pairing] | type[Unplaced], schedule: Schedule) -> int:
    return seen.db.scalar(select(func.count()).where(kind.schedule_id == schedule.id)) or 0
