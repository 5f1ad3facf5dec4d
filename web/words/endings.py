"""How the reading of an inbound mail ended."""

from models.languages import _
from web.words.tags import Tag, Tone

ENDINGS = {
    "applied": Tag(_("Answer recorded"), Tone.OK),
    "unconfirmed": Tag(_("Answer recorded, sender not confirmed"), Tone.OK),
    "duplicate": Tag(_("Came twice"), Tone.IDLE),
    "stale": Tag(_("Older than the newest answer"), Tone.IDLE),
    "auto_submitted": Tag(_("Automatic reply"), Tone.IDLE),
    "bounce": Tag(_("Could not be delivered"), Tone.WARN),
    "delayed": Tag(_("Delivery is delayed"), Tone.NEWS),
    "no_answer": Tag(_("No answer in it"), Tone.IDLE),
    "no_calendar": Tag(_("An ordinary mail"), Tone.WARN),
    "counter": Tag(_("Another time proposed"), Tone.WARN),
    "counter_taken": Tag(_("Moved to the proposed time"), Tone.OK),
    "counter_declined": Tag(_("Proposed time is not possible"), Tone.NEWS),
    "refresh": Tag(_("Asks for the invitation again"), Tone.NEWS),
    "asks_release": Tag(_("Asks to be released"), Tone.WARN),
    "held_sender": Tag(_("Came from an unknown address"), Tone.WARN),
    "held_delegation": Tag(_("Somebody else would come"), Tone.WARN),
    "held_words": Tag(_("An answer in plain words"), Tone.WARN),
    "held_range": Tag(_("Answers several sessions at once"), Tone.WARN),
    "old_version": Tag(_("Answers an older time or place"), Tone.WARN),
    "held_sequence": Tag(_("Answers something we never sent"), Tone.WARN),
    "not_invited": Tag(_("The sender is not invited"), Tone.WARN),
    "unknown_uid": Tag(_("Belongs to no invitation of ours"), Tone.WARN),
    "unknown_session": Tag(_("Belongs to no session of ours"), Tone.WARN),
    "wrong_method": Tag(_("Not an answer"), Tone.WARN),
    "method_differs": Tag(_("The mail contradicts itself"), Tone.BAD),
    "too_large": Tag(_("Too large to read"), Tone.BAD),
    "too_many_parts": Tag(_("Too complicated to read"), Tone.BAD),
    "too_deep": Tag(_("Too complicated to read"), Tone.BAD),
    "too_many_lines": Tag(_("Too large to read"), Tone.BAD),
    "set_aside": Tag(_("Could not be read in several tries"), Tone.BAD),
    "broken_mail": Tag(_("The mail is damaged"), Tone.BAD),
    "broken_calendar": Tag(_("The calendar part is damaged"), Tone.BAD),
    "no_uid": Tag(_("The calendar part is damaged"), Tone.BAD),
    "no_attendee": Tag(_("The calendar part is damaged"), Tone.BAD),
    "unknown_zone": Tag(_("Unknown time zone"), Tone.BAD),
    "too_heavy": Tag(_("Too heavy to read"), Tone.BAD),
}


def ending(code: str) -> Tag:
    return ENDINGS.get(code) or Tag(_("Outcome: {code}", code=code.replace("_", " ")), Tone.NEWS)
