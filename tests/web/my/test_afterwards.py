"""When an exchange is over: staying in touch, meeting again, telling at home, whenever one likes."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain import exchanges
from domain.afterwards import asking_after
from models.asks import About, Ask, AskState
from models.database import Database
from models.exchanges import Exchange
from models.rounds import Round
from models.states import AskedAfter, ExchangeState, Kind, WorkshopState
from models.workshops import Workshop
from tests.builders_of_exchanges import AFTERWARDS
from tests.domain.lived import a_confirmed_exchange
from tests.web.conftest import post
from tests.web.my.sitting import at_home
from tests.web.page import texts


def held(database: Database, *, kind: Kind = Kind.SHADOWING) -> tuple[UUID, UUID, UUID]:
    with database.change() as db:
        row = a_confirmed_exchange(db, kind=kind, state=ExchangeState.HELD)
        return row.id, row.guest_id, row.host_id


def test_both_yeses_show_how_to_stay_in_touch_and_each_may_be_taken_back(database: Database) -> None:
    row, guest, host = held(database)

    for person in (guest, host):
        for web in at_home(database, person):
            said = post(web, f"/my/exchanges/{row}/touch", {"word": "yes"})
            both = web.get(f"/my/exchanges/{row}").text
    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{row}/touch", {"word": "no"})
        nonsense = post(web, f"/my/exchanges/{row}/touch", {"word": "perhaps"})
    for web in at_home(database, host):
        alone = web.get(f"/my/exchanges/{row}").text

    assert said.headers["location"] == f"/my/exchanges/{row}?done=saved"
    assert "You both want to keep in touch:" in both
    assert "has not said yes yet" in alone
    assert nonsense.status_code == 422


def test_the_open_question_is_answered_by_it_and_not_asked_again(database: Database) -> None:
    row, guest, _host = held(database)
    with database.change() as db:
        exchange = exchanges.load(db, row)
        db.get_one(Round, exchange.round_id).asks_after = (AskedAfter.KEEP_IN_TOUCH,)
        asking_after.ask(db, exchange, now=AFTERWARDS + timedelta(days=60))

    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{row}/touch", {"word": "yes"})

    with database.look() as db:
        asks = db.scalars(select(Ask).where(Ask.about == About.KEEP_IN_TOUCH, Ask.whose_id == guest)).all()
    assert [(each.state, each.reply.word if each.reply else "") for each in asks] == [
        (AskState.ANSWERED, "yes")
    ]


def test_another_visit_is_proposed_to_both(database: Database) -> None:
    row, guest, host = held(database)

    for web in at_home(database, host):
        weekend = post(web, f"/my/exchanges/{row}/again", {"first": "2027-09-11", "days": "2"})
        said = post(web, f"/my/exchanges/{row}/again", {"first": "2027-09-13", "days": "2"})

    assert (weekend.status_code, 'value="2027-09-11"' in weekend.text) == (422, True)
    assert said.headers["location"] == f"/my/exchanges/{row}?done=visit-proposed"
    with database.look() as db:
        again = db.scalars(select(Exchange).where(Exchange.id != row)).one()
        assert (again.state, again.guest_id, again.host_id) == (ExchangeState.PROPOSED, guest, host)


def test_a_seminar_at_home_is_planned_by_the_guest(database: Database) -> None:
    row, guest, host = held(database)
    wanted = {"on": "2027-09-13", "title": "<b>Opittua</b>", "word": "draft"}

    for web in at_home(database, host):
        theirs = post(web, f"/my/exchanges/{row}/seminar", wanted)
    for web in at_home(database, guest):
        near = post(web, f"/my/exchanges/{row}/seminar", {**wanted, "on": "2020-01-01"})
        post(web, f"/my/exchanges/{row}/seminar", wanted)
        page = web.get(f"/my/exchanges/{row}").text
        twice = post(web, f"/my/exchanges/{row}/seminar", wanted)

    assert (theirs.status_code, near.status_code, twice.status_code) == (409, 422, 409)
    assert "&lt;b&gt;Opittua" in page
    with database.look() as db:
        workshop = db.scalars(select(Workshop)).one()
        assert (workshop.state, workshop.organiser_id) == (WorkshopState.DRAFT, guest)


def test_before_the_end_nothing_of_it_is_offered(database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db)
        row, guest = exchange.id, exchange.guest_id

    for web in at_home(database, guest):
        page = web.get(f"/my/exchanges/{row}").text
        answers = (
            post(web, f"/my/exchanges/{row}/touch", {"word": "yes"}),
            post(web, f"/my/exchanges/{row}/again", {"first": "2027-09-13"}),
            post(web, f"/my/exchanges/{row}/seminar", {"on": "2027-09-13"}),
        )

    assert "What comes next" not in texts(page, "h2")
    assert [each.status_code for each in answers] == [409, 409, 409]


def test_a_mentoring_has_no_days_to_meet_again(database: Database) -> None:
    row, mentee, _mentor = held(database, kind=Kind.MENTORING)

    for web in at_home(database, mentee):
        page = web.get(f"/my/exchanges/{row}").text

    assert "Tell your colleagues what you learnt" in page
    assert "Meet again" not in page
