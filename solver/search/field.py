"""A board as the flat arrays that compiled functions read."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from solver.arrays.board import Board
from solver.arrays.numbers import ENDLESS, NOBODY, Bits, Integers, Numbers, Truths, joined, offsets
from solver.exact.presence import roles
from solver.search.aim import Aim


class Field(NamedTuple):
    """What does not change while searching; see `solver.arrays.board` for the words."""

    pairs_at: Integers
    entry: Numbers
    points: Integers
    extra_at: Integers
    extra: Integers
    cost_at: Integers
    cost: Integers
    size: Numbers
    member_at: Integers
    home: Numbers  # of each member
    person: Numbers  # of each member: a number if the person has several roles, else -1
    shape: Numbers  # of each party
    forced: Truths
    is_stay: Truths
    bits_at: Integers
    bits: Bits
    words: Numbers  # of each shape
    entry_from: Numbers
    entry_bits_at: Integers
    entry_bits: Bits
    times: Numbers  # placements of each shape
    table_at: Integers  # where a table of entries by placements begins
    cells_at: Integers
    cells: Numbers
    cells_each: Numbers
    cut: Numbers  # cells of the first host
    stay_cells: int
    first: Numbers
    second: Numbers
    place: Numbers
    most: Integers
    least: Integers
    together: Integers
    room: Integers
    budget: Integers
    tolerance: Integers
    balance_weight: int
    loneliness: int  # points lost for each guest that a host with too few lacks
    offer_person: Numbers
    person_offers_at: Integers
    person_offers: Numbers
    conflicts_at: Integers
    conflicts: Numbers
    of_home_at: Integers  # parties by the organisation of their first member
    of_home: Numbers
    at_place_at: Integers  # offers by organisation
    at_place: Numbers
    swaps_at: Integers
    swap_partner: Numbers
    swap_there: Numbers  # where the party has to go
    swap_back: Numbers  # where the partner has to go
    swap_weight: int


def field(board: Board, aim: Aim) -> Field:
    """The arrays for one aim, in the order of the fields."""
    parts = (_pairs(board, aim), _parties(board), _times(board), _entries(board), _limits(board, aim))
    more = (_people(board), _around(board), _swaps(board, aim))
    return Field._make(chain.from_iterable((*parts, *more)))


def _pairs(board: Board, aim: Aim) -> tuple[object, ...]:
    pairs = board.pairs
    return (pairs.at, pairs.entry, aim.points, pairs.extra_at, aim.extra, pairs.cost_at, pairs.cost)


def _parties(board: Board) -> tuple[object, ...]:
    forced = np.array([party.needs_place for party in board.parties], dtype=np.bool_)
    homes = board.home[board.member]
    member = (board.size, board.member_at, homes, _persons(board)[0])
    return (*member, board.shape_of, forced, board.is_stay)


def _times(board: Board) -> tuple[object, ...]:
    bits, entry_bits = list(board.bits), [bits.ravel() for bits in board.entry_bits]
    times = [len(cells) for cells in board.cells]
    tables = [len(entry) * count for entry, count in zip(board.entry_bits, times, strict=True)]
    return (
        offsets([len(one) for one in bits]),
        _bits(bits),
        _numbers([entry.shape[1] for entry in board.entry_bits]),
        board.entry_from,
        offsets([len(one) for one in entry_bits]),
        _bits(entry_bits),
        _numbers(times),
        offsets(tables),
        offsets([cells.size for cells in board.cells]),
        _numbers(joined([cells.ravel() for cells in board.cells])),
        _numbers([cells.shape[1] for cells in board.cells]),
        _numbers([shape.first_cells or 10**6 for shape in board.shapes]),
        board.supply.cells.stays,
    )


def _entries(board: Board) -> tuple[object, ...]:
    return (board.first, board.second, board.place)


def _limits(board: Board, aim: Aim) -> tuple[object, ...]:
    tolerance = board.tolerance if aim.balance else np.full_like(board.tolerance, ENDLESS)
    offers = (board.most, board.least, board.at_a_time)
    loneliness = int(np.abs(aim.points).max(initial=1))
    return (*offers, board.room, board.budget, tolerance, aim.balance, loneliness)


def _people(board: Board) -> tuple[object, ...]:
    _, offer_person, offers = _persons(board)
    conflicts = board.supply.cells.conflicts
    return (offer_person, *_lists(offers), *_lists(conflicts))


def _around(board: Board) -> tuple[object, ...]:
    """Parties by the home of their first member, and offers by place."""
    number = board.view.organisation_number
    places = np.array([number[offer.organisation] for offer in board.view.offers], dtype=np.int64)
    found: list[object] = []
    for owner in (board.home[board.member][board.member_at[:-1]], places):
        found.append(offsets(np.bincount(owner, minlength=len(board.room))))
        found.append(_numbers(np.argsort(owner, kind="stable")))
    return tuple(found)


def _swaps(board: Board, aim: Aim) -> tuple[object, ...]:
    """For each party its partners, where it has to go, and where they have to."""
    wished: list[list[tuple[int, int, int]]] = [[] for _ in board.parties]
    for swap in board.view.problem.swaps if aim.swap else ():
        one, other = (board.party_of[each] for each in swap.applications)
        home, away = (int(board.home[board.view.position[each]]) for each in swap.applications)
        wished[one].append((other, away, home))
        wished[other].append((one, home, away))
    columns = (_numbers([swap[part] for one in wished for swap in one]) for part in range(3))
    return (offsets([len(one) for one in wished]), *columns, aim.swap)


def _lists(lists: Sequence[Sequence[int]]) -> tuple[Integers, Numbers]:
    """Lists one after the other, and where each begins."""
    return offsets([len(one) for one in lists]), _numbers([number for one in lists for number in one])


def _persons(board: Board) -> tuple[Numbers, Numbers, list[list[int]]]:
    """Numbers for those who have several roles, and their offers."""
    member = np.full(len(board.member), NOBODY, dtype=np.int32)
    offer = np.full(len(board.view.offers), NOBODY, dtype=np.int32)
    offers: list[list[int]] = []
    members = [one for party in board.parties for one in party.members]
    mine: dict[str, list[int]] = {}
    for number, one in enumerate(members):
        mine.setdefault(one.person, []).append(number)
    for number, (person, (_, theirs)) in enumerate(roles(board).items()):
        member[mine.get(person, [])] = number
        offer[theirs] = number
        offers.append(theirs)
    return member, offer, offers


def _numbers(numbers: object) -> Numbers:
    return np.asarray(numbers, dtype=np.int32)


def _bits(pieces: list[Bits]) -> Bits:
    return np.concatenate([np.zeros(0, dtype=np.uint64), *pieces])
