"""Domain and web explain too, and must not load the engine for it."""

import subprocess
import sys


def test_what_explains_loads_no_engine() -> None:
    script = (
        "import sys, solver.cheapest, solver.changed, solver.explain, solver.own, solver.own_plan\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "solving = {'solver.solve', 'solver.engine'} & {*sys.modules}\n"
        "print(sorted(loaded & {'ortools', 'numba'}), sorted(solving))"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[] []"
