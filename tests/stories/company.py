"""The people of the stories, all invented, and what they do at the theatre's moment."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from domain import applications, endorsements, exchanges, follow_ups, illnesses, replies, rounds, schedules
from domain.agreeing import late_yes
from invites.meetings import Answer as Word
from models.applications import Application, Endorsement
from models.exchanges import Appointment, Exchange
from models.followups import FollowUp, Note
from models.languages import Language
from models.mails import Mail
from models.offers import Availability, Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Answer, ApplicationState, FollowUpState, Kind, RoundState
from models.timeline import moment
from tests.builders import (
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_organisation,
)
from tests.stories.theatre import Theatre
from workers.replying import Answering, Client, reply_mail

HELMI, EERO, AINO, BERTTA = "helmi@example.org", "eero@example.org", "aino@example.org", "bertta@example.org"
SAGA, STINA, SVEN = "saga@example.org", "stina@example.org", "sven@example.org"
ONNI, MARY = "onni@example.org", "mary@example.org"
NO_WISHES: Mapping[str, str] = MappingProxyType({})
FIRST_TUESDAY = date(2027, 3, 2)
FIRST, SECOND = (date(2027, 3, 9), date(2027, 3, 11)), (date(2027, 3, 23), date(2027, 3, 25))


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A local clock time."""
    return moment(date(year, month, day), time(hour, minute))


class Company:
    """Three councils and their people: Helmi is HR, Eero and Saga lead, the others take part."""

    def __init__(self, play: Theatre) -> None:
        self.play = play
        with play.database.change() as db:
            keksila, satula, tarula = _councils(db)
            _person(db, HELMI, keksila)
            eero, saga = _person(db, EERO, keksila), _person(db, SAGA, satula, Language.SV)
            for each in (AINO, BERTTA):
                _person(db, each, keksila, supervisor_id=eero.id)
            _person(db, STINA, satula, Language.SV, supervisor_id=saga.id)
            _person(db, SVEN, satula, Language.SV)
            _person(db, ONNI, tarula)
            _person(db, MARY, tarula, Language.EN)
            self.round = a_round(
                db, owner=_by(db, HELMI), state=RoundState.DRAFT, follow_up_days=(0, 30, 180)
            )
            rounds.add(db, self.round)

    async def apply(self, *who: str, wishing: Mapping[str, str] = NO_WISHES) -> None:
        """The round opens; on the first of December they apply, the keenest first, and are endorsed."""
        self.play.begin(self.round)
        await self.play.until(at(2026, 12, 1))
        for turn, each in enumerate(who):
            self.applies(each, priority=9 - turn, wishing=wishing.get(each, ""))
        self.endorses(*who)

    async def are_proposed(self, *who: str, wishing: Mapping[str, str] = NO_WISHES) -> None:
        """They apply, HR approves the plan on Monday the 18th of January, and it is Tuesday morning."""
        await self.apply(*who, wishing=wishing)
        await self.play.until(at(2027, 1, 18))
        self.approves()
        await self.play.until(at(2027, 1, 19))

    def hosts(self, who: str, *windows: tuple[date, date], most: int = 1) -> None:
        """One guest at a time, in these windows only."""
        with self.play.database.change() as db:
            offer = a_host_offer(db, to=db.get_one(Round, self.round.id), person=_by(db, who), most=most)
            for first, last in windows:
                db.add(Availability(offer_id=offer.id, first_day=first, last_day=last, can=True))

    def can_only(self, who: str, first: date, last: date) -> None:
        """A guest's days; said again, they are added to those said before."""
        with self.play.database.change() as db:
            application = _application(db, who)
            db.add(Availability(application_id=application.id, first_day=first, last_day=last, can=True))

    def mentors(self, who: str) -> None:
        """An hour on every second Tuesday at one, in Swedish or English."""
        with self.play.database.change() as db:
            said = {"languages": (Language.SV, Language.EN), "most": 1}
            offer = a_mentor_offer(db, to=db.get_one(Round, self.round.id), person=_by(db, who), **said)
            for day in (FIRST_TUESDAY + timedelta(weeks=2 * n) for n in range(12)):
                db.add(Availability(offer_id=offer.id, first_day=day, last_day=day, can=True))

    def can_host_also(self, who: str, first: date, last: date) -> None:
        with self.play.database.change() as db:
            offer = db.scalars(select(Offer).where(Offer.person_id == _by(db, who).id)).one()
            db.add(Availability(offer_id=offer.id, first_day=first, last_day=last, can=True))

    def applies(
        self,
        who: str,
        *,
        kind: Kind = Kind.SHADOWING,
        priority: int = 0,
        wishing: str = "",
        days: int = 3,
    ) -> None:
        """Ask to take part; the first wish is somebody's council."""
        mentoring = kind is Kind.MENTORING
        with self.play.speaking() as db:
            draft = an_application(
                db,
                to=db.get_one(Round, self.round.id),
                person=_by(db, who),
                kind=kind,
                blocks=() if mentoring else (2 * days,),
                sessions=11 if mentoring else None,  # so many fit from the first week on only
                priority=priority,
                state=ApplicationState.DRAFT,
                languages=(Language.SV,) if who in (STINA, SVEN) else (Language.FI,),
                submitted_at=None,
            )
            if wishing:
                a_wish(db, application=draft, organisation=_by(db, wishing).organisation)
            applications.submit(db, draft, now=self.play.now())

    def endorses(self, *whose: str) -> None:
        with self.play.speaking() as db:
            for who in whose:
                endorsements.endorse(db, _endorsement(db, who), now=self.play.now())

    def refuses_to_endorse(self, who: str) -> None:
        with self.play.speaking() as db:
            endorsements.refuse(db, _endorsement(db, who), reason="workload", now=self.play.now())

    def approves(self) -> None:
        with self.play.speaking() as db:
            newest = schedules.newest(db, db.get_one(Round, self.round.id))
            assert newest is not None
            schedules.approve(db, newest, by=_by(db, HELMI), now=self.play.now())

    def moves_closing(self, to: datetime) -> None:
        with self.play.speaking() as db:
            round_ = db.get_one(Round, self.round.id)
            rounds.move_closing(db, round_, closes_at=to, now=self.play.now())

    def answers(self, who: str, word: Answer, *, guest: str) -> None:
        """One side's word on the newest proposal to this guest."""
        with self.play.speaking() as db:
            exchange = exchanges.load(db, self.exchange_id(guest))
            late_yes.answer(db, exchange, _by(db, who).id, word, now=self.play.now())

    def agree(self, *pairs: tuple[str, str]) -> None:
        """Guest and host both say yes."""
        for guest, host in pairs:
            self.answers(guest, Answer.ACCEPTED, guest=guest)
            self.answers(host, Answer.ACCEPTED, guest=guest)

    def falls_ill(self, who: str, first: date, last: date) -> None:
        with self.play.speaking() as db:
            illnesses.fall_ill(
                db, self.round.id, _by(db, who).id, first=first, last=last, now=self.play.now()
            )

    def withdraws(self, who: str) -> None:
        with self.play.speaking() as db:
            applications.withdraw(db, _application(db, who), now=self.play.now())

    def replies(self, who: str, word: Word, *, style: Client = Client.THUNDERBIRD) -> str:
        """Answer the newest calendar request in one's own mail program; what became of the answer."""
        with self.play.speaking() as db:
            newest = select(Mail).where(Mail.recipient == who, Mail.method == "REQUEST")
            newest = newest.order_by(Mail.queued_at.desc(), Mail.number.desc()).options(undefer(Mail.octets))
            mail = db.scalars(newest.limit(1)).one()
            now = self.play.now()
            answering = Answering(attendee=who, answer=word, stamp=now, message_id=f"{now:%s}.{who}")
            return replies.receive(db, reply_mail(mail.octets, answering, style=style), now=now)

    def writes_notes(self, *who: str) -> None:
        """Everybody named answers what they have been asked."""
        with self.play.speaking() as db:
            for person in (_by(db, each) for each in who):
                open_ = select(FollowUp).where(
                    FollowUp.person_id == person.id, FollowUp.state == FollowUpState.ASKED
                )
                for each in db.scalars(open_).all():
                    note = Note(learnt="Keksitty: yhteinen tietopohja.", useful=5)
                    follow_ups.answer(db, each, note, now=self.play.now())

    def exchange_id(self, guest: str) -> UUID:
        """The newest exchange of a guest."""
        with self.play.database.look() as db:
            found = select(Exchange.id).where(Exchange.guest_id == _by(db, guest).id)
            return db.scalars(found.order_by(Exchange.confirm_by.desc()).limit(1)).one()

    def host_of(self, guest: str) -> str:
        """The address of the host of a guest's newest exchange."""
        with self.play.database.look() as db:
            exchange = db.get_one(Exchange, self.exchange_id(guest))
            return db.get_one(Person, exchange.host_id).email

    def days_of(self, guest: str) -> list[tuple[date | None, date | None]]:
        """The first and last days of a guest's newest exchange, block by block."""
        with self.play.database.look() as db:
            rows = select(Appointment).where(Appointment.exchange_id == self.exchange_id(guest))
            found = db.scalars(rows.order_by(Appointment.number))
            return [(each.first_day, each.last_day) for each in found]

    def states(self) -> list[str]:
        """The round, then each exchange in the order of its proposal, as one reads it on a list."""
        with self.play.database.look() as db:
            round_ = db.get_one(Round, self.round.id)
            found = select(Exchange).order_by(Exchange.confirm_by)
            lines = sorted(_line(db, each) for each in db.scalars(found))
            return [f"round {round_.state}", *lines]

    def applicants(self) -> list[str]:
        """Everybody who applied, and where they stand."""
        with self.play.database.look() as db:
            rows = db.execute(select(Person.email, Application.state).join(Application.person))
            return sorted(f"{email.split('@')[0]} {state}" for email, state in rows)


