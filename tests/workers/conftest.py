"""A mailbox, and the server that lends it out."""

from collections.abc import Iterator

import pytest

from tests.workers.imap_server import ImapServer, Mailbox, serving


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(box: Mailbox) -> Iterator[ImapServer]:
    with serving(box) as server:
        yield server
