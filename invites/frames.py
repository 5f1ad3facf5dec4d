"""How a mail goes to the process that reads it, and what was read comes back: a length, then octets."""

import socket
import struct
import time

from pydantic import TypeAdapter, ValidationError

from invites.replies import Heard

LENGTH = struct.Struct(">I")
MAX_ANSWER = 4_000_000
HEARD: TypeAdapter[Heard] = TypeAdapter(Heard)


class BrokenLineError(Exception):
    """The other side is gone, is too slow, or says what cannot be."""


def dump(heard: Heard) -> bytes:
    return HEARD.dump_json(heard)


def load(octets: bytes) -> Heard:
    """Nothing is believed that is not of the shape we know."""
    try:
        return HEARD.validate_json(octets)
    except ValidationError as error:
        raise BrokenLineError("an answer of another shape") from error


def send(line: socket.socket, octets: bytes) -> None:
    line.sendall(LENGTH.pack(len(octets)) + octets)


def receive(line: socket.socket, *, most: int, seconds: float | None = None) -> bytes | None:
    """The next frame, or None if the other side has ended; `seconds` are for the whole of it."""
    deadline = None if seconds is None else time.monotonic() + seconds
    head = _exactly(line, LENGTH.size, deadline)
    if head is None:
        return None
    (length,) = LENGTH.unpack(head)
    if length > most:
        raise BrokenLineError("a frame that is too long")
    return _exactly(line, length, deadline)


def _exactly(line: socket.socket, length: int, deadline: float | None) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        if deadline is not None:
            line.settimeout(max(0.001, deadline - time.monotonic()))
        piece = line.recv(min(length - len(found), 1 << 16))
        if not piece:
            return None
        found += piece
    return bytes(found)