def _line(db: Session, exchange: Exchange) -> str:
    guest, host = (
        db.get_one(Person, each).email.split("@")[0] for each in (exchange.guest_id, exchange.host_id)
    )
    reason = f" {exchange.released_reason}" if exchange.released_reason else ""
    return f"{guest} to {host} {exchange.state}{reason}"


def _councils(db: Session) -> tuple[Organisation, Organisation, Organisation]:
    return (
        an_organisation(db, code="K"),
        an_organisation(db, code="S", name_fi="Satulan liitto", latitude=63.1, longitude=21.6),
        an_organisation(db, code="T", name_fi="Tarulan liitto", latitude=60.5, longitude=22.3),
    )


def _person(
    db: Session, email: str, council: Organisation, language: Language = Language.FI, **said: object
) -> Person:
    name = f"{email.split('@')[0].capitalize()} Keksitty"
    return a_person(db, organisation=council, name=name, email=email, language=language, **said)


def _by(db: Session, email: str) -> Person:
    found = select(Person).where(Person.email == email).options(joinedload(Person.organisation))
    return db.scalars(found).one()


def _application(db: Session, who: str) -> Application:
    return db.scalars(select(Application).where(Application.person_id == _by(db, who).id)).one()


def _endorsement(db: Session, who: str) -> Endorsement:
    found = select(Endorsement).where(Endorsement.application_id == _application(db, who).id)
    return db.scalars(found).one()
