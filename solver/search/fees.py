"""What everything costs at some prices, as the search reads it."""

from typing import NamedTuple

from solver.arrays.numbers import Integers, Numbers


class Fees(NamedTuple):
    """What pairs and times cost at the prices, times SCALE, and pairs in the order in which to try them."""

    by_pair: Integers
    table: Integers  # entries by placements, shape after shape
    away_at: Integers  # of each party, or -1
    away: Integers  # by placement, for those who leave guests of their own without a host
    by_points: Numbers  # pairs of each party, the best first
    by_gain: Numbers  # the same less what they cost
