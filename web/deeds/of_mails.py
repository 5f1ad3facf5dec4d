"""What a coordinator does about one mail: send it again, or decide about one whose reader has had another."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain import aliases, departures, resending
from domain.access import visibility
from domain.access.policy import Action, can
from domain.refusals import NotFound
from models.languages import _
from models.mails import Mail
from models.people import Appointee, Person
from models.rounds import Round
from models.states import MailState
from web.deeds.carrying_out import Noun
from web.deeds.deed import As, Deed, DeedForm, Entry, Occasion, Press, deed
from web.forms import Form
from web.views.reading import Reading


@dataclass(frozen=True)
class AtMail:
    seen: Reading
    mail: Mail


class Verdict(StrEnum):
    SEND = "send"
    LEAVE = "leave"


class Decided(DeedForm):
    verdict: Annotated[Verdict, As(_("What becomes of it"), Entry.CHOICE)]


class Address(DeedForm):
    email: Annotated[str, As(_("Mail address"), Entry.EMAIL)]


VERDICTS = {Verdict.SEND: _("It is sent too"), Verdict.LEAVE: _("It is left: the other one is enough")}


def find(seen: Reading, mail_id: UUID, _form: Form) -> AtMail:
    mail = seen.db.scalar(select(Mail).where(Mail.id == mail_id, visibility.outbox(seen.actor)))
    if mail is None:
        raise NotFound(_("There is no such mail."))
    return AtMail(seen, mail)


def _to_resend(at: AtMail) -> Iterator[Occasion]:
    if at.mail.state in (MailState.SENT, MailState.REFUSED) and at.mail.recipient:
        yield Occasion()


def _resend(at: AtMail, _said: Press) -> None:
    resending.resend(at.seen.db, at.mail, now=at.seen.now)


def _to_readdress(at: AtMail) -> Iterator[Occasion]:
    if at.mail.state is MailState.REFUSED and (person := _reader(at)):
        yield Occasion(values={"email": person.email})


def _readdress(at: AtMail, said: Address) -> None:
    person = _reader(at)
    if person is None:
        raise NotFound(_("There is no such mail."))
    aliases.correct(at.seen.db, person, said.email)
    resending.resend(at.seen.db, at.mail, now=at.seen.now)


def _reader(at: AtMail) -> Person | None:
    """Whose address one may correct: an address lets in, so that of who holds a role is administrators'."""
    kept = select(Person).where(Person.id == at.mail.person_id, visibility.kept_people(at.seen.actor))
    person = at.seen.db.scalar(kept)
    if person is None or can(at.seen.actor, Action.APPOINT).is_allowed:
        return person
    holds = select(Appointee.id).where(Appointee.person_id == person.id).limit(1)
    owns = select(Round.id).where(Round.owner_id == person.id).limit(1)
    is_powerful = at.seen.db.scalar(holds) is not None or at.seen.db.scalar(owns) is not None
    return None if is_powerful else person


def _to_decide(at: AtMail) -> Iterator[Occasion]:
    if at.mail.state is MailState.CONTESTED:
        words = {each.value: said.into(at.seen.language) for each, said in VERDICTS.items()}
        yield Occasion(choices={"verdict": tuple(words.items())})


def _decide(at: AtMail, said: Decided) -> None:
    departures.decide(at.seen.db, at.mail.id, sends=said.verdict is Verdict.SEND)


DEEDS: tuple[Deed[AtMail], ...] = (
    deed(
        Address,
        _readdress,
        code="readdress",
        title=_("Correct the address, and send it there"),
        button=_("Correct and send again"),
        offered=_to_readdress,
        hint=_("All their mails go there from now on; calendar entries follow."),
    ),
    deed(
        Press,
        _resend,
        code="resend",
        title=_("Send it once more"),
        button=_("Send again"),
        offered=_to_resend,
        hint=_("An invitation goes as it stands now, under the same entry; anything else word for word."),
    ),
    deed(
        Decided,
        _decide,
        code="decide",
        title=_("Decide: its reader has had another mail on this occasion"),
        button=_("Record the decision"),
        offered=_to_decide,
    ),
)
MAIL = Noun("mail", {each.code: each for each in DEEDS}, find)
