"""What people should know before they come, where they meet online, and who comes along."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from domain import colleagues, visit_packs
from models.languages import Language, _
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import As, DeedForm, Entry, Occasion, deed
from web.frame import NAMES


class For(StrEnum):
    ONE = "one"
    EVERYBODY = "everybody"


class Packed(DeedForm):
    ask_for: Annotated[str, As(_("Whom to ask for on arrival"))] = ""
    place: Annotated[str, As(_("Where to come"), hint=_("Another place is asked of everybody anew."))] = ""
    dress: Annotated[str, As(_("What to wear"))] = ""
    parking: Annotated[str, As(_("Where to park"))] = ""
    bring: Annotated[str, As(_("What to bring along"))] = ""
    programme: Annotated[str, As(_("What happens, day by day"), Entry.AREA)] = ""
    whom: Annotated[For, As(_("For whom"), Entry.CHOICE)] = For.ONE


class Linked(DeedForm):
    address: Annotated[
        str, As(_("Address of the online meeting"), hint=_("It begins with https://; empty takes it away."))
    ] = ""


class Brought(DeedForm):
    name: Annotated[str, As(_("Name"))]
    email: Annotated[str, As(_("Mail address"), Entry.EMAIL)]
    side: Annotated[Side, As(_("Whose colleague"), Entry.CHOICE)]
    language: Annotated[Language, As(_("Language"), Entry.CHOICE)]
    is_asked: Annotated[bool, As(_("An answer is wished for"), Entry.TICK)] = False


class LeftOut(DeedForm):
    email: Annotated[str, As(_("Who does not come along"), Entry.CHOICE)]


def _while_live(at: AtExchange) -> bool:
    return at.exchange.state.is_live


def _to_pack(at: AtExchange) -> Iterator[Occasion]:
    if _while_live(at):
        whom = (
            (For.ONE.value, at.say(_("For this exchange alone"))),
            (For.EVERYBODY.value, at.say(_("For everybody who visits this host"))),
        )
        yield Occasion(choices={"whom": whom}, values=at.exchange.pack.model_dump())


def _pack(at: AtExchange, said: Packed) -> None:
    """Only what differs from before is said anew."""
    old = at.exchange.pack.model_dump()
    new = {name: text for name, text in said.model_dump(exclude={"whom"}).items() if text != old[name]}
    edit, by, now = visit_packs.Edit(**new), at.me(), at.seen.now
    if said.whom is For.EVERYBODY:
        visit_packs.edit_for_everybody(at.seen.db, at.exchange.offer, edit, by=by, now=now)
    else:
        visit_packs.edit_for_one(at.seen.db, at.exchange, edit, by=by, now=now)


def _to_link(at: AtExchange) -> Iterator[Occasion]:
    if _while_live(at):
        yield Occasion(values={"address": at.exchange.online_link or ""})


def _link(at: AtExchange, said: Linked) -> None:
    visit_packs.meet_at(at.seen.db, at.exchange, said.address, by=at.me(), now=at.seen.now)


def _to_bring(at: AtExchange) -> Iterator[Occasion]:
    if _while_live(at):
        spoken = tuple((each.value, NAMES[each]) for each in Language)
        yield Occasion(choices={"side": at.sides, "language": spoken})


def _bring(at: AtExchange, said: Brought) -> None:
    of, who = at.person(said.side), {"name": said.name, "email": said.email}
    colleague = colleagues.a_colleague(
        at.exchange, of=of, **who, language=said.language, is_asked=said.is_asked
    )
    colleagues.bring(at.seen.db, at.exchange, colleague, by=at.me(), now=at.seen.now)


def _to_leave_out(at: AtExchange) -> Iterator[Occasion]:
    if _while_live(at) and at.exchange.colleagues:
        rows = tuple((each.email, f"{each.name}, {each.email}") for each in at.exchange.colleagues)
        yield Occasion(choices={"email": rows})


def _leave_out(at: AtExchange, said: LeftOut) -> None:
    colleagues.leave_out(at.seen.db, at.exchange, said.email, by=at.me(), now=at.seen.now)


PAPERS = (
    deed(
        Packed,
        _pack,
        code="pack",
        title=_("Edit what to know before coming"),
        button=_("Save, and update the calendars"),
        offered=_to_pack,
        shows_plan=True,
    ),
    deed(
        Linked,
        _link,
        code="link",
        title=_("Where they meet online"),
        button=_("Save the address"),
        offered=_to_link,
        shows_plan=True,
    ),
    deed(
        Brought,
        _bring,
        code="bring",
        title=_("Invite a colleague along"),
        button=_("Invite this colleague"),
        offered=_to_bring,
        shows_plan=True,
    ),
    deed(
        LeftOut,
        _leave_out,
        code="leave-out",
        title=_("A colleague does not come along"),
        button=_("Take the invitation back"),
        offered=_to_leave_out,
        shows_plan=True,
    ),
)
