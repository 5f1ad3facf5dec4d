"""Mistakes to plant in calendar objects and mails, each by one edit of the octets."""

import re
from collections.abc import Callable

Edit = Callable[[bytes], bytes]


def without(name: bytes) -> Edit:
    """Every property of that name is gone, folded lines and all."""
    line = re.compile(rb"^%s[;:].*\r\n(?:[ \t].*\r\n)*" % name, re.MULTILINE)
    return lambda octets: _changed(octets, line.sub(b"", octets))


def instead(old: bytes, new: bytes) -> Edit:
    """The first `old` becomes `new`."""
    return lambda octets: _changed(octets, octets.replace(old, new, 1))


def everywhere(old: bytes, new: bytes) -> Edit:
    return lambda octets: _changed(octets, octets.replace(old, new))


def twice(name: bytes) -> Edit:
    """A property stands there twice."""
    line = re.compile(rb"^(%s[;:].*\r\n(?:[ \t].*\r\n)*)" % name, re.MULTILINE)
    return lambda octets: _changed(octets, line.sub(rb"\1\1", octets, count=1))


def _changed(before: bytes, after: bytes) -> bytes:
    """An edit that changes nothing would plant no mistake."""
    if before == after:
        raise ValueError("nothing to change")
    return after
