"""Texts from people, made safe to stand in a header, a property or a line."""

import re

LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all of category Cc, but for newline and tab


def lines(text: str) -> str:
    """Line ends become newlines; other control characters and broken halves of characters go."""
    if text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return CONTROLS.sub("", LINE_ENDS.sub("\n", whole))


def one_line(text: str) -> str:
    """The same on a single line, runs of white space made one."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(lines(text).split())


def display_name(text: str) -> str:
    """A name for CN and address headers; no double quotes, which half the clients show raw as ^'."""
    return one_line(text.replace('"', ""))
