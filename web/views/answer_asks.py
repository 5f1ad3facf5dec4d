"""Any question with a deadline: what it asks, or what became of it."""

from domain.asks.question import Field
from domain.asks.questions import question
from invites import dates
from invites.links import Ticket
from models.asks import Ask, AskState
from models.languages import Language, _
from web.views.answer_view import Asked, Button, Choice, Entry, Fact
from web.views.reading import Reading

ENDED = {
    AskState.ANSWERED: _("We have your answer, thank you."),
    AskState.LAPSED: _("The time to answer is over; the coordinator can still help."),
    AskState.DROPPED: _("Things have changed since we asked. There is nothing to answer any more."),
}


def ask(seen: Reading, ticket: Ticket, first: str) -> Asked:
    language, row = seen.language, seen.db.get_one(Ask, ticket.row_id)
    kind = question(row.about)
    page = kind.look(seen.db, row, language)
    facts = [Fact(label=each.label.into(language), values=(each.value,)) for each in page.told]
    shown = Asked(title=page.title.into(language), facts=tuple(facts))
    if row.state is not AskState.OPEN and not (kind.takes_late and row.state is AskState.LAPSED):
        return shown.model_copy(update={"happened": ENDED[row.state].into(language)})
    until = _("Please answer by {moment}.", moment=dates.moment(row.deadline, language))
    buttons = [Button(word=each.word, text=each.label.into(language)) for each in page.options]
    fields = [_entry(each, language) for each in page.fields]
    return shown.model_copy(
        update={
            "intro": " ".join(each.into(language) for each in (page.intro, until) if each),
            "buttons": tuple(sorted(buttons, key=lambda each: each.word != first)),
            "fields": tuple(fields),
        }
    )


def _entry(field: Field, language: Language) -> Entry:
    choices = tuple(Choice(word=each.word, text=each.label.into(language)) for each in field.choices)
    return Entry(name=field.name, label=field.label.into(language), entry=field.entry, choices=choices)
