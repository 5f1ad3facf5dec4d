"""What is best: the terms, their weights, and their order."""

from typing import Annotated, Literal

from pydantic import Field

from solver.parts import Part, Weight


class ChangeCosts(Part):
    """What a change against `previous` costs, in points of stability.

    Other dates cost `day`, and one point more for each calendar day that they begin earlier or later,
    `farthest` at most: near dates are better than far ones, and any with the same host than another host.
    """

    day: Weight = 50  # other dates with the same host
    farthest: Weight = 90  # the most that days apart can add to other dates
    offer: Weight = 150  # another host
    lost: Weight = 200  # no place any more
    confirmed_times: Annotated[int, Field(ge=1, le=1000)] = 10  # so many times if it was confirmed


class Weights(Part):
    """Points for one unit of each term. Fit counts 0..100 a pairing; shortfall is what a fit lacks of 40."""

    priority: Weight = 2000  # for each point of priority of who is placed
    fit: Weight = 80  # for each point of fit
    shortfall: Weight = 60  # lost for each point that a fit lacks of 40
    swap: Weight = 500  # for each swap that comes true
    minutes: Weight = 5  # lost for each minute, one way
    cost: Weight = 2  # lost for each started euro of a pairing
    co2: Weight = 0  # lost for each started kilogram of a pairing
    balance: Weight = 500  # lost for each stay beyond an organisation's tolerance
    stability: Weight = 20  # lost for each point that a change costs


Level = Literal["placed", "fit", "travel", "balance", "stability"]


class Objective(Part):
    """Either one sum of all terms by their weights, or levels solved one after the other.

    A level is the part of the sum that bears its name: fit holds fit, shortfall and swap; travel holds
    minutes, cost and co2. Levels that are not listed do not count.
    """

    mode: Literal["weights", "levels"] = "weights"  # one sum, or levels one after the other
    levels: tuple[Level, ...] = ("placed", "fit", "travel", "balance", "stability")  # the first comes first
    weights: Weights = Weights()  # points for one unit of each term
    change_costs: ChangeCosts = ChangeCosts()  # what a change against the previous schedule costs
