"""`vaihto supervisor`: all people of one supervisor on one list."""

from pathlib import Path

import click

from cli import options, speech
from cli.desk import looking, person
from cli.listing import Listing, show
from cli.words import APPLICATIONS
from domain import supervising
from domain.supervising import Report
from invites import dates
from models.languages import Language, _
from models.states import EndorsementState
from web.words import states
from web.words.participation import conditions

TITLES = (_("Name"), _("Round"), _("Kind"), _("State"), _("Endorsement"), _("Answer by"))
ENDORSEMENTS = {
    EndorsementState.ASKED: _("Waits for an answer"),
    EndorsementState.GIVEN: _("Endorsed"),
    EndorsementState.REFUSED: _("Not endorsed"),
}


@click.group()
def supervisor() -> None:
    """What supervisors have to look at."""


@supervisor.command(name="list")
@click.argument("email", metavar="ADDRESS")
@speech.language
@options.data
def list_(*, email: str, data: Path | None) -> None:
    """The applications of everybody whom ADDRESS supervises; what waits for an answer comes first."""
    language = speech.reader()
    with looking(data) as db:
        told = supervising.reports(db, person(db, email))
    show(Listing(TITLES, tuple(_row(each, language) for each in told)))


def _row(each: Report, language: Language) -> tuple[str, ...]:
    state = states.tag(each.exchange).words if each.exchange else APPLICATIONS[each.state]
    return (
        each.name,
        each.round_reference,
        states.tag(each.kind).words.into(language),
        state.into(language),
        _endorsement(each, language),
        dates.moment(each.answer_by, language) if each.answer_by else "",
    )


def _endorsement(each: Report, language: Language) -> str:
    if each.endorsement is None:
        return ""
    said = ENDORSEMENTS[each.endorsement].into(language)
    if each.conditions is None:
        return said
    limits = [limit.into(language) for limit in conditions(each.conditions)]
    return f"{said} ({', '.join(limits)})"
