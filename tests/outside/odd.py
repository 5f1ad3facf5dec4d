"""Names and texts that break programs."""

from dataclasses import replace

from tests.invites.made import GUEST, a_meeting, wordings
from tests.outside.posted import calendar, mail
from tests.outside.sent import planned, told

ODD = {
    "comma": "Virtanen, Aino, VTM",
    "semicolon": "Aino; Virtanen",
    "colon": "Aino: Virtanen",
    "backslash": "Aino\\Virtanen",
    "backslash before n": "C:\\nimet\\Nurmi",
    "backslash and semicolon": "back\\slash; semicolon",
    "emoji": "😀 Åsa Öberg ÿ 🧑🏽‍🏫",
    "300 letters": "Ä" * 300,
    "300 emoji": "🦌" * 300,
    "Swedish letters": "Åke Ström på Öckerö",
    "encoded word": "=?utf-8?B?x?=",
    "accents": "O'Brien `x` ´y´",
    "caret": "O^Brien ^n ^'",
}


def oddly(text: str) -> bytes:
    """An invitation in which one text stands for everything that people write."""
    guest = replace(GUEST, name=text)
    texts = wordings(summary=text, location=text, description=f"{text}\r\n\r\n{text}")
    meeting = replace(a_meeting(attendees=(guest,)), wordings=texts)
    return calendar(mail(planned("odd", told(None, meeting))))
