"""What changed in a meeting, old and new, in one reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invites import dates
from invites.meetings import Attendee, Meeting, Series, lasting
from invites.zone import local
from models.languages import Language, Words, _, say


@dataclass(frozen=True)
class Change:
    """One difference in words; empty `old` or `new` means there was or is none."""

    label: str
    old: str
    new: str


def changes(old: Meeting, new: Meeting, *, to: Attendee) -> tuple[Change, ...]:
    """The differences one attendee should know, in the order time, place, link, people, texts."""
    return differences(old, new, to.language)


def differences(old: Meeting, new: Meeting, language: Language) -> tuple[Change, ...]:
    """The same for whoever reads this language, invited or not."""
    found = (*_times(old, new, language), *_texts(old, new, language), *_people(old, new))
    return tuple(Change(f"{say(label, language)}", before, after) for label, before, after in found)


Found = tuple[Words | str, str, str]


def _times(old: Meeting, new: Meeting, language: Language) -> Iterator[Found]:
    before, after = old.when, new.when
    if isinstance(before, Series) and isinstance(after, Series) and before.originals == after.originals:
        yield from _sessions(before, after, language)
        return
    was, now_ = "; ".join(dates.spell(before, language)), "; ".join(dates.spell(after, language))
    if was != now_:
        yield _("Time"), was, now_


def _sessions(before: Series, after: Series, language: Language) -> Iterator[Found]:
    """Session by session, so that one moved hour is not hidden in a list of twenty."""
    for number, original in enumerate(before.originals, start=1):
        was, now_ = _told(before, original, language), _told(after, original, language)
        if was != now_:
            yield _("Session {number}", number=number), was, now_


def _told(series: Series, original: datetime, language: Language) -> str:
    if original in {local(start) for start in series.cancelled}:
        return _("cancelled").into(language)
    moved = {local(move.original): local(move.start) for move in series.moved}
    start = moved.get(original, original)
    return dates.span(start, lasting(start, series.minutes), language)


def _texts(old: Meeting, new: Meeting, language: Language) -> Iterator[Found]:
    before, after = old.wording(language), new.wording(language)
    if before.location != after.location:
        yield _("Place"), before.location, after.location
    if before.url != after.url:
        yield _("Link to the meeting"), before.url, after.url
    if before.summary != after.summary:
        yield _("Title"), before.summary, after.summary
    was, now_ = _items(before.description), _items(after.description)
    for label in dict.fromkeys((*was, *now_)):
        if was.get(label) != now_.get(label):
            yield label or _("Description"), was.get(label, ""), now_.get(label, "")


def _items(description: str) -> dict[str, str]:
    """Each line as its label and what it says; a line that is set in goes on with the one before."""
    found: dict[str, str] = {}
    label = ""
    for line in description.splitlines():
        head, colon, rest = line.partition(": ")
        if colon and not line.startswith(" "):
            label, line = head, rest
        found[label] = f"{found.get(label, '')} {line.strip()}".strip()
    return found


def _people(old: Meeting, new: Meeting) -> Iterator[Found]:
    """Nobody learns of others where the roster is hidden."""
    if old.hides_roster or new.hides_roster:
        return
    was, now_ = _names(old), _names(new)
    if was != now_:
        yield _("Participants"), was, now_


def _names(meeting: Meeting) -> str:
    return ", ".join(each.name or each.address for each in meeting.attendees)
