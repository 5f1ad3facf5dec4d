"""A board as the flat arrays that compiled functions read."""

from typing import NamedTuple

import numpy as np

from solver.arrays.board import Board
from solver.arrays.numbers import ENDLESS, NOBODY, Bits, Integers, Numbers, Truths, offsets
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
    """The arrays for one aim."""
    pairs, shapes = board.pairs, board.shapes
    person, offer_person, person_offers = _persons(board)
    bits, entry_bits = list(board.bits), [bits.ravel() for bits in board.entry_bits]
    conflicts = board.supply.cells.conflicts
    times = [len(cells) for cells in board.cells]
    swaps = _swaps(board) if aim.swap else [[] for _ in board.parties]
    homes = board.home[board.member]
    return Field(
        pairs_at=pairs.at,
        entry=pairs.entry,
        points=aim.points,
        extra_at=pairs.extra_at,
        extra=aim.extra,
        cost_at=pairs.cost_at,
        cost=pairs.cost,
        size=board.size,
        member_at=board.member_at,
        home=homes,
        person=person,
        shape=board.shape_of,
        forced=np.array([party.needs_place for party in board.parties], dtype=np.bool_),
        is_stay=board.is_stay,
        bits_at=offsets([len(one) for one in bits]),
        bits=_flat(bits, np.uint64),
        words=_numbers([entry.shape[1] for entry in board.entry_bits]),
        entry_from=board.entry_from,
        entry_bits_at=offsets([len(one) for one in entry_bits]),
        entry_bits=_flat(entry_bits, np.uint64),
        times=_numbers(times),
        table_at=offsets([len(entry) * count for entry, count in zip(board.entry_bits, times, strict=True)]),
        cells_at=offsets([cells.size for cells in board.cells]),
        cells=_numbers(_flat([cells.ravel() for cells in board.cells], np.int32)),
        cells_each=_numbers([cells.shape[1] for cells in board.cells]),
        cut=_numbers([shape.first_cells or 10**6 for shape in shapes]),
        stay_cells=board.supply.cells.stays,
        first=board.first,
        second=board.second,
        place=board.place,
        most=board.most,
        least=board.least,
        together=board.at_a_time,
        room=board.room,
        budget=board.budget,
        tolerance=board.tolerance if aim.balance else np.full_like(board.tolerance, ENDLESS),
        balance_weight=aim.balance,
        loneliness=int(np.abs(aim.points).max(initial=1)),
        offer_person=offer_person,
        person_offers_at=offsets([len(one) for one in person_offers]),
        person_offers=_numbers([offer for one in person_offers for offer in one]),
        conflicts_at=offsets([len(one) for one in conflicts]),
        conflicts=_numbers([cell for one in conflicts for cell in one]),
        of_home_at=offsets(np.bincount(homes[board.member_at[:-1]], minlength=len(board.room))),
        of_home=_numbers(np.argsort(homes[board.member_at[:-1]], kind="stable")),
        at_place_at=offsets(np.bincount(_offer_places(board), minlength=len(board.room))),
        at_place=_numbers(np.argsort(_offer_places(board), kind="stable")),
        swaps_at=offsets([len(one) for one in swaps]),
        swap_partner=_numbers([swap[0] for one in swaps for swap in one]),
        swap_there=_numbers([swap[1] for one in swaps for swap in one]),
        swap_back=_numbers([swap[2] for one in swaps for swap in one]),
        swap_weight=aim.swap,
    )


def _persons(board: Board) -> tuple[Numbers, Numbers, list[list[int]]]:
    """Numbers for those who have several roles, and their offers."""
    member = np.full(len(board.member), NOBODY, dtype=np.int32)
    offer = np.full(len(board.view.offers), NOBODY, dtype=np.int32)
    offers: list[list[int]] = []
    at = {
        one.id: number for number, one in enumerate(one for party in board.parties for one in party.members)
    }
    mine: dict[str, list[int]] = {}
    for party in board.parties:
        for one in party.members:
            mine.setdefault(one.person, []).append(at[one.id])
    for number, (person, (_, theirs)) in enumerate(roles(board).items()):
        member[mine.get(person, [])] = number
        offer[theirs] = number
        offers.append(theirs)
    return member, offer, offers


def _swaps(board: Board) -> list[list[tuple[int, int, int]]]:
    """For each party its partners, where it has to go, and where they have to."""
    found: list[list[tuple[int, int, int]]] = [[] for _ in board.parties]
    party_of = {one.id: number for number, party in enumerate(board.parties) for one in party.members}
    for swap in board.view.problem.swaps:
        homes = [int(board.home[board.view.position[one]]) for one in swap.applications]
        one, other = (party_of[each] for each in swap.applications)
        found[one].append((other, homes[1], homes[0]))
        found[other].append((one, homes[0], homes[1]))
    return found


def _offer_places(board: Board) -> Integers:
    number = board.view.organisation_number
    return np.array([number[offer.organisation] for offer in board.view.offers], dtype=np.int64)


def _flat(pieces: list[Bits], kind: type) -> Bits:
    return np.concatenate(pieces).astype(kind) if pieces else np.zeros(0, dtype=kind)


def _numbers(numbers: object) -> Numbers:
    return np.asarray(numbers, dtype=np.int32)
