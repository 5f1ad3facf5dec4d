"""Topics that somebody wishes to learn about, and the one that matters most to them."""

from collections.abc import Iterable, Sequence

from models.applications import TopicWish

MOST, USUAL = 5, 3


def weighed(before: Sequence[TopicWish], chosen: Iterable[str], most: str) -> tuple[TopicWish, ...]:
    """The chosen topics; weights that were told otherwise, as by a spreadsheet, stay while `most` does."""
    known = {each.topic: each for each in before}
    codes = dict.fromkeys((*chosen, *([most] if most else [])))
    if most == matters_most(before):
        return tuple(known.get(each) or TopicWish(topic=each) for each in codes)
    return tuple(TopicWish(topic=each, weight=MOST if each == most else USUAL) for each in codes)


def matters_most(topics: Sequence[TopicWish]) -> str:
    """The topic that weighs more than every other; empty where none does."""
    heaviest = max((each.weight for each in topics), default=USUAL)
    found = [each.topic for each in topics if each.weight == heaviest]
    return found[0] if len(found) == 1 and (len(topics) > 1 or heaviest > USUAL) else ""
