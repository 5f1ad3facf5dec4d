"""The invented people: the same seed tells the same story, whatever ids the rows happen to have."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.working_days import is_working_day
from models.base import draw_ids_from
from models.database import Database
from models.doubts import Doubt
from models.exchanges import Exchange
from models.people import Person
from models.rehearsals import Cue
from models.states import ApplicationState, DoubtState, ExchangeState, MailState, RoundState
from models.timeline import local, moment
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    added,
    an_application,
    an_endorsement,
    an_organisation,
)
from tests.builders_of_exchanges import a_confirmation, a_follow_up, a_mail, an_exchange, an_invite
from tests.plugins.databases import ids, opened, sqlite_address
from workers.cast import prepare
from workers.dice import OFFICE_HOURS, chance

NOW = moment(date(2027, 1, 18), time(9, 0))
Told = tuple[str, str, datetime, str, bool]


def a_scene(db: Session, *, guests: int = 30) -> None:
    """Everybody has been asked everything: endorsements, a plan, proposals, invitations, notes."""
    council = an_organisation(db, code="K")
    round_ = a_round(
        db, owner=a_person(db, organisation=council, email="hr@example.org"), state=RoundState.RUNNING
    )
    a_schedule(db, of=round_)
    for number in range(guests):
        guest = a_person(db, organisation=council, email=f"guest{number}@example.org")
        host = a_person(db, organisation=council, email=f"host{number}@example.org")
        boss = a_person(db, organisation=council, email=f"boss{number}@example.org")
        asks = an_application(db, to=round_, person=guest, state=ApplicationState.PLACED)
        an_endorsement(db, application=asks, supervisor=boss)
        offer = a_host_offer(db, to=round_, person=host)
        state = ExchangeState.CONFIRMED if number % 2 else ExchangeState.PROPOSED
        _lived(db, an_exchange(db, application=asks, offer=offer, state=state), guest=guest)


def _lived(db: Session, exchange: Exchange, *, guest: Person) -> None:
    a_mail(db, about=exchange, to=guest, kind="ask_guest", state=MailState.SENT)
    a_mail(
        db, about=exchange, to=guest, kind="invitation", method="REQUEST", sequence=0, state=MailState.SENT
    )
    a_confirmation(db, exchange=exchange)
    a_follow_up(db, exchange=exchange)


def told(db: Session) -> list[Told]:
    """Every cue without ids: act, who, when, word, whether it has been spoken."""
    emails: dict[UUID | None, str] = {each.id: each.email for each in db.scalars(select(Person))}
    return sorted(
        (each.act, emails[each.person_id], each.at, each.word, each.spoken_at is not None)
        for each in db.scalars(select(Cue))
    )


def story(database: Database, *, seed: int, source: Callable[[], UUID]) -> list[Told]:
    draw_ids_from(source)
    with database.change() as db:
        a_scene(db)
        prepare(db, seed=seed, now=NOW)
        return told(db)


def test_the_same_seed_gives_the_same_cues_whatever_the_ids(
    sqlite_database: Database, tmp_path: Path
) -> None:
    copyfile(tmp_path / "vaihto.sqlite", tmp_path / "again.sqlite")

    first = story(sqlite_database, seed=1, source=ids(seed="some"))
    for other in opened(sqlite_address(tmp_path / "again.sqlite")):
        again = story(other, seed=1, source=ids(seed="others"))

    assert len(first) == 30 * 4 + 15 + 1
    assert again == first


def test_another_seed_tells_another_story(sqlite_database: Database, tmp_path: Path) -> None:
    copyfile(tmp_path / "vaihto.sqlite", tmp_path / "again.sqlite")

    first = story(sqlite_database, seed=1, source=ids(seed="some"))
    for other in opened(sqlite_address(tmp_path / "again.sqlite")):
        again = story(other, seed=2, source=ids(seed="some"))

    assert again != first


def test_who_has_a_cue_gets_no_second_one(database: Database) -> None:
    with database.change() as db:
        a_scene(db, guests=4)
        prepare(db, seed=1, now=NOW)
        once = told(db)
        prepare(db, seed=1, now=NOW + timedelta(days=3))

        assert told(db) == once


def test_a_second_doubt_about_one_exchange_has_one_cue(db: Session) -> None:
    asks = an_application(db, state=ApplicationState.PLACED)
    exchange = an_exchange(db, application=asks, state=ExchangeState.CONFIRMED)
    guest, host = (db.get_one(Person, each) for each in (exchange.guest_id, exchange.host_id))
    for number in (1, 2):
        a_mail(db, about=exchange, to=host, kind="ask_other_days", number=number, state=MailState.SENT)
    invite = an_invite(db, exchange=exchange)
    added(
        db,
        Doubt(
            exchange_id=exchange.id,
            invite_id=invite.id,
            person_id=guest.id,
            asked=0,
            state=DoubtState.OFFERED,
            raised_at=NOW,
            deadline=NOW + timedelta(days=1),
        ),
    )

    prepare(db, seed=1, now=NOW)

    assert db.scalars(select(Cue.act).where(Cue.act == "other_days")).all() == ["other_days"]


def test_silence_is_spoken_at_once_and_everything_else_waits(sqlite_database: Database) -> None:
    cues = story(sqlite_database, seed=1, source=ids(seed="some"))

    silent = [each for each in cues if each[3] == ""]
    assert len(silent) > 0
    assert all(spoken for _act, _who, _at, _word, spoken in silent)
    assert [each for each in cues if each[3] and each[4]] == []


def test_people_speak_in_office_hours_and_never_in_the_past(sqlite_database: Database) -> None:
    cues = story(sqlite_database, seed=1, source=ids(seed="some"))

    spoken = [local(at) for act, _who, at, word, _spoken in cues if word and act != "ill"]
    assert min(spoken) > local(NOW)
    assert {at.time() for at in spoken} <= set(OFFICE_HOURS)
    assert [at for at in spoken if not is_working_day(at.date())] == []


def test_chances_are_spread_evenly() -> None:
    drawn = [chance(1, "what", f"{number}") for number in range(2_000)]

    assert 0.45 < sum(drawn) / len(drawn) < 0.55
    assert sorted(drawn)[0] < 0.01
    assert sorted(drawn)[-1] > 0.99
