"""The subject and sender of a mail, read from its first octets; whatever is in there, nothing raises."""

from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.parser import BytesHeaderParser
from email.policy import compat32

from sqlalchemy import ColumnElement, LargeBinary, func
from sqlalchemy.orm import InstrumentedAttribute

from models.record import Record

HEAD_OCTETS = 16_000
LONGEST = 300
NO_PARSER = BytesHeaderParser(policy=compat32)


class Heading(Record):
    subject: str
    sender: str


def head(octets: InstrumentedAttribute[bytes]) -> ColumnElement[bytes]:
    """So much of a mail as its heading needs: a list of mails never loads whole ones."""
    first = func.substr(octets, 1, HEAD_OCTETS, type_=LargeBinary)
    return func.coalesce(first, b"", type_=LargeBinary)  # SQLite makes NULL of no octets


def heading(octets: bytes) -> Heading:
    headers = NO_PARSER.parsebytes(octets)
    return Heading(subject=readable(headers.get("Subject", "")), sender=readable(headers.get("From", "")))


def readable(header: Header | str) -> str:
    """A raw header value (a Header where octets are not ASCII) in letters, on one line and not endless."""
    try:
        pieces = decode_header(header)
    except HeaderParseError:
        pieces = [(str(header), None)]
    text = "".join(_letters(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())[:LONGEST]


def _letters(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "ascii", "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")
