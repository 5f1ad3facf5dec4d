"""Notes after an exchange: five short questions, kept on the way, read by whom their writer chooses."""

from uuid import UUID

from sqlalchemy import select

from models.database import Database
from models.exchanges import Exchange
from models.followups import FollowUp, Note, Sharing
from models.rounds import Round
from models.states import ExchangeState, FollowUpState, RoundState
from tests.builders import a_person
from tests.builders_of_exchanges import a_follow_up
from tests.domain.lived import a_confirmed_exchange
from tests.web.asking import asked
from tests.web.conftest import post, speaking
from tests.web.my.sitting import at_home
from tests.web.page import Page, texts

SCRIPT = "<script>alert(1)</script>"


def noted(database: Database, *, days_after: int = 0, learnt: str = "") -> tuple[UUID, Exchange]:
    with database.change() as db:
        exchange = a_confirmed_exchange(db, state=ExchangeState.HELD)
        row = a_follow_up(db, exchange=exchange, days_after=days_after)
        if learnt:
            row.note = Note(learnt=learnt)
        return row.id, exchange


def kept(database: Database, row: UUID) -> FollowUp:
    with database.look() as db:
        return db.get_one(FollowUp, row)


def test_five_questions_are_asked_each_time_and_the_pair_reads_the_answers(database: Database) -> None:
    first, exchange = noted(database)
    with database.change() as db:
        later = a_follow_up(db, exchange=db.get_one(Exchange, exchange.id), days_after=30).id

    for web in at_home(database, exchange.guest_id):
        pages = [Page(web.get(f"/my/notes/{each}").text) for each in (first, later)]

    names = [_names(each) for each in pages]
    assert names == [
        ["learnt", "tried", "passed_on", "useful", "strength"],
        ["tried", "passed_on", "practice", "effect", "useful"],
    ]
    assert _checked(pages[0]) == ["pair"]


def _names(page: Page) -> list[str]:
    fields = [*page.all("textarea"), *page.all("input")]
    named = {each.attributes.get("name") or "" for each in fields}
    order = ("learnt", "tried", "passed_on", "practice", "effect", "useful", "strength")
    return [each for each in order if each in named]


def _checked(page: Page) -> list[str | None]:
    return [each.attributes.get("value") for each in page.all("input") if "checked" in each.attributes]


