"""What the head of a mail says, and what others would like it to say."""

from email import message_from_string

import pytest

from invites.heads import headers

OURS = "mx.example.org"


def dmarc(*verdicts: str) -> str:
    head = "".join(f"Authentication-Results: {each}\n" for each in verdicts)
    return headers(message_from_string(f"{head}\nhei")).dmarc(OURS)


@pytest.mark.parametrize(
    "verdicts",
    [
        (f"{OURS}; dmarc=fail",),
        (f"{OURS}; spf=pass", f"{OURS}; dmarc=fail"),
        (f"{OURS}; dmarc=pass", f"{OURS}; dmarc=fail"),
        (f'{OURS}; spf=pass smtp.mailfrom="; dmarc=pass"@x; dmarc=fail',),
        (f"{OURS}; spf=pass (a (b) ; dmarc=pass); dmarc=fail",),
        (f'{OURS}; spf=pass (it"s); dmarc=fail (5")',),
        (f"{OURS}; spf=pass smtp.mailfrom={'a' * 5_000}; dmarc=fail",),
        (f"{OURS}; dmarc/1 = Fail",),
    ],
)
def test_a_fail_of_our_own_server_counts_wherever_it_stands(verdicts: tuple[str, ...]) -> None:
    assert dmarc(*verdicts) == "fail"


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ((f"{OURS}; dmarc=pass",), "pass"),
        ((f'{OURS}; spf=pass smtp.mailfrom="; dmarc=pass"@x',), ""),
        ((f"{OURS}; dmarc=none", f"{OURS}; dmarc=pass"), "none"),
        (("mx.elsewhere.example; dmarc=fail", f"{OURS}; dmarc=pass"), "pass"),
        ((), ""),
    ],
)
def test_anything_else_counts_only_as_our_server_says_it(verdicts: tuple[str, ...], said: str) -> None:
    assert dmarc(*verdicts) == said
