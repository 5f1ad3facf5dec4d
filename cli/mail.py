"""`vaihto receive`: one mail on standard input, as a mail server pipes it."""

import os
import sys
import traceback
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import click

from cli import options
from settings import Settings
from workers.office import Office, clock_of
from workers.readers import Readers, Reception

NO_MAIL = os.EX_DATAERR  # 65: nothing came in, or nothing but white space
TRY_AGAIN = os.EX_TEMPFAIL  # 75: the mail server keeps the mail and comes back
MOST_OCTETS = 30_000_000


@click.command()
@click.option(
    "--recipient", default="", metavar="ADDRESS", help="The address that the mail was delivered to."
)
@options.data
def receive(recipient: str, data: Path | None) -> None:
    """Read one mail on standard input, apply the answer in it, and print what became of it.

    \b
    Exit status, as mail servers know it from sysexits.h:
      0   the mail is recorded, whatever became of it
      65  there was no mail on standard input; nothing is recorded
      75  not now: the database is locked, away or old, the folder cannot be
          written, or Vaihto has failed. Nothing is recorded, and the mail
          server must keep the mail and try again.
    There is no other status: what mail servers take for final would bounce a
    person's answer, and no fault of ours is theirs.
    """
    octets = _read(sys.stdin.buffer)
    if not octets.strip():
        sys.exit(NO_MAIL)
    outcome = None
    try:
        outcome = _apply(octets, options.settings_of(data), recipient=recipient)
    finally:
        # Whatever fails, a bug of ours too: the answer must stay with the mail server, and come again.
        if outcome is None:
            traceback.print_exc()
            sys.exit(TRY_AGAIN)
    click.echo(outcome)


def _read(mail: BinaryIO) -> bytes:
    """The beginning; what is beyond every limit is taken too, since mail servers mind a pipe that closes."""
    octets = mail.read(MOST_OCTETS)
    while mail.read(MOST_OCTETS):
        pass
    return octets


def _apply(octets: bytes, settings: Settings, *, recipient: str) -> str:
    with closing(options.open_database(settings)) as database, Readers() as readers:
        office = Office(database, clock_of(database))
        reception = Reception(office, readers, authserv=settings.mail_authserv)
        receipt = reception.take(octets, recipient=recipient)
    return receipt.said
