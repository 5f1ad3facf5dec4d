"""Dull builders: one function per thing, in the spring of 2027. Each adds its row, and the rows it needs.

What is not said is sensible and the same every time; the rest is said by keyword. All people are invented.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import Application, Endorsement, TopicWish, Wish
from models.base import Base, new_id
from models.events import Stream
from models.languages import Language
from models.offers import Availability, Offer, TopicStrength
from models.organisations import Organisation
from models.people import Appointee, Person
from models.rounds import Design, Round
from models.schedules import Block, Pairing, Schedule
from models.states import ApplicationState, Kind, Role, RoundState
from models.streams import of_round
from models.timeline import MORNING, moment

OPENS = moment(date(2026, 11, 2), MORNING)
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)  # while the round takes applications
CLOSES = moment(date(2027, 1, 15), time(16, 0))
DECIDE_BY = moment(date(2027, 1, 29), time(16, 0))
CONFIRM_BY = moment(date(2027, 2, 5), time(16, 0))
FIRST_DAY, LAST_DAY = date(2027, 3, 1), date(2027, 5, 28)
STAY = Block(first_day=date(2027, 3, 8), last_day=date(2027, 3, 10))
SESSIONS = tuple(moment(date(2027, 3, 2) + timedelta(weeks=2 * n), time(13, 0)) for n in range(3))
SESSION_MINUTES = 60

Built = TypeVar("Built", bound=Base)


def an_organisation(db: Session, **said: object) -> Organisation:
    usual = {
        "code": f"keksila-{new_id().hex[:8]}",
        "name_fi": "Keksilän liitto",
        "name_sv": "Keksiläs förbund",
        "name_en": "Regional Council of Keksilä",
        "seat_fi": "Keksilä",
        "seat_sv": "Keksilä",
        "latitude": 62.24,
        "longitude": 25.75,
    }
    return added(db, Organisation(**usual | said))


def a_person(db: Session, *, organisation: Organisation | None = None, **said: object) -> Person:
    usual = {
        "organisation": organisation or an_organisation(db),
        "name": "Aino Keksitty",
        "email": f"aino.keksitty.{new_id().hex[:8]}@example.org",
        "language": Language.FI,
        "title": "aluesuunnittelija",
    }
    return added(db, Person(**usual | said))


def an_appointee(db: Session, *, person: Person, role: Role, **said: object) -> Appointee:
    return added(db, Appointee(**{"person_id": person.id, "role": role} | said))


def a_round(db: Session, *, owner: Person | None = None, **said: object) -> Round:
    """A round that is open, for both kinds, with fixed days."""
    owner = owner or a_person(db, name="Helmi Keksitty", title="HR-päällikkö")
    usual = {
        "reference": f"kevat-2027-{new_id().hex[:8]}",
        "name_fi": "Kevät 2027",
        "name_sv": "Våren 2027",
        "name_en": "Spring 2027",
        "state": RoundState.OPEN,
        "owner_id": owner.id,
        "organisation_id": owner.organisation_id,
        "kinds": (Kind.SHADOWING, Kind.MENTORING),
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "decide_by": DECIDE_BY,
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
    }
    if (said.get("state") is RoundState.DRAFT) and "deputy_id" not in said:
        usual |= _readied(db)
    round_ = added(db, Round(**usual | said))
    if round_.state is not RoundState.DRAFT:
        added(db, Stream(id=of_round(round_.id)))
    return round_


def _readied(db: Session) -> dict[str, object]:
    """What a round needs before it may open."""
    deputy = a_person(db, name="Heikki Keksitty", title="HR-asiantuntija")
    said = Design.model_validate(dict.fromkeys(Design.model_fields, "Sanottu."))
    return {"design": said, "deputy_id": deputy.id, "previewed_at": OPENS}


def an_application(
    db: Session, *, to: Round | None = None, person: Person | None = None, **said: object
) -> Application:
    """A submitted request to shadow for three days; with `kind=Kind.MENTORING`, for three sessions."""
    mentoring = said.get("kind") is Kind.MENTORING
    usual = {
        "round_id": (to or a_round(db)).id,
        "person": person or a_person(db),
        "kind": Kind.SHADOWING,
        "state": ApplicationState.SUBMITTED,
        "aims": "Miten naapurissa laaditaan maakuntakaava?",
        "topics": (TopicWish(topic="kaavoitus", weight=5),),
        "languages": (Language.FI,),
        "blocks": () if mentoring else (6,),
        "sessions": 3 if mentoring else None,
        "cadence_weeks": 2 if mentoring else None,
        "slots": ("tue 13:00",) if mentoring else (),
        "submitted_at": NOON,
    }
    return added(db, Application(**usual | said))


def a_wish(
    db: Session, *, application: Application, organisation: Organisation | None = None, **said: object
) -> Wish:
    """A first wish, for a whole organisation."""
    wished = organisation or an_organisation(db)
    usual = {"application_id": application.id, "rank": 1, "organisation_id": wished.id}
    return added(db, Wish(**usual | said))


def an_endorsement(
    db: Session, *, application: Application, supervisor: Person | None = None, **said: object
) -> Endorsement:
    """A supervisor who has been asked and has not answered."""
    asked = supervisor or a_person(db, name="Eero Keksitty", title="suunnittelujohtaja")
    usual = {"application_id": application.id, "supervisor_id": asked.id, "asked_at": NOON}
    return added(db, Endorsement(**usual | said))


def a_host_offer(
    db: Session, *, to: Round | None = None, person: Person | None = None, **said: object
) -> Offer:
    """A promise to take one guest at a time, twice."""
    host = person or a_person(db, name="Onni Keksitty", title="kehittämispäällikkö")
    usual = {
        "round_id": (to or a_round(db)).id,
        "person": host,
        "organisation_id": host.organisation_id,
        "kind": Kind.SHADOWING,
        "unit": "Aluesuunnittelu",
        "topics": (TopicStrength(topic="kaavoitus", strength=5),),
        "languages": (Language.FI, Language.SV),
        "most": 2,
    }
    return added(db, Offer(**usual | said))


def a_mentor_offer(
    db: Session, *, to: Round | None = None, person: Person | None = None, **said: object
) -> Offer:
    """A promise to meet two mentees on Tuesdays."""
    usual = {"kind": Kind.MENTORING, "slots": ("tue 13:00",)}
    return a_host_offer(db, to=to, person=person, **usual | said)


def an_availability(db: Session, *, of: Application | Offer, **said: object) -> Availability:
    """A week in which somebody cannot."""
    owner = "offer_id" if isinstance(of, Offer) else "application_id"
    usual = {owner: of.id, "first_day": date(2027, 4, 5), "last_day": date(2027, 4, 9)}
    return added(db, Availability(**usual | said))


def a_schedule(db: Session, *, of: Round | None = None, **said: object) -> Schedule:
    """The round's next draft, without pairings."""
    round_ = of or a_round(db)
    earlier = db.scalars(select(Schedule.version).where(Schedule.round_id == round_.id)).all()
    usual = {
        "round_id": round_.id,
        "version": len(earlier) + 1,
        "made_at": CLOSES,
        "status": "optimal",
        "value": 100,
        "bound": 100,
        "seed": 1,
        "problem_hash": "0" * 64,
        "problem": "{}",
        "solution": "{}",
    }
    return added(db, Schedule(**usual | said))


def a_pairing(
    db: Session,
    *,
    schedule: Schedule | None = None,
    application: Application | None = None,
    offer: Offer | None = None,
    **said: object,
) -> Pairing:
    """An application and an offer of its kind, on the usual days or at the usual starts."""
    asks = application or an_application(db, to=round_of(db, schedule or offer))
    stays = asks.kind is Kind.SHADOWING
    usual = {
        "schedule_id": (schedule or a_schedule(db, of=round_of(db, asks))).id,
        "application_id": asks.id,
        "offer_id": (offer or offer_for(db, asks)).id,
        "blocks": (STAY,) if stays else (),
        "starts": () if stays else SESSIONS,
        "minutes": None if stays else SESSION_MINUTES,
        "fit": 80,
    }
    return added(db, Pairing(**usual | said))


def round_of(db: Session, row: Application | Offer | Schedule | None) -> Round | None:
    return db.get_one(Round, row.round_id) if row else None


def offer_for(db: Session, application: Application) -> Offer:
    make = a_host_offer if application.kind is Kind.SHADOWING else a_mentor_offer
    return make(db, to=round_of(db, application))


def added(db: Session, row: Built) -> Built:
    db.add(row)
    db.flush()
    return row
