"""The commands of every workflow are as they were written down: a change of them concerns running rounds."""

import ast
import json

from tests.histories.commands import SAVED, Method, commands, in_order

WHAT_TO_DO = """
What workflows ask of Temporal has changed. Rounds that run now replay their histories with this code, and an
order of commands that differs from theirs stops them. Either take the change back into `domain/`, where most
rules belong; or let older runs go on in the old way:
    if self.case.edition >= 3:   # and EDITION = 3 in models/messages.py
or, within one run, `if workflow.patched("a-name"):` (never in a loop: its answer is remembered for the run).
See docs/decisions/0018-worker-versioning.md. Then record a history of the new way by
`python -m tests.histories.record`, see that tests/histories/test_replay.py still replays the older ones, and
write the commands down by `python -m tests.histories.commands`.
"""
BEFORE = """
async def run(self, case):
    if await self.chapter("confirm", Steps.confirm) is Outcome.CONFIRMED:
        await self.chapter("accompany", Steps.accompany)
    await self.repeat(Steps.close)
"""


def test_workflows_ask_of_temporal_what_was_written_down() -> None:
    known = json.loads(SAVED.read_text(encoding="utf-8"))

    assert commands() == known, WHAT_TO_DO


def test_another_order_of_chapters_is_another_fingerprint() -> None:
    swapped = BEFORE.replace("confirm", "x").replace("accompany", "confirm").replace("x", "accompany")

    assert of(swapped) != of(BEFORE)


def test_a_command_that_is_asked_under_another_condition_is_another_fingerprint() -> None:
    always = BEFORE.replace("is Outcome.CONFIRMED", "is not Outcome.RELEASED")

    assert of(always) != of(BEFORE)


def test_words_and_what_asks_for_nothing_change_no_fingerprint() -> None:
    told = BEFORE.replace("    await self.repeat", "    self.log = 'closing'\n    await self.repeat")

    assert of(told) == of(BEFORE)


def of(source: str) -> list[str]:
    method = ast.parse(source).body[0]
    assert isinstance(method, Method)
    return list(in_order(method))
