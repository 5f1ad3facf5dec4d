"""The lines between the solving child and its parent."""

from solver.certificate import Certificate
from solver.findings import Clash, Repaired
from solver.flaw import Flaw
from solver.parts import Part
from solver.solution import Progress, Solution


class ProgressLine(Part):
    """How far it is."""

    progress: Progress


class SolutionLine(Part):
    """The answer, with its certificate or why there is none if that was asked for; the last line."""

    solution: Solution
    certificate: Certificate | None = None
    clashes: tuple[Clash, ...] = ()


class RepairsLine(Part):
    """Repairs to choose from, the least change first; the last line."""

    repairs: tuple[Repaired, ...]


class ErrorLine(Part):
    """What is wrong with the problem; the last line."""

    error: tuple[Flaw, ...]
