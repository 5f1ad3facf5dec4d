"""What belongs to no round: one standing round of each house holds it, and never opens or ends."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.events import close_stream, open_stream
from models import streams
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind, RoundState
from models.timeline import local_day


def of_house(db: Session, organisation: Organisation, *, owner: Person, now: datetime) -> Round:
    """The standing round of an organisation, made when it is first needed.

    Its stream is closed from the beginning: facts are kept, and wake no workflow.
    """
    mine = select(Round).where(Round.organisation_id == organisation.id, Round.is_standing)
    if found := db.scalar(mine):
        return found
    today = local_day(now)
    round_ = Round(
        reference=f"outside-{organisation.code}".lower(),
        name_fi=f"Kierrosten ulkopuolella, {organisation.name_fi}",
        name_sv=f"Utanför omgångarna, {organisation.name_sv}",
        name_en=f"Outside of rounds, {organisation.name_en}",
        state=RoundState.RUNNING,
        owner_id=owner.id,
        organisation_id=organisation.id,
        kinds=(Kind.SHADOWING, Kind.MENTORING),
        date_mode=DateMode.FIXED,
        is_standing=True,
        opens_at=now,
        closes_at=now,
        decide_by=now,
        first_day=today,
        last_day=today,
    )
    db.add(round_)
    db.flush()
    stream = streams.of_round(round_.id)
    open_stream(db, stream)
    close_stream(db, stream, now=now)
    return round_


def stretch(round_: Round, *days: date) -> None:
    """The days of a standing round follow what it holds; those of other rounds are HR's."""
    if round_.is_standing:
        round_.first_day = min(round_.first_day, *days)
        round_.last_day = max(round_.last_day, *days)
