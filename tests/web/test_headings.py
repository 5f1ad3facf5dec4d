"""Subjects and senders out of any octets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.views.headings import LONGEST, heading


@given(st.binary(max_size=400), st.binary(max_size=200))
def test_no_mail_is_too_odd_to_be_listed(subject: bytes, rest: bytes) -> None:
    told = heading(b"Subject: " + subject + b"\r\nFrom: =?utf-8?" + rest)

    assert (len(told.subject) <= LONGEST, "\n" in told.subject + told.sender) == (True, False)


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"plain", "plain"),
        (b"=?utf-8?q?Hyv=C3=A4ksytty?=: visit", "Hyväksytty: visit"),
        (b"=?utf-8?b?SMOkbWVlbg==?=", "Hämeen"),
        (b"folded\r\n and long", "folded and long"),
        (b"=?no-such-charset?q?H=C3=A4meen?=", "Hämeen"),
    ],
)
def test_a_subject_is_read_as_people_wrote_it(raw: bytes, subject: str) -> None:
    assert heading(b"Subject: " + raw + b"\r\n\r\nbody").subject == subject
