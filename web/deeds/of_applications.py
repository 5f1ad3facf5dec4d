"""What one does with an application on its page: mostly what somebody has said by phone."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from domain import amending, applications, endorsements, late_entries, overrides, own_hosts
from domain.amending import Amendment
from domain.overrides import Wanted
from domain.refusals import Invalid
from models.applications import Endorsement
from models.languages import _
from models.overrides import Limit
from models.people import Person
from models.schedules import Block
from models.states import ApplicationState, EndorsementState, Kind, RoundState
from web.deeds.at_desk import AtApplication
from web.deeds.deed import As, Deed, DeedForm, Entry, Occasion, Press, Why, deed

BEFORE_PLAN = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)
CLOSED = (RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)
Number = Annotated[int, Field(ge=0, le=999_999)]
Amount = Annotated[int, Field(ge=1, le=60)]
MINUTES, EUROS = _("Travel at most, minutes one way"), _("Costs at most, euros")


class Reason(StrEnum):
    """Those of `endorsements.REASONS`."""

    TIMING = "timing"
    WORKLOAD = "workload"
    BUDGET = "budget"
    AIMS = "aims"
    OTHER = "other"


REASONS = {
    Reason.TIMING: _("The time does not suit"),
    Reason.WORKLOAD: _("There is too much work"),
    Reason.BUDGET: _("There is no money for it"),
    Reason.AIMS: _("The aims should be thought over"),
    Reason.OTHER: _("Another reason"),
}


class Endorsed(DeedForm):
    weeks: Annotated[str, As(_("Weeks that do not suit, if any (as in 45, 46)"))] = ""
    euros: Annotated[str, As(_("The most that it may cost in euros, if there is a limit"))] = ""
    why: Why


class Refused(DeedForm):
    reason: Annotated[Reason, As(_("If you cannot endorse it: why?"), Entry.CHOICE)]
    why: Why


class Told(DeedForm):
    why: Why


class Amended(DeedForm):
    aims: Annotated[str | None, Field(max_length=4000), As(_("Aims"), Entry.AREA)] = None
    length: Annotated[Amount | None, As(_("Half days, or sessions of a mentoring"), Entry.NUMBER)] = None
    most_minutes: Annotated[Number | None, As(MINUTES, Entry.NUMBER)] = None
    most_euros: Annotated[Number | None, As(EUROS, Entry.NUMBER)] = None
    why: Why


class Limited(DeedForm):
    limit: Annotated[Limit, As(_("Which limit"), Entry.CHOICE)]
    number: Annotated[Number, As(_("The new limit"), Entry.NUMBER)]
    why: Why


class OwnHost(DeedForm):
    host: Annotated[str, As(_("Mail address of the host"), Entry.EMAIL)]
    first: Annotated[date, As(_("First day"), Entry.DATE)]
    last: Annotated[date, As(_("Last day"), Entry.DATE)]
    held: Annotated[bool, As(_("It has taken place already"), Entry.TICK)] = False
    why: Why


def _when(holds: Callable[[AtApplication], bool]) -> Callable[[AtApplication], Iterator[Occasion]]:
    """Once, with "by phone", as long as this holds."""

    def offered(at: AtApplication) -> Iterator[Occasion]:
        if holds(at):
            yield Occasion(values=at.phone)

    return offered


def _is_asked(at: AtApplication) -> bool:
    asked = at.row.endorsement
    return asked is not None and asked.state is EndorsementState.ASKED


def _may_enter(at: AtApplication) -> bool:
    return at.row.state is ApplicationState.DRAFT and at.round_.state in CLOSED


def _takes_part(at: AtApplication) -> bool:
    return at.row.state is not ApplicationState.WITHDRAWN


def _asked(at: AtApplication) -> Endorsement:
    if at.row.endorsement is None:
        raise Invalid(_("{name} has no supervisor who was asked.", name=at.row.person.name))
    return at.row.endorsement


def _endorse(at: AtApplication, said: Endorsed) -> None:
    wished = endorsements.conditions(said.weeks, said.euros, at.round_)
    behalf = at.behalf(said.why)
    endorsements.endorse(at.seen.db, _asked(at), now=at.seen.now, conditions=wished, behalf=behalf)


def _to_refuse(at: AtApplication) -> Iterator[Occasion]:
    reasons = tuple((code.value, at.say(words)) for code, words in REASONS.items())
    if _is_asked(at):
        yield Occasion(choices={"reason": reasons}, values=at.phone)


def _refuse(at: AtApplication, said: Refused) -> None:
    behalf = at.behalf(said.why)
    endorsements.refuse(at.seen.db, _asked(at), reason=said.reason, now=at.seen.now, behalf=behalf)


def _enter(at: AtApplication, said: Told) -> None:
    late_entries.enter(at.seen.db, at.row, behalf=at.behalf(said.why), now=at.seen.now)


def _to_amend(at: AtApplication) -> Iterator[Occasion]:
    row = at.row
    if row.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED) and at.round_.state in BEFORE_PLAN:
        length = row.sessions if row.kind is Kind.MENTORING else sum(row.blocks)
        numbers = {"length": length, "most_minutes": row.most_minutes, "most_euros": row.most_euros}
        known = {name: f"{number}" for name, number in numbers.items() if number is not None}
        yield Occasion(values={"aims": row.aims, **known, **at.phone})


def _amend(at: AtApplication, said: Amended) -> None:
    mentoring = at.row.kind is Kind.MENTORING
    blocks = None if mentoring or said.length in (None, sum(at.row.blocks)) else (said.length or 1,)
    wanted = Amendment(
        aims=said.aims,
        blocks=blocks,
        sessions=said.length if mentoring else None,
        most_minutes=said.most_minutes,
        most_euros=said.most_euros,
    )
    amending.amend(at.seen.db, at.row, wanted, now=at.seen.now, behalf=at.behalf(said.why))


def _to_limit(at: AtApplication) -> Iterator[Occasion]:
    limits = (Limit.MOST_EUROS.value, at.say(EUROS)), (Limit.MOST_MINUTES.value, at.say(MINUTES))
    yield Occasion(choices={"limit": limits}, values=at.phone)


def _limit(at: AtApplication, said: Limited) -> None:
    if said.limit not in (Limit.MOST_EUROS, Limit.MOST_MINUTES):
        raise Invalid(_("Say which limit is to be which number."))
    wanted = Wanted(said.limit, at.row, said.number)
    overrides.set_aside(at.seen.db, at.round_, wanted, behalf=at.behalf(said.why), now=at.seen.now)


def _may_bring_host(at: AtApplication) -> bool:
    return at.row.kind is Kind.SHADOWING and _takes_part(at)


def _own_host(at: AtApplication, said: OwnHost) -> None:
    host = at.seen.db.scalar(select(Person).where(Person.email == said.host.lower()))
    if host is None:
        raise Invalid(_("There is nobody with the address {email}.", email=said.host))
    agreed = own_hosts.Agreed(host, (Block(first_day=said.first, last_day=said.last),))
    propose = own_hosts.arranged_outside if said.held else own_hosts.bring
    propose(at.seen.db, at.row, agreed, now=at.seen.now, behalf=at.behalf(said.why))


def _withdraw(at: AtApplication, _said: Press) -> None:
    applications.withdraw(at.seen.db, at.row, now=at.seen.now)


ON_BEHALF: tuple[Deed[AtApplication], ...] = (
    deed(
        Endorsed,
        _endorse,
        code="endorse",
        title=_("The supervisor has said yes by phone"),
        button=_("Record the yes"),
        offered=_when(_is_asked),
    ),
    deed(
        Refused,
        _refuse,
        code="refuse",
        title=_("The supervisor has said no by phone"),
        button=_("Record the no"),
        offered=_to_refuse,
    ),
    deed(
        Told,
        _enter,
        code="enter",
        title=_("Take it in late"),
        button=_("Take it in"),
        hint=_("You answer for the supervisor's yes; both are told."),
        offered=_when(_may_enter),
    ),
    deed(
        Amended,
        _amend,
        code="amend",
        title=_("Change what they want"),
        button=_("Save the change"),
        offered=_to_amend,
    ),
    deed(
        Limited,
        _limit,
        code="limit",
        title=_("Set a limit aside"),
        button=_("Set it"),
        offered=_to_limit,
    ),
    deed(
        OwnHost,
        _own_host,
        code="own-host",
        title=_("They have found their own host"),
        button=_("Propose it to the host"),
        offered=_when(_may_bring_host),
    ),
    deed(
        Press,
        _withdraw,
        code="withdraw",
        title=_("Withdraw from the round"),
        button=_("Withdraw the application"),
        hint=_(
            "They take no part in the plan; a place that they have is given back, and the other side told."
        ),
        offered=_when(_takes_part),
        is_grave=True,
    ),
)
