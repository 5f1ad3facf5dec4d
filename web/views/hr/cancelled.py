"""What cancelling a round would send, before anybody says yes to it."""

from collections import Counter

from domain.send_plans import Effect
from domain.steering import cancelling
from domain.steering.cancelling import Cancelling
from models.people import Person
from models.record import Record
from models.rounds import Round
from web.views.counts import count
from web.views.hr.round_head import RoundHead, head
from web.views.reading import Reading

SHOWN = 200


class Told(Record):
    """One person and the kinds of mail that they would get."""

    name: str
    kinds: tuple[tuple[str, int], ...]


class CancelView(Record):
    head: RoundHead
    why: str
    digest: str
    exchanges: int
    mails: int
    cancellations: int
    people: int
    told: tuple[Told, ...]  # the first of them


def look(seen: Reading, round_: Round, by: Person, why: str) -> CancelView:
    """Asked inside a trial: the real verb is run, and taken back."""
    living = count(seen.db, [round_.id])[round_.id].living
    plan = cancelling.foresee(seen.db, round_, Cancelling(by, why), now=seen.now, reader=seen.language)
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for each in plan.messages:
        kinds.setdefault((each.name, each.address), Counter())[each.kind] += 1
    told = tuple(Told(name=name, kinds=tuple(found.items())) for (name, _at), found in kinds.items())
    return CancelView(
        head=head(seen, round_),
        why=why,
        digest=plan.digest,
        exchanges=living,
        mails=len(plan.messages),
        cancellations=plan.totals[Effect.CANCELLED],
        people=len(told),
        told=told[:SHOWN],
    )
