"""What people, letters and machines wait for: questions, mails that need a look, cases that stand still."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from domain import stuck_streams
from domain.access.policy import STEERING, Action, can
from domain.inbox import WAITING
from models import streams
from models.asks import About, Ask, AskState
from models.errands import Errand
from models.exchanges import Exchange
from models.invites import InboundMail, Invite, Reply
from models.languages import Words, _, plural
from models.mails import Mail
from models.questions import ask
from models.states import MailState
from web.views.hr.todo import Desk, Press, Todo

COORDINATORS = (About.DATES_MISSING, About.SUCCESSOR)  # asked of whoever owns the round
ASKED: dict[About, Words] = {
    About.DATES_MISSING: _("Some pairs have agreed no days: prolong, or let them go."),
    About.SUCCESSOR: _("A mentor leaves: who goes on?"),
    About.AGREEMENT: _("The agreement between the organisations waits for your word."),
    About.WORKSHOP_WORK: _("Work for a workshop is yours."),
    About.WORKSHOP_ATTENDANCE: _("Who came to the workshop?"),
}
ACTION: dict[About, Words] = {About.DATES_MISSING: _("Decide"), About.SUCCESSOR: _("Choose")}

QUESTIONS = (
    select(Ask.id, Ask.about, Ask.stream_id, Ask.deadline)
    .where(
        Ask.state == AskState.OPEN,
        or_(
            Ask.about.in_(COORDINATORS),
            and_(Ask.whose_id == bindparam("reader"), Ask.about.in_(tuple(ASKED))),
        ),
    )
    .order_by(Ask.deadline, Ask.id)
)
IN_ROUNDS = select(Exchange.id, Exchange.round_id).where(Exchange.id.in_(bindparam("exchanges")))
HELD_UP = (
    select(Mail.round_id, Mail.state, func.count())
    .where(Mail.round_id.in_(bindparam("rounds")), Mail.state.in_((MailState.REFUSED, MailState.CONTESTED)))
    .group_by(Mail.round_id, Mail.state)
)
ERRANDS = select(func.count(Errand.id)).where(Errand.carried_out_at.is_(None))


def questions(desk: Desk) -> Iterator[Todo]:
    """Open questions to the reader, and those to owners of rounds that the reader steers, too."""
    asks = ask(desk.seen.db, QUESTIONS, reader=desk.seen.actor.person_id).all()
    rounds = _rounds(desk, [each.stream_id for each in asks])
    for each in asks:
        round_ = desk.rounds.get(rounds.get(each.stream_id, each.id))
        if round_ is not None:
            action = ACTION.get(each.about, _("Answer"))
            todo = desk.todo(round_, ASKED[each.about], action, "/exchanges", deadline=each.deadline)
            yield todo.model_copy(update={"address": _address(each.stream_id, todo.address)})


def _address(stream_id: str, otherwise: str) -> str:
    if stream_id.startswith(streams.EXCHANGE):
        return f"/exchanges/{streams.owner(stream_id)}"
    if stream_id.startswith(streams.WORKSHOP):
        return f"/workshops/{streams.owner(stream_id)}"
    return otherwise


def _rounds(desk: Desk, stream_ids: list[str]) -> dict[str, UUID]:
    owners = {each: streams.owner(each) for each in stream_ids}
    found = ask(desk.seen.db, IN_ROUNDS, exchanges=owners.values()).all() if owners else ()
    of_exchanges = dict(found)
    return {each: of_exchanges.get(owner, owner) for each, owner in owners.items()}


def refused_mails(desk: Desk) -> Iterator[Todo]:
    """Mails that bounced, or that wait because another one was sent."""
    found = ask(desk.seen.db, HELD_UP, rounds=desk.rounds)
    numbers = {(round_id, state): number for round_id, state, number in found}
    for state, press in ((MailState.REFUSED, Press.BAD), (MailState.CONTESTED, Press.WARN)):
        for round_ in desk.rounds.values():
            if number := numbers.get((round_.id, state), 0):
                end = f"/mails?state={state.value}"
                yield desk.todo(round_, _letters(state, number), _("Look at them"), end, press=press)


def _letters(state: MailState, number: int) -> Words:
    if state is MailState.REFUSED:
        return plural("{number} mail came back.", "{number} mails came back.", number)
    return plural(
        "{number} mail is held: another one was sent already.",
        "{number} mails are held: others were sent already.",
        number,
    )


def inbox(desk: Desk) -> Iterator[Todo]:
    """Mails to us that a human should read; those that name no round are for who steers everything."""
    waits = InboundMail.recorded_at.is_(None), InboundMail.outcome.in_(WAITING)
    found = select(func.count(InboundMail.id)).where(*waits, _is_theirs(desk))
    if number := desk.seen.db.scalar(found):
        words = plural(
            "{number} mail to us needs somebody's eyes.", "{number} mails to us need somebody's eyes.", number
        )
        yield Todo(
            words=words, action=_("Read"), address="/inbox?waits=true", round_name="", press=Press.WARN
        )


def _is_theirs(desk: Desk) -> ColumnElement[bool]:
    if desk.seen.actor.holds_everywhere(*STEERING):
        return InboundMail.id.is_not(None)
    answered = select(Mail.id).where(Mail.round_id.in_(desk.rounds))
    invited = select(Reply.inbound_mail_id).join(Invite, Invite.id == Reply.invite_id)
    invited = invited.join(Exchange, Exchange.id == Invite.exchange_id)
    return or_(
        InboundMail.mail_id.in_(answered),
        InboundMail.id.in_(invited.where(Exchange.round_id.in_(desk.rounds))),
    )


def stuck(desk: Desk) -> Iterator[Todo]:
    """Cases that do not go on by themselves."""
    numbers = stuck_streams.count(desk.seen.db, now=desk.seen.now)
    for round_ in desk.rounds.values():
        if number := numbers[round_.id]:
            words = plural("{number} case does not go on.", "{number} cases do not go on.", number)
            todo = desk.todo(round_, words, _("See which"), "/exchanges", press=Press.BAD)
            yield todo.model_copy(update={"address": "/operations"}) if _operates(desk) else todo


def errands(desk: Desk) -> Iterator[Todo]:
    """What administrators have asked of cases and what is not carried out yet."""
    if _operates(desk) and (number := ask(desk.seen.db, ERRANDS).scalar()):
        words = plural("{number} errand is under way.", "{number} errands are under way.", number)
        yield Todo(words=words, action=_("See which"), address="/operations", round_name="", press=Press.NEWS)


def _operates(desk: Desk) -> bool:
    return can(desk.seen.actor, Action.OPERATE).is_allowed
