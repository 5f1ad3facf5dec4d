"""How many could be placed at most if neither days nor money mattered: a maximal flow over the pairs."""

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from benchmarks.candidates import Candidates
from solver.problem import Problem


def ceiling(problem: Problem) -> int:
    """Source to applicants (1), to offers in reach, to sink (stays or mentees)."""
    candidates = Candidates(problem)
    pairs, applicants, offers = candidates.pairs, len(candidates.applications), len(candidates.offers)
    source, sink = applicants + offers, applicants + offers + 1
    everybody, all_offers = np.arange(applicants), applicants + np.arange(offers)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.concatenate((np.full(applicants, source), pairs.application, all_offers)),
        np.concatenate((everybody, applicants + pairs.offer, np.full(offers, sink))),
        np.concatenate((np.ones(applicants + len(pairs), dtype=np.int64), candidates.most)),
    )
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise ValueError("the flow is too large to be counted")
    return int(flow.optimal_flow())
