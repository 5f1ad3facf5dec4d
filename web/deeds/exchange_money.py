"""Euros of an exchange, and its newest mails once more."""

from collections.abc import Iterator
from typing import Annotated

from sqlalchemy import select

from domain import resending
from domain.money import costs, written_sums
from domain.refusals import Conflict, NotFound
from models.costs import Cost, CostKind
from models.languages import _
from models.organisations import Organisation
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import ROW, As, DeedForm, Entry, Occasion, Press, deed
from web.deeds.exchange_words import row_of
from web.words.money import KINDS


class Paid(DeedForm):
    kind: Annotated[CostKind, As(_("Kind"), Entry.CHOICE)]
    euros: Annotated[str, As(_("Euros"), hint=_("As in 118 or 118,50."))]
    payer: Annotated[str, As(_("Payer"), Entry.CHOICE)]
    centre: Annotated[str, As(_("Cost centre"))] = ""
    words: Annotated[str, As(_("What for"))] = ""


def _to_pay(at: AtExchange) -> Iterator[Occasion]:
    kinds = tuple((each.value, at.say(words)) for each, words in KINDS.items())
    houses = (at.exchange.guest.organisation, at.exchange.host.organisation)
    payers = {each.code: each.name(at.seen.language) for each in houses}
    yield Occasion(choices={"kind": kinds, "payer": tuple(payers.items())})


def _pay(at: AtExchange, said: Paid) -> None:
    payer = at.seen.db.scalar(select(Organisation).where(Organisation.code == said.payer))
    if payer is None:
        raise NotFound(_("There is no organisation with the code {code}.", code=said.payer))
    cents = written_sums.cents(said.euros)
    told = costs.Sum(said.kind, cents, payer, said.centre, said.words)
    costs.note(at.seen.db, at.exchange, told, by=at.me(), now=at.seen.now)


def _to_take_back(at: AtExchange) -> Iterator[Occasion]:
    for each in costs.of_exchange(at.seen.db, at.exchange.id):
        yield Occasion(row=f"{each.id}", about=costs.words_of(each, at.seen.language))


def _take_back(at: AtExchange, _said: Press) -> None:
    row = at.seen.db.scalar(select(Cost).where(Cost.exchange_id == at.exchange.id, Cost.id == row_of(at)))
    if row is None:
        raise Conflict(_("This cost has been taken back already."))
    costs.take_back(at.seen.db, row, by=at.me(), now=at.seen.now)


def _to_resend(at: AtExchange) -> Iterator[Occasion]:
    for side, name in at.sides:
        if resending.newest(at.seen.db, at.exchange, at.person(Side(side)).id):
            yield Occasion(row=side, about=name)


def _resend(at: AtExchange, _said: Press) -> None:
    """The last calendar mail of each invitation, or else the last mail."""
    side = Side.GUEST if at.form.text(ROW) == Side.GUEST else Side.HOST
    found = resending.newest(at.seen.db, at.exchange, at.person(side).id)
    if not found:
        raise NotFound(_("Nothing has been sent about this exchange yet."))
    for mail in found:
        resending.resend(at.seen.db, mail, now=at.seen.now)


MONEY = (
    deed(
        Paid,
        _pay,
        code="cost",
        title=_("Write a cost down"),
        button=_("Write the cost down"),
        offered=_to_pay,
    ),
    deed(
        Press,
        _take_back,
        code="take-back",
        title=_("Take a cost back that was a mistake"),
        button=_("Take it back"),
        offered=_to_take_back,
    ),
)
RESENDING = (
    deed(
        Press,
        _resend,
        code="resend",
        title=_("Send the newest mails once more"),
        button=_("Send again"),
        offered=_to_resend,
    ),
)
