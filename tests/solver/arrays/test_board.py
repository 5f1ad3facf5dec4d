"""The board: who is a party, and how much everybody can take."""

from solver.arrays.board import Board
from solver.arrays.numbers import ENDLESS
from solver.problem import Companions, Organisation, Previous, Problem
from solver.view import View
from tests.solver.tiny import a_guest, a_host, a_mentee, a_mentor, a_round, a_slot


def a_board(problem: Problem) -> Board:
    return Board(View(problem))


def test_companions_are_one_party_in_the_place_of_the_first() -> None:
    together = Companions(applications=("outi", "aino"))
    board = a_board(a_round(a_guest("aino"), a_guest("eeva"), a_guest("outi"), companions=(together,)))

    assert [[one.id for one in party.members] for party in board.parties] == [["aino", "outi"], ["eeva"]]
    assert board.party_of == {"aino": 0, "outi": 0, "eeva": 1}
    assert (board.size.tolist(), board.member_at.tolist(), board.member.tolist()) == (
        [2, 1],
        [0, 2, 3],
        [0, 2, 1],
    )


def test_an_offer_takes_at_a_time_no_more_than_in_all() -> None:
    board = a_board(
        a_round(
            a_host("host", guests_per_day=3, most_stays=2, least_stays=1),
            a_host("inn", guests_per_day=1, most_stays=5),
            a_mentor("maija", mentees_per_session=2, most_mentees=4, least_mentees=2),
        )
    )

    assert board.most.tolist() == [2, 5, 4]
    assert board.least.tolist() == [1, 0, 2]
    assert board.at_a_time.tolist() == [2, 1, 2]


def test_what_an_organisation_does_not_limit_is_endless_and_so_is_nowhere() -> None:
    limits = (
        Organisation(id="oulu", guests_per_day=2),
        Organisation(id="turku", travel_budget=1_000),
        Organisation(id="vaasa", balance_tolerance=0),
    )
    board = a_board(a_round(organisations=limits))

    assert board.room.tolist() == [2, ENDLESS, ENDLESS, ENDLESS]
    assert board.budget.tolist() == [ENDLESS, 1_000, ENDLESS, ENDLESS]
    assert board.tolerance.tolist() == [ENDLESS, ENDLESS, 0, ENDLESS]


def test_entries_of_mentors_follow_those_of_hosts_and_take_nobody_anywhere() -> None:
    mentee, slots = a_mentee("mirja"), (a_slot(),)
    host, mentor = a_host("host", organisation="vaasa"), a_mentor("maija")
    board = a_board(a_round(a_guest("aino"), mentee, host, mentor, slots=slots))

    assert [entry.offer.id for entry in board.entries] == ["host", "maija"]
    assert board.entry_from[board.shape_of].tolist() == [0, 1]
    assert board.place.tolist() == [board.view.organisation_number["vaasa"], len(board.view.organisations)]
    assert board.pairs.entry.tolist() == [0, 1]


def test_only_guests_who_also_host_have_own_offers() -> None:
    board = a_board(
        a_round(
            a_guest("aino", person="aino"),
            a_guest("eeva", person="eeva"),
            a_mentee("mirja", person="mirja"),
            a_host("of aino", person="aino"),
            a_host("of mirja", person="mirja"),
            a_host("again of aino", person="aino"),
            a_mentor("mentor eeva", person="eeva"),
            slots=(a_slot(),),
        )
    )
    ids = [offer.id for offer in board.view.offers]

    own = {
        board.parties[party].members[0].id: [ids[offer] for offer in offers]
        for party, offers in board.own_offers.items()
    }

    assert own == {"aino": ["again of aino", "of aino"]}


def test_a_plan_without_anybody_loses_every_place_of_before() -> None:
    before = (
        Previous(application="aino", offer="host"),
        Previous(application="eeva", offer="host", confirmed=True),
    )
    problem = a_round(a_guest("aino"), a_guest("eeva"), a_host("host"), previous=before)
    costs, weights = problem.objective.change_costs, problem.objective.weights

    lost = -weights.stability * costs.lost * (1 + costs.confirmed_times)

    assert a_board(problem).constants.tolist() == [lost]