def test_a_note_is_given_and_changed_and_shared(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        sent = post(web, f"/my/notes/{row}", {"learnt": SCRIPT, "strength": "5"})
        post(web, f"/my/notes/{row}", {"learnt": "Karttapohja", "strength": "4", "reach": "everybody"})
        again = web.get(f"/my/notes/{row}").text

    assert sent.headers["location"] == f"/my/exchanges/{exchange.id}?done=noted"
    after = kept(database, row)
    assert (after.note, after.reach) == (Note(learnt="Karttapohja", strength=4), Sharing.EVERYBODY)
    assert "Karttapohja" in again
    assert "Save the changes" in again


def test_the_other_one_reads_words_but_no_numbers(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        post(web, f"/my/notes/{row}", {"learnt": SCRIPT, "useful": "2"})
    for web in at_home(database, exchange.host_id):
        page = web.get(f"/my/exchanges/{exchange.id}").text
        write = web.get(f"/my/notes/{row}")

    assert "&lt;script&gt;alert(1)" in page
    assert "How useful was it?" not in page
    assert write.status_code == 404


def test_what_is_written_is_kept_on_the_way(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        line = post(web, f"/my/notes/{row}/save", {"learnt": "Karttapohja"})
        page = web.get(f"/my/notes/{row}").text
        code = post(web, f"/my/notes/{row}/save", {"learnt": "131052-308T"})
    for web in at_home(database, exchange.host_id):
        theirs = web.get(f"/my/exchanges/{exchange.id}").text

    assert line.text.startswith("Saved at ")
    assert "Karttapohja" in page
    assert "Karttapohja" not in theirs
    assert code.text.strip() == "Leave personal identity codes out: nobody here needs them."
    assert kept(database, row).begun == Note(learnt="Karttapohja")


def test_nothing_written_is_refused_and_stays_unanswered(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        said = post(web, f"/my/notes/{row}", {"reach": "programme"})

    assert (said.status_code, texts(said.text, "p", "refusal")) == (422, ["Write at least one answer."])
    assert "programme" in _checked(Page(said.text))
    assert kept(database, row).note is None


def test_a_strangers_note_is_unknown(database: Database) -> None:
    row, _exchange = noted(database)
    with database.change() as db:
        stranger = a_person(db).id

    for web in at_home(database, stranger):
        answers = (
            web.get(f"/my/notes/{row}"),
            post(web, f"/my/notes/{row}", {"learnt": "x"}),
            post(web, f"/my/notes/{row}/save", {"learnt": "x"}),
        )

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert kept(database, row).note is None


def test_after_the_round_has_ended_a_given_note_stands(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        post(web, f"/my/notes/{row}", {"learnt": "Karttapohja"})
        with database.change() as db:
            db.get_one(Round, exchange.round_id).state = RoundState.ENDED
        answers = (web.get(f"/my/notes/{row}"), post(web, f"/my/notes/{row}", {"learnt": "Muuta"}))

    assert [each.status_code for each in answers] == [404, 404]
    assert kept(database, row).note == Note(learnt="Karttapohja")


def test_everybody_reads_what_is_opened_to_everybody_and_nothing_else(database: Database) -> None:
    words = {Sharing.PAIR: "Parin oma", Sharing.PROGRAMME: "Ohjelman", Sharing.EVERYBODY: SCRIPT}
    with database.change() as db:
        reader = a_person(db).id
    for web in at_home(database, reader):
        empty = web.get("/my/learnt").text
    for reach, learnt in words.items():
        row, exchange = noted(database)
        for web in at_home(database, exchange.guest_id):
            post(web, f"/my/notes/{row}", {"learnt": learnt, "useful": "5", "reach": reach.value})

    for web in at_home(database, reader):
        page = web.get("/my/learnt").text
        few = asked(database, web, "/my/learnt")
        beyond = web.get("/my/learnt?page=9")
        for _n in range(3):
            _open(database)
        many = asked(database, web, "/my/learnt")
        heads = [texts(speaking(web, each).get("/my/learnt").text, "h1") for each in ("fi", "sv", "en")]

    assert "Nobody has opened a note" in empty
    assert texts(page, "dd", "told") == [SCRIPT]
    assert "<script>alert" not in page
    assert (beyond.status_code, many) == (200, few)
    assert heads == [["Mitä muut ovat oppineet"], ["Vad andra har lärt sig"], ["What others have learnt"]]


def test_numbers_alone_tell_others_nothing(database: Database) -> None:
    row, exchange = noted(database)

    for web in at_home(database, exchange.guest_id):
        post(web, f"/my/notes/{row}", {"useful": "5", "reach": "everybody"})
        page = web.get("/my/learnt").text

    assert "Nobody has opened a note" in page


def _open(database: Database) -> None:
    row, _exchange = noted(database)
    with database.change() as db:
        found = db.scalars(select(FollowUp).where(FollowUp.id == row)).one()
        found.state = FollowUpState.ANSWERED
        found.note, found.reach = Note(learnt="Lisää"), Sharing.EVERYBODY


def test_coordinators_read_only_what_is_opened_to_them(database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db, state=ExchangeState.HELD)
        owner = db.get_one(Round, exchange.round_id).owner_id
        usual = {"state": FollowUpState.ANSWERED}
        a_follow_up(db, exchange=exchange, note=Note(learnt="Parin oma", useful=2), **usual)
        a_follow_up(
            db,
            exchange=exchange,
            person_id=exchange.host_id,
            note=Note(learnt="<b>Kaikille</b>", useful=1),
            reach=Sharing.PROGRAMME,
            **usual,
        )

    for web in at_home(database, owner):
        page = web.get(f"/exchanges/{exchange.id}").text

    assert "Parin oma" not in page
    assert "&lt;b&gt;Kaikille" in page
    assert "How useful" not in page
