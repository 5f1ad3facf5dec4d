"""A workshop fills and a seat frees; a forum of seven weeks."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.asks import asking
from domain.workshops import planning, sign_ups, workshops
from invites.meetings import Answer as Word
from models.asks import About, Ask, AskState, Filled, Reply
from models.people import Person
from models.rounds import Round
from models.states import WorkshopState
from models.workshop_states import Work, WorkshopKind
from models.workshops import SignUp, Spoken, Workshop
from tests.stories.company import AINO, BERTTA, HELMI, MARY, ONNI, SVEN, Company, at
from tests.stories.theatre import Theatre

SEATS = {
    "aino": [
        "2027-01-13 09:00 workshop_invitation",
        "2027-01-14 09:00 seat_confirmed REQUEST 0",
        "2027-02-09 09:00 workshop_tomorrow",
        "2027-02-11 09:00 workshop_feedback",
    ],
    "bertta": [
        "2027-01-13 09:00 workshop_invitation",
        "2027-01-14 09:00 seat_confirmed REQUEST 0",
        "2027-01-18 09:00 workshop_cancelled CANCEL 1",
    ],
    "sven": [
        "2027-01-13 09:00 workshop_invitation",
        "2027-01-14 09:00 workshop_full",
        "2027-01-18 09:00 seat_offered",
    ],
    "mary": [
        "2027-01-13 09:00 workshop_invitation",
        "2027-01-14 09:00 workshop_full",
        "2027-01-19 09:00 seat_offered",
        "2027-01-19 12:00 seat_confirmed REQUEST 1",
        "2027-02-09 09:00 workshop_tomorrow",
        "2027-02-11 09:00 workshop_feedback",
    ],
    "helmi": ["2027-02-10 12:00 attendance_asked", "2027-02-10 12:00 work_due"],
}
FORUM = {
    "aino": [
        "2027-01-04 09:00 work_due",
        "2027-01-26 09:00 workshop_invitation",
        "2027-01-27 09:00 seat_confirmed REQUEST 0",
        "2027-02-19 09:00 workshop_tomorrow",
        "2027-02-23 09:00 workshop_feedback",
        "2027-02-23 12:00 workshop_notes",
    ],
    "sven": [
        "2027-01-04 09:00 work_due",
        "2027-01-14 09:00 work_due",
        "2027-01-20 09:00 work_due",
        "2027-01-26 09:00 workshop_invitation",
        "2027-02-23 12:00 workshop_notes",
    ],
    "bertta": [
        "2027-01-27 09:00 workshop_invitation",
        "2027-01-28 09:00 seat_confirmed REQUEST 0",
        "2027-02-19 09:00 workshop_tomorrow",
        "2027-02-23 09:00 workshop_feedback",
        "2027-02-23 12:00 workshop_notes",
    ],
    "onni": ["2027-02-22 12:00 work_due"],
    "helmi": [
        "2027-01-21 16:00 work_late",
        "2027-02-22 12:00 attendance_asked",
        "2027-02-25 09:00 attendance_asked",
    ],
}


class Gathering:
    """One workshop on the stage, and what people do about it at the theatre's moment."""

    def __init__(self, play: Theatre, people: Company) -> None:
        self.play, self.people = play, people
        self.id: UUID | None = None

    def announce(
        self,
        kind: WorkshopKind,
        starts_at: datetime,
        *guests: str,
        seats: int | None = None,
        owners: dict[Work, str] | None = None,
    ) -> None:
        """Helmi arranges it, and invites these people."""
        with self.play.speaking() as db:
            now, helmi = self.play.now(), self.by(db, HELMI)
            plan = planning.Plan(
                kind=kind,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=3),
                title=Spoken(fi="Tilaisuus", sv="Evenemang", en="Gathering"),
                place="Keksilä",
                capacity=seats,
                invites_each=1,
                owners={work: self.by(db, who) for work, who in (owners or {}).items()},
            )
            made = planning.draft(db, db.get_one(Round, self.people.round.id), plan, organiser=helmi)
            for each in guests:
                sign_ups.invite(db, made, self.by(db, each), now=now)
            workshops.announce(db, made, by=helmi, now=now)
            self.id = made.id

    def says(self, who: str, word: str, *, to: About = About.WORKSHOP, **filled: str) -> None:
        """On the page behind the newest mail, also when it comes late."""
        with self.play.speaking() as db:
            not_yet = (AskState.OPEN, AskState.LAPSED)
            mine = select(Ask).where(
                Ask.whose_id == self.by(db, who).id, Ask.about == to, Ask.state.in_(not_yet)
            )
            ask = db.scalars(mine.order_by(Ask.asked_at.desc(), Ask.id)).first()
            assert ask is not None
            said = tuple(Filled(name=name, value=value) for name, value in filled.items())
            asking.answer(db, ask, Reply(word=word, filled=said), now=self.play.now())

    def stands(self) -> dict[str, str]:
        with self.play.database.look() as db:
            found = db.scalars(select(SignUp).options(joinedload(SignUp.person))).all()
            return {each.person.email.split("@")[0]: each.state.value for each in found}

    def state(self) -> WorkshopState:
        with self.play.database.look() as db:
            return db.scalars(select(Workshop.state)).one()

    def letters(self) -> dict[str, list[str]]:
        """What everybody got about it, and when."""
        found: dict[str, list[str]] = {}
        for each in self.play.letters.opened():
            if each.lane.startswith("workshop-"):
                found.setdefault(each.to.split("@")[0], []).append(each.line)
        return found

    def by(self, db: Session, email: str) -> Person:
        return db.scalars(select(Person).where(Person.email == email)).one()


