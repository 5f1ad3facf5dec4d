"""Dull builders: mails in plain words."""


def in_words(
    words: str,
    *,
    sender: str,
    follows: str | None = None,
    number: str = "w1",
    subject: str = "Re: Kalenterikutsu",
    more: str = "",
) -> bytes:
    """A mail without a calendar part; `follows` is the message id of ours that it answers."""
    thread = f"In-Reply-To: <{follows}>\r\nReferences: <first@x.example> <{follows}>\r\n" if follows else ""
    head = (
        f"From: {sender}\r\nTo: kierrokset@vaihto.example.org\r\nSubject: {subject}\r\n"
        f"Message-ID: <{number}@mail.example.org>\r\n{thread}{more}"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return (head + words).encode()
