"""The rows of a plan that a price can stand on, with their limits; and what is refused.

A row says that no plan uses more of something than there is; a price on any other row proves nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from solver.certificate import SCALE, Certificate, Price
from solver.problem import HostOffer, MentorOffer, Organisation, Problem, Slot, fingerprint
from solver.verifying.window import Window
from solver.violation import Violation


@dataclass(frozen=True)
class Rows:
    """The rows of one problem for one level."""

    problem: Problem
    window: Window
    level: str

    @cached_property
    def offers(self) -> dict[str, HostOffer | MentorOffer]:
        hosts: dict[str, HostOffer | MentorOffer] = {offer.id: offer for offer in self.problem.host_offers}
        return hosts | {offer.id: offer for offer in self.problem.mentor_offers}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {one.id: one for one in self.problem.organisations}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.problem.slots}

    def limit(self, row: Price) -> int | None:
        """How many units there are; None if the problem has no such row."""
        match row.kind:
            case "offer":
                offer = self.offers.get(row.whose)
                return None if offer is None or row.day or row.half or row.slot else most(offer)
            case "offer_time":
                offer = self.offers.get(row.whose)
                held = self._is_held(row) if isinstance(offer, MentorOffer) else self._is_half(row)
                return at_a_time(offer) if offer and held else None
            case "organisation_time":
                return self._place(row).guests_per_day if self._is_half(row) else None
            case "budget" if not (row.day or row.half or row.slot):
                return self._place(row).travel_budget
            case "balance" if counts(self.level, "balance") and not (row.day or row.half or row.slot):
                return self._place(row).balance_tolerance
        return None

    def _place(self, row: Price) -> Organisation:
        return self.organisations.get(row.whose, Organisation(id=row.whose))

    def _is_half(self, row: Price) -> bool:
        """A half of the window that can be used."""
        if row.slot is not None or row.half is None or row.day not in self.window.number:
            return False
        return bool(self.window.usable[2 * self.window.number[row.day] + (row.half == "pm")])

    def _is_held(self, row: Price) -> bool:
        """A date of a slot."""
        slot = self.slots.get(row.slot or "")
        return row.half is None and slot is not None and row.day in slot.dates


def most(offer: HostOffer | MentorOffer) -> int:
    """How many an offer serves."""
    return offer.most_stays if isinstance(offer, HostOffer) else offer.most_mentees


def at_a_time(offer: HostOffer | MentorOffer) -> int:
    """How many an offer serves at the same time."""
    together = offer.guests_per_day if isinstance(offer, HostOffer) else offer.mentees_per_session
    return min(together, most(offer))


def first_level(problem: Problem) -> str | None:
    """The level that a certificate speaks of."""
    wanted = problem.objective
    return "total" if wanted.mode == "weights" else next(iter(wanted.levels), None)


def counts(level: str, term: str) -> bool:
    """Whether a term of the objective is part of a level."""
    return level in ("total", term)


def another_input(rows: Rows, certificate: Certificate) -> Iterator[Violation]:
    """The certificate names the problem it speaks of."""
    if certificate.input_sha256 != fingerprint(rows.problem):
        yield Violation("input_sha256", "another problem")


def another_level(rows: Rows, certificate: Certificate) -> Iterator[Violation]:
    """The certificate speaks of the whole sum, or of the first level."""
    wanted = first_level(rows.problem)
    if certificate.level != wanted:
        yield Violation("level", f"{certificate.level} instead of {wanted}")


def wrong_budgets(rows: Rows, certificate: Certificate) -> Iterator[Violation]:
    """Exact budgets are those of organisations that have one; each stands once and has no price."""
    priced = {price.whose for price in certificate.prices if price.kind == "budget"}
    for whose, times in Counter(certificate.exact_budgets).items():
        home = rows.organisations.get(whose)
        if home is None or home.travel_budget is None:
            yield Violation("unknown_budget", whose)
        if times > 1:
            yield Violation("twice", f"exact budget of {whose}")
        if whose in priced:
            yield Violation("priced_exact_budget", whose)


def wrong_prices(rows: Rows, certificate: Certificate) -> Iterator[Violation]:
    """Each price stands on a row of the problem, once, and is one that the row allows."""
    seen: set[tuple[object, ...]] = set()
    most_balance = SCALE * rows.problem.objective.weights.balance
    for price in certificate.prices:
        row, balance = _named(price), price.kind == "balance"
        if rows.limit(price) is None:
            yield Violation("unknown_row", about(price))
        if row in seen:
            yield Violation("twice", about(price))
        if not balance and price.price < 0:
            yield Violation("negative_price", about(price))
        if balance and abs(price.price) > most_balance:
            yield Violation("balance_out_of_range", about(price))
        seen.add(row)


def about(price: Price) -> str:
    """A row in words."""
    return " ".join(str(each) for each in _named(price) if each is not None)


def _named(price: Price) -> tuple[object, ...]:
    return price.kind, price.whose, price.day, price.slot, price.half


REFUSALS: tuple[Callable[[Rows, Certificate], Iterator[Violation]], ...] = (
    another_input,
    another_level,
    wrong_budgets,
    wrong_prices,
)
