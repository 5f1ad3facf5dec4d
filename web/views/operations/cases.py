"""Running cases: what each waits for, whose word it is, what comes next, and which step fails."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain import operations
from domain.access.actors import Actor, Reach
from domain.access.policy import Action, can
from domain.operations import Running
from models.languages import Words, _, plural
from models.record import Record
from models.rounds import Round
from models.states import RoundState
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading
from web.words import waits
from web.words.operations import KINDS, TROUBLES, phase
from web.words.tags import Tag, Tone
from workflows.seen import Seen

AT_WORK = "at-work"


class Choice(Record):
    """What the address asks for; empty is everything."""

    round: str = ""
    phase: str = ""  # the kind of case and its state: exchange.proposed
    waiting: str = ""
    attention: bool = False
    page: int = 1

    @property
    def query(self) -> str:
        said = self.model_dump(exclude={"page", "attention"})
        told = [f"{name}={value}&" for name, value in said.items() if value]
        return "".join([*told, "attention=1&" if self.attention else ""])


class Option(Record):
    code: str
    words: str


class Failing(Record):
    """A step that does not get done, by codes."""

    step: str
    code: str
    attempts: int
    next_try: datetime | None


class CaseRow(Record):
    """One case in words. `runs` is none while Temporal is silent."""

    id: str
    kind: Words
    round_reference: str
    round_name: str
    phase: Tag
    waits: Words
    whose: str | None
    house: str | None  # whose organisation
    owner: str
    deputy: str | None
    days: Words
    since: datetime
    next_at: datetime | None
    deadline: datetime | None
    trouble: Tag | None
    runs: bool | None = None
    failing: Failing | None = None
    problems: tuple[str, ...] = ()

    @property
    def needs_somebody(self) -> bool:
        return bool(self.trouble or self.failing or self.problems or self.runs is False)


class CasesView(Record):
    choice: Choice
    rounds: tuple[Option, ...]
    phases: tuple[Option, ...]
    waits: tuple[Option, ...]
    all_number: int
    troubled_number: int
    rows: tuple[CaseRow, ...]
    paging: Paging
    silent_since: datetime | None = None  # Temporal


@dataclass(frozen=True)
class Cases:
    """Those whom an actor may operate, with their rounds and with what Temporal says is failing."""

    found: tuple[Running, ...]
    rounds: Mapping[str, Round]
    failing: frozenset[str]

    def round_of(self, case: Running) -> Round:
        return self.rounds[str(case.round_id)]

    def needs_somebody(self, case: Running) -> bool:
        return case.trouble is not None or case.stream_id in self.failing


def operated(seen: Reading, *, failing: frozenset[str] = frozenset()) -> Cases:
    found = operations.running(seen.db, now=seen.now)
    rounds = rounds_of(seen, found)
    mine = [each for each in found if str(each.round_id) in rounds]
    cases = Cases(tuple(mine), rounds, failing)
    return Cases(tuple(sorted(mine, key=lambda each: not cases.needs_somebody(each))), rounds, failing)


def rounds_of(seen: Reading, cases: Iterable[Running]) -> dict[str, Round]:
    wanted = select(Round).where(Round.id.in_({each.round_id for each in cases}))
    return {str(each.id): each for each in seen.db.scalars(wanted) if may_operate(seen.actor, each)}


def may_operate(actor: Actor, round_: Round) -> bool:
    return can(actor, Action.OPERATE, Reach(round_.organisation_id, round_.id)).is_allowed


def look(seen: Reading, choice: Choice, *, failing: frozenset[str] = frozenset()) -> CasesView | None:
    """None where there is no such page. `failing` are those in which, as Temporal says, a step fails."""
    cases = operated(seen, failing=failing)
    chosen = [each for each in cases.found if _is_chosen(each, choice, cases)]
    paging = Paging(page=choice.page, rows=len(chosen))
    if paging.is_beyond:
        return None
    shown = chosen[paging.offset : paging.offset + PER_PAGE]
    return CasesView(
        choice=choice,
        rounds=_rounds(seen, cases),
        phases=_phases(seen, cases.found),
        waits=_waits(seen, cases.found),
        all_number=len(cases.found),
        troubled_number=sum(cases.needs_somebody(each) for each in cases.found),
        rows=tuple(row(seen, each, cases.round_of(each)) for each in shown),
        paging=paging,
    )


def heard(row: CaseRow, told: Mapping[str, Seen | None]) -> CaseRow:
    """The same with what Temporal says of it."""
    one = told.get(row.id)
    failing = Failing(**vars(one.failing)) if one and one.failing else None
    is_running = one is not None and one.is_running
    problems = one.problems if one else ()
    return row.model_copy(update={"runs": is_running, "failing": failing, "problems": problems})


def row(seen: Reading, case: Running, round_: Round) -> CaseRow:
    kind = kind_of(case.stream_id)
    return CaseRow(
        id=case.stream_id,
        kind=KINDS[kind],
        round_reference=round_.reference,
        round_name=round_.name(seen.language),
        phase=phase(kind, case.state),
        waits=waits.wait(case.waiting_for) if case.waiting_for else _("at work"),
        whose=case.whose.name if case.whose else None,
        house=case.whose.organisation.name(seen.language) if case.whose else None,
        owner=case.owner.name,
        deputy=case.deputy,
        days=plural("{number} day", "{number} days", max(0, (seen.now - case.since).days)),
        since=case.since,
        next_at=case.next_at,
        deadline=case.deadline,
        trouble=Tag(TROUBLES[case.trouble], Tone.BAD) if case.trouble else None,
    )


def kind_of(stream_id: str) -> str:
    return stream_id.partition("-")[0] + "-"


def _is_chosen(case: Running, choice: Choice, cases: Cases) -> bool:
    return (
        choice.round in ("", cases.round_of(case).reference)
        and choice.phase in ("", _phase(case))
        and choice.waiting in ("", case.waiting_for or AT_WORK)
        and (cases.needs_somebody(case) or not choice.attention)
    )


def _phase(case: Running) -> str:
    return f"{kind_of(case.stream_id)[:-1]}.{case.state}"


def _rounds(seen: Reading, cases: Cases) -> tuple[Option, ...]:
    lived = [each for each in cases.rounds.values() if each.state is not RoundState.CANCELLED]
    found = sorted(lived, key=lambda each: each.opens_at, reverse=True)
    return tuple(Option(code=each.reference, words=each.name(seen.language)) for each in found)


def _phases(seen: Reading, found: Collection[Running]) -> tuple[Option, ...]:
    kinds = {_phase(each): (kind_of(each.stream_id), each.state) for each in found}
    said = {code: _in_words(seen, *kind) for code, kind in kinds.items()}
    return _options(said)


def _in_words(seen: Reading, kind: str, state: str) -> str:
    return f"{KINDS[kind].into(seen.language)}: {phase(kind, state).words.into(seen.language)}"


def _waits(seen: Reading, found: Collection[Running]) -> tuple[Option, ...]:
    codes = {each.waiting_for for each in found}
    return _options({code or AT_WORK: _wait(code).into(seen.language) for code in codes})


def _wait(code: str) -> Words:
    return waits.wait(code) if code else _("at work")


def _options(said: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(code=code, words=words) for code, words in sorted(said.items(), key=lambda x: x[1]))
