"""What invented people press and write on the pages of questions."""

from datetime import date, time

from domain.asks.question import Entry, Field, Option, Page
from models.asks import Filled, Reply
from models.languages import _
from models.timeline import moment
from workers.filling import reply

NOW = moment(date(2027, 1, 18), time(9, 0))
YES, PERHAPS, NO = (Option(word, _("Answers")) for word in ("yes", "perhaps", "no"))


def a_page(*options: Option, fields: tuple[Field, ...] = ()) -> Page:
    return Page(title=_("Question"), options=options, fields=fields)


def test_a_yes_is_the_first_button_and_a_no_the_last() -> None:
    page = a_page(YES, PERHAPS, NO)

    assert reply(page, says_yes=True, now=NOW) == Reply(word="yes")
    assert reply(page, says_yes=False, now=NOW) == Reply(word="no")


def test_every_field_is_filled_in_as_it_asks() -> None:
    kinds = (Entry.NUMBER, Entry.DATE, Entry.TICK, Entry.TEXT)
    fields = tuple(Field(each.value, _("Question"), each) for each in kinds)
    chosen = Field("choice", _("Question"), Entry.CHOICE, choices=(PERHAPS, NO))

    said = reply(a_page(YES, fields=(*fields, chosen)), says_yes=True, now=NOW)

    assert said.filled == (
        Filled(name="number", value="1"),
        Filled(name="date", value="2027-01-18"),
        Filled(name="tick", value="yes"),
        Filled(name="text", value="Invented."),
        Filled(name="choice", value="perhaps"),
    )


def test_a_page_without_buttons_is_only_filled_in() -> None:
    page = a_page(fields=(Field("what", _("Question")),))

    assert reply(page, says_yes=True, now=NOW) == Reply(
        word="", filled=(Filled(name="what", value="Invented."),)
    )
