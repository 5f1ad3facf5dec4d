"""Hostile mails: refused before anything parses them, and nothing makes reading fail."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invites.replies import Reply, Unread, Unreadable, read
from tests.invites.mails import a_calendar, a_mail


@pytest.mark.parametrize("junk", [b"", b"\x00\xff", b"\r\n\r\n", b"no colon at all"])
def test_what_is_no_mail_is_refused(junk: bytes) -> None:
    assert isinstance(read(junk), Unreadable)


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"From: " + b"x" * 1_000_000, Unread.TOO_LARGE),
        (
            b"".join(
                b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
                for n in range(3000)
            ),
            Unread.TOO_DEEP,
        ),
        (b"Content-Type: message/rfc822\r\n\r\n" * 3000, Unread.TOO_DEEP),
        (
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 90_000,
            Unread.TOO_MANY_PARTS,
        ),
        (b"Content-Type: multipart/mixed; boundary*0=b; boundary*1=c\r\n\r\n", Unread.BROKEN_MAIL),
        (b"Content-Type: text/calendar" + b"; a=b" * 20_000 + b"\r\n\r\n", Unread.BROKEN_MAIL),
        (b"From: " + b"(" * 500_000 + b"\r\n\r\n", Unread.BROKEN_MAIL),
        (b"X: y\r\n" * 100_000 + b"\r\n", Unread.BROKEN_MAIL),
    ],
)
def test_a_bomb_is_refused_before_it_is_parsed(octets: bytes, reason: Unread) -> None:
    begun = time.perf_counter()

    got = read(octets)

    assert got == Unreadable(reason)
    assert time.perf_counter() - begun < 2.0


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.integers(min_value=0, max_value=900))
def test_no_octets_make_reading_fail(junk: bytes, place: int) -> None:
    octets = a_mail(a_calendar())

    assert isinstance(read(octets[:place] + junk + octets[place:]), Reply | Unreadable)
