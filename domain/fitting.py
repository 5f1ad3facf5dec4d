"""How well one application suits every offer of its round, and the other way round: nothing is solved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import fit_words, planning
from domain.taking_part import TakingPart
from models.applications import Application
from models.offers import Offer
from models.rounds import Round
from models.schedules import FitReason
from models.states import ApplicationState, OfferState, RoundState
from solver import fits
from solver.arrays.supply import Supply
from solver.pairs import verdicts
from solver.solution import Journey, Rule
from solver.view import View

AT_HOME = (Rule.OWN_ORGANISATION, Rule.SAME_PERSON)
OVER = (RoundState.ENDED, RoundState.CANCELLED)
ASKING = (ApplicationState.SUBMITTED, ApplicationState.PLACED, ApplicationState.WAITING)


@dataclass(frozen=True)
class Suits:
    """One application and one offer, each alone in the world; `rule` is why the two are impossible."""

    application_id: UUID
    offer_id: UUID
    fit: int
    reasons: tuple[FitReason, ...]
    journey: Journey
    rule: Rule | None


def of_application(db: Session, round_: Round, application: Application, *, now: datetime) -> list[Suits]:
    """Against all open offers of its kind: the best first, the impossible last."""
    found = select(Offer).where(
        Offer.round_id == round_.id, Offer.kind == application.kind, Offer.state == OfferState.OPEN
    )
    offers = list(db.scalars(found.options(selectinload(Offer.person)).order_by(Offer.id)))
    return _judged(db, round_, [application], offers, now=now)


def of_offer(db: Session, round_: Round, offer: Offer, *, now: datetime) -> list[Suits]:
    """Against all that have been sent in for its kind."""
    found = select(Application).where(
        Application.round_id == round_.id, Application.kind == offer.kind, Application.state.in_(ASKING)
    )
    found = found.options(
        selectinload(Application.person),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
        selectinload(Application.endorsement),
    )
    return _judged(db, round_, list(db.scalars(found.order_by(Application.id))), [offer], now=now)


def _judged(
    db: Session, round_: Round, applications: list[Application], offers: list[Offer], *, now: datetime
) -> list[Suits]:
    if not applications or not offers:
        return []
    at = round_.closes_at if round_.state in OVER else now  # of what is over, as it was before the plan
    view = View(planning.told_of(db, round_, TakingPart([], applications, offers), now=at))
    supply = Supply(view)
    found = [each for one in view.applications for each in _one(supply, one.id)]
    return sorted(found, key=lambda each: (each.rule is not None, -each.fit, each.journey.minutes))


def _one(supply: Supply, application: str) -> Iterable[Suits]:
    one = supply.view.application[application]
    for offer, rule in verdicts(supply, one):
        fit, reasons = fits.fit(supply.view, one, offer)
        yield Suits(
            application_id=UUID(one.id),
            offer_id=UUID(offer.id),
            fit=fit,
            reasons=fit_words.codes(reasons),
            journey=Journey() if rule in AT_HOME else fits.journey(supply.view, one, offer),
            rule=rule,
        )