async def test_a_workshop_fills_and_a_seat_frees(play: Theatre, people: Company) -> None:
    morning = Gathering(play, people)
    play.begin(people.round)
    await play.until(at(2027, 1, 4))
    morning.announce(WorkshopKind.NETWORKING, at(2027, 2, 10), AINO, BERTTA, SVEN, MARY, seats=2)

    await play.until(at(2027, 1, 14))
    for each in (AINO, BERTTA, SVEN, MARY):
        morning.says(each, "come")
    await play.until(at(2027, 1, 18))
    people.replies(AINO, Word.ACCEPTED)
    people.replies(BERTTA, Word.DECLINED)
    await play.until(at(2027, 1, 19, 12))
    morning.says(MARY, "yes", to=About.WORKSHOP_SEAT)
    await play.until(at(2027, 2, 10, 12))
    morning.says(HELMI, "all", to=About.WORKSHOP_ATTENDANCE)
    await play.until(at(2027, 2, 12))

    assert morning.stands() == {"aino": "signed_up", "bertta": "left", "sven": "silent", "mary": "signed_up"}
    assert morning.state() is WorkshopState.HELD
    assert morning.letters() == SEATS


async def test_a_forum_of_seven_weeks(play: Theatre, people: Company) -> None:
    forum = Gathering(play, people)
    play.begin(people.round)
    await play.until(at(2027, 1, 4))
    forum.announce(
        WorkshopKind.PUIMALA,
        at(2027, 2, 22),
        AINO,
        SVEN,
        owners={Work.STORIES: AINO, Work.FACT_PACK: SVEN, Work.NOTES: ONNI},
    )

    await play.until(at(2027, 1, 13))
    forum.says(AINO, "done", to=About.WORKSHOP_WORK, result="https://example.org/kertomukset")
    await play.until(at(2027, 1, 26))
    forum.says(SVEN, "done", to=About.WORKSHOP_WORK, result="https://example.org/fakta")
    await play.until(at(2027, 1, 27))
    forum.says(AINO, "come", others=BERTTA)
    forum.says(SVEN, "notes")
    await play.until(at(2027, 1, 28))
    forum.says(BERTTA, "come")
    await play.until(at(2027, 2, 23, 12))
    forum.says(ONNI, "done", to=About.WORKSHOP_WORK, result="Kokeillaan yhdessä")
    await play.until(at(2027, 4, 30))

    assert forum.stands() == {"aino": "signed_up", "sven": "declined", "bertta": "signed_up"}
    assert forum.state() is WorkshopState.CLOSED
    assert forum.letters() == FORUM
