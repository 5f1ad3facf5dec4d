"""Exchanges as calendars see them: when people meet, in which words, with whom."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from invites.contexts import Form, Particulars
from invites.meetings import (
    AllDay,
    Answer,
    Attendee,
    Mailbox,
    Meeting,
    Move,
    Series,
    Session,
    Timed,
    When,
    Wording,
)
from models.exchanges import Appointment, Exchange
from models.invites import Invite
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.states import AppointmentState, Half, Kind
from models.timeline import local, moment

STARTS = {Half.MORNING: time(9, 0), Half.AFTERNOON: time(12, 30)}
SERIES = 0
ENDS = {Half.MORNING: time(12, 0), Half.AFTERNOON: time(16, 0)}


def planned(exchange: Exchange) -> list[Appointment]:
    return [each for each in exchange.appointments if each.state is not AppointmentState.CANCELLED]


def first_moment(exchange: Exchange) -> datetime:
    return min(begins(each) for each in planned(exchange))


def has_begun(exchange: Exchange, *, now: datetime) -> bool:
    """Whether one of its series has been; what came on top of that does not count."""
    return min((begins(each) for each in main(exchange)), default=now) <= now


def last_moment(exchange: Exchange) -> datetime:
    return max(ends(each) for each in planned(exchange))


def main(exchange: Exchange) -> list[Appointment]:
    """What is still planned of its series; of other exchanges all that is planned."""
    return [each for each in planned(exchange) if each.original_starts_at or not exchange.series]


def whens(exchange: Exchange) -> tuple[When, ...]:
    """A whole series as one, and each stay block, each session at irregular dates or on top of a series."""
    return tuple(parts(exchange).values())


def parts(exchange: Exchange) -> dict[int, When]:
    """What has a calendar entry of its own, by the number of its appointment; `SERIES` is all that follow
    a rule.
    """
    alone = {each.number: when(each) for each in planned(exchange) if not each.original_starts_at}
    of_series = [each for each in planned(exchange) if each.original_starts_at]
    return {SERIES: _series(exchange, of_series), **alone} if of_series else alone


def when(appointment: Appointment) -> When:
    """One block or one session by itself."""
    return _session(appointment) if appointment.starts_at else _stay(appointment)


def particulars(exchange: Exchange, language: Language) -> Particulars:
    return Particulars(
        form=Form(exchange.kind.value),
        guest=exchange.guest.name,
        guest_organisation=exchange.guest.organisation.name(language),
        host=exchange.host.name,
        host_organisation=exchange.host.organisation.name(language),
        blocks=whens(exchange),
        place=_place(exchange, language),
        online=_online(exchange),
    )


def meeting(
    exchange: Exchange,
    invite: Invite,
    when: When,
    *,
    round_: Round,
    owner: Person,
    circle: Iterable[Person] = (),
) -> Meeting:
    """The full state of one invite, with the answers that stand now; a circle's mentees come along."""
    answers = {each.email: Answer(each.answer.value) for each in invite.attendees}
    roster = _roster(exchange, circle)
    return Meeting(
        uid=invite.uid,
        sequence=invite.sequence,
        organiser=Mailbox(round_.mailbox, f"{owner.name} / Vaihto"),
        attendees=tuple(
            replace(each, answer=answers.get(each.address, Answer.NEEDS_ACTION)) for each in roster
        ),
        when=when,
        wordings=tuple(_wording(exchange, language) for language in Language),
    )


def _roster(exchange: Exchange, circle: Iterable[Person]) -> Iterator[Attendee]:
    """The pair with its circle, then those whom they bring along."""
    for person in (exchange.guest, exchange.host, *circle):
        yield Attendee(person.email, person.name, person.language)
    for each in exchange.colleagues:
        yield Attendee(each.email, each.name, each.language, optional=True, is_asked=each.is_asked)


