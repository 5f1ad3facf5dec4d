"""A party at an offer at a time, beside a plan: what is tried when somebody is to be placed."""

from dataclasses import dataclass
from functools import cached_property

from solver.beside.booked import sessions_of, touched
from solver.beside.room import Room, Session
from solver.changes import ChangeWeights
from solver.fits import fit, journey
from solver.placements import Placement, keeps_time
from solver.problem import Application, CommonDays, Lock
from solver.solution import FitReasons, Journey
from solver.view import AnyOffer, View


@dataclass(frozen=True)
class Trial:
    """A party at an offer at a time, beside a plan; where days are agreed later, `placement` holds some."""

    room: Room
    weights: ChangeWeights
    party: tuple[Application, ...]
    offer: AnyOffer
    placement: Placement

    @property
    def view(self) -> View:
        return self.room.view

    @cached_property
    def halves(self) -> int:
        """The halves of the window in which both must be free."""
        return self.placement.halves or touched(self.view, self.sessions)

    @property
    def is_dated(self) -> bool:
        """Whether the plan says when; else no places are taken on any day."""
        agreed_later = isinstance(self.party[0].needs, CommonDays)
        return not agreed_later and self.view.problem.date_mode != "pair"

    @property
    def planned(self) -> Placement:
        """What the plan would say."""
        return self.placement if self.is_dated else Placement()

    @property
    def sessions(self) -> tuple[Session, ...]:
        return sessions_of(self.placement)

    def euros(self, money: int) -> int:
        """Started euros."""
        return -(-money // 100) if self.view.problem.money_unit == "cent" else money

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        return tuple([journey(self.view, member, self.offer) for member in self.party])

    @cached_property
    def fits(self) -> tuple[tuple[int, FitReasons], ...]:
        """With a language in common, which may have to be learnt."""
        return tuple([fit(self.view, learnt(self, member), self.offer) for member in self.party])

    def is_listed(self, member: Application) -> bool:
        return (member.id, self.offer.id) in self.view.fits


def learnt(trial: Trial, member: Application) -> Application:
    """The member with a language in common."""
    if not set(member.languages).isdisjoint(trial.offer.languages):
        return member
    learnt = (*member.languages, to_learn(trial.view, trial.offer))
    return member.model_copy(update={"languages": learnt})


def to_learn(view: View, offer: AnyOffer) -> str:
    """The language that opens an offer best."""
    national = (one for one in offer.languages if one in view.problem.national_languages)
    return next(national, offer.languages[0])


def keeps(trial: Trial, lock: Lock) -> bool:
    """Whether the trial is what the lock asks for."""
    same = lock.offer == trial.offer.id and lock.second is None
    return same and keeps_time(trial.view, trial.planned, lock)
