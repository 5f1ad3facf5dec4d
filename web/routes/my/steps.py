"""What is written in each step of an application: all that can be kept is kept, the rest is told by field."""

from collections.abc import Callable
from datetime import datetime

from domain import applying, weeks_off
from domain.amending import Amendment
from domain.refusals import Invalid
from models.applications import Application
from models.languages import Language, Words, _
from models.record import Record
from models.rounds import Round
from models.states import Kind
from web.forms import Form, Trouble
from web.routes.my import wishing
from web.routes.my.fields import Found, chosen_slots, id_of, number, tried
from web.routes.my.spans import span
from web.views.reading import Reading

MOST_DAYS, MOST_SESSIONS, MOST_WEEKS, MOST_LIMIT = 15, 20, 8, 99_999


class Saved(Record):
    """When it was kept; or why not all of it."""

    at: datetime | None = None
    refusal: Words | None = None
    troubles: tuple[Trouble, ...] = ()


def keep(seen: Reading, application: Application, step: str, form: Form) -> tuple[Trouble, ...]:
    return tuple(KEEPERS[step](seen, application, form))


def _weeks(seen: Reading, row: Application, form: Form) -> Found:
    verbs = _series if row.kind is Kind.MENTORING else _length
    yield from verbs(seen, row, form)
    round_ = seen.db.get_one(Round, row.round_id)
    without = weeks_off.weeks(round_).keys() - set(form.all("weeks"))
    yield from tried(
        "weeks", _("Weeks that suit"), lambda: applying.suit(seen.db, row, without=without, now=seen.now)
    )
    yield from _days(seen, row, form)


def _length(seen: Reading, row: Application, form: Form) -> Found:
    """A stay of several blocks keeps them while its length stays."""

    def verb() -> None:
        days = number(form, "days", most=MOST_DAYS)
        if days is not None and sum(row.blocks) // 2 != days:
            applying.keep(seen.db, row, Amendment(blocks=(2 * days,)), now=seen.now)

    yield from tried("days", _("Length"), verb)


def _series(seen: Reading, row: Application, form: Form) -> Found:
    def sessions() -> None:
        said = Amendment(sessions=number(form, "sessions", most=MOST_SESSIONS))
        applying.keep(seen.db, row, said, now=seen.now)

    def cadence() -> None:
        said = Amendment(cadence_weeks=number(form, "cadence", most=MOST_WEEKS))
        applying.keep(seen.db, row, said, now=seen.now)

    def weekly() -> None:
        applying.keep(seen.db, row, Amendment(slots=chosen_slots(form)), now=seen.now)

    yield from tried("sessions", _("Sessions"), sessions)
    yield from tried("cadence", _("Weeks between them"), cadence)
    yield from tried("slots", _("Weekly times"), weekly)


def _days(seen: Reading, row: Application, form: Form) -> Found:
    """Added and dropped by a press, never while somebody is still writing."""
    word, _colon, which = form.text("do").partition(":")
    if word == "drop":
        yield from tried(
            "from", _("Days"), lambda: applying.unname_days(seen.db, row, id_of(which), now=seen.now)
        )
    if form.has("do") and (form.has("from") or form.has("to")):
        yield from tried(
            "from", _("Days"), lambda: applying.name_days(seen.db, row, span(form), now=seen.now)
        )


def _aims(seen: Reading, row: Application, form: Form) -> Found:
    def aims() -> None:
        applying.keep(seen.db, row, Amendment(aims=form.text("aims")), now=seen.now)

    def languages() -> None:
        spoken = tuple(Language(each) for each in form.all("languages") if each in set(Language))
        if not spoken:
            raise Invalid(_("Choose at least one language."))
        applying.keep(seen.db, row, Amendment(languages=spoken), now=seen.now)

    yield from tried("aims", _("Aims"), aims)
    yield from tried("languages", _("Languages"), languages)
    if row.kind is Kind.SHADOWING:
        yield from _limit(seen, row, form, "minutes", _("Longest way, minutes"))
        yield from _limit(seen, row, form, "euros", _("Most euros for the trip"))


def _limit(seen: Reading, row: Application, form: Form, name: str, label: Words) -> Found:
    """An empty field is no limit."""

    def verb() -> None:
        most, column = number(form, name, most=MOST_LIMIT, least=0), f"most_{name}"
        said = Amendment(without=frozenset({column})) if most is None else LIMITS[name](most)
        applying.keep(seen.db, row, said, now=seen.now)

    yield from tried(name, label, verb)


def _check(_seen: Reading, _row: Application, _form: Form) -> Found:
    """Nothing is written there."""
    yield from ()


LIMITS: dict[str, Callable[[int], Amendment]] = {
    "minutes": lambda most: Amendment(most_minutes=most),
    "euros": lambda most: Amendment(most_euros=most),
}
KEEPERS = {"wish": wishing.keep, "weeks": _weeks, "aims": _aims, "check": _check}


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
