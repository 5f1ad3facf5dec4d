"""How the people of a rehearsal behave: which share of them says what to which question, and who is late."""

from typing import Annotated

from pydantic import Field

from models.record import Record

Portion = Annotated[float, Field(ge=0, le=1)]
Chances = tuple[tuple[str, Portion], ...]  # words and their shares, one in all; an empty word is silence

SILENCE = ""
NOES = ("declined", "refused", "no")


class Behaviour(Record):
    """The words of one rehearsal's people and their shares; `late` is the share that answers too late."""

    endorsements: Chances = (("given", 0.95), ("refused", 0.03), ("", 0.02))
    confirmations: Chances = (("accepted", 0.95), ("declined", 0.03), ("", 0.02))
    replies: Chances = (
        ("accepted", 0.865),
        ("another", 0.015),  # proposes a time that is possible
        ("impossible", 0.01),  # proposes one that is not
        ("refresh", 0.01),  # asks for the invitation again
        ("tentative", 0.04),
        ("declined", 0.015),
        ("", 0.045),
    )
    doubts: Chances = (("other", 0.4), ("keep", 0.35), ("cancel", 0.15), ("", 0.1))
    other_days: Chances = (("yes", 0.75), ("no", 0.15), ("", 0.1))
    notes: Chances = (("answered", 0.75), ("", 0.25))
    asks: Chances = (("yes", 0.9), ("no", 0.03), ("", 0.07))  # everything else that is asked on a page
    illnesses: Chances = (("host", 0.05), ("guest", 0.04), ("", 0.91))
    late: float = 0.0


USUAL = Behaviour()


class Said(Record):
    """What somebody who orders a rehearsal says of its people; what is not said stays as usual."""

    declines: Portion | None = None
    silences: Portion | None = None
    illnesses: Portion | None = None
    late: Portion | None = None

    def behaviour(self) -> Behaviour:
        """Noes and silences are set for every question that knows them, the other words share the rest."""
        usual = USUAL.model_dump()
        changed = {name: self._changed(chances) for name, chances in usual.items() if name in ASKED}
        ill = with_share(USUAL.illnesses, _but(USUAL.illnesses, SILENCE), self.illnesses)
        return Behaviour.model_validate({**usual, **changed, "illnesses": ill, "late": self.late or 0.0})

    def _changed(self, chances: Chances) -> Chances:
        silent = with_share(chances, (SILENCE,), self.silences)
        return with_share(silent, _those(silent, NOES), self.declines, besides=(SILENCE,))


ASKED = ("endorsements", "confirmations", "replies", "doubts", "other_days", "notes", "asks")


def with_share(
    chances: Chances, words: tuple[str, ...], share: float | None, *, besides: tuple[str, ...] = ()
) -> Chances:
    """The same with `words` making up a share in all; those `besides` keep theirs, the others adapt."""
    named = sum(each for word, each in chances if word in words)
    if share is None or named == 0:
        return chances
    kept = sum(each for word, each in chances if word in besides)
    share = min(share, 1 - kept)
    others = 1 - kept - named
    factors = dict.fromkeys(words, share / named) | dict.fromkeys(besides, 1.0)
    rest = (1 - kept - share) / others if others else 0.0
    return tuple((word, each * factors.get(word, rest)) for word, each in chances)


def _those(chances: Chances, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word, _share in chances if word in words)


def _but(chances: Chances, word: str) -> tuple[str, ...]:
    return tuple(each for each, _share in chances if each != word)
