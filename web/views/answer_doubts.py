"""What is asked after a no from a calendar, of both sides, and what became of it."""

from domain import doubts, exchanges
from domain.day_words import change, in_words
from domain.obstacles import still_possible
from invites import dates
from invites.links import Ticket
from models.doubts import Doubt
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.states import DoubtState
from web.views.answer_view import Asked, Button, Fact, facts, yes_and_no
from web.views.reading import Reading

SETTLED = {
    DoubtState.KEPT: _("It stays as it was."),
    DoubtState.MOVED: _("It has moved to the other time. Your calendar follows."),
    DoubtState.CANCELLED: _("It has been cancelled."),
    DoubtState.OVERTAKEN: _("Something has changed since we asked. A newer mail tells how it is now."),
}


def doubt(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """Cancel, another time, or as it was."""
    language, row = seen.language, seen.db.get_one(Doubt, ticket.row_id)
    exchange = exchanges.look_at(seen.db, row.exchange_id)
    title = _("Shall we cancel, or would other days suit you?").into(language)
    shown = facts(exchange, language)
    if happened := _happened(seen, exchange, row):
        return Asked(title=title, happened=happened, facts=shown)
    keep = Button(word="keep", text=_("Keep it as it was").into(language))
    cancel = Button(word="cancel", text=_("Cancel").into(language))
    if row.state is DoubtState.OFFERED:
        asked = _("We have asked {name} about the other time.", name=doubts.other_side(exchange, row).name)
        return Asked(title=title, happened=asked.into(language), facts=shown, buttons=(keep,))
    until = dates.moment(row.deadline, language)
    return Asked(
        title=title,
        intro=_("Your calendar has declined. Please answer by {moment}.", moment=until).into(language),
        facts=shown,
        days=_choices(seen, exchange, row),
        buttons=(cancel, keep) if first == "cancel" else (keep, cancel),
    )


def other_days(seen: Reading, ticket: Ticket, first: str) -> Asked:
    """Whether the chosen time suits the other side too."""
    language, row = seen.language, seen.db.get_one(Doubt, ticket.row_id)
    exchange, who = exchanges.look_at(seen.db, row.exchange_id), seen.db.get_one(Person, row.person_id)
    title = _("Another time suits {name} better. Does it suit you?", name=who.name).into(language)
    happened = _happened(seen, exchange, row)
    if not happened and (row.state is not DoubtState.OFFERED or row.chosen is None):
        happened = _("There is nothing to answer any more.").into(language)
    if happened:
        return Asked(title=title, happened=happened, facts=facts(exchange, language))
    told = change(exchange, doubts.wanted(seen.db, exchange, row), language)
    until = dates.moment(row.deadline, language)
    return Asked(
        title=title,
        intro=_("Please answer by {moment}.", moment=until).into(language),
        facts=(Fact(label=told.label, values=(told.new,), old=told.old), *facts(exchange, language)[1:]),
        mark=row.chosen.mark if row.chosen else "",
        buttons=yes_and_no(language, first=first),
    )


def _happened(seen: Reading, exchange: Exchange, row: Doubt) -> str:
    if row.state.is_open and doubts.is_overtaken(seen.db, exchange, row, now=seen.now):
        return SETTLED[DoubtState.OVERTAKEN].into(seen.language)
    return "" if row.state.is_open else SETTLED[row.state].into(seen.language)


def _choices(seen: Reading, exchange: Exchange, row: Doubt) -> tuple[Button, ...]:
    """Those of the possible days that nobody has taken since."""
    offered = doubts.offered(seen.db, exchange, row)
    left = still_possible(seen.db, exchange, offered, now=seen.now)
    told = ((row.possible[n].mark, in_words(exchange, offered[n], seen.language)) for n in left)
    return tuple(Button(word="other", days=mark, text=text) for mark, text in told)
