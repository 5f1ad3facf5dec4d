"""Texts from people, made safe to stand in a header, a property or a line."""

import unicodedata

KEPT_CONTROLS = "\n\t"


def lines(text: str) -> str:
    """Line ends become newlines; other control characters and broken halves of characters go."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    whole = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(each for each in whole if each in KEPT_CONTROLS or unicodedata.category(each) != "Cc")


def one_line(text: str) -> str:
    """The same on a single line, runs of white space made one."""
    return " ".join(lines(text).split())


def display_name(text: str) -> str:
    """A name for CN and address headers; no double quotes, which half the clients show raw as ^'."""
    return one_line(text.replace('"', ""))
