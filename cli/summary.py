"""A round in numbers, in words."""

from collections.abc import Iterable

from rich.table import Table

from domain.bills import Bill
from domain.figures import Figures, Plan
from models.languages import Language, Words, _
from models.states import DoubtState, ExchangeState, RoundState
from web.words import endings, kinds, states

Line = tuple[Words, Words | int | str]


def summary(told: Figures, language: Language) -> Table:
    table = Table(title=title(told).into(language), show_header=False)
    for row in rows(told, language):
        table.add_row(*row)
    return table


def title(told: Figures) -> Words:
    state = states.tag(RoundState(told.state)).words
    return _("Round {reference}: {state}", reference=told.round, state=state)


def rows(told: Figures, language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label.into(language), said.into(language) if isinstance(said, Words) else f"{said}")
        for label, said in _lines(told, language)
    )


def _lines(told: Figures, language: Language) -> list[Line]:
    exchanges = ((states.tag(ExchangeState(code)).words, number) for code, number in told.exchanges.items())
    replies = ((endings.ending(code).words, number) for code, number in told.replies.items())
    doubts = ((states.tag(DoubtState(code)).words, number) for code, number in told.doubts.items())
    notes = told.follow_ups
    return [
        (_("Applications"), told.applications),
        (_("Placed"), _placed(told)),
        (_("Exchanges"), _counted(exchanges, language)),
        (_("Confirmed / released / repaired"), f"{told.confirmed} / {told.released} / {told.repaired}"),
        (_("Plans and change proposals"), len(told.plans)),
        *(
            (_("Change proposal {version}", version=plan.version), _bill(plan.bill))
            for plan in told.plans
            if plan.bill and plan.bill.changes_something
        ),
        *((_("Mails: {kind}", kind=kinds.kind(code)), number) for code, number in told.mails.items()),
        (_("Mails in all"), sum(told.mails.values())),
        (_("Replies by mail"), _counted(replies, language)),
        *([(_("Asked what a no meant"), _counted(doubts, language))] if told.doubts else []),
        (
            _("Follow-ups answered"),
            _("{answered} of {asked}", answered=notes["answered"], asked=sum(notes.values())),
        ),
    ]


def _placed(told: Figures) -> Words | int:
    if not told.plans:
        return told.placed
    return _("{number} ({proof})", number=told.placed, proof=_proof(told.plans[0]))


def _proof(plan: Plan) -> Words:
    if plan.gap == 0:
        return _("proven best")
    return _("at most {gap} from the best possible", gap=f"{plan.gap:.2%}")


def _bill(bill: Bill) -> Words:
    return _(
        "{kept} stay, {moved} move, {lost} lose their place, {new} get one; {before} points, now {after}",
        kept=bill.kept,
        moved=bill.moved,
        lost=bill.lost,
        new=bill.newly_placed,
        before=bill.worth_before,
        after=bill.worth_after,
    )


def _counted(numbers: Iterable[tuple[Words, int]], language: Language) -> str:
    return ", ".join(f"{words.into(language)} {number}" for words, number in numbers)
