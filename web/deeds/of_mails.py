"""What a coordinator does about one mail: send it again, or decide about one whose reader has had another."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain import departures, resending
from domain.access import visibility
from domain.refusals import NotFound
from models.languages import _
from models.mails import Mail
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


def _to_decide(at: AtMail) -> Iterator[Occasion]:
    if at.mail.state is MailState.CONTESTED:
        words = {each.value: said.into(at.seen.language) for each, said in VERDICTS.items()}
        yield Occasion(choices={"verdict": tuple(words.items())})


def _decide(at: AtMail, said: Decided) -> None:
    departures.decide(at.seen.db, at.mail.id, sends=said.verdict is Verdict.SEND)


DEEDS: tuple[Deed[AtMail], ...] = (
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
