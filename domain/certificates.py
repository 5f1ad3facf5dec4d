"""Match certificates of plans: kept beside the version that they are about, read by whoever may see it."""

from models.schedules import Schedule
from solver.certificate import Certificate
from solver.solution import Solution


def proving(certificate: Certificate | None, solution: Solution) -> str | None:
    """As JSON, if it is of just this plan: one that a rule or HR has chosen instead has none."""
    if certificate is None or certificate.input_sha256 != solution.input_sha256:
        return None
    levels = {each.name: each.value for each in solution.levels}
    return certificate.model_dump_json() if levels.get(certificate.level) == certificate.value else None


def read(schedule: Schedule) -> Certificate | None:
    told = schedule.certificate
    return Certificate.model_validate_json(told) if told else None
