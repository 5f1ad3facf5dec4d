"""What a person may read: of the own answers, and of the own pairing.

It speaks of nobody else: no limits, no avoid-lists, no other applications. An offer that avoids the person,
or that HR ruled out, counts as one that does not suit, and is not named.
"""

import numpy as np

from solver.beside.room import Room
from solver.beside.sides import both_sides
from solver.changes import Change, ChangeWeights
from solver.explaining.answers import Answer, Answers
from solver.explaining.wider import ALL, Found, most, smallest
from solver.parts import Id, Part
from solver.problem import Problem, Sessions
from solver.view import View


class KeptAway(Part):
    """How many suitable offers one answer keeps away, and how many of them nothing else does."""

    answer: Answer
    offers: int
    alone: int


class Wider(Part):
    """A change of own answers, and how many offers it brings within reach."""

    changes: tuple[Change, ...]
    more: int


class OwnReach(Part):
    """The offers of the right kind, counted; and the smallest change that brings enough within reach."""

    application: Id
    in_reach: int
    at_home: int  # of the own organisation
    unsuitable: int
    kept_away: tuple[KeptAway, ...]  # the most first
    smallest: Wider | None  # none if there are enough, or if nothing helps
    by_answer: tuple[Wider, ...]  # each answer alone, where that helps; what brings the most first


def own_reach(
    problem: Problem, application: str, *, at_least: int = 3, weights: ChangeWeights | None = None
) -> OwnReach:
    """What the person's answers make of the offers when nobody else is in the plan; at form time too.

    Where so many are beyond what any change can do, it tells the smallest that brings the most.
    """
    view = View(problem)
    asking = view.application[application]
    side = both_sides(Room(view, ()))[isinstance(asking.needs, Sessions)]
    answers = Answers(side, asking, weights or ChangeWeights())
    at_home = int(answers.at_home.sum())
    return OwnReach(
        application=application,
        in_reach=answers.reached,
        at_home=at_home,
        unsuitable=int((~answers.suits).sum()) - at_home,
        kept_away=_kept_away(answers),
        smallest=_smallest(answers, at_least),
        by_answer=_by_answer(answers, at_least),
    )


def _kept_away(answers: Answers) -> tuple[KeptAway, ...]:
    kept = answers.kept_away
    reasons = np.sum([kept[answer] for answer in Answer], axis=0)
    told = (
        KeptAway(answer=answer, offers=int(away.sum()), alone=int((away & (reasons == 1)).sum()))
        for answer, away in kept.items()
    )
    return tuple(sorted((one for one in told if one.offers), key=lambda one: -one.offers))


def _smallest(answers: Answers, at_least: int) -> Wider | None:
    enough = min(at_least, most(answers, ALL))
    if enough <= answers.reached:
        return None
    found = smallest(answers, enough, ALL)
    return None if found is None else _wider(answers, found)


def _by_answer(answers: Answers, at_least: int) -> tuple[Wider, ...]:
    """At least one more, also where there are enough."""
    found = []
    for answer in Answer:
        reachable = most(answers, (answer,))
        if reachable > answers.reached:
            enough = min(max(at_least, answers.reached + 1), reachable)
            found.append(smallest(answers, enough, (answer,)))
    told = (_wider(answers, one) for one in found if one is not None)
    return tuple(sorted(told, key=lambda one: -one.more))


def _wider(answers: Answers, found: Found) -> Wider:
    return Wider(changes=found.changes, more=found.in_reach - answers.reached)
