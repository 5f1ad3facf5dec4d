"""Memos on an exchange or an application: written, removed, put back."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from domain import memos
from domain.refusals import NotFound
from models.languages import _
from models.steering_pages import Memo
from web.deeds.at_desk import AtApplication, AtDesk
from web.deeds.at_exchange import AtExchange
from web.deeds.deed import NEVER, ROW, As, Deed, DeedForm, Entry, Occasion, Press, deed

Words = Annotated[str, Field(min_length=1, max_length=memos.LONGEST), As(_("Your memo"), Entry.AREA)]
READ_BY = _(
    "For whoever steers the round. It is never mailed, but the person whom it is about can read it in their "
    "own data: write what you would say to them. It is deleted a month after the end."
)


class Whom(StrEnum):
    GUEST = "guest"
    HOST = "host"
    BOTH = "both"


class Written(DeedForm):
    words: Words


class WrittenOf(DeedForm):
    words: Words
    whom: Annotated[Whom, As(_("Whom is it about?"), Entry.CHOICE)]


def _always(_at: AtApplication) -> Iterator[Occasion]:
    yield Occasion()


def _to_both(at: AtExchange) -> Iterator[Occasion]:
    sides = (*at.sides, (Whom.BOTH.value, at.say(_("Both of them"))))
    yield Occasion(choices={"whom": sides})


def _write(at: AtApplication, said: Written) -> None:
    memos.write(at.seen.db, at.row, said.words, about=None, by=at.me(), now=at.seen.now)


def _write_of(at: AtExchange, said: WrittenOf) -> None:
    who = {Whom.GUEST: at.exchange.guest_id, Whom.HOST: at.exchange.host_id, Whom.BOTH: None}
    memos.write(at.seen.db, at.exchange, said.words, about=who[said.whom], by=at.me(), now=at.seen.now)


def _never(_at: AtDesk) -> tuple[Occasion, ...]:
    """Its button stands at each memo."""
    return NEVER


def _found(at: AtApplication | AtExchange) -> Memo:
    subject = at.row if isinstance(at, AtApplication) else at.exchange
    try:
        memo_id = UUID(at.form.text(ROW))
    except ValueError:
        raise NotFound(_("There is no such memo.")) from None
    return memos.find(at.seen.db, subject, memo_id)


def _remove(at: AtApplication | AtExchange, _said: Press) -> None:
    memos.remove(_found(at), now=at.seen.now)


def _put_back(at: AtApplication | AtExchange, _said: Press) -> None:
    memos.put_back(_found(at))


TITLE, BUTTON = _("Write a memo"), _("Keep the memo")
OF_APPLICATION: Deed[AtApplication] = deed(
    Written, _write, code="memo", title=TITLE, button=BUTTON, offered=_always, hint=READ_BY
)
OF_EXCHANGE: Deed[AtExchange] = deed(
    WrittenOf, _write_of, code="memo", title=TITLE, button=BUTTON, offered=_to_both, hint=READ_BY
)
REMOVE, BACK = "memo-remove", "memo-back"
AT_APPLICATION: tuple[Deed[AtApplication], ...] = (
    OF_APPLICATION,
    deed(Press, _remove, code=REMOVE, title=_("Remove"), button=_("Remove"), offered=_never),
    deed(Press, _put_back, code=BACK, title=_("Put it back"), button=_("Put it back"), offered=_never),
)
AT_EXCHANGE: tuple[Deed[AtExchange], ...] = (
    OF_EXCHANGE,
    deed(Press, _remove, code=REMOVE, title=_("Remove"), button=_("Remove"), offered=_never),
    deed(Press, _put_back, code=BACK, title=_("Put it back"), button=_("Put it back"), offered=_never),
)
