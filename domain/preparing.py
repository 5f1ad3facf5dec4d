"""Starting a round without a spreadsheet: with usual dates, or as an earlier round was."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import rounds
from domain.refusals import Conflict, Invalid
from domain.working_days import add_working_days, on_or_after
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind, RoundState
from models.timeline import EVENING, MORNING, local, local_day, moment

APPLYING = timedelta(weeks=8)  # what people need beside their work, and their supervisors
DECIDING, PREPARING, AGREEING = 10, 20, 14  # working days
LASTING = timedelta(weeks=12)
NOT_COPIED = {
    *("id", "version", "state", "reference", "name_fi", "name_sv", "name_en", "owner_id", "is_standing"),
    *("opens_at", "closes_at", "decide_by", "first_day", "last_day", "agree_by"),
    *("previewed_at", "previewed_by_id", "paused_at", "paused_why", "replan_at", "finished_at", "ended_why"),
    *("reminded_at", "closed_at", "ended_at"),
}
"""What an earlier round has lived; its design, rules and limits go along."""


@dataclass(frozen=True)
class Wanted:
    """What HR says of a new round; the rest is usual, or as in the round that it is `like`."""

    reference: str
    name_fi: str
    opens_on: date
    name_sv: str = ""
    name_en: str = ""
    kinds: tuple[Kind, ...] = ()
    date_mode: DateMode | None = None
    like: Round | None = None
    deputy: Person | None = None


def new(db: Session, wanted: Wanted, *, owner: Person) -> Round:
    """Prepare a round; nobody hears of it before hosts are asked, or it opens."""
    if not wanted.reference.strip() or not wanted.name_fi.strip():
        raise Invalid(_("A round has a reference and a name."))
    if db.scalar(select(Round.id).where(Round.reference == wanted.reference)):
        raise Conflict(_("There is a round called {reference} already.", reference=wanted.reference))
    round_ = Round(
        **_settings(wanted, owner),
        reference=wanted.reference,
        name_fi=wanted.name_fi,
        name_sv=wanted.name_sv or wanted.name_fi,
        name_en=wanted.name_en or wanted.name_fi,
        owner_id=owner.id,
        state=RoundState.DRAFT,
    )
    _give_dates(round_, wanted)
    rounds.add(db, round_)
    return round_


def _settings(wanted: Wanted, owner: Person) -> dict[str, object]:
    """Rules and limits, and who steers it beside the owner."""
    usual: dict[str, object] = {
        "kinds": tuple(Kind),
        "date_mode": DateMode.FIXED,
        "organisation_id": owner.organisation_id,
    }
    if wanted.like is not None:
        names = (each.name for each in Round.__table__.columns if each.name not in NOT_COPIED)
        usual |= {name: getattr(wanted.like, name) for name in names}
    chosen: dict[str, object] = {"kinds": wanted.kinds, "date_mode": wanted.date_mode}
    if wanted.deputy is not None:
        chosen["deputy_id"] = wanted.deputy.id
    elif usual.get("deputy_id") == owner.id:
        usual["deputy_id"] = None
    return usual | {name: said for name, said in chosen.items() if said}


def _give_dates(round_: Round, wanted: Wanted) -> None:
    opens = on_or_after(wanted.opens_on)
    round_.opens_at = moment(opens, MORNING)
    if wanted.like is not None:
        _dates_like(round_, wanted.like)
    else:
        _usual_dates(round_)
    if round_.date_mode is not DateMode.FIXED and round_.agree_by is None:
        round_.agree_by = add_working_days(local_day(round_.decide_by), AGREEING)


def _usual_dates(round_: Round) -> None:
    closes = on_or_after(local_day(round_.opens_at) + APPLYING)
    decides = add_working_days(closes, DECIDING)
    round_.closes_at, round_.decide_by = moment(closes, EVENING), moment(decides, EVENING)
    round_.first_day = add_working_days(decides, PREPARING)
    round_.last_day = on_or_after(round_.first_day + LASTING)


def _dates_like(round_: Round, like: Round) -> None:
    """As many whole weeks later as the opening is, on the next day on which people work."""
    weeks = round((local_day(round_.opens_at) - local_day(like.opens_at)).days / 7)
    later = timedelta(weeks=weeks)
    round_.closes_at, round_.decide_by = (_shifted(each, later) for each in (like.closes_at, like.decide_by))
    round_.first_day, round_.last_day = (
        on_or_after(like.first_day + later),
        on_or_after(like.last_day + later),
    )
    if round_.date_mode is not DateMode.FIXED and like.agree_by:
        round_.agree_by = on_or_after(like.agree_by + later)


def _shifted(at: datetime, later: timedelta) -> datetime:
    clock: time = local(at).time()
    return moment(on_or_after(local_day(at) + later), clock)
