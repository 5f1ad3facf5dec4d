"""What each time takes of each offer for so many guests or mentees, in points.

The same as the part of offers and organisations in `solver.beside.obstacles`, for all of them at once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.beside.cells import Cells, Meetings
from solver.beside.reach import NEVER, NO_LIMIT
from solver.beside.sides import Points
from solver.beside.spans import Spans
from solver.changes import ChangeWeights
from solver.placements import Placement
from solver.problem import MentorOffer, Sessions, Stay


@dataclass(frozen=True)
class Openings:
    """The times of some needs at the offers of a side, beside a plan."""

    cells: Cells
    needs: Stay | Sessions
    coming: int
    weights: ChangeWeights

    @cached_property
    def times(self) -> tuple[Placement, ...]:
        return self.cells.times(self.needs)

    @cached_property
    def within(self) -> Spans:
        """The cells of each time."""
        return self.cells.within(self.times)

    @cached_property
    def halves(self) -> Spans:
        """The halves of the window in which both must be free."""
        return self.cells.halves(self.times)

    @property
    def is_dated(self) -> bool:
        return self.cells.side.room.view.problem.date_mode != "pair"

    @cached_property
    def least(self) -> Points:
        """By offer: what the best time takes."""
        least: Points = self.there.min(axis=1, initial=NEVER)
        return least

    @cached_property
    def there(self) -> Points:
        """Offers by times."""
        side = self.cells.side
        points = self.weights.offer_days * self.halves.sums(side.unfree)
        points += self.weights.closed * self.halves.sums(side.closed)[side.organisation]
        for number, offer in enumerate(side.offers):
            if isinstance(offer, MentorOffer) and offer.slots is not None:
                points[number] += self.outside(offer.slots, self.weights.offer_slot)
        if self.is_dated:
            points += self._crowded_offers() + self._crowded_places()[side.organisation]
            points += NEVER * self.happens(self.cells.away)
        return points

    def outside(self, slots: tuple[str, ...], weight: int) -> Points:
        """The times that are in none of these slots."""
        return np.array([0 if time.slot in slots else weight for time in self.times], np.int64)

    def _crowded_offers(self) -> Points:
        weights = self.weights
        in_sessions = isinstance(self.cells, Meetings)
        weight = weights.mentees_per_session if in_sessions else weights.guests_per_day
        return self._fullest(self.cells.there - self.cells.side.together[:, None], weight)

    def _crowded_places(self) -> Points:
        organisations = self.cells.side.room.view.organisations
        limits = [NO_LIMIT if one.guests_per_day is None else one.guests_per_day for one in organisations]
        beyond = self.cells.visiting - np.array(limits).reshape(-1, 1)
        return self._fullest(beyond, self.weights.organisation_guests)

    def _fullest(self, beyond: Points, weight: int) -> Points:
        """Each one too many at the fullest moment of a time."""
        too_many = beyond + self.coming
        points = np.zeros((len(beyond), len(self.times)), np.int64)
        for level in range(1, 1 + int(too_many.max(initial=0))):
            points += weight * self.happens(np.asarray(too_many >= level, np.int64))
        return points

    def happens(self, cells: Points) -> Points:
        """1 for the times that take a cell that is not 0."""
        rows = np.flatnonzero(cells.any(axis=1))
        times = np.zeros((len(cells), len(self.times)), np.int64)
        if len(rows):
            times[rows] = self.within.sums(cells[rows]) > 0
        return times
