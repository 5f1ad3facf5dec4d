"""`python -m workers ROLE`: started by `vaihto up`, by systemd or by a container."""

import argparse
import asyncio
import logging
import time
from pathlib import Path

from settings import Settings
from workers.process import Place, work


def main() -> None:
    options = argparse.ArgumentParser(prog="vaihto-worker")
    options.add_argument("role", choices=["main", "solver", "mailbox"])
    options.add_argument("--data", type=Path)
    options.add_argument("--temporal", required=True, metavar="HOST:PORT")
    options.add_argument("--alone", action="store_true", help="no other worker has this role")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = Settings() if chosen.data is None else Settings(data=chosen.data)
    try:
        asyncio.run(work(chosen.role, Place(settings, chosen.temporal, is_alone=chosen.alone)))
    finally:
        # A thread of Temporal's core may still need the interpreter (temporalio sdk-python issue 300).
        time.sleep(0.05)


main()
