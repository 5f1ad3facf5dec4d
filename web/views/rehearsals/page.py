"""Rehearsals of a round: what can be ordered, and what was ordered before."""

from collections.abc import Mapping, Sequence

from domain.rehearsals import opening, orders
from domain.rehearsals.behaviour import ASKED, NOES, SILENCE, USUAL
from domain.rehearsals.orders import MOST_INVENTED, MOST_SEEDS
from models.languages import Words, _
from models.record import Record
from models.rehearsal_orders import RehearsalOrder
from models.rounds import Round
from web.forms import Trouble
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.reading import Reading
from web.views.rehearsals.listed import SHARES, OrderLine, lines, may_rehearse, minutes

USUAL_SEEDS, USUAL_INVENTED = 5, 40
HUNDRED = 100


class RehearsalsView(Record):
    """`why_not` is there where nothing can be ordered now; `usual` are shares in a hundred, as in `1–15`."""

    head: RoundHead
    why_not: Words | None
    applications: int
    usual: Mapping[str, str]
    most_seeds: int = MOST_SEEDS
    most_invented: int = MOST_INVENTED
    minutes: int
    values: Mapping[str, str]
    troubles: tuple[Trouble, ...] = ()
    refused: Words | None = None
    orders: tuple[OrderLine, ...]


def look(
    seen: Reading,
    reference: str,
    values: Mapping[str, str] | None = None,
    *,
    troubles: tuple[Trouble, ...] = (),
    refused: Words | None = None,
) -> RehearsalsView:
    round_ = round_head.find(seen, reference)
    found = orders.of_round(seen.db, round_)
    applications = opening.applicants(seen.db, round_)
    usual = dict.fromkeys(SHARES, "") | {
        "seeds": f"{USUAL_SEEDS}",
        "applicants": "" if applications else f"{USUAL_INVENTED}",
    }
    return RehearsalsView(
        head=round_head.head(seen, round_),
        why_not=_why_not(round_, found),
        applications=applications,
        usual=_usual(),
        minutes=minutes(applications or USUAL_INVENTED, USUAL_SEEDS),
        values=usual | dict(values or {}),
        troubles=troubles,
        refused=refused,
        orders=tuple(lines(seen, found)),
    )


def _why_not(round_: Round, found: Sequence[RehearsalOrder]) -> Words | None:
    if not may_rehearse(round_):
        return _("Only a round whose exchanges have not begun can be rehearsed.")
    if any(each.state.is_living for each in found):
        return _("One rehearsal at a time: the next can be ordered when this one has ended, or is stopped.")
    return None


def _usual() -> dict[str, str]:
    """How people usually are, over all questions that know such an answer."""
    noes = [sum(share for word, share in getattr(USUAL, each) if word in NOES) for each in ASKED]
    silent = [sum(share for word, share in getattr(USUAL, each) if word == SILENCE) for each in ASKED]
    ill = sum(share for word, share in USUAL.illnesses if word != SILENCE)
    return {
        "declines": _between([each for each in noes if each]),
        "silences": _between([each for each in silent if each]),
        "illnesses": _between([ill]),
        "late": _between([USUAL.late]),
    }


def _between(shares: list[float]) -> str:
    low, high = round(min(shares) * HUNDRED), round(max(shares) * HUNDRED)
    return f"{low}" if low == high else f"{low}–{high}"
