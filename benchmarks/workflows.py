"""`make bench-workflows`: what a round's workflows cost, beside bare ones with as many steps, in one run.

Some eight minutes on two cores; with `--large` rounds of up to 10,000 exchanges too, for half an hour.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass

from temporalio.client import Client

from benchmarks import smooth
from benchmarks.bare import LOCAL, USUAL, Bare
from benchmarks.counted import statements
from benchmarks.engine_room import Room, engine_room, working
from benchmarks.lived import COMES_UP_SECONDS, Lived, Spent, live, spending
from benchmarks.machine import machine
from benchmarks.tables import Table
from workflows.door import connect

GROWTH, LARGE = (100, 500, 2000), (100, 1000, 2000, 10_000)
SESSIONS = 6


@dataclass(frozen=True)
class Pair:
    """What bare workflows took to be started and to be finished."""

    started: Spent
    finished: Spent


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.workflows", description=__doc__)
    asked.add_argument("--number", type=int, default=200, help="Exchanges and bare workflows of each rate.")
    asked.add_argument("--slowly", type=int, default=100, help="Exchanges answered at twenty a second.")
    asked.add_argument("--only", choices=("rates", "events", "growth"), help="Measure this alone.")
    asked.add_argument("--sizes", type=int, nargs="+", help="Sizes of the rounds that are published.")
    asked.add_argument("--large", action="store_true", help="Publish rounds of up to 10,000 exchanges.")
    wanted = asked.parse_args()
    print(machine())
    if wanted.only in (None, "events"):
        print(f"\n{asyncio.run(_events())}", flush=True)
    if wanted.only in (None, "rates"):
        for synchronous in ("FULL", "NORMAL"):
            print(f"\n{asyncio.run(_rates(synchronous, wanted.number, wanted.slowly))}", flush=True)
    if wanted.only in (None, "growth"):
        sizes = wanted.sizes or (LARGE if wanted.large else GROWTH)
        print(f"\n{asyncio.run(_growth(tuple(sizes)))}", flush=True)


async def _events() -> Table:
    """Of histories, and of the database."""
    stay, few, many = [await smooth.events(sessions=each) for each in (0, 2, 2 + SESSIONS)]
    each = (many.total() - few.total()) / SESSIONS
    with engine_room(synchronous="FULL") as room:
        told = await statements(await connect(room.address))
    return Table(
        title="One exchange that goes smoothly",
        head=("what", "number", "aim"),
        rows=(
            ("events of a stay, to the last note", f"{stay.total()}", "at most 100"),
            ("events of mentoring with two sessions", f"{few.total()}", ""),
            ("more events for each session", f"{each:.1f}", "at most 25"),
            ("statements that write, until it is confirmed", f"{told.writes:.1f}", ""),
            ("statements that read, until it is confirmed", f"{told.reads:.1f}", ""),
            ("transactions that write, until it is confirmed", f"{told.commits:.1f}", ""),
        ),
    )


async def _rates(synchronous: str, number: int, slowly: int) -> Table:
    with engine_room(synchronous=synchronous) as room:
        client = await connect(room.address)
        ours = await live(room, client, number=number + slowly, slowly=slowly)
        bare = {
            way: await _bare(room, client, way, number=number, steps=ours.steps) for way in (USUAL, LOCAL)
        }
    rows = [_row("ours", ours.exchanges, ours.started, number, ours.confirmed)]
    for name, pair in bare.items():
        rows.append(_row(f"bare, {name}", number, pair.started, number, pair.finished))
    factors = [_factors(name, ours, number, pair) for name, pair in bare.items()]
    late = sorted(ours.latencies)
    title = (
        f"synchronous={synchronous}: {number} workflows with {ours.steps} steps each; "
        f"ours had {ours.events:.0f} events by then, and acted {ours.latency:.2f} s after an answer "
        f"by the median, {late[-1] if late else 0:.2f} s at most, under 20 answers a second"
    )
    head = ("workflows", "started/s", "worker ms", "server ms", "confirmed/s", "worker ms", "server ms")
    return Table(title=title, head=head, rows=(*rows, *factors))


async def _bare(room: Room, client: Client, way: str, *, number: int, steps: int) -> Pair:
    tally = room.folder / way.replace(" ", "-")
    bare = Bare(client, tally, number=number, steps=steps, way=way)
    pair = Pair(Spent(), Spent())
    with working(room, "benchmarks.bare", room.address, str(tally)) as worker:
        await asyncio.sleep(COMES_UP_SECONDS)
        with spending(pair.started, room, worker):
            await bare.start()
        with spending(pair.finished, room, worker):
            await bare.finish()
    return pair


def _row(name: str, first: int, started: Spent, second: int, confirmed: Spent) -> tuple[str, ...]:
    return (name, *_cells(first, started), *_cells(second, confirmed))


def _cells(number: int, spent: Spent) -> tuple[str, str, str]:
    each = (1000 * seconds / number for seconds in (spent.worker, spent.server))
    return (f"{number / spent.seconds:.1f}", *(f"{one:.0f}" for one in each))  # type: ignore[return-value]


def _factors(name: str, ours: Lived, number: int, pair: Pair) -> tuple[str, ...]:
    """Ours of the bare rate."""
    started = (ours.exchanges / ours.started.seconds) / (number / pair.started.seconds)
    confirmed = (number / ours.confirmed.seconds) / (number / pair.finished.seconds)
    return (f"ours of bare, {name}", f"{started:.0%}", "", "", f"{confirmed:.0%}", "", "")


async def _growth(sizes: tuple[int, ...]) -> Table:
    return Table(
        title="Publishing a round until everybody has been asked, by its size (aim: 2,000 in 300 s)",
        head=(
            "exchanges",
            "plan lives after s",
            "all asked after s",
            "ms each",
            "worker MB",
            "at most",
        ),
        rows=tuple([_grown(await _published(size)) for size in sizes]),
    )


async def _published(size: int) -> Lived:
    with engine_room(synchronous="FULL") as room:
        return await live(room, await connect(room.address), number=size, confirms=False)


def _grown(lived: Lived) -> tuple[str, ...]:
    return (
        f"{lived.exchanges:,}",
        f"{lived.published:.1f}",
        f"{lived.started.seconds:.0f}",
        f"{1000 * lived.started.seconds / lived.exchanges:.0f}",
        f"{lived.megabytes[0]:.0f}",
        f"{max(lived.megabytes):.0f}",
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        time.sleep(0.05)
