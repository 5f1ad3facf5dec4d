"""Who asks too often waits; it does not matter whether the address is known."""

from datetime import timedelta

import pytest

from models.database import Database
from tests.builders import a_person
from tests.web.entrance import mailed
from tests.web.entrance.mailed import AINO, ask, stranger
from tests.web.page import texts
from web.routes.entrance import asking


@pytest.mark.parametrize("email", [AINO, "nobody@example.org"])
def test_the_fourth_link_in_a_minute_for_one_address_is_refused(
    sqlite_database: Database, email: str
) -> None:
    with sqlite_database.change() as db:
        a_person(db, email=AINO)

    answers = []
    for _each in range(4):
        with stranger(sqlite_database) as web:
            answers.append(ask(web, email))

    assert [each.status_code for each in answers] == [303, 303, 303, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61
    assert texts(answers[-1].text, "h1") == ["Too many tries"]
    assert len(mailed.mails(sqlite_database)) == (3 if email == AINO else 0)


@pytest.mark.parametrize("way", ["/sign-in", "/sign-in/code"])
def test_the_sixty_first_try_of_one_network_in_a_minute_is_refused(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(asking, "ANSWERS_AFTER", timedelta(0))
    with stranger(sqlite_database) as web:
        answers = [
            web.post(way, data={"email": f"a{number}@example.org", "code": f"{number:06}"})
            for number in range(61)
        ]

    assert {each.status_code for each in answers[:60]} <= {303, 422}
    assert answers[60].status_code == 429
    assert int(answers[60].headers["retry-after"]) > 0
