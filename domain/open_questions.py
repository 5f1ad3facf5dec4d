"""Everything that waits for one person, with its deadline, wherever the question stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, joinedload

from domain.known_exchanges import known_to
from invites.links import Purpose
from models import streams
from models.applications import Application, Endorsement
from models.asks import About, Ask, AskState
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.rounds import Round
from models.states import Answer, DoubtState, ExchangeState, FollowUpState
from models.workshops import Workshop

PAIR = (joinedload(Exchange.guest), joinedload(Exchange.host))
PERSON: BindParameter[UUID] = bindparam("person")
OWNERS: BindParameter[UUID] = bindparam("owners")
PROPOSALS = (
    select(Confirmation, Exchange)
    .join(Exchange, Exchange.id == Confirmation.exchange_id)
    .where(Confirmation.person_id == PERSON, Confirmation.answer == Answer.NEEDS_ACTION)
    .where(Exchange.state == ExchangeState.PROPOSED, Exchange.appointments.any())
    .options(*PAIR)
)
DOUBTS = (
    select(Doubt, Exchange)
    .join(Exchange, Exchange.id == Doubt.exchange_id)
    .where(known_to(PERSON), Doubt.state.in_((DoubtState.ASKED, DoubtState.OFFERED)))
    .options(*PAIR)
)
NOTES = (
    select(FollowUp, Exchange)
    .join(Exchange, Exchange.id == FollowUp.exchange_id)
    .where(FollowUp.person_id == PERSON, FollowUp.state == FollowUpState.ASKED)
    .options(*PAIR)
)
ASKS = select(Ask).where(Ask.whose_id == PERSON, Ask.state == AskState.OPEN)
EXCHANGES = select(Exchange).where(Exchange.id.in_(OWNERS)).options(*PAIR)
ROUNDS = select(Round).where(Round.id.in_(OWNERS))
WORKSHOPS = select(Workshop).where(Workshop.id.in_(OWNERS))
ENDORSEMENTS = (
    select(Endorsement)
    .where(Endorsement.id.in_(bindparam("endorsements")))
    .options(joinedload(Endorsement.application).joinedload(Application.person))
)


@dataclass(frozen=True)
class OpenQuestion:
    """`about` is the kind of an ask. One of these says what it is about: an exchange, a person, a round."""

    purpose: Purpose
    row_id: UUID
    until: datetime
    about: About | None = None
    exchange: Exchange | None = None
    whose: str = ""
    round_: Round | None = None
    workshop: Workshop | None = None


def of_person(db: Session, person_id: UUID) -> list[OpenQuestion]:
    """The nearest deadline first; however many there are, eight statements at most."""
    found = [
        *_proposals(db, person_id),
        *_doubts(db, person_id),
        *_notes(db, person_id),
        *_asks(db, person_id),
    ]
    return sorted(found, key=lambda each: (each.until, each.purpose, each.row_id))


def _proposals(db: Session, person_id: UUID) -> list[OpenQuestion]:
    """Those whose days are named; where they are not, the question is which days suit."""
    rows = db.execute(PROPOSALS, {"person": person_id})
    return [OpenQuestion(Purpose.PROPOSAL, row.id, at.confirm_by, exchange=at) for row, at in rows]


def _doubts(db: Session, person_id: UUID) -> list[OpenQuestion]:
    rows = db.execute(DOUBTS, {"person": person_id})
    return [
        OpenQuestion(_of_doubt(row), row.id, row.deadline, exchange=exchange)
        for row, exchange in rows
        if (row.state is DoubtState.ASKED) == (row.person_id == person_id)
    ]


def _of_doubt(row: Doubt) -> Purpose:
    return Purpose.DOUBT if row.state is DoubtState.ASKED else Purpose.OTHER_DAYS


def _notes(db: Session, person_id: UUID) -> list[OpenQuestion]:
    rows = db.execute(NOTES, {"person": person_id})
    return [OpenQuestion(Purpose.NOTE, row.id, row.due_at, exchange=at) for row, at in rows]


def _asks(db: Session, person_id: UUID) -> list[OpenQuestion]:
    rows = list(db.scalars(ASKS, {"person": person_id}))
    if not rows:
        return []
    owners = {each.id: streams.owner(each.stream_id) for each in rows}
    asked = {"owners": list(owners.values())}
    by_id = {each.id: each for each in db.scalars(EXCHANGES, asked)}
    rounds = {each.id: each for each in db.scalars(ROUNDS, asked)}
    met = {each.id: each for each in db.scalars(WORKSHOPS, asked)}
    names = _applicants(db, [each.subject_id for each in rows if each.about is About.ENDORSEMENT])
    return [
        OpenQuestion(
            Purpose.ASK,
            row.id,
            row.deadline,
            row.about,
            exchange=by_id.get(owners[row.id]),
            whose=names.get(row.subject_id, ""),
            round_=rounds.get(owners[row.id]),
            workshop=met.get(owners[row.id]),
        )
        for row in rows
    ]


def _applicants(db: Session, endorsements: list[UUID]) -> dict[UUID, str]:
    found = db.scalars(ENDORSEMENTS, {"endorsements": endorsements})
    return {each.id: each.application.person.name for each in found}
