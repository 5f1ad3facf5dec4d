"""The parts of a mail that came in; a mail enclosed in it is somebody else's."""

from collections.abc import Iterator
from email.message import Message


def leaves(mail: Message) -> Iterator[Message]:
    """Parts of this mail itself."""
    payload = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from leaves(part)
    elif mail.get_content_maintype() != "message":
        yield mail


def text_of(part: Message, most: int) -> str:
    """The beginning of a part in whichever letters it claims to be, else in those that never fail."""
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return ""
    try:
        return octets[:most].decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):
        return octets[:most].decode("utf-8", "replace")
