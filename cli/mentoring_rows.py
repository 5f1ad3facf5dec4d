"""Mentoring on one screen: goals, and mentors without training."""

from sqlalchemy.orm import Session

from cli.listing import Listing
from domain.mentoring import goals as of_pair
from domain.mentoring import training
from invites import dates
from models.exchanges import Exchange
from models.languages import Language, _
from models.mentoring import GoalState
from models.rounds import Round
from models.timeline import local_day

GOALS = (_("Number"), _("Goal"), _("State"), _("Since"))
PEOPLE = (_("Name"), _("Address"))
STATES = {GoalState.OPEN: _("open"), GoalState.REACHED: _("reached"), GoalState.DROPPED: _("given up")}


def goals(db: Session, exchange: Exchange, language: Language) -> Listing:
    found = of_pair.of(db, exchange)
    rows = (
        (
            f"{each.number}",
            each.words,
            STATES[each.state].into(language),
            dates.day(local_day(each.changed_at), language),
        )
        for each in found
    )
    return Listing(GOALS, tuple(rows))


def untrained(db: Session, round_: Round) -> Listing:
    return Listing(PEOPLE, tuple((each.name, each.email) for each in training.untrained(db, round_)))
