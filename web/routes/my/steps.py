"""What is written in each step of an application."""

from datetime import datetime
from uuid import UUID

from domain import applying, slots, topics, weeks_off
from domain.amending import Amendment
from domain.refusals import Invalid
from models.applications import Application, TopicWish
from models.languages import Language, Words, _
from models.record import Record
from models.rounds import Round
from models.states import Kind
from web.forms import Form, Trouble
from web.views.reading import Reading

MOST_DAYS, MOST_SESSIONS, MOST_WEEKS, MOST_LIMIT = 15, 20, 8, 99_999


class Saved(Record):
    """When it was kept; or why not."""

    at: datetime | None = None
    refusal: Words | None = None


def keep(seen: Reading, application: Application, step: str, form: Form) -> None:
    KEEPERS[step](seen, application, form)


def _wish(seen: Reading, application: Application, form: Form) -> None:
    """Topics, and the organisations in the order in which their buttons have put them."""
    before = {each.topic: each for each in application.topics}
    known = [each for each in form.all("topics") if each in topics.BY_CODE or each in before]
    chosen = tuple(before.get(each) or TopicWish(topic=each) for each in dict.fromkeys(known))
    applying.keep(seen.db, application, Amendment(topics=chosen), now=seen.now)
    applying.wish(seen.db, application, ranked(form), now=seen.now)


def ranked(form: Form) -> list[UUID]:
    """The list as it stands after the pressed button: one up, one down, one out, or one more."""
    try:
        wished = [UUID(each) for each in form.all("wished")]
        added = UUID(form.text("added")) if form.has("added") and form.has("do") else None
    except ValueError:
        raise Invalid(_("choose one of those offered")) from None
    word, _colon, place = form.text("do").partition(":")
    at = int(place) if place.isascii() and place.isdigit() else -1
    if word in ("up", "down", "out") and 0 <= at < len(wished):
        moved = wished.pop(at)
        if word != "out":
            wished.insert(max(0, at - 1 if word == "up" else at + 1), moved)
    if added is not None and added not in wished:
        wished.append(added)
    return wished


def _weeks(seen: Reading, application: Application, form: Form) -> None:
    if application.kind is Kind.MENTORING:
        said = Amendment(
            sessions=_number(form, "sessions", most=MOST_SESSIONS),
            cadence_weeks=_number(form, "cadence", most=MOST_WEEKS),
            slots=chosen_slots(form),
        )
    else:
        days = _number(form, "days", most=MOST_DAYS)
        halves = sum(application.blocks)
        same = days is None or halves // 2 == days
        said = Amendment(blocks=None if same or days is None else (2 * days,))
    applying.keep(seen.db, application, said, now=seen.now)
    round_ = seen.db.get_one(Round, application.round_id)
    without = weeks_off.weeks(round_).keys() - set(form.all("weeks"))
    applying.suit(seen.db, application, without=without, now=seen.now)


def chosen_slots(form: Form) -> tuple[str, ...]:
    try:
        return tuple(each for each in dict.fromkeys(form.all("slots")) if slots.parse_slot(each))
    except ValueError:
        raise Invalid(_("choose one of those offered")) from None


def _aims(seen: Reading, application: Application, form: Form) -> None:
    spoken = tuple(Language(each) for each in form.all("languages") if each in set(Language))
    if not spoken:
        raise Invalid(_("Choose at least one language."))
    said = Amendment(
        aims=form.text("aims"),
        languages=spoken,
        most_minutes=_number(form, "minutes", most=MOST_LIMIT, least=0),
        most_euros=_number(form, "euros", most=MOST_LIMIT, least=0),
    )
    applying.keep(seen.db, application, said, now=seen.now)


def _check(_seen: Reading, _application: Application, _form: Form) -> None:
    """Nothing is written there."""


def _number(form: Form, name: str, *, most: int, least: int = 1) -> int | None:
    text = form.text(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise Invalid(_("Write a whole number from {least} to {most}.", least=least, most=most))
    return int(text)


def missing(application: Application) -> tuple[Trouble, ...]:
    """What has to be said before it can be sent, each with the step where that is done."""
    found = []
    if not application.topics:
        found.append(Trouble(field="wish", label=_("Topics"), words=_("choose at least one")))
    if application.kind is Kind.MENTORING and not application.slots:
        found.append(Trouble(field="weeks", label=_("Weekly times"), words=_("choose at least one")))
    if not application.aims.strip():
        found.append(Trouble(field="aims", label=_("Aims"), words=_("fill this in")))
    return tuple(found)


KEEPERS = {"wish": _wish, "weeks": _weeks, "aims": _aims, "check": _check}
