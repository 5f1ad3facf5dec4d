"""What was forgotten on which night, by which rule; and whose wish to be forgotten waits for an answer."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from domain.access import visibility
from models.forgetting import ForgettingWish, PrivacyRun, Rule
from models.languages import Words, _
from models.people import Person
from models.record import Record
from models.timeline import local_day
from web.views.reading import Reading

NIGHTS = 14
RULES: Mapping[Rule, Words] = {
    Rule.COLLEAGUES: _("Exchanges whose colleagues without an account were forgotten"),
    Rule.MAILS_THAT_CAME: _("Mails that came, emptied of their words"),
    Rule.PAIR_LOGS: _("Entries of mentoring pairs for themselves"),
    Rule.BROUGHT_FILES: _("Spreadsheets that were brought and not saved"),
    Rule.MEMOS: _("Memos of those who steer"),
    Rule.NAMED_FILTERS: _("Saved filters that were removed"),
    Rule.LOGIN_LINKS: _("Login links"),
    Rule.DEPARTURES: _("Journeys to sign-ins of organisations"),
    Rule.SESSIONS: _("Sessions of browsers"),
    Rule.GLANCES: _("That somebody opened a page about somebody"),
    Rule.KEPT_FORMS: _("Forms kept while somebody showed who they are"),
    Rule.KEPT_ANSWERS: _("Answers to programs, for their keys"),
    Rule.RATE_COUNTS: _("Counts of tries"),
    Rule.PRIVACY_RUNS: _("Lines of this table"),
}


class Taken(Record):
    what: Words
    number: int


class Night(Record):
    """`taken` is what was there to forget; all other rules were followed too, and found nothing."""

    at: datetime
    taken: tuple[Taken, ...]
    rules: int


class Waiting(Record):
    person_id: UUID
    name: str
    asked_at: datetime


def nights(seen: Reading) -> tuple[Night, ...]:
    """The newest first; several looks of one night are one."""
    most = NIGHTS * len(Rule)
    found = seen.db.scalars(select(PrivacyRun).order_by(PrivacyRun.at.desc(), PrivacyRun.rule).limit(most))
    by_day: defaultdict[date, list[PrivacyRun]] = defaultdict(list)
    for each in found:
        by_day[local_day(each.at)].append(each)
    return tuple(_night(runs) for runs in list(by_day.values())[:NIGHTS])


def _night(runs: list[PrivacyRun]) -> Night:
    taken: Counter[Rule] = Counter()
    for each in runs:
        taken[each.rule] += each.number
    told = tuple(Taken(what=RULES[rule], number=taken[rule]) for rule in Rule if taken[rule])
    return Night(at=max(each.at for each in runs), taken=told, rules=len(taken))


def waiting(seen: Reading) -> tuple[Waiting, ...]:
    """Also of organisations that nobody keeps: whoever administers sees them here."""
    found = select(Person.id, Person.name, ForgettingWish.asked_at)
    found = found.join(ForgettingWish, ForgettingWish.person_id == Person.id)
    mine = found.where(ForgettingWish.answered_at.is_(None), visibility.kept_people(seen.actor))
    return tuple(
        Waiting(person_id=id_, name=name, asked_at=at)
        for id_, name, at in seen.db.execute(mine.order_by(ForgettingWish.asked_at))
    )
