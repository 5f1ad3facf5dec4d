"""What somebody wrote themselves, cut from what mail programs put around it."""

from email import message_from_bytes

import pytest

from invites.own_words import own_words

OUTLOOK = f"Ei käy, valitettavasti.\n\n{'_' * 32}\nLähettäjä: Vaihto <v@example.org>\nKäy hyvin"


def written(text: str, kind: str = "plain") -> str:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return own_words(message_from_bytes((head + text).encode()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Käy hyvin.\n", "Käy hyvin."),
        ("Passar bra!\n\n> Kan du?\n> Hälsningar", "Passar bra!"),
        (OUTLOOK, "Ei käy, valitettavasti."),
        ("Sopii\n\nOn Mon, 1 Feb 2027 at 10:00, Vaihto <v@example.org> wrote:\n> x", "Sopii"),
        ("Sopii\n\nma 1. helmik. 2027 klo 10.00 Vaihto (v@example.org) kirjoitti:\n\n> x", "Sopii"),
        ("Nej\n\nDen mån 1 feb. 2027 kl 10:00 skrev Vaihto <v@example.org>:\n> x", "Nej"),
        ("OK\n-- \nAino Keksitty\nEi vastauksia", "OK"),
        ("En pääse.\n\nYstävällisin terveisin,\nAino", "En pääse."),
        ("Works for me\n\nBest regards\nNo", "Works for me"),
        ("Kyllä\nLähetetty iPhonesta", "Kyllä"),
        ("-----Original Message-----\nFrom: x", ""),
        ("", ""),
        ("a" * 900, "a" * 500),
    ],
)
def test_what_is_quoted_or_signed_is_cut_off(text: str, words: str) -> None:
    assert written(text) == words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>K&auml;y <b>hyvin</b></p><p>Nähdään</p>", "Käy hyvin\nNähdään"),
        ("<style>p{color:ei}</style><div>Passar bra</div><blockquote>Nej</blockquote>", "Passar bra"),
        ('<div dir="ltr">Yes</div><div class="gmail_quote">No</div>', "Yes"),
        ('<p>Sopii</p><div id="divRplyFwdMsg">Ei käy</div>', "Sopii"),
        ("<script>no</script>OK<style>never closed, no", "OK"),
    ],
)
def test_a_page_is_read_as_people_see_it(page: str, words: str) -> None:
    assert written(page, "html") == words


def test_the_plain_text_is_read_where_there_is_one() -> None:
    octets = (
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Ei</p>\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nSopii\r\n--b--\r\n"
    )

    assert own_words(message_from_bytes(octets)) == "Sopii"


@pytest.mark.parametrize("charset", ["windows-1252", "x-unknown", "", "utf-16"])
def test_letters_that_cannot_be_read_break_nothing(charset: str) -> None:
    octets = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + b"K\xe4y hyvin\r\n"

    assert isinstance(own_words(message_from_bytes(octets)), str)
