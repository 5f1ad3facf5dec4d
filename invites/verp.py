"""Envelope senders that name the mail they carry, so that a bounce says which mail came back (VERP).

The mailbox gets a plus-tag with the mail's id in base32: nobody can guess it, and capitals do not matter.
"""

import re
from base64 import b32decode, b32encode
from uuid import UUID

from invites.meetings import check_address

PADDING = "======"
TAGGED = re.compile(r"[^@]+\+bounce-([a-z2-7]{26})@[^@]+")


def sender_for(mail_id: UUID, mailbox: str) -> str:
    """The SMTP sender of one mail: `local+bounce-<id>@domain`."""
    check_address(mailbox)
    name, _at, domain = mailbox.partition("@")
    tag = b32encode(mail_id.bytes).decode("ascii").removesuffix(PADDING).lower()
    return f"{name.partition('+')[0]}+bounce-{tag}@{domain}"


def mail_behind(address: str) -> UUID | None:
    """The id of the mail that such an address was made for, if it is one."""
    found = TAGGED.fullmatch(address.strip().strip("<>").lower())
    return UUID(bytes=b32decode(found[1].upper() + PADDING)) if found else None
