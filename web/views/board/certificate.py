"""What proves a version of the plan, in plain words, and how anybody can compute it again."""

from enum import StrEnum

from domain import certificates
from domain.refusals import NotFound
from models.languages import _
from models.record import Record
from models.schedules import Schedule
from solver.certificate import Certificate
from web.views.board import others, standing
from web.views.board.standing import Head, Proof
from web.views.hr import round_head
from web.views.reading import Reading


class Shown(StrEnum):
    """What the prices show, and who else vouches."""

    BEST = "best"  # anybody can compute that nothing is better
    ENGINE = "engine"  # anybody can compute the limit; that nothing is better says the engine
    LIMIT = "limit"  # anybody can compute the limit


class Prices(Record):
    """The certificate itself; `missing` points at most has a better plan more."""

    shown: Shown
    level: str
    value: int
    bound: int
    missing: int
    number: int
    exact_budgets: int


class CertificateView(Record):
    """`prices` is None where this version came without a certificate, `engine` where its answer is unread."""

    head: Head
    proof: Proof
    prices: Prices | None
    status: str
    seed: int
    engine: str | None
    versions: tuple[tuple[str, str], ...]
    input_sha256: str


def look(seen: Reading, reference: str, number: int) -> CertificateView:
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/plan")
    schedule = standing.version(seen, round_, number)
    if schedule is None:
        raise NotFound(_("Nothing has been planned yet."))
    read = others.readable(schedule)
    certificate = certificates.read(schedule)
    return CertificateView(
        head=head,
        proof=standing.proof(seen, schedule, head.versions),
        prices=_prices(certificate) if certificate else None,
        status=schedule.status,
        seed=schedule.seed,
        engine=read.solution.engine if read else None,
        versions=read.solution.versions if read else (),
        input_sha256=schedule.problem_hash,
    )


def file(schedule: Schedule) -> str:
    if schedule.certificate is None:
        raise NotFound(_("This version has no certificate."))
    return schedule.certificate


def _prices(certificate: Certificate) -> Prices | None:
    if certificate.value is None or certificate.bound is None:
        return None
    missing = certificate.bound - certificate.value
    engine = Shown.ENGINE if certificate.proof == "engine" else Shown.LIMIT
    return Prices(
        shown=engine if missing else Shown.BEST,
        level=certificate.level,
        value=certificate.value,
        bound=certificate.bound,
        missing=missing,
        number=len(certificate.prices),
        exact_budgets=len(certificate.exact_budgets),
    )
