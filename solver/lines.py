"""The lines between the solving child and its parent."""

from solver.certificate import Certificate
from solver.flaw import Flaw
from solver.parts import Part
from solver.solution import Progress, Solution


class ProgressLine(Part):
    """How far it is."""

    progress: Progress


class SolutionLine(Part):
    """The answer, with its certificate if that was asked for; the last line."""

    solution: Solution
    certificate: Certificate | None = None


class ErrorLine(Part):
    """What is wrong with the problem; the last line."""

    error: tuple[Flaw, ...]
