"""The match certificate: prices from which anybody can compute that no plan is worth more than a bound.

It names ids only. What it proves, and how, is told in docs/decisions/0012-match-certificate.md;
`solver.verify` computes it again without the engine.
"""

from datetime import date
from typing import Literal

from solver.parts import AtLeastOne, Id, Part

SCALE = 1024  # prices count in this part of a point

RowKind = Literal["offer", "offer_time", "organisation_time", "budget", "balance"]
Half = Literal["am", "pm"]


class Price(Part):
    """What one unit of a row costs: a place, a half-day at a host, a unit of money, a stay sent.

    | kind | whose | names also | one unit |
    |---|---|---|---|
    | offer | an offer | | somebody it serves |
    | offer_time | a host offer | day, half | a guest then |
    | offer_time | a mentor offer | day, slot | a mentee then |
    | organisation_time | an organisation | day, half | a guest then |
    | budget | an organisation | | a money unit that its people travel for |
    | balance | an organisation | | a stay sent; one received gives it back |
    """

    kind: RowKind
    whose: Id
    day: date | None = None
    half: Half | None = None
    slot: Id | None = None
    price: int  # negative only for a balance


class Certificate(Part):
    """Prices for one problem and one level of its objective, and what they show.

    `level` is "total", or the first level where levels are solved one after the other.
    `exact_budgets` are organisations whose budget has no price: their people are chosen together, with
    money counted in whole steps of `money_step` units, costs and budget rounded down.
    `proof` is "engine" if the engine says that `value` is best though the prices show only `bound`.
    Without a value there is no plan; without a bound the locks leave none.
    """

    version: Literal[1] = 1
    input_sha256: str
    level: str
    scale: Literal[1024] = 1024
    prices: tuple[Price, ...] = ()
    exact_budgets: tuple[Id, ...] = ()
    money_step: AtLeastOne = 1
    bound: int | None
    value: int | None
    proof: Literal["prices", "engine"] = "prices"
