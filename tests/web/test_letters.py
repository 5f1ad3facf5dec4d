"""Letters in words of the house: edited by who steers everything, judged, tried, and never lost."""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import mails
from invites.mail_contexts import NotDelivered
from invites.meetings import Mailbox
from invites.reading_back import subject_of
from models.audit import AuditEntry
from models.database import Database
from models.languages import Language
from models.letters import LetterText
from models.states import Role
from tests.builders import CLOSES, NOON, a_person, a_round, an_appointee, an_organisation
from tests.web.conftest import browser, post, speaking
from tests.web.page import Page, links, texts
from tests.web.queries import counted

HERE = "/templates/reminder_day"
OURS = """Subject: Tomorrow, {{ particulars.blocks|begins }}!

Dear {{ name }},
{% if link %}
> Open it | {{ link }}
{% endif %}
{% if trouble_link %}
> I cannot come | {{ trouble_link }}
{% endif %}
"""
SAID = {"words": "en", "number": "0", "text": OURS}


def kept(database: Database) -> list[tuple[str, str, int, str]]:
    with database.look() as db:
        rows = db.scalars(select(LetterText).order_by(LetterText.edition))
        return [(each.name, each.language, each.number, each.text) for each in rows]


def troubles(html: str) -> list[str]:
    return [each for each in Page(html).texts("li") if each.startswith("Line")]


@pytest.mark.parametrize(
    ("language", "heading", "purpose"),
    [
        ("fi", "Viestien sanat", "Molemmille viikkoa ennen."),
        ("sv", "Brevens ord", "Till båda en vecka före."),
        ("en", "Words of the letters", "To both, a week before."),
    ],
)
def test_every_letter_is_listed_with_what_it_is_for(
    web: TestClient, language: str, heading: str, purpose: str
) -> None:
    html = speaking(web, language).get("/templates").text

    assert texts(html, "h1") == [heading]
    assert purpose in texts(html, "p", "muted")
    assert len([each for each in links(html).values() if each.startswith("/templates/")]) == 104


def test_the_list_asks_the_database_the_same_however_much_was_changed(
    web: TestClient, database: Database
) -> None:
    def statements() -> int:
        with counted(database) as told:
            web.get("/templates")
        return len(told)

    before = statements()
    for number in range(3):
        post(web, HERE, SAID | {"number": f"{number}", "text": OURS + f"\nAgain {number}"})

    assert statements() == before


def test_a_letter_shows_its_words_in_one_language_what_it_knows_and_how_it_looks(web: TestClient) -> None:
    html = web.get(f"{HERE}?words=fi").text

    page = Page(html)
    assert page.all("textarea")[0].attributes["lang"] == "fi"
    assert "{{ name }}" in page.texts("textarea")[0]
    assert "{% trans" not in page.texts("textarea")[0]
    assert ("{{ name }}", "Aino Esimerkki") in zip(page.texts("dt"), page.texts("dd"), strict=False)
    assert len(page.all("details", "preview")) == 6


def test_own_words_count_from_the_next_mail_on(web: TestClient, database: Database) -> None:
    reworded = SAID | {"text": "Subject: Not there: {{ recipient }}\n\nDear {{ name }}\n"}

    answer = post(web, "/templates/not_delivered", reworded)

    assert answer.headers["location"] == "/templates/not_delivered?words=en&done=letter-saved"
    assert queued(database) == "Not there: Onni"
    with database.look() as db:
        acts = db.scalars(select(AuditEntry).where(AuditEntry.action == "letter.change")).all()
        assert [each.fields for each in acts] == [("not_delivered", "en")]


def queued(database: Database) -> str:
    """The subject of a letter to somebody who reads English."""
    with database.change() as db:
        round_ = a_round(db)
        letter = NotDelivered(
            name="Helmi",
            round_name="Spring",
            coordinator=Mailbox("helmi@example.org", "Helmi"),
            mail="3f2a9c1b",
            recipient="Onni",
            subject="x",
            queued_at=CLOSES,
            status="550",
        )
        mail = mails.queue(db, letter, key="x", to=a_person(db, language=Language.EN), about=round_, now=NOON)
        assert mail is not None
        return subject_of(mail.octets)


