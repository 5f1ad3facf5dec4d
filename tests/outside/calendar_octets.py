"""What no judge looks at: the octets of a calendar object (RFC 5545 3.1) and our own ways."""

import re
from collections.abc import Iterator

MOST_OCTETS = 75
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ONCE = ("BEGIN:VCALENDAR", "END:VCALENDAR", "VERSION:2.0", "PRODID:")
NOT_IN_FEEDS = ("METHOD", "ATTENDEE", "ORGANIZER")
LOCAL = re.compile(r";TZID=([^;:]+):(\d{8}T\d{6})$")
TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")
TIME = re.compile(r"(?:;VALUE=DATE:\d{8}|;TZID=Europe/Helsinki:\d{8}T\d{6}(?:,\d{8}T\d{6})*)")
ANSWERS = re.compile(r";PARTSTAT=(?:NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE|DELEGATED)[;:]")
CALENDAR_USER = re.compile(r":mailto:[^\s<>\"]+@[^\s<>\"]+$")


def faults(octets: bytes) -> list[str]:
    """Everything wrong with an object that goes by mail, in the order in which it is looked for."""
    lines = unfolded(octets)
    alarms = ["an alarm"] if "BEGIN:VALARM" in lines else []
    return [*_anywhere(octets, lines), *_not_once(lines, "METHOD:"), *alarms]


def faults_of_feed(octets: bytes) -> list[str]:
    """Everything wrong with a calendar that people subscribe to."""
    lines = unfolded(octets)
    names = {re.split("[;:]", line)[0] for line in lines}
    return [*_anywhere(octets, lines), *(f"not for feeds: {name}" for name in NOT_IN_FEEDS if name in names)]


def _anywhere(octets: bytes, lines: list[str]) -> list[str]:
    return [*_in_lines(octets), *_not_once(lines, *ONCE), *_in_zones(lines), *_in_values(lines)]


def _not_once(lines: list[str], *starts: str) -> list[str]:
    return [f"not once: {start}" for start in starts if sum(line.startswith(start) for line in lines) != 1]


def unfolded(octets: bytes) -> list[str]:
    text = octets.replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    return text.decode("utf-8", "replace").split("\r\n")[:-1]


def _in_lines(octets: bytes) -> Iterator[str]:
    lines = octets.split(b"\r\n")
    if lines[-1] or not all(lines[:-1]):
        yield "a line that is empty or not ended"
    if octets.count(b"\r\n") != octets.count(b"\n") or octets.count(b"\r\n") != octets.count(b"\r"):
        yield "a bare CR or LF"
    if any(len(line) > MOST_OCTETS for line in lines):
        yield "a line of more than 75 octets"
    if CONTROL.search(octets):
        yield "a control character"
    if not all(_is_whole(line) for line in lines):
        yield "a line that is not whole UTF-8"


def _in_zones(lines: list[str]) -> Iterator[str]:
    used = {found[1] for line in lines if (found := LOCAL.search(line))}
    brought = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
    if used != brought:
        yield "a zone used and not brought, or brought and not used"
    if any(line.startswith("RDATE") for line in lines):
        yield "a list of dates, of which clients read the first"


def _in_values(lines: list[str]) -> Iterator[str]:
    outside_zone = lines[: _index(lines, "BEGIN:VTIMEZONE")] + lines[_index(lines, "END:VTIMEZONE") :]
    for line in outside_zone:
        name = re.split("[;:]", line)[0]
        if name in TIMES and not TIME.fullmatch(line.removeprefix(name)):
            yield f"{name} that is neither a day nor a Helsinki time"
        if name in ("ATTENDEE", "ORGANIZER") and not CALENDAR_USER.search(line):
            yield f"{name} without a mail address"
        if name == "ATTENDEE" and not ANSWERS.search(line):
            yield "PARTSTAT that nobody knows"


def _index(lines: list[str], line: str) -> int:
    return lines.index(line) if line in lines else 0


def _is_whole(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
