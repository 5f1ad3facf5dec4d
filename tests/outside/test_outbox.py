"""A folder of mails is judged as a whole."""

from pathlib import Path

import pytest

from tests.outside.edits import instead
from tests.outside.judges import JUDGES
from tests.outside.outbox import main
from tests.outside.posted import SENT, mail

pytestmark = pytest.mark.outside(*(judge.name for judge in JUDGES))


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    for number, sent in enumerate(SENT):
        (tmp_path / f"{number:02}.eml").write_bytes(mail(sent))
    return tmp_path


def test_nothing_is_wrong_with_what_we_send(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (outbox / "letter.eml").write_bytes(b"Subject: no calendar\r\n\r\nHei\r\n")

    status = main(outbox)

    assert capsys.readouterr().out == f"Invitations: {len(SENT)}. Complaints: 0.\n"
    assert status == 0


def test_a_mail_that_is_wrong_is_named(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (outbox / "00.eml").write_bytes(instead(b"method=REQUEST", b"method=CANCEL")(mail(SENT[0])))

    status = main(outbox)

    assert capsys.readouterr().out == (
        f"00: a method or letters other than the object's\nInvitations: {len(SENT)}. Complaints: 1.\n"
    )
    assert status == 1


def test_an_empty_outbox_is_no_good_news(tmp_path: Path) -> None:
    assert main(tmp_path) == 1
