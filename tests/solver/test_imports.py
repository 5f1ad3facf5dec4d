"""OR-Tools takes seconds to load: only what solves may import it."""

import subprocess
import sys


def test_reading_checking_explaining_and_the_parent_do_not_load_the_engine() -> None:
    script = (
        "import sys, solver.reading, solver.check, solver.explain, solver.child\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'ortools', 'sqlalchemy', 'temporalio'}))"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
