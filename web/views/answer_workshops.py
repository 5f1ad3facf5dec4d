"""Whether somebody comes to a workshop after all, and what anybody says of it."""

from sqlalchemy.orm import Session

from domain.asks import asks
from domain.asks.question import Told
from domain.feedback import feedback
from domain.workshops.telling import told
from invites.links import Purpose, Ticket
from models.asks import Ask
from models.languages import _
from models.states import WorkshopState
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop
from web.views.answer_view import Asked, Button, Entry, Fact
from web.views.reading import Reading

GIVEN = "given"  # what the address says when feedback has just been sent
STANDS = {
    SignUpState.SIGNED_UP: _("You have a seat."),
    SignUpState.WAITING: _("You are on the waiting list."),
    SignUpState.OFFERED: _("A seat is held for you: the newest mail asks whether you take it."),
}
AWAY = _("You do not come.")
REMOVED = _("Whoever arranges it has given your seat to others: ask them.")
OVER = {
    WorkshopState.CANCELLED: _("This will not take place. There is nothing to answer any more."),
    WorkshopState.HELD: _("This has taken place. Thank you!"),
    WorkshopState.CLOSED: _("This has taken place. Thank you!"),
}
FEEDBACK = (
    ("learnt", _("What did you take with you?"), "text"),
    ("better", _("What should be better next time?"), "text"),
    ("useful", _("How useful was it, from 1 to 5? 5 is the most."), "number"),
    ("author", _("Your name, if you want to say it"), "line"),
)


def seat(seen: Reading, ticket: Ticket, first: str) -> Asked:  # noqa: ARG001
    """Take a seat, or give it back."""
    language = seen.language
    sign_up = seen.db.get_one(SignUp, ticket.row_id)
    workshop = seen.db.get_one(Workshop, sign_up.workshop_id)
    shown = Asked(
        title=_("Do you come? {title}", title=workshop.title.into(language)).into(language),
        facts=_facts(told(seen.db, workshop, language), seen),
    )
    if workshop.state is not WorkshopState.PLANNED or seen.now >= workshop.starts_at:
        over = OVER.get(workshop.state, _("It has begun. There is nothing to answer any more."))
        return shown.model_copy(update={"happened": over.into(language)})
    if sign_up.state is SignUpState.REMOVED:
        return shown.model_copy(update={"happened": REMOVED.into(language)})
    comes = sign_up.state in STANDS
    word, text = ("no", _("I do not come")) if comes else ("yes", _("I come"))
    return shown.model_copy(
        update={
            "happened": STANDS.get(sign_up.state, AWAY).into(language),
            "buttons": (Button(word=word, text=text.into(language)),),
        }
    )


def feedback_page(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """The same page for anybody who has the link."""
    language, workshop = seen.language, seen.db.get_one(Workshop, ticket.row_id)
    shown = Asked(
        title=_("How was it? {title}", title=workshop.title.into(language)).into(language),
        facts=_facts(told(seen.db, workshop, language), seen),
    )
    if first == GIVEN:
        thanks = _("Thank you! Others may read it when it has been looked through.")
        return shown.model_copy(update={"happened": thanks.into(language)})
    if not feedback.is_open(workshop, now=seen.now):
        closed = _("Feedback is not taken here at the moment.")
        return shown.model_copy(update={"happened": closed.into(language)})
    return shown.model_copy(
        update={
            "buttons": (Button(word="give", text=_("Give feedback").into(language)),),
            "fields": tuple(
                Entry(name=name, label=label.into(language), entry=entry) for name, label, entry in FEEDBACK
            ),
        }
    )


def workshop_of(db: Session, ticket: Ticket) -> Workshop | None:
    """The workshop that a question is about, if it is about one: whoever arranges it helps."""
    if ticket.purpose is Purpose.SEAT:
        return db.get_one(Workshop, db.get_one(SignUp, ticket.row_id).workshop_id)
    if ticket.purpose is Purpose.FEEDBACK:
        return db.get_one(Workshop, ticket.row_id)
    if ticket.purpose is Purpose.ASK:
        case = asks.case(db, db.get_one(Ask, ticket.row_id))
        return case if isinstance(case, Workshop) else None
    return None


def _facts(lines: tuple[Told, ...], seen: Reading) -> tuple[Fact, ...]:
    return tuple(Fact(label=each.label.into(seen.language), values=(each.value,)) for each in lines)
