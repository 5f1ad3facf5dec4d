"""Header values that nobody's name can break out of."""

import re
from base64 import b64encode
from functools import lru_cache

from invites.meetings import Mailbox
from invites.texts import display_name, one_line

PLAIN = re.compile(r"[A-Za-z0-9 !#$%&'*+/^_`{|}~.,:;()@\[\]-]{1,60}")
PHRASE = re.compile(r"[A-Za-z0-9 !#$%&'*+/^_`{|}~-]{1,60}")
WORD_OCTETS = 42


def encode_text(text: str) -> str:
    """Unstructured text: as it is while short and plain, else RFC 2047 words, one a line."""
    clean = one_line(text)
    return clean if PLAIN.fullmatch(clean) or not clean else _words(clean)


def encode_mailbox(mailbox: Mailbox) -> str:
    """`Name <address>`, the name encoded unless it is plain letters."""
    name = display_name(mailbox.name)
    if not name:
        return mailbox.address
    phrase = name if PHRASE.fullmatch(name) else _words(name)
    return f"{phrase} <{mailbox.address}>"


@lru_cache(maxsize=1000)
def _words(text: str) -> str:
    return "\r\n ".join(f"=?utf-8?B?{b64encode(chunk).decode()}?=" for chunk in _chunks(text))


def _chunks(text: str) -> list[bytes]:
    """UTF-8 in pieces short enough for one encoded word, never inside a character."""
    chunks = [b""]
    for letter in text:
        octets = letter.encode()
        if len(chunks[-1]) + len(octets) > WORD_OCTETS:
            chunks.append(b"")
        chunks[-1] += octets
    return chunks
