"""What is published is being lived: what its people say or allow afterwards binds others, and not it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from domain.meetings import begins, ends
from domain.places import half_days
from domain.promised_room import with_room
from domain.promised_series import agreed, keeps_its_slot, with_own_slots
from models.exchanges import Exchange
from models.timeline import local_day
from solver import problem as p
from solver.fits import shared_languages, topic_percent
from solver.view import AnyOffer, View


def honour(problem: p.Problem, exchanges: Iterable[Exchange]) -> p.Problem:
    """The problem with every limit lifted that a locked exchange would break, for that exchange alone."""
    applications = {each.id: each for each in problem.applications}
    offers = {each.id: each for each in View(problem).offers}
    promises = [
        Promise(problem, each, applications[str(each.application_id)], offers[str(each.offer_id)])
        for each in exchanges
    ]
    lived = {each.application.id: each.lived for each in promises}
    found = problem.model_copy(
        update={
            "applications": tuple(lived.get(each.id, each) for each in problem.applications),
            "fits": tuple(each.fit for each in promises if each.teaches_too_little),
        }
    )
    return with_room(with_own_slots(found, [each.exchange for each in promises if not each.keeps_its_slot]))


@dataclass(frozen=True)
class Promise:
    """One exchange that must stay as it is, with what its guest and its host say by now."""

    problem: p.Problem
    exchange: Exchange
    application: p.Application
    offer: AnyOffer

    @property
    def lived(self) -> p.Application:
        """The application as it is lived, without limits of its own."""
        now = self.application
        in_common = shared_languages(now, (self.offer,))
        return now.model_copy(
            update={
                "needs": self._needs,
                "slots": None,
                "languages": now.languages if in_common else (*now.languages, *self.offer.languages),
                "max_minutes": None,
                "max_cost": None,
                "excluded_organisations": (),
                "excluded_persons": (),
            }
        )

    @property
    def _needs(self) -> p.Stay | p.Sessions | p.CommonDays:
        """What was agreed, whatever is asked for now."""
        wanted = self.application.needs
        if not isinstance(wanted, p.Stay):
            return wanted if self.keeps_its_slot else p.Sessions(count=len(agreed(self.exchange)))
        window = {each.date for each in self.problem.days}
        halves = [half_days(each) for each in self.exchange.appointments]
        blocks = tuple(sum(day in window for day, _half in each) for each in halves)
        lived = wanted.model_copy(update={"blocks": blocks}) if all(blocks) else wanted
        return lived.model_copy(update=self._apart(lived))

    def _apart(self, wanted: p.Stay) -> dict[str, int]:
        """Two parts that people have put nearer to each other, or further away, than a plan would."""
        rows = sorted(self.exchange.appointments, key=begins)
        days = [(local_day(begins(later)) - local_day(ends(row))).days for row, later in pairwise(rows)]
        return {
            "apart_least": min([wanted.apart_least, *(max(0, each - 1) for each in days)]),
            "apart_most": max([wanted.apart_most, *days]),
        }

    @property
    def keeps_its_slot(self) -> bool:
        """Whether it is a stay, or its weekly time still gives the sessions that were agreed."""
        needs, offer = self.application.needs, self.offer
        if not isinstance(needs, p.Sessions) or not isinstance(offer, p.MentorOffer):
            return True
        return keeps_its_slot(self.problem, self.exchange, needs, offer)

    @property
    def teaches_too_little(self) -> bool:
        """Whether the topics, as they are told by now, would part the two."""
        mentoring = self.application.kind == "mentoring"
        least = self.problem.least_topic_percent_mentoring if mentoring else self.problem.least_topic_percent
        return topic_percent(self.application, (self.offer,)) < least

    @property
    def fit(self) -> p.ExplicitFit:
        """The fit that was published."""
        return p.ExplicitFit(application=self.application.id, offer=self.offer.id, fit=self.exchange.fit)
