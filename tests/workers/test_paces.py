from datetime import timedelta

from workers.paces import Pace, rest


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_rests_double_until_four_hours_and_end_after_three_days() -> None:
    rests: list[timedelta] = []
    while (pause := rest(len(rests) + 1)) is not None:
        rests.append(pause)

    assert [each // timedelta(minutes=1) for each in rests[:10]] == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert timedelta(days=3) <= sum(rests, timedelta()) < timedelta(days=3, hours=4)


def test_in_any_minute_no_more_leave_to_one_domain_than_may() -> None:
    watch = Watch()
    pace = Pace(2, clock=watch)

    left = []
    for second in range(180):
        watch.seconds = 1000.0 + second
        if not pace.wait("example.org"):
            pace.left("example.org")
            left.append(second)

    assert left == [0, 1, 60, 61, 120, 121]


def test_one_domain_that_must_wait_stops_no_other() -> None:
    watch = Watch()
    pace = Pace(1, clock=watch)

    pace.left("slow.example.org")

    assert (pace.wait("slow.example.org"), pace.wait("example.org")) == (60.0, 0.0)
    assert pace.full() == {"slow.example.org"}


def test_without_a_number_nothing_waits() -> None:
    pace = Pace()

    for _mail in range(1000):
        pace.left("example.org")

    assert (pace.wait("example.org"), pace.full()) == (0.0, frozenset())
