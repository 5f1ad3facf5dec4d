"""`python -m tests.stories.rehearsing FOLDER PORT SAMPLE`: a demo whose mails go to a test's SMTP server."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from cli.demo import play
from settings import Settings


def main(folder: Path, port: int, sample: str) -> None:
    settings = Settings(data=folder / "data", smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    told = play(settings, sample=sample, seed=1, leaves=True)
    if told is None:
        raise SystemExit("the rehearsal was stopped")
    (folder / "summary.json").write_text(json.dumps(asdict(told)))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    finally:
        time.sleep(0.05)
