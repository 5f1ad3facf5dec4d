"""The rows of the calendar: somebody's exchanges as bars and dots, in as few lines as hold them."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from invites import dates
from models.languages import Language
from web.pictures.gantt import Meeting, Row, Span
from web.views.pictures.booked import Booked, Houses, Someone
from web.words import states


class By(StrEnum):
    """Whose rows they are."""

    PERSON = "person"
    HOST = "host"
    COUNCIL = "council"


def of(group: Sequence[Booked], by: By, language: Language, known: Houses) -> Iterator[Row]:
    """One row, and one more for each stay that lies beside another on some day."""
    lanes = _lanes(span for each in group for span in _spans(each, language, known))
    meetings = [] if by is By.COUNCIL else list(_meetings(group, language, known))
    first = _heading(group, by, language, known)
    yield first.model_copy(update={"spans": tuple(lanes[0] if lanes else ()), "meetings": tuple(meetings)})
    for lane in lanes[1:]:
        yield Row(spans=tuple(lane), is_continued=True)


def _heading(group: Sequence[Booked], by: By, language: Language, known: Houses) -> Row:
    if by is By.COUNCIL:
        house = known[group[0].host.organisation_id]
        return Row(label=house.seat(language), below=house.name(language))
    someone = group[0].guest if by is By.PERSON else group[0].host
    others = [each.host if by is By.PERSON else each.guest for each in group]
    seats = dict.fromkeys(known[each.organisation_id].seat(language) for each in others)
    arrow = "→" if by is By.PERSON else "←"
    seat = known[someone.organisation_id].seat(language)
    return Row(label=someone.name, below=seat, after=f"{arrow} {', '.join(seats)}")


def _lanes(spans: Iterable[Span]) -> list[list[Span]]:
    """As few lines as hold all without two on one day."""
    lanes: list[list[Span]] = []
    for span in sorted(spans, key=lambda each: (each.first, each.last, each.told)):
        free = next((lane for lane in lanes if lane[-1].last < span.first), None)
        if free is None:
            lanes.append([span])
        else:
            free.append(span)
    return lanes


def _spans(each: Booked, language: Language, known: Houses) -> Iterator[Span]:
    for first, last in each.stays:
        told = _told(each, dates.days(first, last, language), language, known)
        yield Span(first=first, last=last, look=each.look, told=told)


def _meetings(group: Iterable[Booked], language: Language, known: Houses) -> Iterator[Meeting]:
    for each in group:
        for day in each.meetings:
            told = _told(each, dates.day(day, language), language, known)
            yield Meeting(day=day, look=each.look, told=told)


def _told(each: Booked, when: str, language: Language, known: Houses) -> str:
    state = states.tag(each.state).words.into(language)
    return f"{_who(each.guest, known, language)} → {_who(each.host, known, language)}, {when}, {state}"


def _who(someone: Someone, known: Houses, language: Language) -> str:
    return f"{someone.name} ({known[someone.organisation_id].seat(language)})"
