"""What has happened in an exchange, in words; whoever is named is looked up beforehand."""

from collections.abc import Mapping
from uuid import UUID

from domain.withdrawals import WORDS as WITHDRAWALS
from models.after_facts import AskedAfterChosen
from models.ask_facts import AskAnswered, AskLapsed, AskMoved, AskPassed, AskPut
from models.date_facts import DaysAgreed, DaysNamed, DaysReopened, ExchangeTakenUp, UnitAnswered
from models.errand_facts import CaseCancelled, CaseReassigned, WaitSkipped
from models.fact import Fact
from models.facts import (
    DoubtRaised,
    DoubtSettled,
    ExchangeBroken,
    ExchangeClosed,
    ExchangeConfirmed,
    ExchangeHandedOver,
    ExchangeHeld,
    ExchangeMoved,
    ExchangeProposed,
    ExchangeReleased,
    FollowUpAnswered,
    InviteAnswered,
    OtherDaysAsked,
    ParticularsChanged,
    ProposalAnswered,
)
from models.languages import Words, _
from models.mentoring_facts import GoalChanged, GoalsCarried, PairAgreed, PairEnded, SessionLogged
from models.running_facts import (
    CostRecorded,
    CostTakenBack,
    NewDaysEnded,
    NewDaysOffered,
    PartCancelled,
    PresenceTold,
)
from web.words.presences import CAME
from web.words.reasons import REASONS
from web.words.states import ANSWERS, DOUBTS

Names = Mapping[UUID, str]
_PROPOSAL = _("{name} to the proposal: {answer}")
_CALENDAR = _("{name} in the calendar: {answer}")
SENTENCES: dict[type[Fact], Words] = {
    ExchangeProposed: _("Both were proposed to each other"),
    ExchangeConfirmed: _("Both have accepted: it is confirmed"),
    DoubtRaised: _("A no came from a calendar: asked what was meant"),
    OtherDaysAsked: _("Other days were wished for: the other side is asked"),
    ExchangeMoved: _("The days were changed"),
    ParticularsChanged: _("What to know before coming, the link or the company was changed"),
    ExchangeHeld: _("The days are over"),
    ExchangeClosed: _("Everything is followed up"),
    FollowUpAnswered: _("A note was written"),
    NewDaysOffered: _("Other days were offered to both"),
    CostRecorded: _("A cost was written down"),
    CostTakenBack: _("A cost was taken back"),
    DaysAgreed: _("The days are agreed"),
    DaysReopened: _("Both are asked for days anew"),
    UnitAnswered: _("The supervisor has answered about the days"),
    ExchangeTakenUp: _("A late yes: it goes on as a new exchange"),
    AskPut: _("A question was asked"),
    AskMoved: _("A deadline has moved"),
    AskAnswered: _("A question was answered"),
    AskLapsed: _("A question ended without an answer"),
    GoalChanged: _("A goal was written"),
    PairAgreed: _("Both have accepted how they work together"),
    SessionLogged: _("A session was written up"),
    PairEnded: _("The end of the pair was told"),
    GoalsCarried: _("The goals were passed on"),
    AskedAfterChosen: _("What is asked afterwards was chosen"),
    WaitSkipped: _("A wait was ended early"),
    CaseReassigned: _("Somebody else sees to it"),
    CaseCancelled: _("The coordinator cancelled it"),
}


def sentence(fact: Fact, names: Names) -> Words:
    """One sentence without a full stop; those that name somebody first."""
    named = _named(fact, names)
    return (
        named or SENTENCES.get(type(fact)) or _("Something else happened: {type}", type=type(fact).__name__)
    )


def _named(fact: Fact, names: Names) -> Words | None:
    match fact:
        case ProposalAnswered() | InviteAnswered():
            words = _PROPOSAL if isinstance(fact, ProposalAnswered) else _CALENDAR
            return _(words.english, name=names[fact.person_id], answer=ANSWERS[fact.answer].words)
        case ExchangeBroken():
            return _("{name} cannot come on the agreed days", name=names[fact.person_id])
        case DaysNamed():
            return _("{name} has said which days suit", name=names[fact.person_id])
        case PartCancelled():
            why = WITHDRAWALS[fact.why]
            return _("{name} cancelled: {why}", name=names[fact.person_id], why=why)
        case PresenceTold():
            return _("{name} tells: {came}", name=names[fact.person_id], came=CAME[fact.came])
        case ExchangeHandedOver():
            return _("Handed over from {leaver} to {to}", leaver=names[fact.from_id], to=names[fact.to_id])
        case AskPassed():
            return _("A question went on to {name}, nobody having answered", name=names[fact.to_id])
    return _ended(fact)


def _ended(fact: Fact) -> Words | None:
    match fact:
        case ExchangeReleased():
            return _("It will not take place: {why}", why=REASONS[fact.reason])
        case DoubtSettled():
            return _("What a no meant is settled: {ending}", ending=DOUBTS[fact.ending].words)
        case NewDaysEnded():
            return _("Other days were found") if fact.found else _("No other days were found")
    return None


def people(fact: Fact) -> tuple[UUID, ...]:
    """Those whom the sentence names."""
    fields = (getattr(fact, name, None) for name in ("person_id", "from_id", "to_id"))
    return tuple(each for each in fields if each is not None)
