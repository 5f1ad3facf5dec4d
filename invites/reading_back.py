"""What one of our own mails says, read from its octets."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from invites.mail_contexts import Item


def subject_of(octets: bytes) -> str:
    return str(_read(octets)["Subject"])


def words_of(octets: bytes) -> Item:
    """Without the first block, which greets, and the last, which names the round: each template has them."""
    mail = _read(octets)
    plain = mail.get_body(("plain",))
    text: str = plain.get_content() if isinstance(plain, EmailMessage) else ""
    blocks = "\n".join(text.strip().splitlines()).split("\n\n")[1:-1]
    return Item(str(mail["Subject"]), tuple("\n\n".join(blocks).splitlines()))


def _read(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=default)
