"""What somebody offers, as the form of one page says it; nothing is lost while there is something to mend."""

from collections.abc import Collection
from datetime import date

from domain import own_offers, topics, visit_packs, weeks_off
from domain.named_days import Named, check
from domain.own_offers import MOST, Said
from domain.refusals import Invalid
from models.languages import Language, _
from models.offers import Offer, TopicStrength
from models.rounds import Round
from models.states import Half, Kind
from web.forms import Form, Trouble
from web.routes.my.fields import chosen_slots, number, tried
from web.routes.my.spans import span
from web.views.my.days_named import ONLY, code, shown
from web.views.my.offering import OfferView

TEXTS = ("most", "at_a_time", "unit", "online_link", "programme")
SPAN = ("from", "to", "how")
LONGEST = 2_000


def troubles(form: Form, round_: Round, kind: Kind) -> tuple[Trouble, ...]:
    """Everything that has to be mended, field by field."""

    def places() -> None:
        if number(form, "most", most=MOST) is None:
            raise Invalid(_("fill this in"))

    def at_a_time() -> None:
        text = form.text("most")
        most = int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= MOST else MOST
        number(form, "at_a_time", most=most)

    found = [
        *tried("most", _("Places"), places),
        *(tried("at_a_time", _("At a time"), at_a_time) if kind is Kind.SHADOWING else ()),
        *_unchosen(form, kind),
        *tried("weeks", _("Weeks that suit"), lambda: _refuse_no_week(form, round_)),
        *tried("online_link", _("Online link"), lambda: visit_packs.check_link(form.text("online_link"))),
    ]
    if form.has("from") or form.has("to"):
        found += tried("from", _("Days"), lambda: check(round_, span(form)))
    return tuple(found)


def _unchosen(form: Form, kind: Kind) -> list[Trouble]:
    needed = {"topics": _("Topics"), "languages": _("Languages")}
    if kind is Kind.MENTORING:
        needed["slots"] = _("Weekly times")
    return [
        Trouble(field=name, label=label, words=_("choose at least one"))
        for name, label in needed.items()
        if not form.all(name)
    ]


def _refuse_no_week(form: Form, round_: Round) -> None:
    if not weeks_off.weeks(round_).keys() & set(form.all("weeks")):
        raise Invalid(_("At least one week must suit."))


def said(form: Form, round_: Round, kind: Kind, *, standing: Offer | None) -> Said:
    """Strengths that were told otherwise, as by a spreadsheet, stay."""
    before = {each.topic: each for each in standing.topics} if standing else {}
    known = [each for each in dict.fromkeys(form.all("topics")) if each in topics.BY_CODE or each in before]
    most = number(form, "most", most=MOST) or 1
    is_mentoring = kind is Kind.MENTORING
    return own_offers.Said(
        most=most,
        guests_per_day=number(form, "at_a_time", most=most) or 1,
        unit=form.text("unit")[:200],
        topics=tuple(before.get(each) or TopicStrength(topic=each) for each in known),
        languages=tuple(Language(each) for each in form.all("languages") if each in set(Language)),
        slots=chosen_slots(form),
        without=weeks_off.weeks(round_).keys() - set(form.all("weeks")),
        named=frozenset(named(form)),
        in_person=form.text("where") == "there" if is_mentoring else None,
        online_link=form.text("online_link") if is_mentoring else None,
        programme=None if is_mentoring else form.text("programme")[:LONGEST],
    )


def named(form: Form, *, adds: bool = True) -> list[Named]:
    """The spans that the form carries, less the one whose button was pressed; and the one in its fields."""
    word, _colon, which = form.text("do").partition(":")
    found = [_read(each) for each in form.all("named") if not (word == "drop" and each == which)]
    has_more = adds and (form.has("from") or form.has("to"))
    return list(dict.fromkeys([*found, *([span(form)] if has_more else [])]))


def _read(text: str) -> Named:
    try:
        first, last, how, half = text.split("_")
        return Named(
            date.fromisoformat(first), date.fromisoformat(last), how == ONLY, Half(half) if half else None
        )
    except ValueError:
        raise Invalid(_("choose one of those offered")) from None


def as_written(view: OfferView, form: Form, found: Collection[Trouble] = ()) -> OfferView:
    """The same page with everything as it was written; days that were added stand in their list."""

    def on(name: str, code: str) -> dict[str, bool]:
        return {"is_on": code in form.all(name)}

    chips = {
        name: tuple(each.model_copy(update=on(name, each.code)) for each in getattr(view, name))
        for name in ("topics", "languages", "weeks")
    }
    slots = tuple(
        day.model_copy(update={"chips": tuple(c.model_copy(update=on("slots", c.code)) for c in day.chips)})
        for day in view.slots
    )
    is_wrong = any(each.field == "from" for each in found)
    spans = tuple(shown(code(each), each) for each in sorted(named(form, adds=not is_wrong)))
    return view.model_copy(
        update={
            **chips,
            **{name: form.text(name) for name in TEXTS},
            "in_person": form.text("where") == "there",
            "slots": slots,
            "days_named": spans,
            "written": {name: form.text(name) for name in SPAN} if is_wrong else {},
            "troubles": tuple(found),
        }
    )
