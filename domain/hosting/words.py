"""What hosts write into the fields of their page, read kindly."""

import re

from domain import topics
from domain.refusals import Invalid
from models.languages import _
from models.offers import TopicStrength

MOST_GUESTS = 50


def number(text: str) -> int | None:
    """How many guests; nothing where nothing was written."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\D{0,20}(\d{1,3})\D{0,20}", text.strip())
    if found is None or not 1 <= int(found[1]) <= MOST_GUESTS:
        raise Invalid(_("Write how many guests as a number from 1 to {most}.", most=MOST_GUESTS))
    return int(found[1])


def known_topics(text: str) -> tuple[TopicStrength, ...]:
    """Those of the written topics that the list of topics has; the rest is read by people."""
    found = (topics.find(each) for each in re.split(r"[,;\n]|\s[-–]\s", text))
    codes = dict.fromkeys(each.code for each in found if each)
    return tuple(TopicStrength(topic=each) for each in codes)
