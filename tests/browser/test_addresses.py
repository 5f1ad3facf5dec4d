"""The sweep goes everywhere: a page that it does not know is a page that nobody has looked at."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from tests.browser.addresses import ADDRESSES, NO_PAGES, STRANGERS
from web.app import ROUTERS

API_DOCS = "/api/v1/docs"


def looked_at(router: APIRouter) -> Iterator[str]:
    """The paths that a browser may GET; FastAPI keeps a router that was included as a whole."""
    for each in router.routes:
        if isinstance(each, APIRoute) and "GET" in (each.methods or ()):
            yield each.path
        elif isinstance(inner := getattr(each, "original_router", None), APIRouter):
            yield from looked_at(inner)


def routes() -> set[str]:
    """But for the API's, which programs ask, and files."""
    found = {path for router in ROUTERS for path in looked_at(router)}
    return {
        path for path in found if (path == API_DOCS or not path.startswith("/api/")) and not is_file(path)
    }


def is_file(path: str) -> bool:
    return "." in path.rpartition("/")[2]


def test_every_page_has_an_address_for_the_sweep() -> None:
    known = {each.route for each in ADDRESSES} | NO_PAGES

    unknown = routes() - known

    assert unknown == set(), "add them to tests/browser/addresses.py"


def test_the_sweep_goes_nowhere_that_has_been_taken_away() -> None:
    known = {each.route for each in ADDRESSES} | NO_PAGES

    assert known - routes() == STRANGERS


def test_every_address_has_a_title_of_its_own() -> None:
    titles = [each.title for each in ADDRESSES]

    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("path", sorted(NO_PAGES))
def test_what_is_no_page_is_no_address(path: str) -> None:
    assert path not in {each.route for each in ADDRESSES}
