"""A bounce finds the mail it bounces, and nothing else looks like a bounce."""

from uuid import UUID

import pytest

from invites.verp import mail_behind, sender_for

MAIL = UUID("6f1c2a34-5b6d-4e7f-8091-a2b3c4d5e6f7")


def test_a_sender_names_its_mail() -> None:
    sender = sender_for(MAIL, "kierrokset@vaihto.example.org")

    assert sender == "kierrokset+bounce-n4ocunc3nvhh7aerukz4jvpg64@vaihto.example.org"
    assert mail_behind(sender) == MAIL


def test_capitals_and_brackets_do_not_matter() -> None:
    assert mail_behind(f" <{sender_for(MAIL, 'a@example.org').upper()}> ") == MAIL


def test_a_mailbox_with_a_tag_of_its_own_gets_ours_instead() -> None:
    assert mail_behind(sender_for(MAIL, "a+kevat@example.org")) == MAIL


def test_the_local_part_stays_within_what_mail_allows() -> None:
    sender = sender_for(MAIL, "asiantuntijavaihto.kutsut@example.org")

    assert len(sender.partition("@")[0]) <= 64


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kierrokset@example.org",
        "a+bounce-@example.org",
        "a+bounce-1234@example.org",
        "@",
        "a+bounce-" + "é" * 26,
    ],
)
def test_another_address_names_no_mail(address: str) -> None:
    assert mail_behind(address) is None


def test_an_address_that_could_not_stand_in_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="not a mail address"):
        sender_for(MAIL, "a b@example.org")
