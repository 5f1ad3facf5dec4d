"""What a proposal, an invitation, an endorsement or a note asks, and what stands by now."""

from sqlalchemy.orm import Session, joinedload

from domain import doubts, exchanges, links
from domain.agreeing import late_yes
from domain.link_answers import invite_of
from invites import dates
from invites.links import Purpose, Ticket
from models.applications import Application, Endorsement
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.invites import Attendance
from models.languages import Language, Words, _
from models.rounds import Round
from models.states import Answer, EndorsementState, ExchangeState, FollowUpState
from web.views import note_form, other_days
from web.views.answer_view import Asked, Button, facts, yes_and_no
from web.views.reading import Reading

ENDED = {
    ExchangeState.RELEASED: _("This will not take place. There is nothing to answer any more."),
    ExchangeState.BROKEN: _("Somebody cannot come after all. We look for other days and write to you."),
    ExchangeState.HELD: _("This has taken place. Thank you!"),
    ExchangeState.CLOSED: _("This has taken place. Thank you!"),
}
LATE = _("The time to answer is over. If the place is still free, it can be yours: say yes and we look.")
NEWER = _("Something has changed since we sent you this link. A newer mail has the new question.")


def proposal(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """Whether the proposal suits; both may change their mind as long as the other has not answered."""
    language, title = seen.language, _("Does this suit you?").into(seen.language)
    row = seen.db.get(Confirmation, ticket.row_id)
    if row is None:
        return Asked(title=title, happened=NEWER.into(language))
    exchange = exchanges.look_at(seen.db, row.exchange_id)
    shown, said = facts(exchange, language), ""
    if late_yes.counts(exchange, ticket.person_id, now=seen.now):
        return Asked(title=title, happened=LATE.into(language), facts=shown, buttons=(_late(language),))
    if exchange.state is not ExchangeState.PROPOSED:
        return Asked(title=title, happened=_ended(seen, exchange, ticket).into(language), facts=shown)
    if row.answer is Answer.ACCEPTED:
        said = _("You have accepted, thank you. We write to you when both have answered.").into(language)
    until = _("Please answer by {moment}.", moment=dates.moment(exchange.confirm_by, language)).into(language)
    buttons = yes_and_no(language, first=first)
    left = tuple(each for each in buttons if not (said and each.word == "yes"))
    shown_days = other_days.look(seen, exchange)
    asked = Asked(title=title, facts=shown, buttons=left, other_days=shown_days)
    return _with(asked, intro="" if said else until, happened=said)


def _ended(seen: Reading, exchange: Exchange, ticket: Ticket) -> Words:
    if named := other_days.suggested(seen, exchange, ticket.person_id):
        until = dates.moment(named.until, seen.language)
        return _("Other days have been suggested. The other one answers by {moment}.", moment=until)
    return ENDED.get(exchange.state, _("Both of you have accepted. The invitation is in your calendar."))


def _late(language: Language) -> Button:
    return Button(word="yes", text=_("Yes, I can still take part").into(language))


def invitation(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """Whether somebody comes; a no leads on to the question what was meant."""
    language, title = seen.language, _("Do you come?").into(seen.language)
    invite = invite_of(seen.db, ticket.row_id)
    rows = invite.attendees if invite else []
    mine = next((each for each in rows if each.person_id == ticket.person_id), None)
    if invite is None or mine is None:
        return Asked(title=title, happened=NEWER.into(language))
    exchange = exchanges.look_at(seen.db, invite.of_exchange)
    shown = Asked(title=title, facts=facts(exchange, language))
    if exchange.state is not ExchangeState.CONFIRMED or invite.cancelled_at:
        return _with(shown, happened=ENDED.get(exchange.state, NEWER).into(language))
    if doubts.asked_now(invite, mine.email, None) != ticket.version:
        return _with(shown, happened=NEWER.into(language))
    doubt = doubts.mine(seen.db, exchange, invite, ticket.person_id, None)
    return _with(
        shown,
        happened=_stands(mine, language),
        buttons=_left(yes_and_no(language, first=first), mine),
        link=_to_doubt(seen.db, doubt) if doubt else "",
    )


def _with(asked: Asked, **said: object) -> Asked:
    return asked.model_copy(update=said)


def _left(buttons: tuple[Button, ...], mine: Attendance) -> tuple[Button, ...]:
    """What they have not said already."""
    said = {Answer.ACCEPTED: "yes", Answer.DECLINED: "no"}.get(mine.answer)
    return tuple(each for each in buttons if each.word != said)


def _stands(mine: Attendance, language: Language) -> str:
    words = {
        Answer.ACCEPTED: _("You have accepted, thank you."),
        Answer.DECLINED: _("You have declined."),
        Answer.TENTATIVE: _("You have accepted tentatively."),
    }
    found = words.get(mine.answer)
    return found.into(language) if found else ""


def _to_doubt(db: Session, doubt: Doubt) -> str:
    """The page on which they say what they meant; relative, as it is on this very server."""
    link = links.to(db, Purpose.DOUBT, doubt.id, doubt.person_id, until=doubt.deadline)
    return "" if link is None else "/answer/" + link.rpartition("/")[2]


def endorsement(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """Whether the supervisor endorses."""
    language = seen.language
    row = seen.db.get_one(Endorsement, ticket.row_id)
    application = seen.db.get_one(Application, row.application_id, options=[joinedload(Application.person)])
    round_ = seen.db.get_one(Round, application.round_id)
    title = _("Do you endorse the application of {name}?", name=application.person.name).into(language)
    intro = _("By endorsing you promise that the time can be used as working time.").into(language)
    if row.state is EndorsementState.GIVEN:
        return Asked(title=title, happened=_("You have endorsed it, thank you.").into(language))
    if row.state is EndorsementState.REFUSED:
        return Asked(
            title=title, happened=_("You have answered that you cannot endorse it now.").into(language)
        )
    if not round_.takes_applications(seen.now):
        closed = _("The round has closed; the coordinator can still help.")
        return Asked(title=title, happened=closed.into(language))
    yes, no = _("I endorse this"), _("I cannot endorse this now")
    return Asked(title=title, intro=intro, buttons=yes_and_no(language, first=first, yes=yes, no=no))


def note(seen: Reading, ticket: Ticket, _first: str) -> Asked:
    """Five short questions, each of which may be left out; a late answer is as welcome."""
    row, language = seen.db.get_one(FollowUp, ticket.row_id), seen.language
    shown = facts(exchanges.look_at(seen.db, row.exchange_id), language)
    asked = Asked(title=_("Five short questions").into(language), facts=shown)
    form = note_form.form(seen.db, row)
    if row.state is FollowUpState.ANSWERED:
        asked = _with(asked, happened=_("We have your answer, thank you.").into(language))
    return _with(asked, note=form)
