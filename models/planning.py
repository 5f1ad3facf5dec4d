"""What HR sets for the plans of a round. The weights are those of the solver, with its defaults."""

from models.record import Record


class Weights(Record):
    """Points for one unit of each thing that a plan is good for, or loses by."""

    priority: int = 2000  # for each point of priority of who is placed
    fit: int = 80  # for each point of fit
    shortfall: int = 60  # lost for each point that a fit lacks of 40
    minutes: int = 5  # lost for each minute, one way
    cost: int = 2  # lost for each started euro
    co2: int = 0  # lost for each started kilogram
    balance: int = 500  # lost for each stay beyond an organisation's tolerance
    stability: int = 20  # lost for each point that a change costs
