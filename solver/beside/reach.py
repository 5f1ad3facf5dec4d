"""How far each offer is from each party's reach, in points, before times and places.

The same as the pair's part of `solver.beside.obstacles`, for all offers at once.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from solver.beside.obstacles import least_topic_percent
from solver.beside.sides import Marked, Points, Side, Sorts
from solver.changes import ChangeWeights
from solver.problem import Application, CommonDays, Stay

Party = tuple[Application, ...]
NEVER = 10**14  # more than any changes cost; a few of them still add up
NO_LIMIT = 10**17
MOST_MONEY = 10**9


def reach(side: Side, parties: Sequence[Party], weights: ChangeWeights) -> Points:
    """Parties of one size and the same needs by offers: what it takes to bring the offer within reach."""
    members = [member for party in parties for member in party]
    points = np.take(_by_sort(side, parties, weights), side.sorts.number, axis=1)
    _add_fits(side, members, weights, points)
    _add_single_pairs(side, parties, weights, points)
    if len(members) > len(parties):
        points = np.add.reduceat(points, np.arange(0, len(members), len(parties[0])), axis=0)
    return points


def _by_sort(side: Side, parties: Sequence[Party], weights: ChangeWeights) -> Points:
    """By sorts of offers: what place, way and languages take."""
    members, sorts = [member for party in parties for member in party], side.sorts
    points = _places(side, members, weights)[:, sorts.organisation]
    points += _journeys(side, parties, weights)[:, sorts.organisation] * sorts.is_travelled_to
    return points + _languages(members, sorts, weights)


def _homes(side: Side, members: Sequence[Application]) -> Points:
    return np.array([side.place[member.organisation] for member in members], np.int64)


def _places(side: Side, members: Sequence[Application], weights: ChangeWeights) -> Points:
    """By organisations: the own one never, one that is avoided at a price."""
    points = np.zeros((len(members), len(side.place)), np.int64)
    points[np.arange(len(members)), _homes(side, members)] = NEVER
    for row, member in enumerate(members):
        if avoided := [side.place[one] for one in member.excluded_organisations]:
            points[row, avoided] += weights.excluded_organisation
    return points


def _journeys(side: Side, parties: Sequence[Party], weights: ChangeWeights) -> Points:
    """By organisations: minutes and money beyond the own limits, and beyond the budget of those at home."""
    members = [member for party in parties for member in party]
    homes = _homes(side, members)
    minutes, costs = side.minutes[homes], costs_of_journeys(side, members[0])[homes]
    longest = _limits([member.max_minutes for member in members])
    dearest = _limits([member.max_cost for member in members])
    points: Points = weights.minutes * np.maximum(minutes - longest, 0)
    points += weights.cost * euros(side, costs - dearest)
    travelling = np.array([each for party in parties for each in _from_one_home(party)])[:, None]
    spent = [side.room.spent.get(one.id, 0) for one in side.room.view.organisations]
    left = _limits([one.travel_budget for one in side.room.view.organisations])[homes]
    asked = np.array(spent, np.int64)[homes][:, None] + travelling * costs - left
    points += weights.travel_budget * euros(side, np.where((travelling > 0) & (costs > 0), asked, 0))
    return points


def _limits(values: Sequence[int | None]) -> Points:
    return np.array([NO_LIMIT if value is None else value for value in values], np.int64)[:, None]


def euros(side: Side, money: Points) -> Points:
    """Started euros, if any; so many that nobody has them count alike."""
    unit = 100 if side.room.view.problem.money_unit == "cent" else 1
    return -(-np.clip(money, 0, MOST_MONEY * unit) // unit)


def _from_one_home(party: Party) -> list[int]:
    """For the first member of each organisation how many of it travel, for the others 0."""
    if len(party) == 1:
        return [1]
    homes = [member.organisation for member in party]
    return [homes.count(home) * (homes.index(home) == place) for place, home in enumerate(homes)]


def costs_of_journeys(side: Side, application: Application) -> Points:
    """What a journey for these needs costs, organisations by organisations."""
    needs, rates = application.needs, side.room.view.problem.rates
    match needs:
        case Stay(blocks=blocks):
            trips, days = len(blocks), sum((block + 1) // 2 for block in blocks)
        case CommonDays(at_least=least):
            trips, days = 1, least
        case _:
            return needs.count * side.fares
    nights = (side.minutes > rates.night_beyond_minutes) * (days - trips)
    return trips * side.fares + days * rates.day + nights * rates.night


def _languages(members: Sequence[Application], sorts: Sorts, weights: ChangeWeights) -> Points:
    """An offer without any language can be learnt by nobody."""
    table = {
        languages: [
            weights.language * set(languages).isdisjoint(theirs) if theirs else NEVER
            for theirs in sorts.languages
        ]
        for languages in {member.languages for member in members}
    }
    return np.array([table[member.languages] for member in members], np.int64)


def _add_fits(side: Side, members: Sequence[Application], weights: ChangeWeights, points: Points) -> None:
    """A pair that is not listed, or that teaches too little, unless people gave the fit."""
    only_listed = side.room.view.problem.only_listed_fits
    unfit = np.ones(points.shape, np.bool_) if only_listed else _teach_too_little(side, members)
    for row, member in enumerate(members) if side.listed else ():
        unfit[row, side.listed.get(member.id, [])] = False
    points += unfit * np.int64(weights.listed if only_listed else weights.topics)


def _teach_too_little(side: Side, members: Sequence[Application]) -> Marked:
    """In whole numbers, for threads of a matrix product wait for one another on a busy machine."""
    least = least_topic_percent(side.room.view, members[0].kind)
    table = np.zeros((len(members), len(side.offers)), np.bool_)
    for row, member in enumerate(members):
        known = [topic for topic in member.topics if topic.topic in side.subjects]
        taught = sum([topic.weight * side.teaches[side.subjects[topic.topic]] for topic in known])
        table[row] = taught < least * sum([topic.weight for topic in member.topics])
    return table


def _add_single_pairs(side: Side, parties: Sequence[Party], weights: ChangeWeights, points: Points) -> None:
    """Add what concerns single people and pairs."""
    travelling = (number for party in parties for number in _from_one_home(party))
    members = (member for party in parties for member in party)
    for row, (member, number) in enumerate(zip(members, travelling, strict=True)):
        for weight, offers in _pairs(side, member, weights, first_from_home=number > 0):
            if offers is not None:
                points[row, offers] += weight


def _pairs(
    side: Side, member: Application, weights: ChangeWeights, *, first_from_home: bool
) -> Iterator[tuple[int, Points | None]]:
    """What is added at which offers; an organisation that is avoided counts once for a party."""
    if first_from_home:
        yield weights.offer_excludes_organisation, side.shunned_homes.get(member.organisation)
    yield weights.offer_excludes_person, side.shunned_people.get(member.person)
    yield NEVER, side.of_person.get(member.person)
    yield weights.forbidden, side.forbidden.get(member.id)
    for person in set(member.excluded_persons):
        yield weights.excluded_person, side.of_person.get(person)
    lock = side.room.locks.get(member.id)
    if lock is not None:
        locked = [number for number, offer in enumerate(side.offers) if offer.id != lock.offer]
        yield weights.lock, np.array(locked, np.int64)


def places(side: Side, size: int, weights: ChangeWeights) -> Points:
    """What it takes until each offer serves so many more."""
    least, most = side.limits
    too_many, too_few = np.maximum(side.served + size - most, 0), np.maximum(least - side.served - size, 0)
    points: Points = weights.most * too_many + weights.least * too_few
    return points
