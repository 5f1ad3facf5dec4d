"""The tables say what was measured: gaps from the trace, ratios round by round, hits and misses."""

from benchmarks.comparison import goals, ratios, tables
from benchmarks.goals import Reached, explained, gap, proved, repair
from benchmarks.methods import BY_FIT, BY_VALUE, CP_SAT, HIGHS, SOLVER
from benchmarks.records import Ceiling, Explained, Measured, Moment, Planned, Repaired, Round, Started
from benchmarks.results import LINE, Results
from solver.solution import Status

FIRST = Round(size="M", tightness="scarce", seed=1)
SECOND = Round(size="M", tightness="scarce", seed=2)


def a_plan(method: str = SOLVER, round_: Round = FIRST, **other: object) -> Planned:
    values: dict[str, object] = {
        "round_": round_,
        "method": method,
        "status": Status.FEASIBLE,
        "placed": 100,
        "fit": 5000,
        "value": 1000,
        "bound": None,
        "seconds": 10.0,
        "peak_mb": 100,
    }
    return Planned.model_validate(values | other)


def a_repair(**other: object) -> Repaired:
    values: dict[str, object] = {
        "round_": FIRST,
        "seconds": 0.1,
        "peak_mb": 100,
        "placed_before": 100,
        "placed": 98,
        "fallen_confirmed": 10,
        "placed_again": 10,
        "standing": 80,
        "untouched": 80,
        "confirmed_moved": 0,
    }
    return Repaired.model_validate(values | other)


def ways_out(**other: object) -> Explained:
    values: dict[str, object] = {
        "round_": FIRST,
        "unplaced": 3,
        "explained": 3,
        "building_seconds": 1.0,
        "seconds": 0.019,
        "others_seconds": 0.03,
        "peak_mb": 9,
    }
    return Explained.model_validate(values | other)


def moments(*said: tuple[float, int | None, int | None]) -> tuple[Moment, ...]:
    return tuple(Moment(seconds=seconds, value=value, bound=bound) for seconds, value, bound in said)


def test_a_gap_is_what_the_method_itself_knew_by_then() -> None:
    plan = a_plan(trace=moments((1, 900, None), (5, None, 1010), (9, 1000, None), (11, None, 1001)))

    assert [plan.gap_after(seconds) for seconds in (0, 4, 5, 10, 11)] == [None, None, 110 / 900, 0.01, 0.001]


def test_the_bound_of_a_round_is_the_least_that_anybody_proved() -> None:
    results = Results((a_plan(bound=1100), a_plan(HIGHS, bound=1050), a_plan(CP_SAT, SECOND, bound=1001)))

    assert (results.bound(FIRST), results.bound(SECOND)) == (1050, 1001)


def test_greedy_is_the_better_of_the_two() -> None:
    results = Results((a_plan(placed=110), a_plan(BY_FIT, placed=99), a_plan(BY_VALUE, placed=100)))

    assert results.more_placed("M", "scarce") == [110 / 100 - 1]


def test_how_much_sooner_is_asked_round_by_round() -> None:
    ours = [
        a_plan(round_=round_, bound=1000, trace=moments((seconds, 995, None)))
        for round_, seconds in ((FIRST, 1), (SECOND, 2))
    ]
    theirs = a_plan(HIGHS, SECOND, trace=moments((1, 989, None), (50, 990, None)))

    assert Results((*ours, theirs)).sooner_than_highs("M", "scarce") == [25]


def test_a_rival_without_a_plan_has_no_ratio() -> None:
    nothing = a_plan(CP_SAT, status=Status.UNKNOWN, placed=0, value=None)

    row = ratios(Results((a_plan(), nothing))).rows[0]

    assert row == ("M", "scarce", "-", "-", "-", "-", "-")


def test_a_gap_is_missed_by_the_worst_round() -> None:
    good = a_plan(trace=moments((1, 1000, 1005), (100, 1000, 1002)))
    bad = a_plan(round_=SECOND, trace=moments((1, 1000, 1010), (100, 1000, 1002)))
    results = Results((good, bad))

    early = gap("M", "scarce", most=0.006, seconds=10).look(results)
    late = gap("M", "scarce", most=0.003, seconds=120).look(results)

    assert (early, late) == (Reached("1.000%", enough=False), Reached("0.200%", enough=True))


def test_a_plan_without_a_proof_was_never_proved() -> None:
    quick = a_plan(status=Status.OPTIMAL, seconds=0.5)
    goal = proved("M", "scarce", median=1, worst=10)

    assert goal.look(Results(())) is None
    assert goal.look(Results((quick,))) == Reached("1 of 1 proved, median 0.50 s, worst 0.50 s", enough=True)
    unproved = goal.look(Results((quick, a_plan(round_=SECOND))))
    assert unproved is not None
    assert not unproved.enough


def test_a_repair_that_moves_a_confirmed_stay_misses() -> None:
    goal = repair("M", seconds=0.5, again=0.93, untouched=0.93)
    worse = {"confirmed_moved": 1, "placed_again": 9, "untouched": 74, "seconds": 0.6}

    looked = [goal.look(Results((a_repair(**{name: value}),))) for name, value in worse.items()]

    assert goal.look(Results((a_repair(),))) == Reached(
        "0.10 s, 100% again, 100.0% untouched, 0 confirmed moved", enough=True
    )
    assert [reached is not None and reached.enough for reached in looked] == [False] * 4


def test_somebody_without_a_way_out_misses() -> None:
    goal = explained("M", ms=20)

    looked = [goal.look(Results((ways_out(explained=number),))) for number in (3, 2)]

    assert [reached is not None and reached.enough for reached in looked] == [True, False]


def test_ways_out_are_judged_with_the_arrays_ready() -> None:
    goal = explained("M", ms=20)

    looked = goal.look(Results((ways_out(), ways_out(seconds=0.02, building_seconds=2.0))))

    assert looked == Reached("20 ms (2000 with building), 0 without a way", enough=True)
    assert goal.look(Results((ways_out(seconds=0.021),))) == Reached(
        "21 ms (1000 with building), 0 without a way", enough=False
    )


def test_only_what_was_measured_is_told() -> None:
    results = Results((a_plan(placed=110), a_plan(BY_FIT, placed=100)))

    assert [table.title.split(":")[0] for table in tables(results)] == [
        "Plans (gap to the best bound that any method proved in this run)",
        "The solver beside its peers",
        "Goals",
    ]
    assert ("M", "scarce", "placed against greedy +8%", "median +10.0%, least +10.0% of 1", "hit") in goals(
        results
    ).rows


def test_every_record_survives_the_way_between_processes() -> None:
    records: list[Measured] = [
        a_plan(trace=moments((1, None, 5))),
        a_repair(),
        ways_out(),
        Ceiling(round_=FIRST, placed=3, seconds=0.1),
        Started(how="cold", first_seconds=None, seconds=1.0, placed=3),
    ]

    assert [LINE.validate_json(one.model_dump_json()) for one in records] == records


def test_what_the_judge_found_is_not_hidden() -> None:
    assert Results((a_plan(wrong=("two_places: somebody",)), a_repair())).wrong == [
        "M scarce 1: two_places: somebody"
    ]


def test_a_bound_that_anybody_exceeds_is_told() -> None:
    claims = a_plan(HIGHS, value=900, bound=1000, trace=moments((1, 900, 999)))
    others = a_plan(round_=SECOND, value=2000, bound=2000)

    assert Results((a_plan(value=999), claims, others)).wrong == []
    assert Results((a_plan(value=1000), claims, others)).wrong == [
        "M scarce 1: HiGHS says that 999 is the most, and 1000 was reached"
    ]
