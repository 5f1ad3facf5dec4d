"""Running cases as they are shown: in words for people, in codes for programs."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from cli.listing import Listing
from domain.operations import Running, Trouble
from models.languages import Language, Words, _, plural
from models.record import Record
from models.rounds import Round
from models.timeline import local
from web.words import waits
from web.words.operations import KINDS, TROUBLES
from workflows.seen import Seen

TITLES = (_("Id"), _("Round"), _("Waits for"), _("Since"), _("Next"), _("Ends"), _("Who"), _("Trouble"))
SHOWN = 8


class Failure(Record):
    """A step that does not get done, by codes."""

    step: str
    code: str
    attempts: int
    next_try: datetime | None


class Shown(Record):
    """One case for other programs."""

    id: str
    round: str
    waiting_for: str
    since: datetime
    next_at: datetime | None
    deadline: datetime | None
    whose: str | None
    owner: str
    deputy: str | None
    trouble: Trouble | None
    runs: bool | None  # none: Temporal was not asked
    failing: Failure | None
    problems: tuple[str, ...]


def shown(db: Session, case: Running, seen: Seen | None, *, was_asked: bool) -> Shown:
    failing = seen.failing if seen else None
    return Shown(
        id=case.stream_id,
        round=db.get_one(Round, case.round_id).reference,
        waiting_for=case.waiting_for,
        since=case.since,
        next_at=case.next_at,
        deadline=case.deadline,
        whose=case.whose.email if case.whose else None,
        owner=case.owner.email,
        deputy=case.deputy,
        trouble=case.trouble,
        runs=(seen is not None and seen.is_running) if was_asked else None,
        failing=Failure(**vars(failing)) if failing else None,
        problems=seen.problems if seen else (),
    )


def listing(
    db: Session, cases: list[Running], seen: Mapping[str, Seen | None], *, now: datetime, language: Language
) -> Listing:
    return Listing(TITLES, tuple(_row(db, each, seen, now, language) for each in cases))


def _row(
    db: Session, case: Running, seen: Mapping[str, Seen | None], now: datetime, language: Language
) -> tuple[str, ...]:
    kind, _dash, owner = case.stream_id.partition("-")
    people = [each.name for each in (case.whose, case.owner) if each]
    words = [*_rows_say(case), *(_temporal_says(seen[case.stream_id]) if case.stream_id in seen else [])]
    return (
        f"{KINDS[f'{kind}-'].into(language)} {owner[:SHOWN]}",
        db.get_one(Round, case.round_id).reference,
        (waits.wait(case.waiting_for) if case.waiting_for else _("at work")).into(language),
        plural("{number} day", "{number} days", (now - case.since).days).into(language),
        _moment(case.next_at),
        _moment(case.deadline),
        ", ".join(dict.fromkeys([*people, *([case.deputy] if case.deputy else [])])),
        "; ".join(each.into(language) for each in words),
    )


def _rows_say(case: Running) -> list[Words]:
    return [TROUBLES[case.trouble]] if case.trouble else []


def _temporal_says(seen: Seen | None) -> list[Words]:
    if seen is None or not seen.is_running:
        return [_("no workflow runs: `vaihto reconcile`")]
    said = [_("its workflow cannot go on: {code}", code=each) for each in seen.problems]
    if failing := seen.failing:
        said.append(
            _(
                "step {step} fails: {code}, attempt {number}, next try {moment}",
                step=failing.step,
                code=failing.code,
                number=failing.attempts,
                moment=_moment(failing.next_try) or "-",
            )
        )
    return said


def _moment(at: datetime | None) -> str:
    return f"{local(at):%-d.%-m.%Y %H.%M}" if at else ""