def title(exchange: Exchange, language: Language) -> str:
    """What calendars call it."""
    if exchange.kind is Kind.MENTORING:
        words = _("Mentoring: {mentee} and {mentor}", mentee=exchange.guest.name, mentor=exchange.host.name)
    else:
        words = _(
            "Visit: {guest}, hosted by {host} ({organisation})",
            guest=exchange.guest.name,
            host=exchange.host.name,
            organisation=exchange.host.organisation.name(language),
        )
    return words.into(language)


def _wording(exchange: Exchange, language: Language) -> Wording:
    return Wording(
        language=language,
        summary=title(exchange, language),
        description=_pack(exchange, language),
        location=_place(exchange, language),
        url=_online(exchange),
    )


def _pack(exchange: Exchange, language: Language) -> str:
    pack = exchange.pack
    parts = (
        (_("Ask for"), pack.ask_for),
        (_("Dress"), pack.dress),
        (_("Parking"), pack.parking),
        (_("Bring along"), pack.bring),
        (_("Programme"), pack.programme),
    )
    return "\n".join(f"{label.into(language)}: {_set_in(text)}" for label, text in parts if text)


def _set_in(text: str) -> str:
    """Further lines of one item stand under it, so that a change of one line is told as such."""
    return "\n  ".join(line.strip() for line in text.splitlines() if line.strip())


def _place(exchange: Exchange, language: Language) -> str:
    organisation = exchange.host.organisation
    if exchange.kind is Kind.MENTORING and not exchange.offer.in_person:
        return _("Online").into(language)
    parts = (exchange.pack.place, organisation.name(language), organisation.seat(language))
    return ", ".join(part for part in parts if part)


def _online(exchange: Exchange) -> str:
    return exchange.online_link or exchange.offer.online_link or ""


def _stay(appointment: Appointment) -> When:
    first, last = appointment.first_day, appointment.last_day
    if first is None or last is None:
        raise TypeError("a stay has days")
    if (appointment.first_half, appointment.last_half) == (Half.MORNING, Half.AFTERNOON):
        return AllDay(first, last)
    return Timed(begins(appointment), ends(appointment))


def _session(appointment: Appointment) -> Session:
    return Session(_start(appointment.starts_at), appointment.minutes or 60)


def _series(exchange: Exchange, appointments: list[Appointment]) -> Series:
    every = exchange.application.cadence_weeks or 1
    first = _start(exchange.series[0].original_starts_at)
    moves = [
        Move(_start(each.original_starts_at), _start(each.starts_at))
        for each in appointments
        if each.starts_at != each.original_starts_at
    ]
    gone = [
        _start(each.original_starts_at)
        for each in exchange.series
        if each.state is AppointmentState.CANCELLED
    ]
    return Series(
        first=first,
        minutes=exchange.series[0].minutes or 60,
        every_weeks=every,
        count=len(exchange.series),
        moved=tuple(moves),
        cancelled=tuple(gone),
    )


def by_rule(first: datetime, *, every_weeks: int, count: int) -> tuple[datetime, ...]:
    """The starts that a weekly rule gives, at one local hour also across a clock change."""
    start = local(first)
    return tuple(moment(start.date() + timedelta(weeks=every_weeks * n), start.time()) for n in range(count))


def begins(appointment: Appointment) -> datetime:
    if appointment.starts_at:
        return local(appointment.starts_at)
    return local(moment(_day(appointment.first_day), STARTS[appointment.first_half or Half.MORNING]))


def ends(appointment: Appointment) -> datetime:
    if appointment.starts_at:
        return local(appointment.starts_at) + timedelta(minutes=appointment.minutes or 60)
    return local(moment(_day(appointment.last_day), ENDS[appointment.last_half or Half.AFTERNOON]))


def _day(day: date | None) -> date:
    if day is None:
        raise TypeError("a stay has days")
    return day


def _start(at: datetime | None) -> datetime:
    if at is None:
        raise TypeError("a session has a start")
    return local(at)
