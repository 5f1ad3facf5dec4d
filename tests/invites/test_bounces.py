"""What mail servers say, in the form of RFC 3464 and in older ones."""

import pytest

from invites.bounces import Action, Report
from invites.replies import Unreadable, read
from tests.invites.returned import a_report, an_old_bounce

ID = "m1@vaihto.example.org"


def reported(octets: bytes) -> Report | None:
    got = read(octets)
    assert isinstance(got, Unreadable)
    return got.report


@pytest.mark.parametrize(
    ("action", "status", "report"),
    [
        ("failed", "5.1.1", Report(Action.FAILED, "5.1.1", ID)),
        ("Failed", "5.1.1 (no such user)", Report(Action.FAILED, "5.1.1", ID)),
        ("failed", "4.4.7", Report(Action.FAILED, "4.4.7", ID)),
        ("failed", "", Report(Action.FAILED, "", ID)),
        ("delayed", "4.4.1", Report(Action.DELAYED, "4.4.1", ID)),
        ("delivered", "2.0.0", Report(Action.ARRIVED, "2.0.0", ID)),
        ("relayed", "2.0.0", Report(Action.ARRIVED, "2.0.0", ID)),
        ("eaten", "5.0.0", None),
    ],
)
def test_a_report_is_read_by_its_action(action: str, status: str, report: Report | None) -> None:
    assert reported(a_report(action=action, status=status)) == report


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("550 5.1.1 Sorry, no mailbox here.", Report(Action.FAILED, "5.1.1", ID)),
        ("550 no such user", Report(Action.FAILED, "5.0.0", ID)),
        ("421 try later", Report(Action.DELAYED, "4.0.0", ID)),
        ("4.4.1 connection timed out; will retry", Report(Action.DELAYED, "4.4.1", ID)),
        ("The address 10.5.1.1 said something", None),
        ("It did not work.", None),
    ],
)
def test_an_older_bounce_is_read_by_its_code(text: str, report: Report | None) -> None:
    assert reported(an_old_bounce(text=text)) == report


def test_a_code_in_a_persons_mail_is_no_bounce() -> None:
    octets = b"From: guest@example.org\r\nSubject: hei\r\n\r\n550 5.1.1 is what I got\r\n"

    assert reported(octets) is None


@pytest.mark.parametrize(
    "head",
    [
        "From: guest@example.org\nSubject: Lomalla",
        "From: guest@example.org\nSubject: Lomalla\nAuto-Submitted: auto-replied",
        "From: postmaster@example.org\nSubject: Automaattinen vastaus: Kutsu",
        "From: postmaster@example.org\nSubject: Lomalla\nAuto-Submitted: auto-replied",
        "Subject: Lomalla\nX-Autoreply: yes",
    ],
)
def test_an_out_of_office_mail_without_a_sender_is_no_bounce(head: str) -> None:
    octets = f"Return-Path: <>\n{head}\n\nOlen lomalla 5.6.26 asti.\n".encode()

    assert reported(octets) is None


def test_a_daemon_that_labels_its_bounce_is_believed() -> None:
    octets = an_old_bounce(text="550 no such user").replace(
        b"Subject:", b"Auto-Submitted: auto-replied\nSubject:", 1
    )

    assert reported(octets) == Report(Action.FAILED, "5.0.0", ID)


def test_the_original_may_be_enclosed_whole() -> None:
    octets = a_report().replace(b"text/rfc822-headers", b"message/rfc822")

    assert reported(octets) == Report(Action.FAILED, "5.1.1", ID)


def test_a_read_receipt_is_no_bounce() -> None:
    octets = (
        b"From: guest@example.org\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\n550 read it\r\n"
        b"--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
        b"Final-Recipient: rfc822; guest@example.org\r\nDisposition: manual-action; displayed\r\n\r\n"
        b"--b--\r\n"
    )

    assert reported(octets) is None
