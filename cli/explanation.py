"""What `vaihto explain` says of one application."""

from solver.explain import Choice
from solver.parts import Id, Part
from solver.solution import Pairing, Unplaced


class Explanation(Part):
    """A pairing, or the reason why there is none; the next best only if one application is asked for."""

    application: Id
    pairing: Pairing | None = None
    unplaced: Unplaced | None = None
    next_best: tuple[Choice, ...] | None = None
