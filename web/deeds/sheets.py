"""The forms of a page, as they stand: what may be filled in, what was filled in, what is wrong with it."""

from collections.abc import Iterable, Mapping

from domain.refusals import Invalid, Refusal
from models.languages import Words, _
from models.record import Record
from web.deeds.deed import ROW, At, Choices, Deed, Entry, Occasion
from web.deeds.plans import PlanView
from web.forms import TOKEN, Form, Trouble

WRONG, CONFLICT, FINE = 422, 409, 200


class Tried(Record):
    """A form that came back: with its troubles, a rule's no, or what it would send."""

    code: str
    row: str
    fields: Mapping[str, tuple[str, ...]]
    troubles: tuple[Trouble, ...] = ()
    refusal: Words | None = None
    plan: PlanView | None = None
    status: int = FINE


class Blank(Record):
    """One field; `id` is its name on the page, where several forms have fields of one name."""

    id: str
    name: str
    label: Words
    entry: Entry
    hint: Words | None
    is_required: bool
    choices: Choices
    values: tuple[str, ...]
    mend: Words | None

    @property
    def value(self) -> str:
        return next(iter(self.values), "")


class Sheet(Record):
    id: str
    code: str
    row: str
    title: Words
    button: Words
    hint: Words | None
    is_grave: bool
    shows_plan: bool
    blanks: tuple[Blank, ...]
    tried: Tried | None

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """With the fields' names on this page, for the links of the summary."""
        found = self.tried.troubles if self.tried else ()
        return tuple(each.model_copy(update={"field": f"{self.id}-{each.field}"}) for each in found)


def sheets(deeds: Iterable[Deed[At]], at: At, tried: Tried | None) -> tuple[Sheet, ...]:
    """Each deed as often as it is offered now; the one that came back keeps what was written."""
    return tuple(_sheet(deed, each, tried) for deed in deeds for each in deed.offered(at))


def came_back(code: str, form: Form, troubles: tuple[Trouble, ...]) -> Tried:
    return _tried(code, form).model_copy(update={"troubles": troubles, "status": WRONG})


def said_no(code: str, form: Form, refusal: Refusal) -> Tried:
    status = WRONG if isinstance(refusal, Invalid) else CONFLICT
    return _tried(code, form).model_copy(update={"refusal": refusal.words, "status": status})


def would_send(code: str, form: Form, plan: PlanView | None) -> Tried:
    return _tried(code, form).model_copy(update={"plan": plan})


def _tried(code: str, form: Form) -> Tried:
    fields = {name: values for name, values in form.fields.items() if name != TOKEN}
    return Tried(code=code, row=form.text(ROW), fields=fields)


def _sheet(deed: Deed[At], occasion: Occasion, tried: Tried | None) -> Sheet:
    is_it = tried is not None and (tried.code, tried.row) == (deed.code, occasion.row)
    mine = tried if is_it else None
    id_ = f"{deed.code}-{occasion.row}" if occasion.row else deed.code
    return Sheet(
        id=id_,
        code=deed.code,
        row=occasion.row,
        title=_("{deed}: {about}", deed=deed.title, about=occasion.about) if occasion.about else deed.title,
        button=deed.button,
        hint=deed.hint,
        is_grave=deed.is_grave,
        shows_plan=deed.shows_plan,
        blanks=_blanks(deed, occasion, mine, id_),
        tried=mine,
    )


def _blanks(deed: Deed[At], occasion: Occasion, mine: Tried | None, id_: str) -> tuple[Blank, ...]:
    own = [
        Blank(
            id=f"{id_}-{name}",
            name=name,
            label=deed.form.blanks[name].label,
            entry=deed.form.blanks[name].entry,
            hint=deed.form.blanks[name].hint,
            is_required=about.is_required(),
            choices=occasion.choices.get(name, ()),
            values=_values(name, occasion, mine),
            mend=_mend(name, mine),
        )
        for name, about in deed.form.model_fields.items()
    ]
    return (*own[:1], *_extras(occasion, mine, id_), *own[1:])


def _extras(occasion: Occasion, mine: Tried | None, id_: str) -> tuple[Blank, ...]:
    return tuple(
        Blank(
            id=f"{id_}-{each.name}",
            name=each.name,
            label=each.label,
            entry=each.entry,
            hint=None,
            is_required=False,
            choices=(("", "–"), *each.choices) if each.entry is Entry.CHOICE else each.choices,
            values=_values(each.name, occasion, mine),
            mend=None,
        )
        for each in occasion.extras
    )


def _values(name: str, occasion: Occasion, mine: Tried | None) -> tuple[str, ...]:
    if mine is not None:
        return mine.fields.get(name, ())
    said = occasion.values.get(name, ())
    return (said,) if isinstance(said, str) else said


def _mend(name: str, mine: Tried | None) -> Words | None:
    found = mine.troubles if mine else ()
    return next((each.words for each in found if each.field == name), None)
