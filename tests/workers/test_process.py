"""A worker process by itself, as an operator starts it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from migrations.upgrade import upgrade
from models.database import Database
from models.people import Person
from settings import Settings
from tests.builders_of_exchanges import a_mail, an_exchange
from workers.temporal_server import free_port

LIMIT_SECONDS = 60.0


def test_mails_leave_although_temporal_is_away(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    database = Database(settings.database)
    upgrade(database)
    with database.change() as db:
        exchange = an_exchange(db)
        mail = a_mail(
            db,
            about=exchange,
            to=db.get_one(Person, exchange.guest_id),
            message_id="first@vaihto.example.org",
        )
    nobody = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "workers", "main", "--data", str(tmp_path), "--temporal", nobody]

    process = subprocess.Popen(command)
    file = settings.outbox / "first.eml"
    deadline = time.monotonic() + LIMIT_SECONDS
    while not file.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)

    assert process.wait(LIMIT_SECONDS) == 0
    assert file.read_bytes() == mail.octets
    database.close()
