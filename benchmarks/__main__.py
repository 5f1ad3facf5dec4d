"""`make bench`: what we promise about speed and quality, beside peers in the same run."""

import argparse

from benchmarks import feeds, imports, invites, matching, replies
from benchmarks.machine import machine


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parts = ("matching", "imports", "invites", "feeds", "replies")
    asked.add_argument("--only", choices=parts, help="Measure this alone.")
    asked.add_argument("--time-limit", type=float, default=120.0, help="Seconds for each solve.")
    wanted = asked.parse_args()
    print(machine())
    if wanted.only in (None, "imports"):
        print(f"\n{imports.table()}", flush=True)
    if wanted.only in (None, "invites"):
        for each in invites.tables():
            print(f"\n{each}", flush=True)
    if wanted.only in (None, "feeds"):
        print(f"\n{feeds.table()}", flush=True)
    if wanted.only in (None, "replies"):
        print(f"\n{replies.table()}", flush=True)
    if wanted.only in (None, "matching"):
        print(f"\n{matching.table(time_limit=wanted.time_limit)}")


if __name__ == "__main__":
    main()
