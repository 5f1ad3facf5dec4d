"""The calendar of a round: who is where in which week, by person, by host or by council."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.school_holidays import SchoolHoliday, school_holidays
from domain.working_days import is_holiday
from invites import dates
from models.languages import Language, _
from models.record import Record
from models.states import ExchangeState, Kind
from models.timeline import days, local_day
from web.pictures.gantt import Gantt, Ground, Row, Shade, Sheet
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.paging import PER_PAGE, Paging
from web.views.pictures import gantt_rows, heat
from web.views.pictures.booked import Booked, Houses, booked, houses
from web.views.pictures.gantt_rows import By
from web.views.pictures.heat import Heat
from web.views.reading import Reading

ROWS_OF_A_SHEET = 25
SUNDAY = timedelta(days=6)
SCHOOLS = {
    SchoolHoliday.WINTER: _("Winter holidays of schools, in turn from south to north"),
    SchoolHoliday.SUMMER: _("Summer holidays of schools"),
    SchoolHoliday.AUTUMN: _("Autumn holidays of schools"),
    SchoolHoliday.CHRISTMAS: _("Christmas holidays of schools"),
}


class Entry(Record):
    """One line of the table: the same as the bars."""

    guest: str
    home: str
    host: str
    place: str
    kind: Kind
    state: ExchangeState
    stays: tuple[tuple[date, date], ...]
    meetings: tuple[date, ...]


class CalendarView(Record):
    head: RoundHead
    by: By
    gantt: Gantt | None
    entries: tuple[Entry, ...]
    heat: Heat | None
    paging: Paging


def look(seen: Reading, reference: str, *, by: By, page: int) -> CalendarView:
    round_ = round_head.find(seen, reference)
    known, found = houses(seen), booked(seen, round_.id)
    placed = [each for each in found if each.stays or each.meetings]
    groups = _groups(placed, by, known)
    paging = Paging(page=page, rows=len(groups))
    shown = groups[paging.offset : paging.offset + PER_PAGE]
    return CalendarView(
        head=round_head.head(seen, round_, "/calendar"),
        by=by,
        gantt=_gantt(seen, placed, shown, by, known) if placed else None,
        entries=tuple(_entry(each, seen.language, known) for group in shown for each in group),
        heat=heat.look(seen, round_.id, found, known, by_host=by is By.HOST),
        paging=paging,
    )


def _groups(found: Iterable[Booked], by: By, known: Houses) -> list[list[Booked]]:
    """What belongs into one row, the rows by council and then by name."""
    groups: dict[UUID, list[Booked]] = defaultdict(list)
    for each in found:
        groups[_whose(each, by)].append(each)
    return sorted(groups.values(), key=lambda group: _place_in_order(group[0], by, known))


def _whose(each: Booked, by: By) -> UUID:
    return {
        By.PERSON: each.guest.person_id,
        By.HOST: each.host.person_id,
        By.COUNCIL: each.host.organisation_id,
    }[by]


def _place_in_order(each: Booked, by: By, known: Houses) -> tuple[str, str]:
    someone = each.guest if by is By.PERSON else each.host
    return known[someone.organisation_id].code, someone.name


def _gantt(
    seen: Reading,
    placed: Iterable[Booked],
    shown: Sequence[list[Booked]],
    by: By,
    known: Houses,
) -> Gantt:
    """Whole weeks, from the earliest day of all to the last, on every page of the list the same."""
    ends = [day for each in placed for day in (*(d for stay in each.stays for d in stay), *each.meetings)]
    first, last = min(ends), max(ends)
    monday, sunday = first - timedelta(days=first.weekday()), last - timedelta(days=last.weekday()) + SUNDAY
    rows = [row for group in shown for row in gantt_rows.of(group, by, seen.language, known)]
    return Gantt(
        first=monday,
        last=sunday,
        today=local_day(seen.now),
        shades=tuple(_shades(monday, sunday, seen.language)),
        sheets=tuple(_sheets(rows, seen.language)),
    )


def _sheets(rows: Sequence[Row], language: Language) -> Iterator[Sheet]:
    pages = -(-len(rows) // ROWS_OF_A_SHEET)
    for n in range(pages):
        title = _("Calendar, sheet {number} of {all}", number=n + 1, all=pages).into(language)
        part = rows[n * ROWS_OF_A_SHEET : (n + 1) * ROWS_OF_A_SHEET]
        yield Sheet(name=f"sheet-{n + 1}", title=title, rows=tuple(part))


def _shades(first: date, last: date, language: Language) -> Iterator[Shade]:
    for holiday, begins, ends in school_holidays(first, last):
        yield Shade(first=begins, last=ends, ground=Ground.SCHOOL, told=SCHOOLS[holiday].into(language))
    for day in days(first, last):
        if is_holiday(day) and day.weekday() < 5:
            told = _("Public holiday, {day}", day=dates.day(day, language)).into(language)
            yield Shade(first=day, last=day, ground=Ground.HOLIDAY, told=told)
        elif day.weekday() == 5:
            told = _("Weekend").into(language)
            yield Shade(first=day, last=day + timedelta(days=1), ground=Ground.WEEKEND, told=told)


def _entry(each: Booked, language: Language, known: Houses) -> Entry:
    return Entry(
        guest=each.guest.name,
        home=known[each.guest.organisation_id].seat(language),
        host=each.host.name,
        place=known[each.host.organisation_id].seat(language),
        kind=each.kind,
        state=each.state,
        stays=each.stays,
        meetings=each.meetings,
    )
