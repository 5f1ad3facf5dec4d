"""`make bench`: what we promise about speed and quality, beside peers in the same run."""

import argparse
import os
import platform
from importlib.metadata import version

from benchmarks import imports, matching


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--only", choices=("matching", "imports"), help="Measure this alone.")
    asked.add_argument("--time-limit", type=float, default=120.0, help="Seconds for each solve.")
    wanted = asked.parse_args()
    print(_machine())
    if wanted.only != "matching":
        print(f"\n{imports.table()}", flush=True)
    if wanted.only != "imports":
        print(f"\n{matching.table(time_limit=wanted.time_limit)}")


def _machine() -> str:
    """What the figures hang on; other work at the time shows in the load."""
    software = ", ".join(f"{name} {version(name)}" for name in ("ortools", "openpyxl"))
    hardware = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return f"{hardware}; Python {platform.python_version()}, {software}"


if __name__ == "__main__":
    main()
