"""Static files and the weight of the first view."""

import gzip
import hashlib

from starlette.testclient import TestClient

from tests.web.page import Page, strange_scripts


def test_a_static_file_is_named_by_what_is_in_it_and_kept_for_a_year(sqlite_web: TestClient) -> None:
    [style] = [e for e in Page(sqlite_web.get("/").text).all("link") if e.attributes["rel"] == "stylesheet"]

    answer = sqlite_web.get(style.attributes["href"])

    mark = hashlib.sha256(answer.content).hexdigest()[:12]
    assert style.attributes["href"] == f"/static/vaihto.{mark}.css"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_everything_that_a_page_loads_is_ours_and_there(sqlite_web: TestClient) -> None:
    page = Page(sqlite_web.get("/").text)
    loaded = {e.attributes["href"] for e in page.all("link")} | {e.attributes["src"] for e in page.all("img")}

    assert {address.split("/")[1] for address in loaded} == {"static"}
    assert {sqlite_web.get(address).status_code for address in loaded} == {200}
    assert strange_scripts(page) == []


def test_no_element_carries_a_style_that_the_policy_would_block(sqlite_web: TestClient) -> None:
    assert [e for e in Page(sqlite_web.get("/").text).elements if "style" in e.attributes] == []


def test_the_first_view_is_light(sqlite_web: TestClient) -> None:
    page = sqlite_web.get("/")
    loaded = {e.attributes["href"] for e in Page(page.text).all("link")}

    sizes = [len(gzip.compress(sqlite_web.get(address).content)) for address in ("/", *loaded)]

    assert sum(sizes) < 60_000
