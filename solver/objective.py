"""What is best: the terms, their weights, and their order."""

from typing import Annotated, Literal

from pydantic import Field

from solver.parts import Part, Weight


class ChangeCosts(Part):
    """What a change against `previous` costs, in points of stability.

    Other dates cost `day`, and one point more for each calendar day that they begin earlier or later,
    `farthest` at most: near dates are better than far ones, and any with the same host than another host.
    """

    day: Weight = 50
    farthest: Weight = 90
    offer: Weight = 150
    lost: Weight = 200
    confirmed_times: Annotated[int, Field(ge=1, le=1000)] = 10


class Weights(Part):
    """Points for one unit of each term. Fit counts 0..100 a pairing; shortfall is what a fit lacks of 40."""

    priority: Weight = 2000
    fit: Weight = 80
    shortfall: Weight = 60
    swap: Weight = 500
    minutes: Weight = 5  # one way
    cost: Weight = 2  # each started euro of a pairing
    co2: Weight = 0  # each started kilogram of a pairing
    balance: Weight = 500  # each stay beyond an organisation's tolerance
    stability: Weight = 20


Level = Literal["placed", "fit", "travel", "balance", "stability"]


class Objective(Part):
    """Either one sum of all terms by their weights, or levels solved one after the other.

    A level is the part of the sum that bears its name: fit holds fit, shortfall and swap; travel holds
    minutes, cost and co2. Levels that are not listed do not count.
    """

    mode: Literal["weights", "levels"] = "weights"
    levels: tuple[Level, ...] = ("placed", "fit", "travel", "balance", "stability")
    weights: Weights = Weights()
    change_costs: ChangeCosts = ChangeCosts()
