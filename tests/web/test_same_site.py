"""Only our own pages post here, and only with the token of the session."""

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.conftest import post
from web.forms import TOKEN


def leaves(web: TestClient, headers: dict[str, str]) -> Response:
    """Somebody posts the form of our own page; what the browser says about where it comes from differs."""
    web.headers.pop("Sec-Fetch-Site", None)
    return post(web, "/sign-out", headers=headers)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_form_of_another_site_is_refused(sqlite_web: TestClient, site: str) -> None:
    assert leaves(sqlite_web, {"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_form_is_taken(sqlite_web: TestClient, site: str) -> None:
    assert leaves(sqlite_web, {"Sec-Fetch-Site": site}).status_code == 303


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost", 303),
        ("https://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("http://evil.example#localhost", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_an_old_browser_is_judged_by_the_origin_that_it_names(
    sqlite_web: TestClient, origin: str, status: int
) -> None:
    assert leaves(sqlite_web, {"Origin": origin} if origin else {}).status_code == status


@pytest.mark.parametrize("token", [None, "", "guessed", "ä" * 64])
def test_a_form_without_the_sessions_token_is_refused(sqlite_web: TestClient, token: str | None) -> None:
    refused = sqlite_web.post("/sign-out", data={TOKEN: token} if token is not None else {})

    assert refused.status_code == 403
    assert sqlite_web.get("/", follow_redirects=False).status_code == 200
