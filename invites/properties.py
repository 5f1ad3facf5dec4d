"""Property lines as calendars want them: escaped, quoted, folded (RFC 5545 3.1, 3.2 and 3.3.11).

Written by hand for the speed of it; tests read the lines back by software that is not ours.
"""

import re

FOLD = b"\r\n "
OCTETS = 74  # and the blank before a continued line: 75
QUOTED = re.compile(r"[ ,;:'’\\]")  # and the backslash, which some readers take for an escape


def folded(line: str) -> bytes:
    """One whole line with its line end, in pieces of at most 75 octets, never cut inside a character."""
    octets = line.encode()
    if len(octets) <= OCTETS:
        return octets + b"\r\n"
    return FOLD.join(_pieces(octets)) + b"\r\n"


def text(value: str) -> str:
    """A text value; its line ends are newlines already."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def parameter(value: str) -> str:
    """A parameter's value without double quotes or controls; `^` is doubled (RFC 6868)."""
    plain = value.replace("^", "^^")
    return f'"{plain}"' if QUOTED.search(plain) else plain


def _pieces(octets: bytes) -> list[bytes]:
    pieces = []
    start, end = 0, len(octets)
    while end - start > OCTETS:
        cut = start + OCTETS
        while octets[cut] & 0xC0 == 0x80:  # the middle of a character
            cut -= 1
        pieces.append(octets[start:cut])
        start = cut
    pieces.append(octets[start:])
    return pieces
