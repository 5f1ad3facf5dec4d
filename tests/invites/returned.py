"""Dull builders: what mail servers send back when a mail could not be delivered."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <{number}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B/1"

--B/1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org. {text}

--B/1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 1 Feb 2027 12:00:00 +0200 (EET)

Final-Recipient: rfc822; guest@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--B/1
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: "Vaihto" <kierrokset@vaihto.example.org>
Subject: Kalenterikutsu
Message-ID: <{original}>

--B/1--
"""
QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: failure notice
Message-ID: <{number}@mx.example.org>

Hi. This is the qmail-send program at mx.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.

<guest@example.org>:
{text}

--- Below this line is a copy of the message.

From: "Vaihto" <kierrokset@vaihto.example.org>
Message-ID: <{original}>
Subject: Kalenterikutsu

{status} {action}
"""


def a_report(
    *,
    to: str = "kierrokset@vaihto.example.org",
    original: str = "m1@vaihto.example.org",
    action: str = "failed",
    status: str = "5.1.1",
    number: str = "dsn1",
) -> bytes:
    """A report as RFC 3464 wants it."""
    return _filled(POSTFIX, to=to, original=original, action=action, status=status, number=number, text="")


def an_old_bounce(
    *,
    to: str = "kierrokset@vaihto.example.org",
    original: str = "m1@vaihto.example.org",
    text: str = "550 5.1.1 Sorry, no mailbox here by that name.",
) -> bytes:
    """Plain text with the original below it."""
    return _filled(QMAIL, to=to, original=original, text=text, number="old1", status="", action="")


def _filled(pattern: str, **said: str) -> bytes:
    return pattern.format(**said).replace("\n", "\r\n").encode()
