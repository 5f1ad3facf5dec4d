"""What the peers do not plan: companions, locks, fits given by people, least stays, other date modes."""

from solver.problem import Problem


def refuse_unknown(problem: Problem) -> None:
    """Say what the peers cannot plan, rather than plan something else."""
    unknown = {
        "companions": problem.companions,
        "locked": problem.locked,
        "fits": problem.fits,
        "date_mode": problem.date_mode != "fixed",
        "least_stays": [one for one in problem.host_offers if one.least_stays > 1],
        "least_mentees": [one for one in problem.mentor_offers if one.least_mentees > 1],
    }
    if named := [name for name, there in unknown.items() if there]:
        raise ValueError(f"the peers do not know {', '.join(named)}")
