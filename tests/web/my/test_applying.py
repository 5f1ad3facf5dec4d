"""Applying in four short steps, with and without a supervisor's hand, by forms alone."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import weeks_off
from models.applications import Application, TopicWish, Wish
from models.asks import About, Ask
from models.database import Database
from models.languages import Language
from models.mails import Mail
from models.states import ApplicationState, Kind, RoundState
from tests.builders import a_person, a_round, an_application, an_organisation
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import Page, texts
from web.forms import TOKEN
from web.visitor import PLAIN_COOKIE, form_token

CLOSES = NOW + timedelta(days=10)


def open_to(database: Database) -> tuple[UUID, UUID]:
    """Aino and Eero, her supervisor, in an open round."""
    with database.change() as db:
        eero = a_person(db, name="Eero Keksitty")
        a_round(db, reference="auki", closes_at=CLOSES)
        return a_person(db, supervisor_id=eero.id).id, eero.id


def begun(web: TestClient, kind: str = "shadowing") -> str:
    """Where the first step is."""
    return post(web, f"/my/rounds/auki/apply/{kind}").headers["location"].removesuffix("/wish")


def one(database: Database) -> Application:
    with database.look() as db:
        return db.scalars(select(Application)).one()


def filled(web: TestClient, here: str) -> None:
    post(web, f"{here}/wish", {"topics": ["planning", "climate"], "do": "next"})
    post(web, f"{here}/weeks", {"days": "2", "weeks": ["2027-W10", "2027-W11"]})
    post(web, f"{here}/aims", {"aims": "Oppia kaavoitusta", "languages": ["fi", "sv"], "euros": "300"})


def test_four_steps_lead_to_a_sent_application(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        filled(web, here)
        check = web.get(f"{here}/check").text
        sent = post(web, f"{here}/send")

    row = one(database)
    assert "3 working days" not in check
    assert "Eero Keksitty is asked to endorse your aims." in check
    assert sent.headers["location"] == "/my?done=applied"
    assert (row.state, row.aims, row.blocks, row.most_euros) == (
        ApplicationState.SUBMITTED,
        "Oppia kaavoitusta",
        (4,),
        300,
    )
    assert row.topics == (TopicWish(topic="planning"), TopicWish(topic="climate"))
    assert row.languages == (Language.FI, Language.SV)
    with database.look() as db:
        assert sorted(db.scalars(select(Mail.kind))) == ["application_received", "ask_endorsement"]


def test_each_step_is_saved_and_shown_as_it_was_left(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        filled(web, here)
        pages = {step: web.get(f"{here}/{step}").text for step in ("wish", "weeks", "aims")}

    def on(step: str) -> list[str]:
        found = Page(pages[step]).all("input")
        return [each.attributes["value"] for each in found if "checked" in each.attributes]

    assert on("wish") == ["planning", "climate"]
    assert on("weeks") == ["2027-W10", "2027-W11"]
    assert on("aims") == ["fi", "sv"]
    assert "Oppia kaavoitusta" in pages["aims"]


def test_wishes_move_by_their_buttons(database: Database) -> None:
    aino, _eero = open_to(database)
    with database.change() as db:
        first, second, third = (f"{an_organisation(db).id}" for _each in range(3))

    def wished() -> list[str]:
        with database.look() as db:
            return [f"{each}" for each in db.scalars(select(Wish.organisation_id).order_by(Wish.rank))]

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/wish", {"added": first, "do": "add"})
        post(web, f"{here}/wish", {"wished": [first], "added": second, "do": "next"})
        post(web, f"{here}/wish", {"wished": [first, second], "do": "up:1"})
        risen = wished()
        post(web, f"{here}/wish", {"wished": risen, "do": "out:1", "added": third})
        last = wished()
        wrong = post(web, f"{here}/wish", {"wished": ["nobody"], "do": "next"})

    assert (risen, last) == ([second, first], [second, third])
    assert (wrong.status_code, texts(wrong.text, "p", "mend")) == (422, ["choose one of those offered"])


def test_what_is_missing_is_said_with_the_way_there(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web, "mentoring")
        sent = post(web, f"{here}/send")

    assert sent.status_code == 422
    assert texts(sent.text, "li")[-3:] == [
        "Topics: choose at least one",
        "Weekly times: choose at least one",
        "Aims: fill this in",
    ]
    assert one(database).state is ApplicationState.DRAFT


def test_a_line_says_when_it_was_saved(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        saved = post(web, f"{here}/aims/save", {"aims": "Puolikas aj", "languages": "fi"})
        wrong = post(web, f"{here}/aims/save", {"aims": "Puolikas ajatus", "languages": "fi", "euros": "x"})

    assert (saved.status_code, saved.text.strip()) == (200, "Saved at 9:00")
    assert " ".join(wrong.text.split()) == (
        "The rest is saved. Most euros for the trip: Write a whole number from 0 to 99999."
    )
    assert one(database).aims == "Puolikas ajatus"


def test_nobody_else_reads_or_writes_it(database: Database) -> None:
    aino, eero = open_to(database)
    for web in at_home(database, aino):
        here = begun(web)
    with database.change() as db:
        stranger = a_person(db).id

    for who in (stranger, eero):
        for web in at_home(database, who):
            codes = [
                web.get(f"{here}{step}").status_code for step in ("", "/wish", "/weeks", "/aims", "/check")
            ]
            codes += [
                post(web, f"{here}/{verb}", {"aims": "x", "languages": "fi"}).status_code
                for verb in ("aims", "aims/save", "send", "withdraw")
            ]
        assert codes == [404] * 9
    assert one(database).state is ApplicationState.DRAFT


def test_a_supervisor_writes_it_and_the_report_is_asked(database: Database) -> None:
    aino, eero = open_to(database)
    with database.look() as db:
        round_ = db.scalars(select(Application.round_id)).first()
    assert round_ is None

    for web in at_home(database, eero):
        page = Page(web.get("/my/people").text)
        part = next(
            each.attributes["value"] for each in page.all("option") if ":" in each.attributes["value"]
        )
        begun_ = post(web, "/my/people/apply/begin", {"person": f"{aino}", "part": part})
        here = begun_.headers["location"].removesuffix("/wish")
        filled(web, here)
        check = web.get(f"{here}/check").text
        post(web, f"{here}/send")

    assert "for Aino Keksitty" in check
    assert one(database).state is ApplicationState.DRAFT
    with database.look() as db:
        assert [(each.about, each.whose_id) for each in db.scalars(select(Ask))] == [
            (About.AGREES_TO_APPLY, aino)
        ]


def test_nobody_applies_for_people_who_are_not_theirs(database: Database) -> None:
    aino, _eero = open_to(database)
    with database.change() as db:
        stranger = a_person(db, name="Outi Keksitty").id

    for web in at_home(database, stranger):
        said = [
            post(web, "/my/people/apply/begin", {"person": f"{aino}", "part": part})
            for part in ("x:shadowing", f"{aino}:shadowing", "")
        ]

    assert [each.status_code for each in said] == [404, 404, 404]


def test_what_was_sent_is_changed_and_taken_back(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        filled(web, here)
        post(web, f"{here}/send")
        page = web.get(here).text
        post(web, f"{here}/aims", {"aims": "Jotain muuta", "languages": "fi"})
        changed = one(database)
        post(web, f"{here}/withdraw")
        home = web.get("/my").text

    assert "Change aims" in page
    assert (changed.state, changed.aims) == (ApplicationState.SUBMITTED, "Jotain muuta")
    assert one(database).state is ApplicationState.WITHDRAWN
    assert "Apply to shadow somebody" not in home


@pytest.mark.parametrize("path", ["/my/rounds/luonnos/apply", "/my/rounds/puuttuu/apply"])
def test_a_round_that_is_prepared_is_as_unknown_as_none(database: Database, path: str) -> None:
    aino, _eero = open_to(database)
    with database.change() as db:
        a_round(db, reference="luonnos", state=RoundState.DRAFT)

    for web in at_home(database, aino):
        assert web.get(path).status_code == 404
        assert post(web, f"{path}/shadowing").status_code == 404


def test_a_closed_round_says_that_it_is_closed(database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db, reference="ummessa", closes_at=NOW)
        sent = an_application(db, to=round_, kind=Kind.SHADOWING)
        aino = sent.person_id

    for web in at_home(database, aino):
        joining = web.get("/my/rounds/ummessa/apply").text
        said = post(web, f"/my/applications/{sent.id}/aims", {"aims": "x", "languages": "fi"})

    assert "takes no applications now" in joining
    assert said.status_code == 409


def test_free_text_is_shown_as_text(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/aims", {"aims": '"><img onerror=alert(1)>', "languages": "fi"})
        pages = [web.get(f"{here}{step}").text for step in ("", "/aims", "/check")]

    assert all("<img onerror" not in each and "&lt;img onerror" in each for each in pages)
    with database.look() as db:
        assert weeks_off.of(db, one(database)) == []


def test_what_was_written_before_signing_in_again_is_sent_by_a_press(database: Database) -> None:
    aino, _eero = open_to(database)
    for web in at_home(database, aino):
        here = begun(web)
        before = form_token(web.cookies[PLAIN_COOKIE])

    for web in at_home(database, aino):
        old = {TOKEN: before, "aims": "Kirjoitettu <ennen>", "languages": ["fi", "sv"]}
        shown = web.post(f"{here}/aims", data=old)
        kept = [each.attributes for each in Page(shown.text).all("input")]
        again = {each["name"]: each["value"] for each in kept if each["name"] != TOKEN}
        unchanged = one(database).aims
        sent = post(web, f"{here}/aims", again)

    assert (shown.status_code, unchanged) == (403, "")
    assert "You are signed in as Aino Keksitty: send it now?" in shown.text
    assert [each["value"] for each in kept if each["name"] == "languages"] == ["fi", "sv"]
    assert sent.status_code == 303
    assert one(database).aims == "Kirjoitettu <ennen>"


def test_a_form_that_saves_itself_says_in_its_line_that_the_session_is_over(database: Database) -> None:
    aino, _eero = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        web.cookies.clear()
        said = web.post(f"{here}/aims/save", data={"aims": "x"}, headers={"HX-Request": "true"})

    assert said.status_code == 401
    assert said.text.strip() == (
        "You have been signed out. Sign in in another tab, then save here: what you wrote is still there."
    )
