"""The list of rounds."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models import streams
from models.database import Database
from models.events import Wait
from models.rehearsals import Rehearsal
from models.states import ApplicationState, ExchangeState, OfferState, RoundState
from tests.builders import OPENS, a_host_offer, a_mentor_offer, a_round, an_application
from tests.builders_of_exchanges import an_exchange
from tests.web.asking import asked
from tests.web.conftest import NOW
from tests.web.page import Page, strange_scripts, texts


def numbers(html: str) -> list[int]:
    return [int(number) for number in texts(html, "dd")]


def test_a_round_is_named_in_the_readers_language_and_linked(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, reference="kevat-2027")

    pages = [Page(web.get(f"/rounds?lang={code}").text) for code in ("fi", "sv", "en")]

    assert [page.texts("h2") for page in pages] == [["Kevät 2027"], ["Våren 2027"], ["Spring 2027"]]
    assert [page.texts("span", "tag") for page in pages] == [
        ["Ilmoittautuminen auki"],
        ["Anmälan öppen"],
        ["Open for applications"],
    ]
    assert [a.attributes["href"] for a in pages[0].all("a") if a.text == "Kevät 2027"] == [
        "/rounds/kevat-2027"
    ]


def test_rounds_stand_newest_first(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, name_en="Older", opens_at=OPENS - timedelta(days=200))
        a_round(db, name_en="Newer")

    assert texts(web.get("/rounds").text, "h2") == ["Newer", "Older"]


def test_drafts_and_withdrawn_ones_are_not_counted(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db)
        for state in ApplicationState:
            an_application(db, to=round_, state=state)
        a_host_offer(db, to=round_, most=3)
        a_mentor_offer(db, to=round_, most=4)
        a_host_offer(db, to=round_, most=50, state=OfferState.WITHDRAWN)

    html = web.get("/rounds").text

    assert texts(html, "dt") == [
        "Applications",
        "Placed",
        "On the waiting list",
        "Offers",
        "Places in the offers",
    ]
    assert numbers(html) == [3, 1, 1, 2, 7]


def test_what_a_round_waits_for_is_told_with_its_next_moment(web: TestClient, database: Database) -> None:
    with database.change() as db:
        wait_for(db, a_round(db).id, "applications", until=NOW)

    [told] = texts(web.get("/rounds").text, "p", "wait")

    assert told == "Waiting for: applications next step Tue 16 March 2027 at 9:00"


def test_a_wait_that_we_have_no_words_for_is_still_shown(web: TestClient, database: Database) -> None:
    with database.change() as db:
        wait_for(db, a_round(db).id, "full_moon", until=None)

    assert texts(web.get("/rounds?lang=fi").text, "p", "wait") == ["Odotetaan: askelta: full moon"]


def test_a_rehearsal_is_said_clearly_with_its_own_present(web: TestClient, database: Database) -> None:
    with database.change() as db:
        db.add(Rehearsal(seed=1, now=NOW + timedelta(days=30)))

    told = [texts(web.get(f"/rounds?lang={code}").text, "div", "rehearsal") for code in ("fi", "sv")]

    assert told == [
        [
            "Koeajo Henkilöt ja vastaukset ovat keksittyjä; yksikään viesti ei lähde tältä koneelta. "
            "Kello seisoo hetkessä to 15.4.2027 klo 10.00"
        ],
        [
            "Provkörning Personerna och svaren är påhittade; inga meddelanden lämnar den här datorn. "
            "Klockan står på tors 15.4.2027 kl. 10.00"
        ],
    ]


def test_without_a_rehearsal_nothing_is_said_about_one(web: TestClient) -> None:
    assert texts(web.get("/rounds").text, "div", "rehearsal") == []


def test_a_name_cannot_smuggle_in_a_script(web: TestClient, database: Database) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    with database.change() as db:
        a_round(db, name_en=evil, reference="evil")

    pages = [Page(web.get(path).text) for path in ("/", "/rounds/evil", "/rounds/evil/mails")]

    assert [strange_scripts(page) for page in pages] == [[], [], []]
    assert [[image.attributes["alt"] for image in page.all("img")] for page in pages] == [[""], [""], [""]]
    crumbs = [each for each in pages[2].texts("a") if "script" in each]
    assert [pages[0].texts("h2"), pages[1].texts("h1"), crumbs] == [[evil], [evil], [evil]]


def test_ten_rounds_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_full_round(db)
    one = asked(database, web, "/")
    with database.change() as db:
        for _ in range(9):
            a_full_round(db)

    assert asked(database, web, "/") == one


def a_full_round(db: Session) -> None:
    round_ = a_round(db, state=RoundState.RUNNING)
    an_exchange(db, application=an_application(db, to=round_), state=ExchangeState.CONFIRMED)
    wait_for(db, round_.id, "exchanges", until=NOW)


def wait_for(db: Session, round_id: UUID, what: str, *, until: datetime | None) -> None:
    wait = Wait(
        stream_id=streams.of_round(round_id), waiting_for=what, since=NOW, until=until, heard_number=0
    )
    db.add(wait)
    db.flush()
