"""What `vaihto explain` says of one application."""

from solver.changes import WayOut
from solver.explain import NextBest
from solver.parts import Id, Part
from solver.solution import Pairing, Unplaced


class Explanation(Part):
    """A pairing, or the reason why there is none.

    Only if one application is asked for: the next best offers, or the cheapest ways to a place.
    """

    application: Id
    pairing: Pairing | None = None
    unplaced: Unplaced | None = None
    next_best: tuple[NextBest, ...] | None = None
    ways_out: tuple[WayOut, ...] | None = None
