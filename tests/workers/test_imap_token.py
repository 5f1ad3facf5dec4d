from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from domain.refusals import Invalid
from settings import Settings
from tests.workers.token_server import CLIENT, SCOPE, SECRET, TOKEN, TokenServer, serving
from workers.imap_token import NoToken, TokenSource
from workers.mailbox_process import account_of
from workers.temporal_server import free_port


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with serving(TokenServer("vaihto@example.org")) as tokens:
        yield tokens


def a_source(tokens: TokenServer) -> TokenSource:
    return TokenSource(address=tokens.address, client_id=CLIENT, secret=SECRET, scope=SCOPE)


def test_a_token_is_asked_for_with_our_own_name(tokens: TokenServer) -> None:
    token = a_source(tokens).token()

    asked = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET, "scope": SCOPE}
    assert (token, tokens.forms) == (TOKEN, [asked])


def test_a_wrong_secret_gives_no_token(tokens: TokenServer) -> None:
    with pytest.raises(NoToken):
        replace(a_source(tokens), secret="wrong").token()


@pytest.mark.parametrize("answer", ["", "<html>", "[]", '{"access_token": null}', "{" * 100_000])
def test_an_answer_that_is_no_token_is_none(tokens: TokenServer, answer: str) -> None:
    tokens.answer = answer

    with pytest.raises(NoToken):
        a_source(tokens).token()


def test_a_giver_of_tokens_that_fails_or_is_away_may_come_back(tokens: TokenServer) -> None:
    tokens.status = 503
    nobody = replace(a_source(tokens), address=f"http://127.0.0.1:{free_port()}/token")

    for source in (a_source(tokens), nobody):
        with pytest.raises(OSError, match=r"503|refused"):
            source.token()


@pytest.mark.parametrize(
    "address", ["http://login.example.org/token", "file:///etc/passwd", "login.example.org"]
)
def test_our_secret_is_sent_over_a_protected_line_only(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        TokenSource(address=address, client_id=CLIENT, secret=SECRET, scope=SCOPE)


def test_tokens_take_the_place_of_a_password() -> None:
    said = Settings(
        imap_host="outlook.office365.com",
        imap_user="vaihto@example.org",
        imap_token_url="https://login.example.org/token",
        imap_client_id=CLIENT,
        imap_client_secret=SecretStr(SECRET),
    )

    account = account_of(said)

    assert account.tokens == TokenSource(
        address="https://login.example.org/token",
        client_id=CLIENT,
        secret=SECRET,
        scope="https://outlook.office365.com/.default",
    )
    with pytest.raises(Invalid):
        account_of(said.model_copy(update={"imap_client_secret": None}))
