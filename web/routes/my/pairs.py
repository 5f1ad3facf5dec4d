"""What a mentoring pair does between its sessions: another time, goals, the log."""

from datetime import datetime, time
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import resuming, sessions
from domain.mentoring import goals, log, rhythm
from domain.refusals import Invalid, NotFound
from domain.troubles import day
from models.exchanges import Exchange
from models.languages import _
from models.mentoring import GoalState, LogEntry, Reach
from models.people import Person
from models.timeline import moment
from web.forms import Form, TheForm
from web.routes.my.changing import change, number, together
from web.site import TheSite, posts
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()


@posts(router, "/my/exchanges/{exchange_id}/sessions")
def session(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """Another time, one more, one less, or on again: what the two have agreed."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        word, agreed = form.text("word"), together(form, me)
        if word == "move":
            sessions.move(seen.db, found, number(form), to=_at(form), now=seen.now, behalf=agreed)
        elif word == "add":
            minutes = _minutes(form)
            sessions.add(seen.db, found, at=_at(form), minutes=minutes, now=seen.now, behalf=agreed)
        elif word == "skip":
            sessions.cancel(seen.db, found, number(form), now=seen.now, behalf=agreed)
        elif word == "find_again":
            rhythm.find_again(seen.db, found, now=seen.now, behalf=agreed)
        elif word == "resume":
            resuming.resume(seen.db, found, number(form), now=seen.now, behalf=agreed)
        else:
            raise Invalid(_("Choose one of the answers."))

    return change(request, site, exchange_id, verb, form=form, act="session.changed")


def _minutes(form: Form) -> int | None:
    """Left empty, as long as the others."""
    text = form.text("minutes")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Invalid(_("give a number"))
    return int(text)


def _at(form: Form) -> datetime:
    on = day(form.text("day"))
    if on is None:
        raise Invalid(_("Write the day as 2027-11-10."))
    try:
        clock = time.fromisoformat(form.text("clock"))
    except ValueError:
        raise Invalid(_("give a time, for example 16:00")) from None
    return moment(on, clock.replace(tzinfo=None))


@posts(router, "/my/exchanges/{exchange_id}/goals")
def goal(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """A new goal of the mentee's, or what became of one."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if form.text("state") in set(GoalState):
            to = GoalState(form.text("state"))
            goals.change(seen.db, found, number(form), to, by=me, now=seen.now)
        else:
            goals.add(seen.db, found, form.text("words"), by=me, now=seen.now)

    return change(request, site, exchange_id, verb, form=form, act="goal.changed")


@posts(router, "/my/exchanges/{exchange_id}/log")
def write(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """One entry; the pair's own unless it is opened to those who run the round."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        reach = Reach.PROGRAMME if form.has("opens") else Reach.PAIR
        log.write(seen.db, found, number(form), form.text("words"), by=me, now=seen.now, reach=reach)

    return change(request, site, exchange_id, verb, form=form, act="log.written")


@posts(router, "/my/exchanges/{exchange_id}/log/{entry_id}")
def open_up(request: Request, site: TheSite, exchange_id: UUID, entry_id: UUID, form: TheForm) -> Response:
    """Who reads an entry is decided by who wrote it."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        entry = seen.db.get(LogEntry, entry_id)
        if entry is None or entry.exchange_id != found.id or entry.author_id != me.id:
            raise NotFound(_("There is no such entry."))
        reach = Reach.PROGRAMME if form.has("opens") else Reach.PAIR
        log.open_up(seen.db, entry, reach, by=me)

    return change(request, site, exchange_id, verb, form=form, act="log.reach_changed")