def test_words_that_do_not_fit_a_mail_give_way_to_ours_and_somebody_is_told(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        words = {"name": "not_delivered", "language": Language.EN, "text": "Subject: x\n\n{{ nothing }}"}
        db.add(LetterText(edition=1, number=1, at=NOON, by_id=a_person(db).id, **words))

    subject = queued(database)

    assert subject == "A mail did not arrive: Onni"
    assert "Could not be used" in texts(web.get("/templates").text, "span", "tag")
    assert "Could not be used" in texts(web.get("/templates/not_delivered?words=en").text, "span", "tag")
    assert "not_delivered (en)" in web.get("/operations/system").text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OURS + "{{ nmae }}", "Line 10: this letter knows no nmae Do you mean name?{{ nmae }}"),
        (OURS.replace("Subject: ", ""), "Line 1: the first line begins with Subject:"),
        (OURS + "{{ name.__class__ }}", "Line 10: names do not begin with _"),
        (OURS + "{{ 'x' * 999999999 }}", "Line 10: this goes beyond what a letter may do"),
        (OURS + "{% if %}", "Line 10: this cannot be read: Expected an expression"),
        (OURS.replace("> I cannot come | {{ trouble_link }}", ""), "Line 9: trouble_link must stay"),
        (OURS + "{{ particulars.blocks }}", "Line 10: this is a list Go through it with for."),
        (OURS + "> x | https://example.org/{{ name }}", "Line 10: a button leads to a link of the letter"),
        ("Subject: x\n> a | {{ link }}\n> b | {{ trouble_link }}", "Line 2: what stands here is not always"),
        ("Subject: x" + "y" * 20_000, "Line 1: this is too long Write at most 20000 signs."),
    ],
    ids=range(10),
)
def test_wrong_words_are_told_with_their_line_and_never_lost(
    web: TestClient, database: Database, text: str, told: str
) -> None:
    refused = post(web, HERE, SAID | {"text": text})

    assert (refused.status_code, kept(database)) == (422, [])
    assert troubles(refused.text)[0].startswith(told)
    assert Page(refused.text).all("textarea")[0].text == " ".join(text.split())


def test_how_it_looks_is_shown_before_it_is_saved(web: TestClient, database: Database) -> None:
    shown = post(web, HERE, SAID | {"look": "yes"})

    assert (shown.status_code, kept(database)) == (200, [])
    assert Page(shown.text).texts("p", "subject")[0].startswith("Tomorrow, Mon 5 April 2027!")


def test_two_who_write_at_once_see_both(web: TestClient, database: Database) -> None:
    post(web, HERE, SAID)

    late = post(web, HERE, SAID | {"text": OURS.replace("Dear", "Hello <b>")})

    page = Page(late.text)
    assert (late.status_code, len(kept(database))) == (409, 1)
    assert "Hello <b>" in page.texts("textarea")[0]
    assert any("Dear {{ name }}" in each for each in page.texts("pre", "words"))
    assert page.all("b") == []
    again = post(web, HERE, SAID | {"number": number_in(page), "text": OURS.replace("Dear", "Hello")})
    assert (again.status_code, len(kept(database))) == (303, 2)


def number_in(page: Page) -> str:
    return next(e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "number")


def test_the_shipped_words_come_back_and_old_ones_too(web: TestClient, database: Database) -> None:
    post(web, HERE, SAID)
    post(web, f"{HERE}/shipped", {"words": "en", "number": "1"})
    between = Page(web.get(f"{HERE}?words=en").text)

    post(web, f"{HERE}/again", {"words": "en", "number": "2", "version": "1"})

    assert "Dear {{ name }}" not in between.texts("textarea")[0]
    assert [each[2:] for each in kept(database)] == [(1, OURS), (2, ""), (3, OURS)]
    assert "Dear {{ name }}" in texts(web.get(f"{HERE}?words=en").text, "textarea")[0]


def test_a_part_is_tried_in_every_letter_that_it_stands_in(web: TestClient, database: Database) -> None:
    wrong = post(web, "/templates/_round", SAID | {"text": "{{ answer_by|moment }}\n"})
    right = post(web, "/templates/_round", SAID | {"text": "Yours, {{ coordinator.name }}\n"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert [each[0] for each in kept(database)] == ["_round"]


def test_the_letter_that_lets_people_in_is_nobodys_to_change(web: TestClient, database: Database) -> None:
    refused = post(web, "/templates/login_link", SAID | {"text": "Subject: x\n{{ link }}{{ code }}"})

    assert (refused.status_code, kept(database)) == (422, [])
    assert Page(web.get("/templates/login_link").text).all("textarea") == []


@pytest.fixture
def of_one_house(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        house = an_organisation(db, code="oulu")
        person = a_person(db, organisation=house)
        an_appointee(db, person=person, role=Role.HR, organisation_id=house.id)
    yield from browser(database, person_id=person.id)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (HERE, SAID),
        (HERE, SAID | {"look": "yes"}),
        (f"{HERE}/shipped", {"words": "en", "number": "1"}),
        (f"{HERE}/again", {"words": "en", "number": "1", "version": "1"}),
    ],
    ids=range(4),
)
def test_who_steers_one_house_reads_every_letter_and_changes_none(
    of_one_house: TestClient, database: Database, path: str, fields: Mapping[str, str]
) -> None:
    assert post(of_one_house, path, fields).status_code == 404
    assert kept(database) == []
    page = Page(of_one_house.get(HERE).text)
    assert (page.all("textarea"), len(page.all("pre", "words"))) == ([], 1)


def test_who_steers_nothing_finds_no_letters(database: Database) -> None:
    with database.change() as db:
        person = a_person(db)
    for stranger in browser(database, person_id=person.id):
        assert [stranger.get(each).status_code for each in ("/templates", HERE)] == [404, 404]


@pytest.mark.parametrize("path", ["/templates/nothing", "/templates/..%2f..%2fsettings"])
def test_there_is_no_other_letter(web: TestClient, path: str) -> None:
    assert (web.get(path).status_code, post(web, path, SAID).status_code) == (404, 404)
