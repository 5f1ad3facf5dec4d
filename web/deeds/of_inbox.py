"""What a coordinator makes of a mail that came in: whose it is, and what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain import inbox
from domain.access import visibility
from domain.behalf import Behalf
from domain.inbox import Verdict
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.invites import InboundMail, Reply
from models.languages import _
from models.people import Person
from models.states import Answer
from web.deeds.carrying_out import Noun
from web.deeds.deed import As, Deed, DeedForm, Entry, Occasion, Why, deed
from web.forms import Form
from web.views.reading import Reading

VERDICTS = {
    Verdict.YES: _("It is a yes"),
    Verdict.NO: _("It is a no"),
    Verdict.NOTHING: _("It is no answer: put it aside"),
}
SUGGESTED = {Answer.ACCEPTED: Verdict.YES, Answer.TENTATIVE: Verdict.YES, Answer.DECLINED: Verdict.NO}


@dataclass(frozen=True)
class AtInbound:
    seen: Reading
    mail: InboundMail


class Settled(DeedForm):
    verdict: Annotated[Verdict, As(_("What it means"), Entry.CHOICE)]
    why: Why


class Assigned(DeedForm):
    email: Annotated[
        str, As(_("Mail address of whoever wrote it"), Entry.EMAIL, _("As it stands on their page."))
    ]


def find(seen: Reading, mail_id: UUID, _form: Form) -> AtInbound:
    mail = seen.db.scalar(
        select(InboundMail).where(InboundMail.id == mail_id, visibility.inbound(seen.actor))
    )
    if mail is None:
        raise NotFound(_("There is no such mail."))
    return AtInbound(seen, mail)


def _to_settle(at: AtInbound) -> Iterator[Occasion]:
    if not inbox.waits(at.mail):
        return
    words = tuple((each.value, said.into(at.seen.language)) for each, said in VERDICTS.items())
    why = _("as the mail says").into(at.seen.language)
    said = at.seen.db.scalars(select(Reply.answer).where(Reply.inbound_mail_id == at.mail.id)).first()
    guess = SUGGESTED.get(said, Verdict.NOTHING) if said else Verdict.NOTHING
    yield Occasion(choices={"verdict": words}, values={"verdict": guess.value, "why": why})


def _settle(at: AtInbound, said: Settled) -> None:
    mail = at.seen.db.get_one(InboundMail, at.mail.id, with_for_update=True)
    behalf = Behalf(at.seen.db.get_one(Person, at.seen.actor.person_id), said.why)
    inbox.settle(at.seen.db, mail, said.verdict, behalf=behalf, now=at.seen.now)


def _to_assign(at: AtInbound) -> Iterator[Occasion]:
    named = select(Reply.id).where(Reply.inbound_mail_id == at.mail.id, Reply.person_id.is_not(None))
    if inbox.waits(at.mail) and at.seen.db.scalar(named) is None:
        yield Occasion()


def _assign(at: AtInbound, said: Assigned) -> None:
    visible = visibility.people(at.seen.actor)
    person = at.seen.db.scalar(select(Person).where(Person.email == said.email.lower(), visible))
    if person is None:
        raise NotFound(_("There is nobody with the address {email}.", email=said.email))
    steered = visibility.steers(at.seen.actor, Exchange.round_id)
    inbox.assign(at.seen.db, at.mail, person, about=steered, now=at.seen.now)


DEEDS: tuple[Deed[AtInbound], ...] = (
    deed(
        Assigned,
        _assign,
        code="assign",
        title=_("Say whose mail it is"),
        button=_("It is theirs"),
        offered=_to_assign,
    ),
    deed(
        Settled,
        _settle,
        code="settle",
        title=_("Say what it means"),
        button=_("Record what it means"),
        offered=_to_settle,
    ),
)
INBOUND = Noun("inbound", {each.code: each for each in DEEDS}, find)
