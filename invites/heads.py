"""The head of a mail that came in: who wrote, to which of our mails, and whether a person wrote it."""

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from invites.texts import one_line

MAX_BLOCK = 200
MAX_NAMED = 20
MESSAGE_ID = re.compile(r"<([^<>\s]{1,200})>")
MAX_VERDICT = 10_000  # no header of a mail that is read is longer
DMARC = re.compile(r";\s*dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
COMMENT = re.compile(r"\([^()]*\)")
QUOTED = re.compile(r'"[^"]*"')
DELIVERED = ("Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "To")
FAIL = "fail"
AUTOMATIC = ("auto-replied", "auto-notified")
IMPERSONAL = ("bulk", "junk", "list", "auto_reply")
RESPONDERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress")
AWAY = re.compile(
    r"(automaattinen vastaus|poissaoloilmoitus|autosvar|automatiskt svar|frånvaro|"
    r"automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """What one mail server wrote about the sender's domain: dmarc=pass, fail, none ..."""

    server: str
    dmarc: str


@dataclass(frozen=True)
class Headers:
    """The mail around the answer; `auto_submitted` is the keyword of RFC 3834, or empty.

    Message ids are bare; `references` are the mails that this one follows, the nearest first.
    """

    from_address: str
    message_id: str
    in_reply_to: str
    subject: str
    auto_submitted: str
    precedence: str
    is_bounce: bool
    references: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    is_responder: bool = False

    @property
    def is_automatic(self) -> bool:
        """No person wrote this: out of office, a list, a bounce.

        `auto-generated` alone is not enough: calendar services label people's real answers so.
        """
        return self.is_bounce or self.auto_submitted in AUTOMATIC or self.precedence in IMPERSONAL

    @property
    def writes_itself(self) -> bool:
        """Of a mail without calendar: Exchange calls its out-of-office mails only `auto-generated`."""
        is_labelled = self.auto_submitted not in ("", "no") or self.is_responder
        return self.is_automatic or is_labelled or AWAY.match(self.subject) is not None

    def dmarc(self, authserv: str) -> str:
        """What our own mail server says, by the name it signs with; empty if it says nothing.

        A "fail" counts wherever it stands: nothing that a sender slips in may hide it.
        """
        ours = [each.dmarc for each in self.verdicts if authserv and each.server == authserv.casefold()]
        return FAIL if FAIL in ours else next(iter(ours), "")


def headers(mail: Message) -> Headers:
    """What the outside of the mail says."""
    senders = [address for _name, address in getaddresses([header(mail, "From")]) if address]
    answered = named_ids(str(mail.get("In-Reply-To", "")))
    return Headers(
        from_address=senders[0].casefold()[:MAX_BLOCK] if len(senders) == 1 else "",
        message_id=_bare(mail, "Message-ID"),
        in_reply_to=_bare(mail, "In-Reply-To"),
        subject=header(mail, "Subject")[:MAX_BLOCK],
        auto_submitted=_keyword(mail, "Auto-Submitted"),
        precedence=_keyword(mail, "Precedence"),
        is_bounce=_is_report(mail) or _has_no_sender(mail),
        references=_unique(*answered, *reversed(named_ids(str(mail.get("References", ""))))),
        recipients=_unique(*(each for name in DELIVERED for each in _addresses(mail, name))),
        verdicts=tuple(_verdicts(mail)),
        is_responder=any(name in mail for name in RESPONDERS),
    )


def header(mail: Message, name: str) -> str:
    """One header as people read it, on one line."""
    raw = str(mail.get(name, ""))
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return one_line(raw)


def named_ids(text: str) -> list[str]:
    """The message ids of a text, bare, in its order."""
    return MESSAGE_ID.findall(one_line(text))[:MAX_NAMED]


def _is_report(mail: Message) -> bool:
    """A read receipt has the same type, and is no bounce, but no person's answer either."""
    return mail.get_content_type() == "multipart/report"


def _has_no_sender(mail: Message) -> bool:
    """Postfix writes MAILER-DAEMON for the empty sender when it hands a mail to a pipe."""
    sender = header(mail, "Return-Path").strip("<> ").casefold()
    return "Return-Path" in mail and (not sender or sender.partition("@")[0] == "mailer-daemon")


def _verdicts(mail: Message) -> list[Verdict]:
    """The newest first: a server writes above what was there."""
    found = []
    for raw in mail.get_all("Authentication-Results", [])[:MAX_NAMED]:
        whole = one_line(str(raw))[:MAX_VERDICT]
        text = COMMENT.sub("", whole)
        server = (text.partition(";")[0].split() or [""])[0].casefold()
        found.append(Verdict(server[:MAX_BLOCK], _dmarc(whole, text)))
    return found


def _dmarc(whole: str, text: str) -> str:
    """A "fail" counts also inside quotes and comments; anything else only where the server itself says it."""
    said = [each.casefold() for each in DMARC.findall(QUOTED.sub("", text))]
    doubts = [each.casefold() for one in (whole, text) for each in DMARC.findall(one)]
    return FAIL if FAIL in doubts or FAIL in said else next(iter(said), "")[:20]


def _addresses(mail: Message, name: str) -> list[str]:
    raw = [one_line(str(each))[:2_000] for each in mail.get_all(name, [])[:MAX_NAMED]]
    found = (address.casefold()[:MAX_BLOCK] for _name, address in getaddresses(raw) if address)
    return list(found)[:MAX_NAMED]


def _unique(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:MAX_NAMED]


def _bare(mail: Message, name: str) -> str:
    return header(mail, name).strip("<> ")[:MAX_BLOCK]


def _keyword(mail: Message, name: str) -> str:
    return header(mail, name).partition(";")[0].strip().casefold()
